#include "control/savings/savings_json.hpp"
#include "ledger_test.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::control {
namespace {

using std::chrono::days;

class savings : public ledger_test {
protected:
    void write(ledger_entry entry, int day = today)
    {
        if (!store_) store_ = std::get<0>(ledger_store::open(file(), calendar_));
        entry.at = system_time::time_point{days{day}} + std::chrono::hours{5};
        ledger_entry const* const one = &entry;
        EXPECT_EQ(store_->write({&one, 1}), "");
    }

    savings_report report(savings_period period = savings_period::all)
    {
        auto found = read_savings(file(), period, today);
        auto const* problem = std::get_if<std::string>(&found);
        EXPECT_EQ(problem, nullptr) << *problem;
        return problem == nullptr ? std::get<savings_report>(found) : savings_report{};
    }

    static ledger_entry of_unit(unit amounts, config::nano_dollars realized, config::nano_dollars baseline)
    {
        auto entry = sample_entry();
        entry.unit = amounts;
        entry.realized = realized;
        entry.baseline = baseline;
        return entry;
    }

    static constexpr int today = 20'000; // 2024-10-04
    calendar calendar_{"UTC"};
    std::unique_ptr<ledger_store> store_;
};

TEST_F(savings, periods_are_whole_days)
{
    for (auto const ago : {0, 1, 6, 7, 29, 30, 399}) write(sample_entry(), today - ago);
    EXPECT_EQ(report(savings_period::today).all.requests, 1);
    EXPECT_EQ(report(savings_period::week).all.requests, 3);
    EXPECT_EQ(report(savings_period::month).all.requests, 5);
    EXPECT_EQ(report(savings_period::all).all.requests, 7);
    auto const week = report(savings_period::week).by_day;
    EXPECT_TRUE(week.contains("2024-10-04") && week.contains("2024-09-28"));
}

TEST_F(savings, periods_by_name)
{
    EXPECT_EQ(savings_period_of("today"), savings_period::today);
    EXPECT_EQ(savings_period_of("7d"), savings_period::week);
    EXPECT_EQ(savings_period_of("30d"), savings_period::month);
    EXPECT_EQ(savings_period_of("all"), savings_period::all);
    for (auto const* wrong : {"", "typo", "7", "ALL", "today "})
        EXPECT_EQ(savings_period_of(wrong), std::nullopt) << wrong;
    EXPECT_EQ(days_of(savings_period::month), 30);
    EXPECT_EQ(days_of(savings_period::all), std::nullopt);
}

TEST_F(savings, routing_and_cache_save_apart)
{
    write(of_unit(unit::usd, 100, 400));
    auto hit = of_unit(unit::usd, 0, 400);
    hit.outcome = outcome::cached;
    hit.cache_saved = 150;
    write(hit);
    write(of_unit(unit::usd, 700, 400)); // a fallback to a more expensive one
    auto const found = report();
    EXPECT_EQ(found.all.saved(), 400);
    EXPECT_EQ(found.all.saved_by_cache, 150);
    EXPECT_EQ(found.all.saved_by_routing(), 250);
    EXPECT_EQ(found.all.cache_hits, 1);
    EXPECT_EQ(found.all.tokens, 3 * 120);
    EXPECT_EQ(found.saved_per_mille(), 333);
}

TEST_F(savings, dollars_are_summed_when_there_are_any)
{
    write(of_unit(unit::usd, 10, 30));
    write(of_unit(unit::relative, 5'000, 9'000));
    write(of_unit(unit::unpriced, 0, 0));
    auto const found = report();
    EXPECT_EQ(found.unit, unit::usd);
    EXPECT_EQ(found.all.realized, 10);
    EXPECT_EQ(found.all.baseline, 30);
    EXPECT_EQ(found.all.requests, 3);
    EXPECT_EQ(found.unpriced_requests, 2);
    EXPECT_EQ(found.by_route.at("local").requests, 3);
}

TEST_F(savings, relative_units_when_there_is_nothing_else)
{
    write(of_unit(unit::relative, 200, 1'000), today - 3);
    write(of_unit(unit::usd, 1, 2), today - 20);
    auto const week = report(savings_period::week);
    EXPECT_EQ(week.unit, unit::relative);
    EXPECT_EQ(week.all.saved(), 800);
    EXPECT_EQ(report(savings_period::month).unit, unit::usd);
    EXPECT_EQ(report(savings_period::today).unit, unit::usd) << "as the reference says of an empty ledger";
}

TEST_F(savings, failures_are_counted_apart)
{
    auto entry = of_unit(unit::usd, 0, 0);
    entry.outcome = outcome::failed;
    entry.source = wire::usage_source::missing;
    entry.served = "broken";
    entry.tokens = {};
    write(entry);
    entry = sample_entry();
    entry.source = wire::usage_source::estimated;
    write(entry);
    auto const found = report();
    EXPECT_EQ(found.failed_requests, 1);
    EXPECT_EQ(found.all.requests, 1);
    EXPECT_EQ(found.estimated_requests, 1);
    EXPECT_FALSE(found.by_route.contains("broken"));
    EXPECT_EQ(number(file(), "SELECT sum(missing) FROM totals"), 0);
}

TEST_F(savings, the_share_saved_is_rounded_to_tenths)
{
    savings_report found;
    EXPECT_EQ(found.saved_per_mille(), 0);
    found.all = {.realized = 999, .baseline = 2'000};
    EXPECT_EQ(found.saved_per_mille(), 501); // 50.05 %
    found.all = {.realized = 3'001, .baseline = 2'000};
    EXPECT_EQ(found.saved_per_mille(), -501);
    found.all = {.realized = std::numeric_limits<std::int64_t>::max(), .baseline = 1};
    EXPECT_LT(found.saved_per_mille(), 0);
}

TEST_F(savings, as_json)
{
    auto entry = of_unit(unit::usd, 123, 1'000'000'123);
    entry.key = "team \"a\"";
    entry.tags = {"x"};
    write(entry);
    auto const line = R"({"requests":1,"realized":0.000000123,"baseline":1.000000123,"saved":1,"tokens":120,)"
                      R"("saved_by_routing":1,"saved_by_cache":0,"cache_hits":0})";
    auto const expected =
        std::string{R"({"period_days":7,"unit":"usd","priced":true,"requests":1,"estimated_requests":0,)"} +
        R"("tokens":120,"realized":0.000000123,"baseline":1.000000123,"saved":1,"saved_pct":100,)" +
        R"("saved_by_routing":1,"saved_by_cache":0,"cache_hits":0,"unpriced_requests":0,"failed_requests":0,)" +
        R"("by_route":{"local":)" + line + R"(},"by_key":{"team \"a\"":)" + line + R"(},"by_tag":{"x":)" +
        line + R"(},"by_day":{"2024-10-04":)" + line + R"(},"price_table_version":"0123456789ab"})";
    auto const text = savings_json(report(savings_period::week), "0123456789ab");
    EXPECT_EQ(text, expected);
    EXPECT_TRUE(nlohmann::json::accept(text));
}

TEST_F(savings, as_json_of_an_empty_ledger)
{
    store_ = std::get<0>(ledger_store::open(file(), calendar_));
    auto const json = nlohmann::json::parse(savings_json(report(), ""));
    EXPECT_TRUE(json["period_days"].is_null());
    EXPECT_EQ(json["requests"], 0);
    EXPECT_EQ(json["saved_pct"], 0);
    EXPECT_TRUE(json["by_route"].is_object());
}

TEST_F(savings, of_a_file_that_cannot_be_read)
{
    auto const found = read_savings(directory_.path() / "none.db", savings_period::all, today);
    ASSERT_TRUE(std::holds_alternative<std::string>(found));
    EXPECT_NE(std::get<std::string>(found).find("none.db"), std::string::npos);
}

} // namespace
} // namespace wayfinder::control
