// Successors that never come to serve, and predecessors that end before their time: who is left has all that
// it needs, and nobody else has anything.
#include "gateway_binary.hpp"
#include "handover_test.hpp"

#include <sqlite3.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace wayfinder::testing {
namespace {

/// As long as it exists, nobody else writes to the ledger.
class ledger_lock {
public:
    explicit ledger_lock(fs::path const& file)
    {
        EXPECT_EQ(::sqlite3_open_v2(file.c_str(), &ledger_, SQLITE_OPEN_READWRITE, nullptr), SQLITE_OK);
        ::sqlite3_busy_timeout(ledger_, static_cast<int>(patience.count()));
        EXPECT_EQ(::sqlite3_exec(ledger_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    }
    ledger_lock(ledger_lock const&) = delete;
    ledger_lock& operator=(ledger_lock const&) = delete;
    ~ledger_lock() { ::sqlite3_close(ledger_); }

private:
    sqlite3* ledger_{};
};

/// A Unix socket at this path.
file_descriptor bound_socket(int type, fs::path const& path)
{
    file_descriptor fd{::socket(AF_UNIX, type | SOCK_NONBLOCK, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::bind(fd.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address), 0);
    return fd;
}

class handover_failures : public handover {
protected:
    [[nodiscard]] fs::path place(std::string_view name) const { return place_.path() / name; }

    [[nodiscard]] std::string listening_at(std::string const& name) const
    {
        return two_models(upstream_,
                          {.gateway = R"(listen = ["127.0.0.1:0", "unix:)" + place(name).string() + "\"]"});
    }
    void start_listening_at(std::string const& name)
    {
        gateway_setup setup{.config = listening_at(name),
                            .arguments = {"--workers", "2", "--pid-file", "pid"}};
        setup.address.clear();
        gateway_.emplace(setup);
    }
    [[nodiscard]] std::size_t failures() const { return log_lines("no successor took over").size(); }

private:
    temporary_directory place_;
};

TEST_F(handover_failures, one_at_the_last_moment_costs_nothing)
{
    fs::create_directory(place("pids"));
    start_with(two_models(upstream_), {"--workers", "2", "--pid-file", place("pids") / "p", "--listen",
                                       "unix:" + place("w.sock").string()});
    ASSERT_TRUE(eventually([&] { return fs::exists(place("pids") / "p"); }));
    fs::rename(place("pids"), place("gone"));
    load clients{gateway_->port()};
    for (std::size_t round = 1; round <= 5; ++round) {
        gateway_->signal(SIGUSR2);
        ASSERT_TRUE(eventually([&] { return failures() == round; })) << gateway_->log();
    }
    clients.stop();
    EXPECT_TRUE(log_says("cannot write the process id"));
    EXPECT_EQ(clients.failed, 0) << "a successor that does not stay takes in nobody";
    EXPECT_EQ(status_at(place("w.sock")), 200);
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit());
    EXPECT_FALSE(fs::exists(place("w.sock")));
}

TEST_F(handover_failures, a_unix_socket_that_is_not_wished_any_more_goes)
{
    start_listening_at("a.sock");
    ASSERT_EQ(status_at(place("a.sock")), 200);
    write(file(), listening_at("b.sock"));
    auto const heir = hand_over();
    ASSERT_TRUE(gateway_->wait_for_exit());
    EXPECT_TRUE(eventually([&] { return !fs::exists(place("a.sock")); }));
    EXPECT_EQ(status_at(place("b.sock")), 200);
    ::kill(heir, SIGTERM);
    EXPECT_TRUE(eventually([&] { return !fs::exists(place("b.sock")); }));
}

TEST_F(handover_failures, an_address_that_is_not_wished_any_more_refuses_connections_while_answers_go_on)
{
    start_listening_at("a.sock");
    auto client = begin_stream();
    write(file(), listening_at("b.sock"));
    static_cast<void>(hand_over());
    EXPECT_TRUE(eventually([&] {
        try {
            static_cast<void>(connect_to_file(place("a.sock")));
            return false;
        } catch (std::system_error const&) {
            return true;
        }
    })) << gateway_->log();
    EXPECT_FALSE(gateway_->wait_for_exit(0ms));
    finish_.open();
    expect_whole(client);
}

TEST_F(handover_failures, a_unix_socket_gets_the_mode_that_the_file_says_now)
{
    auto const with_mode = [&](std::string const& mode) {
        return two_models(upstream_,
                          {.gateway = R"(listen = ["127.0.0.1:0", "unix:)" + place("w.sock").string() +
                                      "\"]\nlisten_mode = \"" + mode + '"'});
    };
    gateway_setup setup{.config = with_mode("0660"), .arguments = {"--workers", "1", "--pid-file", "pid"}};
    setup.address.clear();
    gateway_.emplace(setup);
    write(file(), with_mode("0600"));
    static_cast<void>(hand_over());
    EXPECT_EQ(fs::status(place("w.sock")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

/// Receives what a service manager would.
class notification_socket {
public:
    explicit notification_socket(fs::path const& path) : fd_{bound_socket(SOCK_DGRAM, path)} {}

    /// What has been sent so far.
    [[nodiscard]] std::vector<std::string> messages() const
    {
        std::vector<std::string> all;
        char text[256];
        for (ssize_t size{}; (size = ::recv(fd_.get(), text, sizeof text, 0)) >= 0;)
            all.emplace_back(text, static_cast<std::size_t>(size));
        return all;
    }

private:
    file_descriptor fd_;
};

/// The test is the predecessor, whose dismissal crosses the successor's message that it serves.
TEST_F(handover_failures, a_successor_that_is_dismissed_when_it_serves_takes_nothing_along)
{
    notification_socket const manager{place("notify")};
    auto const clients = bound_socket(SOCK_STREAM, place("w.sock"));
    ASSERT_EQ(::listen(clients.get(), 16), 0);
    int line[2]{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, line), 0);
    file_descriptor const ours{line[0]};
    file_descriptor theirs{line[1]};
    ::fcntl(ours.get(), F_SETFD, FD_CLOEXEC);
    auto const config = place("w.toml").string();
    write(config, two_models(upstream_));
    // Descriptors that are not 3 or 4 themselves.
    file_descriptor const listener{::fcntl(clients.get(), F_DUPFD, 100)};
    file_descriptor end{::fcntl(theirs.get(), F_DUPFD, 100)};
    child_setup child{.program = "/bin/bash"};
    child.arguments = {"-c", "LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=clients:predecessor exec '" +
                                 gateway_binary().string() + "' serve --config '" + config +
                                 "' --workers 1 --listen 'unix:" + place("w.sock").string() + "' 3<&" +
                                 std::to_string(listener.get()) + " 4<&" + std::to_string(end.get())};
    child.environment = {{"NOTIFY_SOCKET", place("notify").string()}};
    child.directory = place("");
    child.error = place("stderr");
    child_process heir{child};
    theirs.close();
    end.close();

    ASSERT_TRUE(wait_for(ours.get(), POLLIN, deadline{patience})) << read_file(child.error);
    char word{};
    ASSERT_EQ(::recv(ours.get(), &word, 1, 0), 1) << read_file(child.error);
    EXPECT_EQ(word, '+');
    EXPECT_EQ(::send(ours.get(), "-", 1, MSG_NOSIGNAL), 1);
    auto const ended = heir.wait();
    ASSERT_TRUE(ended) << read_file(child.error);
    EXPECT_EQ(ended->code, 0);
    EXPECT_TRUE(fs::exists(place("w.sock"))) << "the predecessor serves at it";
    EXPECT_EQ(manager.messages(), std::vector{"READY=1\nMAINPID=" + std::to_string(heir.pid())})
        << "the service does not stop";
    expect_no_sanitizer_report(read_file(child.error));
}

TEST_F(handover_failures, one_that_waits_for_a_key_ends_with_its_predecessor)
{
    start_with(model_table("local", upstream_.url(),
                           "api_key_env = \"THE_KEY\"\napi_key_shell = true\n"
                           "api_key_cmd = 'test ! -e slow || { echo $$ > asked; exec sleep 600; }; echo sk'"),
               {"--workers", "2", "--pid-file", "pid"});
    write(beside("slow"), "");
    gateway_->signal(SIGUSR2);
    ASSERT_TRUE(eventually([&] { return read_file(beside("asked")).ends_with('\n'); })) << gateway_->log();
    auto const command = std::stoi(read_file(beside("asked")));
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit());
    EXPECT_TRUE(eventually([&] { return port_is_free(); })) << gateway_->log();
    EXPECT_TRUE(log_says("the previous process exits, and so does this one"));
    EXPECT_TRUE(log_lines("killed").empty());
    EXPECT_TRUE(eventually([&] { return ::kill(command, 0) != 0; })) << "nor does its command go on";
}

TEST_F(handover_failures, what_a_killed_predecessor_had_booked_is_in_the_books_and_the_budgets)
{
    auto const priced = "price = { input = 1000, output = 1000 }";
    gateway_setup setup{
        .config =
            two_models(upstream_, {.gateway = "budget = { limit = 1000 }", .local = priced, .cloud = priced}),
        .arguments = {"--workers", "2", "--pid-file", "pid"}};
    gateway_.emplace(setup);
    auto client = begin_stream();
    hand_over();
    ASSERT_EQ(spools(), 2);
    {
        ledger_lock const nothing_is_written{beside("wayfinder-ledger.db")};
        finish_.open();
        expect_whole(client);
        gateway_->signal(SIGKILL);
        auto const ended = gateway_->wait_for_exit();
        ASSERT_TRUE(ended);
        EXPECT_EQ(ended->signal, SIGKILL);
        ASSERT_TRUE(log_says("the previous process has exited"));
    }
    EXPECT_TRUE(log_says("1 requests left in")) << gateway_->log();
    EXPECT_TRUE(eventually([&] { return requests_booked() == 1; })) << gateway_->log();
    EXPECT_TRUE(eventually([&] { return spools() == 1; })) << gateway_->log();
    auto const metrics = gateway_->get("/metrics").body;
    EXPECT_TRUE(matches(metrics, R"(budget_spent_dollars\{scope="gateway"\} 0?\.?0*[1-9])")) << metrics;
}

/// A program that can be exchanged for another one.
class exchanged_program : public ::testing::Test {
protected:
    exchanged_program()
    {
        fs::copy_file(gateway_binary(), program());
        place_.write("w.toml",
                     two_models(upstream_, {.gateway = "ledger = { file = '" +
                                                       (place_.path() / "books.db").string() + "' }"}));
    }
    ~exchanged_program() override
    {
        if (auto const now = noted("pid"); gateway_ && now > 0 && now != gateway_->pid())
            ::kill(now, SIGKILL);
        if (auto const other = noted("other"); other > 0) ::kill(other, SIGKILL);
        gateway_.reset();
        expect_no_sanitizer_report(log());
    }

