// A new process takes over from a running one: no request is refused, no answer is aborted, nothing is
// missing from the ledger.
#include "config_file_test.hpp"
#include "gateway_binary.hpp"
#include "socket.hpp"

#include <fcntl.h>

#include <atomic>
#include <csignal>
#include <thread>

namespace wayfinder::testing {
namespace {

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

    /// The process that the pid file names; 0 if there is none.
    [[nodiscard]] pid_t serving() const
    {
        pid_t found{};
        if (gateway_) std::ifstream{beside("pid")} >> found;
        return found;
    }

    /// Makes the serving process hand over; returns the id of its successor.
    pid_t hand_over()
    {
        auto const before = serving();
        ::kill(before, SIGUSR2);
        EXPECT_TRUE(eventually([&] { return serving() != before && serving() > 0; })) << gateway_->log();
        return serving();
    }

    /// A stream that has sent its first event and continues when the gate opens; `cloud` answers at once.
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

    [[nodiscard]] int requests_booked() const
    {
        return parsed(gateway_->get("/v1/savings").body).value("requests", -1);
    }

    gate finish_;
};

/// Clients that send requests continuously, each in a different way.
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

    /// A connection for as many requests as the gateway allows.
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

TEST_F(handover, under_load_fails_no_request_and_books_each)
{
    start_with_pid_file();
    load clients{gateway_->port()};
    for (int round = 1; round <= 3; ++round) {
        auto const enough = clients.answered + 100;
        EXPECT_TRUE(eventually([&] { return clients.answered >= enough; }));
        hand_over();
    }
    auto const enough = clients.answered + 100;
    EXPECT_TRUE(eventually([&] { return clients.answered >= enough; }));
    clients.stop();
    EXPECT_EQ(clients.failed, 0);
    EXPECT_TRUE(gateway_->wait_for_exit()) << "the first process has handed over and ends";
    EXPECT_TRUE(eventually([&] { return log_lines("info stopped").size() == 3; }));
    EXPECT_EQ(requests_booked(), clients.answered);
}

TEST_F(handover, streams_go_on_where_they_began)
{
    start_with_pid_file();
    std::vector<http_connection> clients;
    for (int i = 0; i < 50; ++i) clients.push_back(begin_stream());
    hand_over();
    EXPECT_EQ(gateway_->get("/readyz").status, 200) << "of the successor";
    EXPECT_FALSE(gateway_->wait_for_exit(200ms)) << "there are streams";
    finish_.open();
    for (auto& client : clients) expect_whole(client);
    auto const ended = gateway_->wait_for_exit();
    ASSERT_TRUE(ended) << gateway_->log();
    EXPECT_EQ(ended->code, 0);
    EXPECT_TRUE(log_says("the previous process has exited"));
    EXPECT_EQ(requests_booked(), 50);
}

TEST_F(handover, whoever_has_a_long_stream_gets_one_more_answer)
{
    start_with_pid_file();
    auto client = begin_stream();
    hand_over();
    // Until connections without requests are no longer waited for.
    EXPECT_TRUE(log_says("draining: 1 answers in flight")) << gateway_->log();
    finish_.open();
    expect_whole(client);
    client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt, "cloud")));
    auto const last = client.read_response();
    EXPECT_EQ(last.status, 200);
    EXPECT_EQ(last.headers.get("connection"), "close") << "now it is told";
    EXPECT_TRUE(gateway_->wait_for_exit()) << gateway_->log();
}

TEST_F(handover, a_first_signal_to_the_former_process_cuts_nothing)
{
    start_with_pid_file();
    auto client = begin_stream();
    hand_over();
    ASSERT_TRUE(log_says("the successor accepts connections"));
    gateway_->signal(SIGTERM);
    EXPECT_FALSE(gateway_->wait_for_exit(200ms));
    finish_.open();
    expect_whole(client);
    auto const ended = gateway_->wait_for_exit();
    ASSERT_TRUE(ended) << gateway_->log();
    EXPECT_EQ(ended->code, 0);
    EXPECT_EQ(requests_booked(), 1);
}

TEST_F(handover, whoever_ends_meanwhile_takes_the_successor_along)
{
    start_with_pid_file();
    gateway_->signal(SIGUSR2);
    ASSERT_TRUE(log_says("starting a successor"));
    gateway_->signal(SIGTERM);
    auto const ended = gateway_->wait_for_exit();
    ASSERT_TRUE(ended) << gateway_->log();
    EXPECT_EQ(ended->code, 0);
    auto const is_gone = [&] {
        try {
            static_cast<void>(gateway_->connect());
            return false;
        } catch (std::system_error const&) {
            return true;
        }
    };
    bool const took_over = log_lines("the successor accepts connections").size() > 0;
    EXPECT_TRUE(took_over || eventually(is_gone)) << gateway_->log();
}

