// The reference's answers on directives, headers and scopes, compared with a running gateway in dry-run mode.
#include "gateway_test.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

namespace wayfinder::testing {
namespace {

std::vector<json> rows(std::string const& name)
{
    std::ifstream in{std::string{WAYFINDER_GOLDEN_DIR} + "/" + name};
    std::vector<json> all;
    for (std::string line; std::getline(in, line);) all.push_back(parsed(line));
    EXPECT_FALSE(all.empty()) << name;
    return all;
}

std::string joined(std::vector<std::string> const& lines)
{
    std::string text;
    for (auto const& each : lines) text.append(text.empty() ? "" : "\n").append(each);
    return text;
}

class golden : public ::testing::Test {
protected:
    /// One dry-run gateway per routing configuration, with the endpoints that the reference had.
    gateway_process& gateway_for(std::string const& routing)
    {
        auto& slot = gateways_[routing];
        if (!slot) {
            auto config = routing;
            for (auto const* name : {"local", "extra", "cloud"}) config += model_table(name, "builtin:echo");
            gateway_setup const setup{.config = config, .arguments = {"--workers", "1", "--dry-run"}};
            slot = std::make_unique<gateway_process>(setup);
        }
        return *slot;
    }

    static json decision(http_response const& answer)
    {
        EXPECT_EQ(answer.status, 200) << answer.body;
        return parsed(answer.body).value("wayfinder", json::object());
    }

    std::map<std::string, std::unique_ptr<gateway_process>> gateways_;
};

json chat_with(json model)
{
    json body{{"messages", {{{"role", "user"}, {"content", complex_prompt}}}}};
    if (!model.is_null()) body["model"] = std::move(model);
    return body;
}

TEST_F(golden, pins)
{
    for (auto const& row : rows("overrides.jsonl")) {
        if (row["kind"] != "pin") continue;
        auto shown = decision(gateway_for(row["config"]).chat(chat_with(row["model"]).dump()));
        EXPECT_EQ(shown["mode"], row["pin"].is_null() ? "scored" : "pinned") << row;
        if (!row["pin"].is_null()) {
            EXPECT_EQ(shown["model"], row["pin"]) << row;
        }
    }
}

TEST_F(golden, threshold_headers)
{
    for (auto const& row : rows("overrides.jsonl")) {
        if (row["kind"] != "threshold") continue;
        header_list headers;
        if (row["header"].is_string()) headers.add("X-Wayfinder-Threshold", row["header"]);
        auto const answer = gateway_for(row["config"]).chat(chat_with("auto").dump(), headers);
        if (!row["ok"].get<bool>()) {
            expect_error(answer, 400, "wayfinder_router_bad_override");
            continue;
        }
        auto shown = decision(answer);
        EXPECT_EQ(shown["mode"], row["threshold"].is_null() ? "scored" : "threshold-override") << row;
        if (row["threshold"].is_null()) continue;
        EXPECT_EQ(shown["model"], row["threshold"].get<double>() <= 0.40 ? "cloud" : "local") << row;
    }
}

TEST_F(golden, route_on_headers)
{
    for (auto const& row : rows("overrides.jsonl")) {
        if (row["kind"] != "route_on") continue;
        header_list headers;
        if (row["header"].is_string()) headers.add("X-Wayfinder-Route-On", row["header"]);
        auto const answer = gateway_for("").chat(chat_with("auto").dump(), headers);
        EXPECT_EQ(answer.status, row["ok"].get<bool>() ? 200 : 400) << row;
    }
}

/// Asks with one header, absent where the row has none; the status is the contract.
void expect_status(gateway_process& gateway, json const& row, std::string const& header)
{
    header_list headers;
    if (row["header"].is_string()) headers.add(header, row["header"]);
    auto const answer = gateway.chat(chat_with("auto").dump(), headers);
    if (row["ok"].get<bool>())
        EXPECT_EQ(answer.status, 200) << row;
    else
        expect_error(answer, 400, "wayfinder_router_bad_override");
}

TEST_F(golden, sticky_headers)
{
    for (auto const& row : rows("overrides.jsonl")) {
        if (row["kind"] == "sticky") expect_status(gateway_for(""), row, "X-Wayfinder-Sticky");
        if (row["kind"] == "cooldown") expect_status(gateway_for(""), row, "X-Wayfinder-Sticky-Cooldown");
    }
}

TEST_F(golden, tuning_bodies)
{
    for (auto const& row : rows("overrides.jsonl")) {
        if (row["kind"] != "tuning") continue;
        auto body = chat_with("auto");
        body["wayfinder_tuning"] = row["body"];
        auto const answer = gateway_for("").chat(body.dump());
        if (!row["ok"].get<bool>()) {
            expect_error(answer, 400, "wayfinder_router_bad_override");
            continue;
        }
        auto shown = decision(answer);
        for (auto const& part : shown["contributions"])
            EXPECT_EQ(part["weight"], row["weights"][part["name"].get<std::string>()]) << row;
    }
}

/// The latch is a choice between two models; the higher of what the turn needs and what the conversation has
/// earned.
TEST_F(golden, sticky_conversations)
{
    for (auto const& row : rows("sticky.jsonl")) {
        std::string routing;
        std::vector<std::string> ladder;
        for (auto const& tier : row["tiers"]) {
            ladder.push_back(tier["model"]);
            routing += "[[routing.tiers]]\nmin_score = " + tier["min_score"].dump() + "\nmodel = \"" +
                       ladder.back() + "\"\n";
        }
        auto const rank = [&](json const& model) {
            return std::find(ladder.begin(), ladder.end(), model.get<std::string>()) - ladder.begin();
        };
        bool const raised = !row["latched"].is_null() && rank(row["latched"]) > rank(row["current"]);
        header_list const headers{{"X-Wayfinder-Sticky", "true"},
                                  {"X-Wayfinder-Sticky-Cooldown", row["cooldown"].dump()}};
        auto shown =
            decision(gateway_for(routing).chat(json({{"messages", row["messages"]}}).dump(), headers));
        EXPECT_EQ(shown["model"], raised ? row["latched"] : row["current"]) << row;
        EXPECT_EQ(shown["mode"], raised ? "sticky" : "scored") << row;
    }
}

/// Replaces every line of text by as many words as a power of two, a different one for each distinct line of
/// the row: then the word count of the scored text tells which lines are in it, and how often.
class line_marker {
public:
    std::string mark(std::string const& text)
    {
        std::vector<std::string> marked;
        std::istringstream lines{text};
        for (std::string line; std::getline(lines, line);) marked.push_back(marked_line(line));
        return joined(marked);
    }