    [[nodiscard]] fs::path program() const { return place_.path() / "program"; }
    [[nodiscard]] std::string log() const { return read_file(place_.path() / "stderr"); }
    bool log_says(std::string const& text) const
    {
        return eventually([&] { return log().find(text) != std::string::npos; });
    }
    /// A process id in a file; 0 when there is none.
    [[nodiscard]] pid_t noted(std::string_view name) const
    {
        pid_t found{};
        std::ifstream{place_.path() / name} >> found;
        return found;
    }
    void start(std::string const& config, fs::path const& directory)
    {
        child_setup child{.program = program()};
        child.arguments = {"serve",     "--config", config,       "--listen",           "unix:" + socket(),
                           "--workers", "2",        "--pid-file", place_.path() / "pid"};
        child.directory = directory;
        child.error = place_.path() / "stderr";
        gateway_.emplace(child);
        ASSERT_TRUE(eventually([&] { return noted("pid") == gateway_->pid() && is_served(); })) << log();
    }
    void exchange_for(std::string const& script)
    {
        auto const fresh = place_.write("fresh", "#!/bin/sh\n" + script);
        fs::permissions(fresh, fs::perms::owner_all);
        fs::rename(fresh, program());
    }
    [[nodiscard]] std::string socket() const { return (place_.path() / "w.sock").string(); }
    [[nodiscard]] bool is_served() const
    try {
        return status_at(socket()) == 200;
    } catch (std::system_error const&) {
        return false;
    }

