#include "faults.hpp"

#include "socket.hpp"

namespace wayfinder::testing {
namespace {

using request = recorded_request;
using reply = upstream_reply;

bool wants_stream(request const& asked)
{
    return asked.body.find("\"stream\":true") != std::string::npos;
}

std::string const error_body =
    R"({"error":{"message":"its own words","type":"its_type","param":null,"code":"its_code"}})";

fault status(int code, std::string const& more = {}, header_list const& headers = {},
             std::string const& body = error_body)
{
    return {"status " + std::to_string(code) + more,
            [=](int, request const&, reply& to) { to.respond(code, body, headers); }};
}

fault bytes(std::string what, std::string raw)
{
    return {std::move(what), [raw = std::move(raw)](int, request const&, reply& to) {
                to.send(raw);
                to.close();
            }};
}

void good_stream(reply& to)
{
    to.begin_events();
    to.event(R"({"choices":[{"index":0,"delta":{"content":"fine"},"finish_reason":"stop"}]})");
    to.event(R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}})");
    to.event("[DONE]");
    to.end_events();
}

void good(request const& asked, reply& to)
{
    if (wants_stream(asked)) return good_stream(to);
    to.respond(200, completion_json);
}

fault once(std::string what, fake_upstream::script first)
{
    return {std::move(what), [first = std::move(first)](int nth, request const& asked, reply& to) {
                if (nth == 0) return first(asked, to);
                good(asked, to);
            }};
}

fault events(std::string what, std::vector<std::string> all, bool clean = true)
{
    return {std::move(what), [=](int, request const&, reply& to) {
                to.begin_events();
                for (auto const& each : all) to.chunk(each);
                if (clean) to.end_events();
                if (!clean) to.close();
            }};
}

void add_connection_faults(std::vector<fault>& all)
{
    all.push_back({"nobody listens", {}, "http://127.0.0.1:" + std::to_string(refused_port())});
    all.push_back({"its name is unknown", {}, "http://no-such-host.invalid"});
    all.push_back({"closes without an answer", [](int, request const&, reply& to) { to.close(); }});
    all.push_back({"resets without an answer", [](int, request const&, reply& to) { to.reset(); }});
    all.push_back({"says nothing (timeouts.first_byte)", [](int, request const&, reply& to) { to.stall(); }});
    all.push_back({"stalls inside its head", [](int, request const&, reply& to) {
                       to.send("HTTP/1.1 200 OK\r\nContent-");
                       to.stall();
                   }});
    all.push_back(once("closes once, then answers", [](request const&, reply& to) { to.close(); }));
    all.push_back(once("resets once, then answers", [](request const&, reply& to) { to.reset(); }));
    all.push_back(
        once("answers 503 once, then well", [](request const&, reply& to) { to.respond(503, error_body); }));
    all.push_back(once("answers 429 once, with Retry-After: 0", [](request const&, reply& to) {
        to.respond(429, error_body, {{"Retry-After", "0"}});
    }));
}

