#include "control/savings/savings_import.hpp"
#include "ledger_test.hpp"

namespace wayfinder::control {
namespace {

constexpr auto good = R"({"max_days": 400, "priced": true, "days": {
  "2026-05-01": {"n": 3, "realized": 0.012346, "baseline": 0.03, "savings": 0.017654, "tokens": 3000,
    "estimated_n": 2,
    "by_route": {
      "cloud": {"n": 1, "realized": 0.01, "baseline": 0.01, "savings": 0.0, "tokens": 1000},
      "local": {"n": 2, "realized": 0.002346, "baseline": 0.02, "savings": 0.017654, "tokens": 2000}},
    "by_key": {"team-a": {"n": 1, "realized": 0.01, "baseline": 0.01, "savings": 0.0, "tokens": 1000}}},
  "2026-05-02": {"n": 0, "realized": 0.0, "baseline": 0, "savings": 0.0, "tokens": 0, "by_route": {}}}})";

std::string with_day(std::string const& day)
{
    return R"({"priced":true,"days":{"2026-05-01":)" + day + "}}";
}

/// `{n, realized, baseline, tokens}` and other members.
std::string day_of_one(std::string const& more)
{
    return with_day(R"({"n":1,"realized":0.5,"baseline":1,"tokens":10,)" + more + "}");
}

class savings_import : public ledger_test {
protected:
    opened_ledger open_with(std::string const& content)
    {
        auto how = settings();
        how.savings_file = directory_.write("wayfinder-savings.json", content);
        return open(std::move(how));
    }
};

