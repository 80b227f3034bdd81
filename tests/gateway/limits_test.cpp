// The listener's limits: sizes and slowness.
#include "gateway_test.hpp"

#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

namespace wayfinder::testing {
namespace {

class limits : public gateway_test {
protected:
    /// A chat body of exactly this many bytes.
    static std::string body_of(std::size_t size)
    {
        auto body = chat_body("");
        return body.insert(body.find("\"\"") + 1, std::string(size - body.size(), 'x'));
    }
};

TEST_F(limits, a_body_over_the_limit_is_413)
{
    auto& gateway = start({.limits = "max_body = 2000"});
    EXPECT_EQ(gateway.chat(body_of(2000)).status, 200);
    expect_error(gateway.chat(body_of(2001)), 413, "invalid_request_error");
    EXPECT_EQ(upstream_.request_count(), 1U);
}

TEST_F(limits, a_refused_body_keeps_its_request_id)
{
    auto& gateway = start({.limits = "max_body = 2000"});
    auto const answer = gateway.chat(body_of(2001), {{"X-Request-Id", "mine"}});
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.headers.get("x-request-id"), "mine");
}

TEST_F(limits, a_chunked_body_over_the_limit_is_413)
{
    auto client = start({.limits = "max_body = 2000"}).connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
                chunk_bytes(body_of(1500)) + chunk_bytes(std::string(501, ' ')));
    expect_error(client.read_response(), 413, "invalid_request_error");
}

TEST_F(limits, the_answer_does_not_wait_for_a_body_that_is_too_large)
{
    auto client = start().connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");
    expect_error(client.read_response(), 413, "invalid_request_error");
}

TEST_F(limits, a_client_that_sends_on_still_gets_its_413)
{
    auto& gateway = start({.limits = "max_body = 2000"});
    for (int i = 0; i < 5; ++i) expect_error(gateway.chat(body_of(3U << 20U)), 413, "invalid_request_error");
}

TEST_F(limits, thirty_two_mebibytes_are_the_default)
{
    auto& gateway = start();
    EXPECT_EQ(gateway.chat(body_of(32U << 20U)).status, 200);
    EXPECT_EQ(upstream_.last_request().body.size(), (32U << 20U) + std::string_view{"local-id"}.size() - 4);
    expect_error(gateway.chat(body_of((32U << 20U) + 1)), 413, "invalid_request_error");
}

