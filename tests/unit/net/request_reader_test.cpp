#include "net/server/request_reader.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <gtest/gtest.h>

namespace wayfinder::net {
namespace {

using namespace std::chrono_literals;

/// A connected pair on loopback; the reader is at the near end.
class request_reader_test : public testing::Test {
protected:
    request_reader_test()
    {
        tcp::acceptor acceptor{context_, {asio::ip::address_v4::loopback(), 0}};
        far_.connect(acceptor.local_endpoint());
        near_ = std::make_unique<stream>(stream_socket{acceptor.accept()});
        guard_ = std::make_unique<watch_on<stream_socket>>(beat_, near_->socket());
        reader_ = std::make_unique<request_reader>(*near_, *guard_, work_, buffers_);
    }

    void send(std::string_view bytes) { asio::write(far_, asio::buffer(bytes)); }

    read_outcome read()
    {
        read_outcome outcome{};
        asio::co_spawn(context_, read_into(outcome), [this](std::exception_ptr) { context_.stop(); });
        context_.run();
        context_.restart();
        return outcome;
    }

    /// Whether the pool's only buffer has been returned once a request has been read.
    bool gives_its_buffer_back()
    {
        auto only = buffers_.take();
        auto const* const known = only.prepare(1).data();
        buffers_.put(std::move(only));
        EXPECT_EQ(read(), read_outcome::complete);
        return buffers_.take().prepare(1).data() == known;
    }

    asio::awaitable<void> read_into(read_outcome& outcome)
    {
        auto const begun = co_await reader_->begins(limits_);
        outcome = read_outcome::closed;
        if (!begun) co_return;
        auto const head = co_await reader_->read_head(limits_, request_);
        outcome = head;
        if (head != read_outcome::complete) co_return;
        if (auto const whole = reader_->body_at_once(limits_, request_)) {
            outcome = *whole;
            co_return;
        }
        auto const body = co_await reader_->read_body(limits_, request_);
        outcome = body;
    }

    asio::awaitable<void> read_head_into(read_outcome& outcome)
    {
        auto const begun = co_await reader_->begins(limits_);
        if (!begun) co_return;
        auto const head = co_await reader_->read_head(limits_, request_);
        outcome = head;
    }

    asio::awaitable<void> read_body_into(read_outcome& outcome)
    {
        auto const body = co_await reader_->read_body(limits_, request_);
        outcome = body;
    }