    json mark_content(json content)
    {
        if (content.is_string()) return mark(content.get<std::string>());
        if (content.is_array())
            for (auto& part : content)
                if (part.is_object() && part.value("text", json{}).is_string())
                    part["text"] = mark(part["text"].get<std::string>());
        return content;
    }

private:
    std::string marked_line(std::string const& line)
    {
        if (line.empty() || line == "---") return line;
        auto const words = words_.try_emplace(line, std::size_t{1} << words_.size()).first->second;
        std::string text = "w";
        for (std::size_t i = 1; i < words; ++i) text += " w";
        return text;
    }

    std::map<std::string, std::size_t> words_;
};

/// What the reference scores, except that `developer` messages count as system here.
std::string expected_text(json const& row)
{
    bool const led = row["route_on"] == "turn" && row["messages"].is_array() && !row["messages"].empty() &&
                     row["messages"][0].is_object() && row["messages"][0].value("role", "") == "developer";
    auto text = row["expected"].get<std::string>();
    return led && text != "dev" ? "dev\n" + text : text;
}

TEST_F(golden, scopes_select_the_text_that_the_reference_scores)
{
    auto& gateway = gateway_for("");
    for (auto const& row : rows("scope.jsonl")) {
        line_marker marker;
        auto messages = row["messages"];
        if (messages.is_array())
            for (auto& each : messages)
                if (each.is_object() && each.contains("content"))
                    each["content"] = marker.mark_content(each["content"]);
        header_list const scope{{"X-Wayfinder-Route-On", row["route_on"]}};
        auto asked = decision(gateway.chat(json({{"messages", messages}}).dump(), scope));
        auto same = decision(gateway.chat(chat_body(marker.mark(expected_text(row)))));
        EXPECT_EQ(asked["features"], same["features"]) << row;
    }
}

} // namespace
} // namespace wayfinder::testing
