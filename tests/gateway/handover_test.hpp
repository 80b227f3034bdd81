// Gateways that hand over to a successor, and clients who are not to notice.
#pragma once

#include "config_file_test.hpp"
#include "socket.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

namespace wayfinder::testing {

/// What `/livez` is answered with at a Unix socket.
inline int status_at(fs::path const& socket)
{
    http_connection client{std::make_unique<plain_stream>(connect_to_file(socket))};
    client.send(request_bytes("GET", "/livez"));
    return client.read_response().status;
}

class handover : public config_file_test {
protected:
    ~handover() override
    {
        if (auto const now = serving(); gateway_ && now > 0 && now != gateway_->pid()) ::kill(now, SIGKILL);
    }

    void start_with_pid_file(std::string const& more = {}, std::string const& socket = "127.0.0.1:0")
    {
        start_with(two_models(upstream_, {.more_models = more}),
                   {"--workers", "2", "--pid-file", "pid", "--listen", socket});
        ASSERT_TRUE(eventually([&] { return serving() == gateway_->pid(); }));
    }

    /// The process that the pid file names; 0 when there is none.
    [[nodiscard]] pid_t serving() const
    {
        pid_t found{};
        if (gateway_) std::ifstream{beside("pid")} >> found;
        return found;
    }

    /// Has the process that serves hand over; the id of its successor.
    pid_t hand_over()
    {
        auto const before = serving();
        ::kill(before, SIGUSR2);
        EXPECT_TRUE(eventually([&] { return serving() != before && serving() > 0; })) << gateway_->log();
        return serving();
    }

    /// A stream that has given its first event and goes on when the gate opens; `cloud` answers at once.
    http_connection begin_stream()
    {
        upstream_.answer_with([this](auto const& request, auto& reply) {
            if (!request.head.starts_with("POST /local")) return fake_upstream::completion()(request, reply);
            reply.begin_events();
            reply.event(delta("one"));
            reply.wait(finish_);
            reply.event(delta("two"));
            reply.event("[DONE]");
            reply.end_events();
        });
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", stream_body()));
        client.read_head();
        client.read_until("one");
        return client;
    }

    static void expect_whole(http_connection& client)
    {
        client.read_until("[DONE]");
        while (client.read_piece()) {
        }
        EXPECT_EQ(client.ending(), body_ending::clean);
    }

    /// Processes that have requests on their way into the ledger, or could have.
    [[nodiscard]] long spools() const
    {
        fs::directory_iterator const all{gateway_->directory()};
        return std::count_if(begin(all), end(all), [](fs::directory_entry const& each) {
            return each.path().filename().string().find(".spool-") != std::string::npos;
        });
    }
    [[nodiscard]] int requests_booked() const
    {
        return parsed(gateway_->get("/v1/savings").body).value("requests", -1);
    }

    /// Nobody holds the socket any more, whether somebody accepts from it or not.
    [[nodiscard]] bool port_is_free() const
    {
        try {
            static_cast<void>(gateway_->connect());
            return false;
        } catch (std::system_error const&) {
            return true;
        }
    }

    gate finish_;
};

/// Clients that never stop asking, each in its own way.
class load {
public:
    explicit load(std::uint16_t port) : port_{port}
    {
        for (int i = 0; i < 3; ++i)
            clients_.emplace_back([this](std::stop_token const& stop) { fresh(stop); });
        for (int i = 0; i < 3; ++i)
            clients_.emplace_back([this](std::stop_token const& stop) { kept(stop); });
        for (int i = 0; i < 2; ++i)
            clients_.emplace_back([this](std::stop_token const& stop) { streams(stop); });
    }

    void stop() { clients_.clear(); }

    std::atomic<int> answered{0};
    std::atomic<int> failed{0};

private:
    void count(bool well) { ++(well ? answered : failed); }

    /// A connection for each request.
    void fresh(std::stop_token const& stop)
    {
        while (!stop.stop_requested()) {
            try {
                count(
                    round_trip(port_, post_bytes("/v1/chat/completions", chat_body(trivial_prompt))).status ==
                    200);
            } catch (std::exception const&) {
                count(false);
            }
        }
    }

    /// A connection for as many as the gateway allows.
    void kept(std::stop_token const& stop)
    {
        std::optional<http_connection> connection;
        while (!stop.stop_requested()) {
            try {
                if (!connection) connection.emplace(port_);
                connection->send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
                auto const answer = connection->read_response();
                count(answer.status == 200);
                if (answer.headers.get("connection") == "close") connection.reset();
            } catch (std::exception const&) {
                count(false);
                connection.reset();
            }
        }
    }

    void streams(std::stop_token const& stop)
    {
        while (!stop.stop_requested()) {
            try {
                auto const answer = round_trip(port_, post_bytes("/v1/chat/completions", stream_body()));
                count(answer.status == 200 && answer.ending == body_ending::clean);
            } catch (std::exception const&) {
                count(false);
            }
        }
    }

    std::uint16_t port_;
    std::vector<std::jthread> clients_;
};

} // namespace wayfinder::testing