    fake_upstream upstream_;
    temporary_directory place_;
    std::optional<child_process> gateway_;
};

TEST_F(exchanged_program, that_hangs_does_not_outlive_its_predecessor)
{
    start(place_.path() / "w.toml", place_.path());
    exchange_for("echo $$ > '" + (place_.path() / "other").string() + "'\nexec sleep 60\n");
    gateway_->signal(SIGUSR2);
    ASSERT_TRUE(eventually([&] { return noted("other") > 0; })) << log();
    gateway_->signal(SIGUSR2);
    EXPECT_TRUE(log_says("a successor is being started already: process " + std::to_string(noted("other"))));
    EXPECT_TRUE(is_served());
    gateway_->signal(SIGTERM);
    auto const ended = gateway_->wait(20s);
    ASSERT_TRUE(ended) << log();
    EXPECT_EQ(ended->code, 0);
    EXPECT_TRUE(log_says("the successor did not end when it was asked to, and was killed"));
    EXPECT_NE(::kill(noted("other"), 0), 0) << "and its sockets went with it";
}

TEST_F(exchanged_program, that_closes_what_it_is_given_holds_nobody_up)
{
    start(place_.path() / "w.toml", place_.path());
    exchange_for("echo $$ > '" + (place_.path() / "other").string() +
                 "'\nfor fd in 3 4 5 6; do eval \"exec $fd<&-\"; done; exec sleep 600\n");
    gateway_->signal(SIGUSR2);
    auto const killed = [&] { return log().find("was killed") != std::string::npos; };
    EXPECT_TRUE(eventually(killed, 10s)) << "long before it would have had to be ready: " << log();
    EXPECT_TRUE(log_says("no successor took over, this process continues"));
    EXPECT_NE(::kill(noted("other"), 0), 0);
    EXPECT_TRUE(is_served());
}

TEST_F(exchanged_program, the_working_directory_may_be_gone)
{
    fs::create_directory(place_.path() / "work");
    start(place_.path() / "w.toml", place_.path() / "work");
    fs::remove_all(place_.path() / "work");
    gateway_->signal(SIGUSR2);
    ASSERT_TRUE(eventually([&] { return noted("pid") > 0 && noted("pid") != gateway_->pid(); })) << log();
    ASSERT_TRUE(gateway_->wait()) << log();
    EXPECT_TRUE(is_served()) << "by the successor";
}

TEST_F(exchanged_program, the_working_directory_may_go_with_all_that_is_in_it)
{
    fs::create_directory(place_.path() / "work");
    fs::copy_file(place_.path() / "w.toml", place_.path() / "work" / "w.toml");
    start("w.toml", place_.path() / "work");
    fs::remove_all(place_.path() / "work");
    EXPECT_TRUE(log_says("the configuration was not reloaded; the previous one stays active")) << log();
    EXPECT_FALSE(gateway_->wait(200ms)) << log();
    EXPECT_TRUE(is_served());
    fs::create_directory(place_.path() / "work");
    place_.write("work/w.toml", two_models(upstream_) + "\n# another one\n");
    EXPECT_TRUE(log_says("generation 2")) << "it is watched where it was: " << log();
}

} // namespace
} // namespace wayfinder::testing
