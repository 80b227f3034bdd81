// Everything that GET /metrics shows has a row in a table of docs/.
#include "delivery_test.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace wayfinder::testing {
namespace {

constexpr std::string_view prefix = "wayfinder_router_";

/// Metrics whose labels are not known in advance; they appear only after use.
constexpr std::array brought_about{"key_requests_total", "rate_limited_total", "refusals_total",
                                   "stream_cuts_total",  "retries_total",      "failovers_total",
                                   "hedges_total",       "trace_spans_total",  "access_log_lines_total"};

class documented_metrics : public delivery_test {
protected:
    void start_with_everything()
    {
        collector_.answer_with([](auto const&, auto& reply) { reply.respond(200, "{}"); });
        start({.gateway = "retries = 1",
               .local = "hedge = true\nprice = { input = 1, output = 2 }",
               .cloud = "fallbacks = [\"local\"]\ncost_per_1k = 1.0",
               .more_models = std::string{quick_retries} +
                              "[gateway.admin]\nopen = [\"metrics\"]\n"
                              "[gateway.budget]\nlimit = 10.0\n[gateway.access_log]\nformat = \"json\"\n"
                              "[gateway.traces]\nendpoint = \"" +
                              collector_.url("/v1/traces") + "\"\n" + key_table("team") +
                              key_table("slow", "rate_limit = { rpm = 1 }")});
    }

    void bring_about()
    {
        for (int i = 0; i < 20; ++i) ask(chat_body(trivial_prompt), 200);
        paths_.once("/local", [](auto const&, auto& reply) { reply.stall(); });
        ask(chat_body(trivial_prompt), 200);
        paths_.set("/cloud", failing(500));
        ask(chat_body(trivial_prompt, "cloud"), 200);
        paths_.once("/local", [](auto const&, auto& reply) {
            reply.begin_events();
            reply.event(delta("half of"));
            reply.close();
        });
        ask(stream_body(), 200);
        ask(chat_body(trivial_prompt), 200, "slow");
        ask(chat_body(trivial_prompt), 429, "slow");
    }

    void ask(std::string const& body, int status, std::string const& key = "team")
    {
        EXPECT_EQ(gateway_->chat(body, bearer(key)).status, status) << body;
    }

    [[nodiscard]] std::set<std::string> families() const
    {
        std::set<std::string> names;
        std::istringstream lines{gateway_->get("/metrics").body};
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("# TYPE ")) names.insert(line.substr(7, line.rfind(' ') - 7));
        return names;
    }

    /// The first cells of all tables.
    static std::string documented()
    {
        std::string cells;
        auto const pages = std::filesystem::path{WAYFINDER_RELIABILITY_PAGE}.parent_path();
        for (auto const& page : std::filesystem::directory_iterator{pages}) {
            if (page.path().extension() != ".md") continue;
            std::ifstream lines{page.path()};
            for (std::string line; std::getline(lines, line);)
                if (line.starts_with("| `")) cells += line.substr(0, line.find('|', 1)) + "\n";
        }
        return cells;
    }

    fake_upstream collector_;
};

TEST_F(documented_metrics, have_a_row_each)
{
    start_with_everything();
    bring_about();
    for (std::string const name : brought_about)
        EXPECT_TRUE(eventually([&] { return families().contains(std::string{prefix} + name); })) << name;
    auto const known = documented();
    for (auto const& name : families()) {
        if (name.starts_with("process_")) continue; // Prometheus's own: one row for all
        ASSERT_TRUE(name.starts_with(prefix)) << name;
        bool const found = known.find("`" + name + "`") != known.npos ||
                           known.find("`" + name.substr(prefix.size()) + "`") != known.npos;
        EXPECT_TRUE(found) << name << " is in no table of docs/";
    }
}

} // namespace
} // namespace wayfinder::testing
