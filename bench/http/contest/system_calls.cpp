#include "bench/http/contest/system_calls.hpp"

#include "bench/http/contest/contests.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wayfinder::bench {
namespace {

constexpr std::string_view all_calls = "raw_syscalls:sys_enter";
constexpr std::string_view one_call = "syscalls:sys_enter_";

/// Those shown by name; the others are in the sum.
constexpr std::string_view named[] = {
    "accept4",    "clock_gettime", "close",           "connect", "epoll_ctl",
    "epoll_wait", "fcntl",         "fdatasync",       "futex",   "getsockopt",
    "ioctl",      "madvise",       "mprotect",        "poll",    "pwrite64",
    "read",       "recvfrom",      "recvmsg",         "sendmsg", "sendto",
    "setsockopt", "socket",        "timerfd_settime", "write",   "writev"};

std::string event_list()
{
    std::string list{all_calls};
    for (auto const name : named) list.append(",").append(one_call).append(name);
    return list;
}

/// A named pipe, opened on both sides at once.
class named_pipe {
public:
    explicit named_pipe(std::filesystem::path path) : path_{std::move(path)}
    {
        if (::mkfifo(path_.c_str(), 0600) != 0) throw std::runtime_error("cannot make " + path_.string());
        end_ = testing::file_descriptor{::open(path_.c_str(), O_RDWR | O_CLOEXEC)};
    }
    [[nodiscard]] std::string const& name() const { return path_.native(); }
    [[nodiscard]] int fd() const { return end_.get(); }

private:
    std::filesystem::path path_;
    testing::file_descriptor end_;
};

/// perf, attached to a process and counting on command. It counts in the kernel: a tracer that stops the
/// process at every call gives its peers so much time that reads never have to wait for data.
class call_counter {
public:
    explicit call_counter(pid_t process)
        : orders_{folder_.path() / "orders"},
          answers_{folder_.path() / "answers"},
          perf_{
              {.program = "/usr/bin/perf",
               .arguments = {"stat", "-x", ",", "-o", table(), "-e", event_list(), "-D", "-1", "--control",
                             "fifo:" + orders_.name() + "," + answers_.name(), "-p", std::to_string(process)},
               .error = folder_.path() / "stderr"}}
    {}

    void order(std::string const& what)
    {
        auto const line = what + "\n";
        if (::write(orders_.fd(), line.data(), line.size()) < 0 || !is_answered())
            throw refused("perf does not count system calls here (it wants root, and tracefs): " +
                          testing::read_file(folder_.path() / "stderr"));
    }

    /// Value, unit, event, and further columns.
    std::map<std::string, std::uint64_t> read_table()
    {
        perf_.signal(SIGINT);
        if (!perf_.wait()) throw std::runtime_error("perf does not end");
        std::map<std::string, std::uint64_t> calls;
        std::ifstream in{table()};
        for (std::string line; std::getline(in, line);) {
            std::istringstream fields{line};
            std::uint64_t count = 0;
            if (!(fields >> count)) continue;
            for (auto const event : {all_calls, one_call}) {
                auto const found = line.find(event);
                if (found == std::string::npos) continue;
                auto const name = line.substr(found + event.size());
                calls[name.substr(0, name.find(','))] += count;
            }
        }
        return calls;
    }

private:
    /// False if perf ends instead.
    bool is_answered()
    {
        using namespace std::chrono_literals;
        pollfd answer{answers_.fd(), POLLIN, 0};
        char heard[16];
        constexpr int moment = 50; // milliseconds
        while (::poll(&answer, 1, moment) == 0)
            if (perf_.wait(0ms)) return false;
        return ::read(answers_.fd(), heard, sizeof heard) > 0;
    }

    [[nodiscard]] std::string table() const { return (folder_.path() / "table").string(); }

    testing::temporary_directory folder_;
    named_pipe orders_;
    named_pipe answers_;
    testing::child_process perf_;
};

} // namespace

std::map<std::string, std::uint64_t> system_calls_of(pid_t process, closed_loop& load, std::uint64_t requests)
{
    call_counter counter{process};
    counter.order("enable");
    auto const result = load.run_count(requests);
    counter.order("disable");
    if (result.failures > 0) throw std::runtime_error("requests fail");
    return counter.read_table();
}

void contest_system_calls(stage& on)
{
    constexpr std::uint64_t requests = 5000;
    stand_in_process const upstream;
    auto const contestants =
        line_up(on, {.upstream_port = upstream.port()}, {lane::plain, lane::governed, lane::cached});
    section shown{.title = "System calls per request", .contestants = names_of(contestants)};
    shown.note = "As the kernel counts them for perf, of all threads.";

    for (std::size_t const clients : {1U, 32U}) {
        auto const suffix = " c=" + std::to_string(clients);
        auto const words = clients == 1 ? " (1 client)" : " (32 clients)";
        std::map<std::string, double> most;
        for (auto const& each : contestants) {
            closed_loop load{each.program.front(), each.questions(clients), on.serial};
            load.run_count(100);
            for (auto const& [name, count] : system_calls_of(each.program.pid(), load, requests)) {
                auto const share = static_cast<double>(count) / static_cast<double>(requests);
                on.results.add((name.empty() ? "calls" : "call " + name) + suffix, each.name, share);
                if (!name.empty()) most[name] = std::max(most[name], share);
            }
        }
        shown.figures.push_back({"calls" + suffix, std::string{"all"} + words, 2});
        constexpr double worth_showing = 0.02;
        for (auto const& [name, share] : most)
            if (share > worth_showing)
                shown.figures.push_back({"call " + name + suffix, name + words, 2, false});
    }
    on.sections.push_back(shown);
}

} // namespace wayfinder::bench