TEST_F(handover, a_successor_that_cannot_start_changes_nothing)
{
    start_with_pid_file();
    auto const sound = read_file(file());
    write(file(), "[gateway]\nbogus = 1\n");
    ::kill(gateway_->pid(), SIGUSR2);
    EXPECT_TRUE(log_says("no successor took over, this process continues"));
    EXPECT_EQ(serving(), gateway_->pid());
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    write(file(), sound);
    EXPECT_NE(hand_over(), gateway_->pid());
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
}

TEST_F(handover, unix_sockets_go_along)
{
    temporary_directory const place;
    auto const socket = (place.path() / "w.sock").string();
    start_with_pid_file({}, "unix:" + socket);
    auto const heir = hand_over();
    ASSERT_TRUE(gateway_->wait_for_exit(10s));
    http_connection client{std::make_unique<plain_stream>(connect_to_file(socket))};
    client.send(request_bytes("GET", "/livez"));
    EXPECT_EQ(client.read_response().status, 200);
    ::kill(heir, SIGTERM);
    EXPECT_TRUE(eventually([&] { return !fs::exists(socket); })) << "the last one puts the light out";
}

TEST_F(handover, no_third_process_gets_at_the_ledger_meanwhile)
{
    start_with_pid_file("[gateway.ledger]\nfile = \"books.db\"\n");
    auto const heir = hand_over();
    ASSERT_TRUE(gateway_->wait_for_exit(10s));
    ASSERT_TRUE(log_says("the previous process has exited"));
    auto const third = run_command({.arguments = {"serve", "--config", file(), "--port", "0"}, .input = {}});
    EXPECT_EQ(third.status.code, 1);
    EXPECT_NE(third.error.find("is in use by another wayfinder-router"), std::string::npos) << third.error;
    ::kill(heir, SIGTERM);
}

TEST(socket_activation, serves_on_the_sockets_that_are_passed)
{
    fake_upstream upstream;
    temporary_directory const place;
    auto const config = place.write("w.toml", two_models(upstream));
    auto const passed = listen_on_loopback();
    ::fcntl(passed.fd.get(), F_SETFD, 0);
    child_setup child{.program = "/bin/bash"};
    child.arguments = {"-c", "LISTEN_PID=$$ LISTEN_FDS=1 exec '" + gateway_binary().string() +
                                 "' serve --config '" + config.string() + "' --workers 2 3<&" +
                                 std::to_string(passed.fd.get())};
    child.directory = place.path();
    child.error = place.path() / "stderr";
    // A client may be ready before the gateway is.
    http_connection early{passed.port};
    early.send(request_bytes("GET", "/livez"));
    child_process const gateway{child};
    EXPECT_EQ(early.read_response().status, 200);
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(
            round_trip(passed.port, post_bytes("/v1/chat/completions", chat_body(trivial_prompt))).status,
            200);
    EXPECT_NE(read_file(child.error).find("listening on http://127.0.0.1:" + std::to_string(passed.port)),
              std::string::npos);
}

TEST(socket_activation, its_sockets_go_along_to_a_successor)
{
    fake_upstream upstream;
    temporary_directory const place;
    auto const config = place.write("w.toml", two_models(upstream));
    auto const clients = listen_on_loopback();
    auto const operators = listen_on_loopback();
    auto const inherited = [](listening_socket const& each) {
        return std::to_string(::fcntl(each.fd.get(), F_DUPFD, 100));
    };
    child_setup child{.program = "/bin/bash"};
    child.arguments = {"-c", "LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=some.socket:admin exec '" +
                                 gateway_binary().string() + "' serve --config '" + config.string() +
                                 "' --workers 2 --pid-file pid 3<&" + inherited(clients) + " 4<&" +
                                 inherited(operators)};
    child.directory = place.path();
    child.error = place.path() / "stderr";
    child_process gateway{child};
    auto const serving = [&] {
        pid_t found{};
        std::ifstream{place.path() / "pid"} >> found;
        return found;
    };
    auto const serves = [&](std::uint16_t port, std::string const& page) {
        EXPECT_EQ(round_trip(port, request_bytes("GET", page)).status, 200) << read_file(child.error);
    };
    ASSERT_TRUE(eventually([&] { return serving() == gateway.pid(); })) << read_file(child.error);
    for (int round = 1; round <= 2; ++round) {
        auto const before = serving();
        ::kill(before, SIGUSR2);
        ASSERT_TRUE(eventually([&] { return serving() != before && serving() > 0; }))
            << read_file(child.error);
        serves(clients.port, "/livez");
        serves(operators.port, "/metrics");
    }
    auto const handed_over = [&] {
        auto const log = read_file(child.error);
        constexpr std::string_view line = "the successor accepts connections";
        auto const first = log.find(line);
        return first != log.npos && log.find(line, first + 1) != log.npos;
    };
    EXPECT_TRUE(eventually(handed_over)) << "else the last but one goes on: " << read_file(child.error);
    auto const ended = gateway.wait();
    EXPECT_TRUE(ended && ended->code == 0);
    serves(clients.port, "/livez");
    serves(operators.port, "/metrics");
    ::kill(serving(), SIGKILL);
}

} // namespace
} // namespace wayfinder::testing
