#include "bench/http/contest/process_times.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace wayfinder::bench {
namespace {

using std::chrono::nanoseconds;

nanoseconds of_ticks(long ticks)
{
    return nanoseconds{ticks * (1'000'000'000 / ::sysconf(_SC_CLK_TCK))};
}

/// False if the thread has ended.
bool read_thread(std::filesystem::path const& folder, thread_times& thread)
{
    std::string text;
    std::ifstream stat{folder / "stat"};
    long long exact = 0;
    std::ifstream schedstat{folder / "schedstat"};
    if (!std::getline(stat, text) || !(schedstat >> exact)) return false;
    std::istringstream fields{text.substr(text.rfind(')') + 2)}; // after the name, which may contain blanks
    constexpr int before_times = 11; // proc(5): state is field 3, utime 14, stime 15
    std::string skipped;
    for (int each = 0; each < before_times; ++each) fields >> skipped;
    long user = 0;
    long system = 0;
    fields >> user >> system;
    thread.user = of_ticks(user);
    thread.system = of_ticks(system);
    thread.total = nanoseconds{exact};
    return true;
}

} // namespace

std::vector<thread_times> times_of(pid_t process)
{
    std::vector<thread_times> threads;
    for (auto const& each :
         std::filesystem::directory_iterator{"/proc/" + std::to_string(process) + "/task"}) {
        thread_times thread{.id = std::stoi(each.path().filename())};
        if (read_thread(each.path(), thread)) threads.push_back(thread);
    }
    return threads;
}

std::vector<thread_times> used_between(std::vector<thread_times> const& before,
                                       std::vector<thread_times> const& after)
{
    std::vector<thread_times> used;
    for (auto const& now : after) {
        thread_times then{};
        for (auto const& each : before)
            if (each.id == now.id) then = each;
        used.push_back({now.id, now.user - then.user, now.system - then.system, now.total - then.total});
    }
    return used;
}

thread_times sum_of(std::vector<thread_times> const& threads)
{
    thread_times sum;
    for (auto const& each : threads) {
        sum.user += each.user;
        sum.system += each.system;
        sum.total += each.total;
    }
    return sum;
}

} // namespace wayfinder::bench
