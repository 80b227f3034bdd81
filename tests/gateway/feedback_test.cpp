// POST /v1/feedback: what is accepted, what is refused, and what is in the file afterwards.
#include "governed.hpp"

#include <fstream>
#include <future>
#include <set>
#include <sstream>

#include <sys/stat.h>

namespace wayfinder::testing {
namespace {

class feedback : public gateway_test {
protected:
    /// The gateway runs in its own directory; the log's default place is there.
    gateway_process& start_feedback(std::string const& settings = {}, config_parts parts = {})
    {
        parts.more_models += "[gateway.feedback]\nfile = \"" + file().string() + "\"\n" + settings + "\n";
        return start(parts);
    }

    [[nodiscard]] std::filesystem::path file() const { return directory_.path() / "labels.jsonl"; }

    [[nodiscard]] std::string content() const
    {
        std::ifstream in{file(), std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    static http_response post(gateway_process& gateway, std::string const& body,
                              header_list const& headers = {})
    {
        return round_trip(gateway.port(), request_bytes("POST", "/v1/feedback", body, headers));
    }

    static std::string param_missed(gateway_process& gateway, std::string const& body)
    {
        return expect_error(post(gateway, body), 400, "invalid_request_error", "missing_field")
            .value("param", "");
    }

    temporary_directory directory_;
};

TEST_F(feedback, a_verdict_is_a_line_in_the_references_form)
{
    auto& gateway = start_feedback();
    auto const answer = post(gateway, R"({"label":"cloud","extra":1,"text":"Beweise: 2 \"und\"\n\u00fc"})");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body, R"({"ok":true})");
    EXPECT_TRUE(answer.headers.has("x-wayfinder-router-request-id"));
    EXPECT_EQ(content(), "{\"text\": \"Beweise: 2 \\\"und\\\"\\nü\", \"label\": \"cloud\"}\n");
    EXPECT_EQ(gateway.post("/feedback", R"({"text":"b","label":"local"})").status, 200);
    EXPECT_EQ(parsed(content().substr(content().find('\n') + 1)).dump(), R"({"label":"local","text":"b"})");
}

TEST_F(feedback, nothing_in_a_text_breaks_the_line)
{
    auto& gateway = start_feedback();
    post(gateway, "{\"label\":\"cloud\",\"text\":\"a\xE2\x80\xA8"
                  "b\xE2\x80\xA9"
                  "c\xC2\x85"
                  "d\\ud83d\"}");
    EXPECT_EQ(content(), "{\"text\": \"a\\u2028b\\u2029c\\u0085d\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\", "
                         "\"label\": \"cloud\"}\n");
}

TEST_F(feedback, a_missing_part_is_named)
{
    auto& gateway = start_feedback();
    for (auto const* body :
         {R"({"label":"cloud"})", R"({"text":"","label":"cloud"})", R"({"text":7,"label":"cloud"})"})
        EXPECT_EQ(param_missed(gateway, body), "text");
    for (auto const* body : {R"({"text":"a"})", R"({"text":"a","label":["cloud"]})"})
        EXPECT_EQ(param_missed(gateway, body), "label");
    expect_error(post(gateway, "[]"), 400, "invalid_request_error", "not_an_object");
    expect_error(post(gateway, R"({"text":"a","label":"cloud"} x)"), 400, "invalid_request_error",
                 "invalid_json");
    expect_error(post(gateway, ""), 400, "invalid_request_error");
    EXPECT_EQ(content(), "");
}

TEST_F(feedback, labels_are_configured_models_unless_any_will_do)
{
    auto& gateway = start_feedback();
    auto const error = expect_error(post(gateway, R"({"text":"a","label":"clowd"})"), 400,
                                    "invalid_request_error", "unknown_label");
    EXPECT_TRUE(matches(error.value("message", ""), "local, cloud.*clowd.*any_label")) << error;
    EXPECT_EQ(content(), "");
    auto& open = start_feedback("any_label = true");
    EXPECT_EQ(post(open, R"({"text":"a","label":"clowd"})").status, 200);
}

TEST_F(feedback, a_request_can_be_named_by_its_id_while_it_is_remembered)
{
    auto& gateway = start_feedback("remember = 2");
    auto const ask = [&](std::string const& id, std::string const& text) {
        EXPECT_EQ(gateway.chat(chat_body(text), {{"x-request-id", id}}).status, 200);
    };
    ask("one", "first prompt");
    ask("two", "second prompt");
    EXPECT_EQ(post(gateway, R"({"request_id":"one","label":"cloud"})").status, 200);
    EXPECT_EQ(content(), "{\"text\": \"first prompt\", \"label\": \"cloud\"}\n");
    ask("three", "third prompt");
    auto const error = expect_error(post(gateway, R"({"request_id":"one","label":"cloud"})"), 404,
                                    "invalid_request_error", "request_not_remembered");
    EXPECT_TRUE(matches(error.value("message", ""), "gateway.feedback.remember")) << error;
    EXPECT_EQ(post(gateway, R"({"request_id":"three","label":"cloud"})").status, 200);
}

TEST_F(feedback, a_key_has_back_the_prompts_of_its_own_requests_only)
{
    auto& gateway = start_feedback("remember = 2", {.more_models = key_table("mine") + key_table("theirs")});
    EXPECT_EQ(gateway.chat(chat_body("mine"), {{"x-request-id", "one"}, {"x-api-key", "wf-mine"}}).status,
              200);
    std::string const verdict = R"({"request_id":"one","label":"cloud"})";
    expect_error(post(gateway, verdict, {{"x-api-key", "wf-theirs"}}), 404, "invalid_request_error",
                 "request_not_remembered");
    EXPECT_EQ(content(), "");
    EXPECT_EQ(post(gateway, verdict, {{"x-api-key", "wf-mine"}}).status, 200);
}

TEST_F(feedback, prompts_are_not_held_unless_asked_for)
{
    auto& gateway = start_feedback();
    EXPECT_EQ(gateway.chat(chat_body("secret"), {{"x-request-id", "one"}}).status, 200);
    expect_error(post(gateway, R"({"request_id":"one","label":"cloud"})"), 404, "invalid_request_error");
}

TEST_F(feedback, any_content_type_or_none_will_do)
{
    auto& gateway = start_feedback();
    for (auto const* type :
         {"application/json", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"})
        EXPECT_EQ(post(gateway, R"({"text":"a","label":"cloud"})", {{"Content-Type", type}}).status, 200)
            << type;
    EXPECT_EQ(post(gateway, R"({"text":"a","label":"cloud"})").status, 200);
}

TEST_F(feedback, a_token_is_asked_for_when_one_is_set)
{
    gateway_setup const setup{
        .config = two_models(upstream_) + "[gateway.feedback]\nfile = \"" + file().string() + "\"\n",
        .environment = {{"EXAMPLE_API_KEY", "k"}, {"WAYFINDER_ROUTER_FEEDBACK_TOKEN", "let-me-in"}}};
    gateway_process gateway{setup};
    std::string const body = R"({"text":"a","label":"cloud"})";
    auto const stranger = post(gateway, body);
    expect_error(stranger, 401, "wayfinder_router_unauthorized");
    EXPECT_EQ(stranger.headers.get("www-authenticate"), "Bearer");
    expect_error(post(gateway, body, {{"Authorization", "Bearer let-me-i"}}), 401,
                 "wayfinder_router_unauthorized");
    EXPECT_EQ(content(), "");
    EXPECT_EQ(post(gateway, body, {{"Authorization", "bearer  let-me-in"}}).status, 200);
}

TEST_F(feedback, pages_of_other_origins_need_leave)
{
    std::string const body = R"({"text":"a","label":"cloud"})";
    auto& closed = start_feedback();
    expect_error(post(closed, body, {{"Origin", "https://evil.example"}}), 403, "wayfinder_router_forbidden");
    // A page served by the gateway itself; under a name it might be another site's.
    auto const from = [&](std::string const& host) {
        return round_trip(closed.port(),
                          "POST /v1/feedback HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
                              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };
    EXPECT_EQ(from("127.0.0.1:8088").status, 200);
    EXPECT_EQ(from("evil.example:8088").status, 403);

    auto& open = start_feedback({}, {.gateway = "cors_origins = [\"https://app.example\"]"});
    auto const answer = post(open, body, {{"Origin", "https://app.example"}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.get("access-control-allow-origin"), "https://app.example");
    EXPECT_EQ(answer.headers.get("vary"), "Origin");
    expect_error(post(open, body, {{"Origin", "https://evil.example"}}), 403, "wayfinder_router_forbidden");
}

TEST_F(feedback, no_page_may_spend_without_leave)
{
    auto& gateway = start_feedback();
    header_list const stranger{{"Origin", "https://evil.example"}};
    for (auto const* path : {"/v1/chat/completions", "/router/config"})
        expect_error(round_trip(gateway.port(), request_bytes("POST", path, "{}", stranger)), 403,
                     "wayfinder_router_forbidden", "origin_not_allowed");
    EXPECT_EQ(upstream_.log().requests(), 0U);
}

TEST_F(feedback, labels_that_no_reader_would_take_are_refused)
{
    auto& gateway = start_feedback("any_label = true");
    for (auto const& label : {std::string{"a\nb"}, std::string{" "}, std::string(257, 'x')})
        expect_error(post(gateway, json{{"text", "a"}, {"label", label}}.dump()), 400,
                     "invalid_request_error", "bad_label");
    EXPECT_EQ(content(), "");
}

TEST_F(feedback, what_is_no_file_hangs_nothing)
{
    auto& gateway = start_feedback();
    ASSERT_EQ(::mkfifo(file().c_str(), 0600), 0);
    expect_error(post(gateway, R"({"text":"a","label":"cloud"})"), 500, "internal_error",
                 "feedback_not_written");
    gateway.signal(SIGTERM);
    EXPECT_TRUE(gateway.wait_for_exit());
}

TEST_F(feedback, a_browser_may_ask_first)
{
    auto& gateway = start_feedback({}, {.gateway = "cors_origins = [\"https://app.example\"]"});
    header_list const asks{{"Origin", "https://app.example"},
                           {"Access-Control-Request-Method", "POST"},
                           {"Access-Control-Request-Headers", "authorization,content-type"}};
    for (auto const* path : {"/v1/feedback", "/v1/chat/completions"}) {
        auto const leave = round_trip(gateway.port(), request_bytes("OPTIONS", path, "", asks));
        EXPECT_EQ(leave.status, 204);
        EXPECT_EQ(leave.headers.get("access-control-allow-origin"), "https://app.example");
        EXPECT_EQ(leave.headers.get("access-control-allow-methods"), "POST");
        EXPECT_EQ(leave.headers.get("access-control-allow-headers"), "authorization,content-type");
    }
    header_list const stranger{{"Origin", "https://evil.example"}, {"Access-Control-Request-Method", "POST"}};
    auto const refused = round_trip(gateway.port(), request_bytes("OPTIONS", "/v1/feedback", "", stranger));
    expect_error(refused, 403, "wayfinder_router_forbidden");
    EXPECT_FALSE(refused.headers.has("access-control-allow-origin"));
}

TEST_F(feedback, a_thousand_at_once_are_a_thousand_whole_lines)
{
    auto& gateway = start_feedback();
    constexpr int clients = 20;
    constexpr int each = 50;
    std::vector<std::future<void>> running;
    for (int client = 0; client < clients; ++client)
        running.push_back(std::async(std::launch::async, [&, client] {
            for (int i = 0; i < each; ++i) {
                json const body{
                    {"label", "cloud"},
                    {"text", std::to_string(client) + "/" + std::to_string(i) + std::string(3000, 'x')}};
                EXPECT_EQ(post(gateway, body.dump()).status, 200);
            }
        }));
    for (auto& done : running) done.get();
    std::set<std::string> seen;
    std::istringstream lines{content()};
    for (std::string line; std::getline(lines, line);) seen.insert(parsed(line)["text"].get<std::string>());
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(clients * each));
}

TEST_F(feedback, a_full_file_is_set_aside)
{
    auto& gateway = start_feedback("max_bytes = 1024\nkeep = 2");
    std::string const long_text(600, 'x');
    for (int i = 0; i < 8; ++i)
        EXPECT_EQ(post(gateway, json{{"text", long_text}, {"label", "cloud"}}.dump()).status, 200);
    EXPECT_EQ(content().size(), 2 * (600 + std::string_view{R"({"text": "", "label": "cloud"})"}.size() + 1));
    EXPECT_TRUE(std::filesystem::exists(file().string() + ".1"));
    EXPECT_TRUE(std::filesystem::exists(file().string() + ".2"));
    EXPECT_FALSE(std::filesystem::exists(file().string() + ".3"));
}

TEST_F(feedback, another_file_loses_nothing)
{
    std::ofstream{file()} << "notes of mine\nthe last of them";
    start_feedback();
    EXPECT_EQ(content(), "notes of mine\nthe last of them\n");
}

TEST_F(feedback, a_torn_last_line_is_cut_off_at_start)
{
    std::ofstream{file()} << "{\"text\": \"a\", \"label\": \"cloud\"}\n{\"text\": \"b\", \"lab";
    auto& gateway = start_feedback();
    EXPECT_EQ(content(), "{\"text\": \"a\", \"label\": \"cloud\"}\n");
    EXPECT_TRUE(matches(gateway.log(), "labels.jsonl.*18 bytes were cut off")) << gateway.log();
    std::ofstream{file()} << "{\"text\": \"a\", \"label\": \"cloud\"}";
    auto& again = start_feedback();
    EXPECT_EQ(post(again, R"({"text":"b","label":"cloud"})").status, 200);
    EXPECT_EQ(content(),
              "{\"text\": \"a\", \"label\": \"cloud\"}\n{\"text\": \"b\", \"label\": \"cloud\"}\n");
}

TEST_F(feedback, a_file_moved_away_by_others_is_begun_anew)
{
    auto& gateway = start_feedback();
    EXPECT_EQ(post(gateway, R"({"text":"a","label":"cloud"})").status, 200);
    std::filesystem::rename(file(), file().string() + ".taken");
    EXPECT_EQ(post(gateway, R"({"text":"b","label":"cloud"})").status, 200);
    EXPECT_EQ(content(), "{\"text\": \"b\", \"label\": \"cloud\"}\n");
}

TEST_F(feedback, what_cannot_be_kept_is_not_acknowledged)
{
    auto& gateway = start_feedback();
    std::filesystem::create_directory(file());
    auto const error = expect_error(post(gateway, R"({"text":"a","label":"cloud"})"), 500, "internal_error",
                                    "feedback_not_written");
    EXPECT_TRUE(matches(error.value("message", ""), "labels.jsonl")) << error;
    EXPECT_EQ(gateway.get("/livez").status, 200);
}

TEST_F(feedback, the_default_place_is_the_working_directory)
{
    auto& gateway = start();
    EXPECT_EQ(post(gateway, R"({"text":"a","label":"cloud"})").status, 200);
    EXPECT_TRUE(std::filesystem::exists(gateway.directory() / "wayfinder-router-feedback.jsonl"));
}

} // namespace
} // namespace wayfinder::testing