TEST_F(savings_import, days_routes_and_keys_are_taken_over)
{
    auto const opened = open_with(good);
    auto const found = report(*opened.books);
    EXPECT_EQ(found.unit, unit::usd);
    EXPECT_EQ(found.all.requests, 3);
    EXPECT_EQ(found.estimated_requests, 2);
    EXPECT_EQ(found.all.tokens, 3'000);
    EXPECT_EQ(found.all.realized, 12'346'000);
    EXPECT_EQ(found.all.baseline, 30'000'000);
    EXPECT_EQ(found.all.saved(), 17'654'000);
    EXPECT_EQ(found.by_route.at("local").realized, 2'346'000);
    EXPECT_EQ(found.by_key.at("team-a").realized, 10'000'000);
    EXPECT_EQ(found.by_day.at("2026-05-01").requests, 3);
    EXPECT_FALSE(found.by_route.contains("imported"));
    EXPECT_EQ(opened.spent.everything.all, 12'346'000);
    EXPECT_EQ(opened.spent.keys.at("team-a").all, 10'000'000);
    EXPECT_NE(told().find("imported " + directory_.path().string()), std::string::npos) << told();
}

TEST_F(savings_import, happens_once_and_leaves_the_file_alone)
{
    open_with(good);
    auto const again = open_with(good);
    EXPECT_EQ(again.spent.everything.all, 12'346'000);
    EXPECT_EQ(testing::read_file(directory_.path() / "wayfinder-savings.json"), good);
}

TEST_F(savings_import, does_not_happen_to_a_ledger_that_is_in_use)
{
    record(*open().books, sample_entry());
    EXPECT_EQ(open_with(good).spent.everything.all, sample_entry().realized);
}

TEST_F(savings_import, a_malformed_file_is_complained_of_and_mended_later)
{
    EXPECT_EQ(open_with("{").spent.everything.all, 0);
    EXPECT_NE(told().find("is not a JSON object with an object 'days'"), std::string::npos) << told();
    EXPECT_EQ(open_with(good).spent.everything.all, 12'346'000);
}

TEST_F(savings_import, no_file_is_no_trouble)
{
    auto how = settings();
    how.savings_file = directory_.path() / "none.json";
    EXPECT_EQ(open(how).spent.everything.all, 0);
    EXPECT_EQ(told(), "");
}

TEST(savings_file, that_was_not_priced_is_in_relative_units)
{
    auto const found = read_savings_text(
        R"({"priced":false,"days":{"2026-05-01":{"n":1,"realized":0.2,"baseline":1.0,"tokens":1000,)"
        R"("by_route":{"local":{"n":1,"realized":0.2,"baseline":1.0,"tokens":1000}}}}})");
    ASSERT_EQ(found.totals.size(), 1U);
    EXPECT_EQ(found.totals[0].unit, unit::relative);
    EXPECT_EQ(found.totals[0].sums.realized, 200'000'000);
}

TEST(savings_file, what_a_day_has_beyond_its_routes_is_not_lost)
{
    auto const found = read_savings_text(
        day_of_one(R"("estimated_n":7,"by_route":{"local":{"n":0,"realized":0.1,"baseline":1,"tokens":4}})"));
    EXPECT_TRUE(found.complaints.empty());
    ASSERT_EQ(found.totals.size(), 2U);
    EXPECT_EQ(found.totals[1].name, "imported");
    EXPECT_EQ(found.totals[1].sums.requests, 1);
    EXPECT_EQ(found.totals[1].sums.realized, 400'000'000);
    EXPECT_EQ(found.totals[1].sums.prompt_tokens, 6);
    EXPECT_EQ(found.totals[1].sums.estimated, 1) << "no more than there are requests";
}

TEST(savings_file, the_noise_of_binary_fractions_is_no_money)
{
    auto const found = read_savings_text(with_day(
        R"({"n":2,"realized":0.30000000200000004,"baseline":0.3,"tokens":2,"by_route":{)"
        R"("a":{"n":1,"realized":0.1,"baseline":0.1,"tokens":1},"b":{"n":1,"realized":0.2,"baseline":0.2,"tokens":1}}})"));
    EXPECT_EQ(found.totals.size(), 2U);
}

TEST(savings_file, of_any_other_shape_yields_a_complaint)
{
    for (auto const* text : {"", "null", "[]", "7", "\"days\"", "{}", "{\"days\":[]}", "{\"days\":null}",
                             "{\"days\":{", "{\"days\":{}} x", "{\"days\":{\"2026-05-01\":{\"n\":NaN}}}"}) {
        auto const found = read_savings_text(text);
        EXPECT_TRUE(found.totals.empty()) << text;
        EXPECT_EQ(found.complaints.size(), 1U) << text;
    }
    EXPECT_EQ(read_savings_text(std::string(100'000, '[')).complaints.size(), 1U);
}

TEST(savings_file, a_day_that_lacks_something_is_left_out)
{
    auto const route = [](std::string const& members) {
        return day_of_one(R"("by_route":{"local":)" + members + "}");
    };
    for (auto const& text :
         {with_day("7"), with_day("null"), with_day("{}"), with_day(R"({"n":1})"),
          with_day(R"({"n":1,"realized":0.5,"baseline":1,"by_route":{}})"),
          with_day(R"({"n":-1,"realized":0.5,"baseline":1,"tokens":10,"by_route":{}})"),
          with_day(R"({"n":1.5,"realized":0.5,"baseline":1,"tokens":10,"by_route":{}})"),
          with_day(R"({"n":1,"realized":-0.5,"baseline":1,"tokens":10,"by_route":{}})"),
          with_day(R"({"n":1,"realized":1e300,"baseline":1,"tokens":10,"by_route":{}})"),
          with_day(R"({"n":true,"realized":"0.5","baseline":1,"tokens":10,"by_route":{}})"),
          day_of_one(R"("other":1)"), day_of_one(R"("by_route":[])"), route("null"), route(R"({"n":1})"),
          day_of_one(R"("by_route":{},"by_key":7)"), day_of_one(R"("by_route":{},"by_key":{"a":[]})")}) {
        auto const found = read_savings_text(text);
        EXPECT_TRUE(found.totals.empty()) << text;
        EXPECT_EQ(found.complaints,
                  std::vector<std::string>{"day '2026-05-01' cannot be read and is skipped"})
            << text;
    }
}

TEST(savings_file, the_other_days_of_a_file_are_taken)
{
    auto const found = read_savings_text(
        R"({"days":{"2026-05-01":{},"yesterday":{},"2026-05-03":{"n":1,"realized":0,"baseline":1,"tokens":5,)"
        R"("by_route":{"a":{"n":1,"realized":0,"baseline":1,"tokens":5}}}}})");
    ASSERT_EQ(found.totals.size(), 1U);
    EXPECT_EQ(found.totals[0].day, day_of_text("2026-05-03"));
    EXPECT_EQ(found.complaints.size(), 2U);
}

} // namespace
} // namespace wayfinder::control