TEST_F(limits, headers_over_the_limit_are_431)
{
    auto& gateway = start();
    EXPECT_EQ(gateway.get("/healthz", {{"X-Large", std::string(30'000, 'x')}}).status, 200);
    expect_error(gateway.get("/healthz", {{"X-Large", std::string(40'000, 'x')}}), 431,
                 "invalid_request_error");
    header_list many;
    for (int i = 0; i < 4000; ++i) many.add("X-" + std::to_string(i), "some value");
    expect_error(gateway.get("/healthz", many), 431, "invalid_request_error");
}

TEST_F(limits, so_are_more_fields_than_are_read)
{
    header_list many;
    for (int i = 0; i < 300; ++i) many.add("X", "1");
    auto error =
        expect_error(start().get("/healthz", many), 431, "invalid_request_error", "header_too_large");
    EXPECT_NE(error["message"].get<std::string>().find("256 header fields"), std::string::npos) << error;
}

TEST_F(limits, a_body_for_which_there_is_never_memory_is_413)
{
    start({.limits = "max_buffered_bytes = 1048576"});
    auto const body = chat_body(std::string(1'100'000, 'x'));
    auto error = expect_error(gateway_->chat(body), 413, "invalid_request_error", "body_too_large");
    EXPECT_NE(error["message"].get<std::string>().find("gateway.limits.max_buffered_bytes"),
              std::string::npos);
    auto client = gateway_->connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                "Transfer-Encoding: chunked\r\n\r\n" +
                chunk_bytes(body));
    expect_error(client.read_response(), 413, "invalid_request_error", "body_too_large");
}

TEST_F(limits, a_body_for_which_the_machine_has_no_memory_ends_alone)
{
    if (sanitized) GTEST_SKIP() << "they need address space without end";
    auto& gateway = start({.limits = "max_body = 1000000000\nmax_buffered_bytes = 2000000000"});
    auto other = gateway.connect();
    std::ifstream statm{"/proc/" + std::to_string(gateway.pid()) + "/statm"};
    std::size_t pages = 0;
    statm >> pages;
    auto const room = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + (100U << 20U);
    rlimit const no_more{room, room};
    ASSERT_EQ(::prlimit(gateway.pid(), RLIMIT_AS, &no_more, nullptr), 0);
    auto client = gateway.connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n");
    auto const ended = [&] {
        try {
            for (int i = 0; i < 900; ++i) client.send(std::string(1'000'000, 'x'));
            return false;
        } catch (std::runtime_error const&) { // no longer accepted
            return true;
        }
    };
    EXPECT_TRUE(ended());
    other.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(other.read_response().status, 200);
    EXPECT_EQ(gateway.chat(chat_body(trivial_prompt)).status, 200);
}

TEST_F(limits, an_endless_header_is_cut_off)
{
    auto client = start().connect();
    client.send("GET /healthz HTTP/1.1\r\nX-Endless: " + std::string(200'000, 'x'));
    expect_error(client.read_response(), 431, "invalid_request_error");
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(limits, endless_chunk_extensions_and_trailers_are_cut_off)
{
    auto& gateway = start();
    std::string const head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    auto const before = gateway.resident_memory();
    for (std::string const& endless : {head + "2;x=", head + "2\r\n{}\r\n0\r\nX-Trailer: "}) {
        auto client = gateway.connect();
        client.send(endless);
        auto const ended = [&] {
            try {
                for (int i = 0; i < 32; ++i) client.send(std::string(1U << 18U, 'x'), promptly); // 8 MiB
                return false;
            } catch (std::runtime_error const&) { // no longer accepted
                return true;
            }
        };
        EXPECT_TRUE(ended()) << endless;
    }
    if (!sanitized) {
        EXPECT_LT(gateway.resident_memory(), before + (4U << 20U));
    }
    EXPECT_EQ(gateway.get("/livez").status, 200);
}

TEST_F(limits, a_header_that_dawdles_ends_the_connection)
{
    auto client = start({.limits = "header_timeout = 0.2"}).connect();
    client.send("GET /healthz HTT");
    expect_error(client.read_response(), 408, "invalid_request_error");
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(limits, a_header_that_trickles_ends_too)
{
    auto client = start({.limits = "header_timeout = 0.3"}).connect();
    auto const given_up = [&] {
        try {
            client.send("x");
            return client.read_head(5ms).status == 408;
        } catch (stream_timeout const&) {
            return false;
        } catch (peer_gone const&) {
            return true;
        }
    };
    EXPECT_TRUE(eventually(given_up));
}

TEST_F(limits, a_body_that_dawdles_ends_the_connection)
{
    auto client = start({.limits = "body_timeout = 0.2"}).connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{\"model\"");
    expect_error(client.read_response(), 408, "invalid_request_error");
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(limits, an_idle_connection_is_closed_without_a_word)
{
    auto& gateway = start({.limits = "idle_timeout = 0.2"});
    auto fresh = gateway.connect();
    auto used = gateway.connect();
    used.send(request_bytes("GET", "/livez"));
    EXPECT_EQ(used.read_response().status, 200);
    EXPECT_TRUE(used.closed_by_server());
    EXPECT_TRUE(fresh.closed_by_server());
}

TEST_F(limits, waiting_for_a_slow_upstream_is_not_idling)
{
    gate answer_now;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.wait(answer_now);
        reply.respond(200, completion_json);
    });
    auto& gateway = start({.limits = "idle_timeout = 0.2\nheader_timeout = 0.2\nbody_timeout = 0.2"});
    auto client = gateway.connect();
    client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    EXPECT_FALSE(client.closed_by_server(700ms));
    answer_now.open();
    EXPECT_EQ(client.read_response().status, 200);
}

TEST_F(limits, a_client_that_takes_nothing_is_dropped)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        for (;;) reply.event(std::string(60'000, 'x'));
    });
    auto client = start({.limits = "write_timeout = 0.3"}).connect(16 << 10);
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    EXPECT_TRUE(upstream_.log().wait_for_departure(0));
}

} // namespace
} // namespace wayfinder::testing