    asio::io_context context_;
    heartbeat beat_{context_};
    load work_;
    buffer_pool buffers_;
    tcp::socket far_{context_};
    std::unique_ptr<stream> near_;
    std::unique_ptr<watch_on<stream_socket>> guard_;
    std::unique_ptr<request_reader> reader_;
    config::limits limits_;
    request request_;
};

TEST_F(request_reader_test, reads_a_sized_body)
{
    send("POST /v1/x?y=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello");
    ASSERT_EQ(read(), read_outcome::complete);
    EXPECT_EQ(request_.method(), "POST");
    EXPECT_EQ(request_.path(), "/v1/x");
    EXPECT_EQ(request_.header("x-a"), "b");
    EXPECT_EQ(request_.body, "hello");
    EXPECT_GE(request_.body.capacity(), request_.body.size() + request::body_padding);
    EXPECT_TRUE(request_.keep_alive);
}

/// Code that reports the refusal may call any accessor.
TEST_F(request_reader_test, of_a_head_that_is_not_taken_nothing_is_there)
{
    send("POST /v1/x HTTP/1.1\r\nHost: h\r\nX-Request-Id: abc\r\nbad line\r\n\r\n");
    ASSERT_EQ(read(), read_outcome::malformed);
    EXPECT_EQ(request_.method(), "");
    EXPECT_EQ(request_.path(), "");
    EXPECT_FALSE(request_.has_header("x-request-id"));
}

TEST_F(request_reader_test, reads_a_chunked_body)
{
    send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
    ASSERT_EQ(read(), read_outcome::complete);
    EXPECT_EQ(request_.body, "hello");
}

TEST_F(request_reader_test, has_no_buffer_while_its_request_is_answered)
{
    send("POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na");
    EXPECT_TRUE(gives_its_buffer_back());
}

TEST_F(request_reader_test, keeps_its_buffer_where_the_next_request_is_in_it)
{
    send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2");
    EXPECT_FALSE(gives_its_buffer_back());
}

TEST_F(request_reader_test, reads_pipelined_requests_one_by_one)
{
    send("POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\naGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_EQ(read(), read_outcome::complete);
    EXPECT_EQ(request_.body, "a");
    ASSERT_EQ(read(), read_outcome::complete);
    EXPECT_EQ(request_.path(), "/2");
    EXPECT_EQ(request_.body, "");
}

TEST_F(request_reader_test, invites_a_client_that_waits_for_it)
{
    send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nok");
    ASSERT_EQ(read(), read_outcome::complete);
    std::string interim(25, ' ');
    asio::read(far_, asio::buffer(interim));
    EXPECT_EQ(interim, "HTTP/1.1 100 Continue\r\n\r\n");
}

TEST_F(request_reader_test, reads_the_head_before_it_waits_for_the_body)
{
    send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nhal");
    read_outcome outcome{};
    asio::co_spawn(context_, read_head_into(outcome), [this](std::exception_ptr) { context_.stop(); });
    context_.run();
    EXPECT_EQ(outcome, read_outcome::complete);
    EXPECT_EQ(request_.method(), "POST");
    EXPECT_FALSE(reader_->body_at_once(limits_, request_));
    send("ves");
    context_.restart();
    asio::co_spawn(context_, read_body_into(outcome), [this](std::exception_ptr) { context_.stop(); });
    context_.run();
    EXPECT_EQ(outcome, read_outcome::complete);
    EXPECT_EQ(request_.body, "halves");
}

TEST_F(request_reader_test, refuses_large_bodies_by_their_announcement_and_by_their_chunks)
{
    limits_.max_body = 4;
    send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(read(), read_outcome::body_too_large);
}

TEST_F(request_reader_test, refuses_chunks_beyond_the_limit)
{
    limits_.max_body = 4;
    send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
    EXPECT_EQ(read(), read_outcome::body_too_large);
}

TEST_F(request_reader_test, refuses_large_headers)
{
    limits_.max_header = 1024;
    send("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(2000, 'x') + "\r\n\r\n");
    EXPECT_EQ(read(), read_outcome::header_too_large);
}

TEST_F(request_reader_test, says_what_is_malformed)
{
    send("nonsense\r\n\r\n");
    EXPECT_EQ(read(), read_outcome::malformed);
    EXPECT_FALSE(reader_->complaint().empty());
}

TEST_F(request_reader_test, steps_over_line_ends_before_a_request)
{
    send("\r\n\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_EQ(read(), read_outcome::complete);
    EXPECT_EQ(request_.path(), "/x");
}

TEST_F(request_reader_test, takes_absolute_targets)
{
    send("GET http://h:1/v1/models?x HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_EQ(read(), read_outcome::complete);
    EXPECT_EQ(request_.path(), "/v1/models");
}

TEST_F(request_reader_test, refuses_every_framing_that_can_be_read_in_two_ways)
{
    for (auto const* head :
         {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\r\nTransfer-Encoding: gzip\r\nContent-Length: "
          "2\r\n\r\n{}",
          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"}) {
        reader_ = std::make_unique<request_reader>(*near_, *guard_, work_, buffers_);
        send(head);
        auto const outcome = read();
        EXPECT_TRUE(outcome == read_outcome::malformed || outcome == read_outcome::not_implemented) << head;
    }
}

TEST_F(request_reader_test, tells_slow_from_gone)
{
    limits_.header_timeout = 1ms;
    send("GET / HTTP/1.1\r\n");
    EXPECT_EQ(read(), read_outcome::too_slow);
}

TEST_F(request_reader_test, ends_quietly_when_idle_or_closed)
{
    limits_.idle_timeout = 1ms;
    EXPECT_EQ(read(), read_outcome::closed);
    far_.close();
    EXPECT_EQ(read(), read_outcome::closed);
}

} // namespace
} // namespace wayfinder::net
