// A new process takes over from a running one: nobody is turned away, no answer is cut, nothing is missing in
// the ledger.
#include "handover_test.hpp"
#include "gateway_binary.hpp"

#include <fcntl.h>

namespace wayfinder::testing {
namespace {

/// A gateway that a service manager starts, with its sockets.
class socket_activation : public ::testing::Test {
protected:
    ~socket_activation() override
    {
        if (auto const now = serving(); gateway_ && now > 0 && now != gateway_->pid()) ::kill(now, SIGKILL);
        gateway_.reset();
        expect_no_sanitizer_report(log());
    }

    /// The descriptors become 3, 4 and so on; `names` as in LISTEN_FDNAMES.
    void start(std::vector<int> const& passed, std::string const& names = {})
    {
        auto const config = place_.write("w.toml", two_models(upstream_));
        auto line = "LISTEN_PID=$$ LISTEN_FDS=" + std::to_string(passed.size());
        if (!names.empty()) line += " LISTEN_FDNAMES=" + names;
        line += " exec '" + gateway_binary().string() + "' serve --config '" + config.string() +
                "' --workers 2 --pid-file pid";
        std::vector<file_descriptor> inherited; // that are not yet 3, 4 and so on, and go through exec
        for (int const each : passed) {
            auto const number = std::to_string(3 + inherited.size());
            inherited.emplace_back(::fcntl(each, F_DUPFD, 100));
            line += " " + number + "<&" + std::to_string(inherited.back().get());
        }
        child_setup child{.program = "/bin/bash", .arguments = {"-c", line}};
        child.directory = place_.path();
        child.error = place_.path() / "stderr";
        gateway_.emplace(child);
    }
    [[nodiscard]] std::string log() const { return read_file(place_.path() / "stderr"); }
    /// The process that the pid file names; 0 when there is none.
    [[nodiscard]] pid_t serving() const
    {
        pid_t found{};
        std::ifstream{place_.path() / "pid"} >> found;
        return found;
    }

    fake_upstream upstream_;
    temporary_directory place_;
    std::optional<child_process> gateway_;
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
    ASSERT_TRUE(log_says("the successor accepts connections"));
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
    // Until those that have nothing under way are no longer waited for.
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
    if (log_lines("the successor accepts connections").empty())
        EXPECT_TRUE(eventually([&] { return port_is_free(); })) << gateway_->log();
    else
        EXPECT_EQ(gateway_->get("/livez").status, 200) << gateway_->log();
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
    ASSERT_TRUE(gateway_->wait_for_exit());
    EXPECT_EQ(status_at(socket), 200);
    ::kill(heir, SIGTERM);
    EXPECT_TRUE(eventually([&] { return !fs::exists(socket); })) << "the last one puts the light out";
}

TEST_F(handover, no_third_process_gets_at_the_ledger_meanwhile)
{
    start_with_pid_file("[gateway.ledger]\nfile = \"books.db\"\n");
    auto const heir = hand_over();
    ASSERT_TRUE(gateway_->wait_for_exit());
    ASSERT_TRUE(log_says("the previous process has exited"));
    auto const third = run_command({.arguments = {"serve", "--config", file(), "--port", "0"}, .input = {}});
    EXPECT_EQ(third.status.code, 1);
    EXPECT_NE(third.error.find("is in use by another wayfinder-router"), std::string::npos) << third.error;
    ::kill(heir, SIGTERM);
}

TEST_F(socket_activation, serves_on_the_sockets_that_are_passed)
{
    auto const passed = listen_on_loopback();
    // A client may come before the gateway does.
    http_connection early{passed.port};
    early.send(request_bytes("GET", "/livez"));
    start({passed.fd.get()});
    EXPECT_EQ(early.read_response().status, 200);
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(
            round_trip(passed.port, post_bytes("/v1/chat/completions", chat_body(trivial_prompt))).status,
            200);
    EXPECT_NE(log().find("listening on http://127.0.0.1:" + std::to_string(passed.port)), std::string::npos);
}

TEST_F(socket_activation, its_sockets_go_along_to_a_successor)
{
    auto const clients = listen_on_loopback();
    auto const operators = listen_on_loopback();
    start({clients.fd.get(), operators.fd.get()}, "some.socket:admin");
    auto const serves = [&](std::uint16_t port, std::string const& page) {
        EXPECT_EQ(round_trip(port, request_bytes("GET", page)).status, 200) << log();
    };
    ASSERT_TRUE(eventually([&] { return serving() == gateway_->pid(); })) << log();
    for (int round = 1; round <= 2; ++round) {
        auto const before = serving();
        ::kill(before, SIGUSR2);
        ASSERT_TRUE(eventually([&] { return serving() != before && serving() > 0; })) << log();
        serves(clients.port, "/livez");
        serves(operators.port, "/metrics");
    }
    auto const handed_over = [&] {
        auto const said = log();
        constexpr std::string_view line = "the successor accepts connections";
        auto const first = said.find(line);
        return first != said.npos && said.find(line, first + 1) != said.npos;
    };
    EXPECT_TRUE(eventually(handed_over)) << "else the last but one goes on: " << log();
    auto const ended = gateway_->wait();
    EXPECT_TRUE(ended && ended->code == 0);
    serves(clients.port, "/livez");
    serves(operators.port, "/metrics");
}

} // namespace
} // namespace wayfinder::testing
