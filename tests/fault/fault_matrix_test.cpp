// Every fault, buffered and streamed: what the client gets, how often the upstream is called, what is
// charged, how the breaker counts it. The rows are those of docs/reliability.md; WAYFINDER_UPDATE_DOCS=1
// writes them there.
#include "delivery_test.hpp"
#include "faults.hpp"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace wayfinder::testing {
namespace {

constexpr std::string_view quick = "timeouts = { connect = 3, first_byte = 0.25, between_bytes = 0.25 }\n";

/// A separate model for every fault and form.
struct trial {
    fault const* what{};
    bool stream{};
    std::string model;
};

std::string read_file(std::string const& name)
{
    std::ifstream file{name};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class fault_matrix : public governed_test {
protected:
    void prepare(std::string const& prefix, std::vector<fault> const& faults, int threshold = 1)
    {
        for (auto const& each : faults)
            for (bool const stream : {false, true})
                if (stream || !each.of_streams_alone)
                    trials_.push_back({&each, stream, prefix + std::to_string(trials_.size())});
        calls_ = std::vector<std::atomic<int>>(trials_.size());
        upstream_.answer_with([this](recorded_request const& request, upstream_reply& reply) {
            auto const number = std::stoul(request.target.substr(2));
            auto const nth = calls_[number]++;
            trials_[number].what->script(nth, request, reply);
        });
        std::string config = "[gateway]\nretries = 1\nbreaker_cooldown = 600\nbreaker_threshold = " +
                             std::to_string(threshold) +
                             "\n[gateway.budget]\nlimit = 1000000.0\n[gateway.retry]\nfirst_backoff = 0.001\n"
                             "longest_backoff = 0.002\nbudget = 1.0\n";
        for (std::size_t i = 0; i < trials_.size(); ++i) {
            auto const& own = trials_[i].what->base_url;
            auto const url = own.empty() ? upstream_.url("/m" + std::to_string(i) + "/v1") : own;
            config += model_table(trials_[i].model, url,
                                  std::string{quick} + "cost_per_1k = 1.0\nmax_output_tokens = 50");
        }
        start_with(config);
    }

    /// "502 `upstream_timeout` · 1 call · nothing charged · counts"
    std::string row_of(std::size_t number)
    {
        auto const& tried = trials_[number];
        auto const answer =
            gateway_->chat(tried.stream ? stream_body("hi", tried.model) : chat_body("hi", tried.model));
        auto report = parsed(gateway_->get("/router/recent?limit=1").body);
        auto entry = report["recent"][0];
        EXPECT_EQ(entry["model"], tried.model);
        auto const charged = entry.contains("cost") && entry["cost"]["realized"].is_number() &&
                             entry["cost"]["realized"].get<double>() > 0;
        auto const bad = metric("breaker_opened_total{model=\"" + tried.model + "\",endpoint=\"0\"}") > 0;
        expect_honest(answer, entry["outcome"].get<std::string>(), charged, tried);
        auto const calls =
            tried.what->base_url.empty()
                ? calls_[number].load()
                : 1 + static_cast<int>(std::max(0.0, metric("retries_total{model=\"" + tried.model + "\"}")));
        return told(answer) + " | " + std::to_string(calls) + " | " + (charged ? "yes" : "no") + " | " +
               (bad ? "bad" : "good");
    }

    /// What holds for every fault.
    static void expect_honest(http_response const& answer, std::string const& outcome, bool charged,
                              trial const& tried)
    {
        auto const subject = tried.what->what + (tried.stream ? ", streamed" : "");
        bool const clean = answer.ending == body_ending::clean;
        bool const success = answer.status == 200 && clean;
        EXPECT_EQ(success, outcome == "answered") << subject << ": " << outcome << "\n"
                                                  << answer.body.substr(0, 500);
        EXPECT_FALSE(outcome == "failed" && charged) << subject;
        bool const has_error = answer.body.find("\"error\"") != std::string::npos;
        EXPECT_FALSE(success && has_error) << subject << ": a failure dressed as success";
        if (answer.status != 200) {
            EXPECT_TRUE(clean) << subject;
            EXPECT_TRUE(parsed(answer.body)["error"]["message"].is_string()) << subject;
            EXPECT_FALSE(answer.headers.get("x-request-id").empty()) << subject;
        }
        if (tried.stream && answer.status == 200 && !clean) {
            EXPECT_TRUE(has_error) << subject << ": a cut stream says so";
        }
    }

    /// The status and code as a client sees them.
    static std::string told(http_response const& answer)
    {
        auto text = std::to_string(answer.status);
        auto const retry_after = answer.headers.get("retry-after");
        if (answer.status != 200) {
            auto error = parsed(answer.body)["error"];
            if (error["code"].is_string()) text += " `" + error["code"].get<std::string>() + "`";
        } else if (answer.ending != body_ending::clean) {
            auto const events = parse_events(answer.body);
            auto const last = events.empty() ? std::string{} : std::string{events.back().data};
            bool const in_band = last.starts_with("{\"error\"");
            text += in_band ? ", then error `" + code_of(last) + "`, cut" : ", cut";
        }
        return retry_after.empty() ? text : text + ", Retry-After: " + retry_after;
    }

    static std::string code_of(std::string const& event)
    {
        auto error = parsed(event)["error"];
        return error["code"].is_string() ? error["code"].get<std::string>() : "";
    }

    std::string table()
    {
        std::string text =
            "| the upstream | form | client gets | calls | charged | endpoint |\n|---|---|---|---|---|---|\n";
        for (std::size_t i = 0; i < trials_.size(); ++i)
            text += "| " + trials_[i].what->what + " | " + (trials_[i].stream ? "stream" : "whole") + " | " +
                    row_of(i) + " |\n";
        EXPECT_EQ(metric("budget_reserved_dollars{scope=\"gateway\"}"), 0);
        EXPECT_EQ(metric("in_flight_requests"), 0);
        return text;
    }

    /// Compares the page's table between these marks with the results.
    static void compare(std::string const& name, std::string const& table)
    {
        auto page = read_file(WAYFINDER_RELIABILITY_PAGE);
        auto const mark = "<!-- " + name + " -->\n";
        auto const begin = page.find(mark);
        auto const end = page.find("<!-- end of " + name + " -->");
        ASSERT_TRUE(begin != page.npos && end != page.npos) << "docs/reliability.md lacks its marks";
        auto const from = begin + mark.size();
        if (std::getenv("WAYFINDER_UPDATE_DOCS") != nullptr) {
            page.replace(from, end - from, table);
            std::ofstream{WAYFINDER_RELIABILITY_PAGE} << page;
            return;
        }
        EXPECT_EQ(page.substr(from, end - from), table)
            << "if this is meant: run with WAYFINDER_UPDATE_DOCS=1";
    }

    std::vector<trial> trials_;
    std::vector<std::atomic<int>> calls_;
};

TEST_F(fault_matrix, before_content)
{
    auto const faults = faults_before_content();
    prepare("b", faults);
    compare("before content", table());
}

TEST_F(fault_matrix, behind_content)
{
    auto const faults = faults_behind_content();
    prepare("c", faults);
    compare("behind content", table());
}

TEST_F(fault_matrix, what_breaks_off_behind_content_stands_in_a_row)
{
    auto const faults = faults_behind_content();
    prepare("r", faults, 2);
    for (auto const& each : trials_) {
        auto const body = each.stream ? stream_body("hi", each.model) : chat_body("hi", each.model);
        auto const opened = "breaker_opened_total{model=\"" + each.model + "\",endpoint=\"0\"}";
        bool const cut = gateway_->chat(body).ending != body_ending::clean;
        EXPECT_EQ(metric(opened), 0) << each.what->what;
        EXPECT_EQ(gateway_->chat(body).status, 200) << each.what->what;
        EXPECT_EQ(metric(opened), cut ? 1 : 0) << each.what->what;
    }
}

} // namespace
} // namespace wayfinder::testing