void add_protocol_faults(std::vector<fault>& all)
{
    all.push_back(bytes("speaks no HTTP", "SSH-2.0-OpenSSH_9.2\r\n"));
    all.push_back(bytes("has a broken status line", "HTTP/1.1 abc\r\n\r\n"));
    all.push_back(bytes("has a field without a colon", "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"));
    all.push_back(
        bytes("has two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"));
    all.push_back(bytes("closes inside its head", "HTTP/1.1 200 OK\r\nContent-Type: appl"));
    all.push_back(bytes("switches protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"));
    all.push_back(bytes("has a chunk size that is none",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"));
    all.push_back(
        bytes("closes before its Content-Length",
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":"));
    all.push_back(bytes("closes inside a chunk",
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                        "chunked\r\n\r\n50\r\n{\"id\":"));
    all.push_back({"a head without an end", [](int, request const&, reply& to) {
                       to.send("HTTP/1.1 200 OK\r\n");
                       for (int i = 0; i < 2000; ++i) to.send("X-Endless: " + std::string(100, 'x') + "\r\n");
                       to.close();
                   }});
}

void add_statuses(std::vector<fault>& all)
{
    for (int const code :
         {301, 307, 400, 401, 402, 403, 404, 408, 409, 413, 422, 425, 429, 500, 501, 502, 503, 504, 520, 529})
        all.push_back(status(code));
    all.push_back(status(404, " with a page", {{"Content-Type", "text/html"}}, "<html>nginx</html>"));
    all.push_back(status(502, " with a page", {{"Content-Type", "text/html"}}, "<html>nginx</html>"));
    all.push_back(status(429, ", Retry-After: 3600", {{"Retry-After", "3600"}}));
    all.push_back(status(503, ", Retry-After: 3600", {{"Retry-After", "3600"}}));
    all.push_back(status(200, " with a page", {{"Content-Type", "text/html"}}, "<html>nginx</html>"));
    all.push_back(status(200, " without a body", {}, ""));
    all.push_back(
        status(200, " with half an answer", {}, completion_json.substr(0, completion_json.size() / 2)));
    all.push_back(status(200, " with an answer and junk", {}, completion_json + "junk"));
    all.push_back(status(200, " with {}", {}, "{}"));
    all.push_back(status(200, " with no choice", {}, R"({"id":"x","choices":[]})"));
    all.push_back(status(200, " with a detail", {}, R"({"detail":"not found"})"));
    all.push_back(bytes("half an answer that ends with its connection",
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" +
                            completion_json.substr(0, completion_json.size() / 2)));
    all.push_back(status(202, " with a page", {{"Content-Type", "text/html"}}, "<html>later</html>"));
    all.push_back(bytes("status 204", "HTTP/1.1 204 No Content\r\n\r\n"));
    all.push_back(
        status(206, " with half an answer", {}, completion_json.substr(0, completion_json.size() / 2)));
    all.push_back(status(600, " with an answer", {}, completion_json));
    all.push_back(status(200, " with a server's error", {},
                         R"({"error":{"message":"out of memory","type":"server_error","code":500}})"));
    all.push_back(status(
        200, " with a client's error", {},
        R"({"error":{"message":"too long","type":"invalid_request_error","code":"context_length_exceeded"}})"));
}

void add_stream_faults(std::vector<fault>& all)
{
    all.push_back(events("an event stream without an event", {}));
    all.push_back(events("an event stream of comments", {": hm\n\n", ": hm\n\n"}));
    all.push_back(events("[DONE] and nothing else", {"data: [DONE]\n\n"}));
    all.push_back(events("an error as its first event", {"data: " + error_body + "\n\n"}));
    all.push_back(events(
        "an error of another form as its first event",
        {"data: {\"object\":\"error\",\"message\":\"engine died\",\"code\":500}\n\n", "data: [DONE]\n\n"}));
    all.push_back(events("a broken event, then [DONE]", {"data: {\"cho\n\n", "data: [DONE]\n\n"}));
    all.push_back(events("names the speaker, then closes",
                         {R"(data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]})"
                          "\n\n"},
                         false));
}

} // namespace

std::vector<fault> faults_before_content()
{
    std::vector<fault> all;
    add_connection_faults(all);
    add_protocol_faults(all);
    add_statuses(all);
    add_stream_faults(all);
    return all;
}

std::vector<fault> faults_behind_content()
{
    /// The first half, then the fault.
    auto const behind = [](std::string what, fake_upstream::script then) {
        return fault{std::move(what), [then = std::move(then)](int, request const& asked, reply& to) {
                         if (wants_stream(asked)) {
                             to.begin_events();
                             to.event(R"({"choices":[{"index":0,"delta":{"content":"half of"}}]})");
                         } else {
                             to.send(response_head(200, {{"Content-Type", "application/json"},
                                                         {"Transfer-Encoding", "chunked"}}));
                             to.chunk("{\"half\":\"" + std::string(2U << 20U, 'x'));
                         }
                         then(asked, to);
                     }};
    };
    auto const in_a_stream = [&](std::string what, fake_upstream::script then) {
        auto made = behind(std::move(what), std::move(then));
        made.of_streams_alone = true;
        return made;
    };
    return {behind("closes", [](request const&, reply& to) { to.close(); }),
            behind("resets",
                   [](request const&, reply& to) {
                       to.pause(std::chrono::milliseconds{200}); // a reset discards what has not been read
                       to.reset();
                   }),
            behind("stalls (timeouts.between_bytes)", [](request const&, reply& to) { to.stall(); }),
            behind("breaks its framing",
                   [](request const&, reply& to) {
                       to.send("zz\r\n");
                       to.close();
                   }),
            in_a_stream("closes inside an event",
                        [](request const&, reply& to) {
                            to.chunk("data: {\"choi");
                            to.close();
                        }),
            in_a_stream("sends an error event",
                        [](request const&, reply& to) {
                            to.event(error_body);
                            to.end_events();
                        }),
            in_a_stream("sends an error event of another form",
                        [](request const&, reply& to) {
                            to.event(R"({"object":"error","message":"engine died","code":500})");
                            to.event("[DONE]");
                            to.end_events();
                        }),
            in_a_stream("finishes with an error",
                        [](request const&, reply& to) {
                            to.event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"error"}]})");
                            to.event("[DONE]");
                            to.end_events();
                        }),
            in_a_stream("sends a broken event",
                        [](request const&, reply& to) {
                            to.event("{\"choi");
                            to.event("[DONE]");
                            to.end_events();
                        }),
            in_a_stream("ends without a finish_reason", [](request const&, reply& to) { to.end_events(); }),
            in_a_stream("ends without [DONE]",
                        [](request const&, reply& to) {
                            to.event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
                            to.end_events();
                        }),
            in_a_stream("closes behind [DONE]", [](request const&, reply& to) {
                to.event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
                to.event("[DONE]");
                to.close();
            })};
}

} // namespace wayfinder::testing
