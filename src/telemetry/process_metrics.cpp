#include "telemetry/process_metrics.hpp"

#include "telemetry/family.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace wayfinder::telemetry {
namespace {

/// Fields of proc(5) /proc/[pid]/stat, counted from the first one after the process name.
struct process_state {
    double cpu_ticks{};   ///< utime + stime
    double start_ticks{}; ///< after boot
    double virtual_bytes{};
    double resident_pages{};
};

std::optional<process_state> read_state()
{
    std::ifstream file{"/proc/self/stat"};
    std::string line;
    std::getline(file, line);
    auto const name_end = line.rfind(')'); // the name may contain any other character
    if (name_end == line.npos) return std::nullopt;
    std::istringstream fields{line.substr(name_end + 1)};
    std::string state;
    fields >> state;
    std::array<double, 21> value{}; // ppid to rss
    for (auto& each : value) fields >> each;
    if (!fields) return std::nullopt;
    return process_state{value[10] + value[11], value[18], value[19], value[20]};
}

/// The boot time, in seconds since 1970.
double boot_time()
{
    std::ifstream file{"/proc/stat"};
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("btime ")) return std::stod(line.substr(6));
    return 0;
}

/// Does not count the descriptor used for listing them.
std::optional<double> open_descriptors()
{
    std::error_code failed;
    std::filesystem::directory_iterator each{"/proc/self/fd", failed};
    double count = -1;
    for (; !failed && each != std::filesystem::directory_iterator{}; each.increment(failed)) ++count;
    return failed ? std::nullopt : std::optional{count};
}

prometheus::MetricFamily family(std::string name, std::string help, prometheus::MetricType type, double value)
{
    computed_family one{std::move(name), std::move(help), type};
    one.put(value);
    return std::move(one).take();
}

} // namespace

std::vector<prometheus::MetricFamily> process_metrics::Collect() const
{
    using enum prometheus::MetricType;
    std::vector<prometheus::MetricFamily> all;
    if (auto const state = read_state()) {
        auto const ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
        auto const page = static_cast<double>(::sysconf(_SC_PAGESIZE));
        all.push_back(family("process_cpu_seconds_total", "User and system CPU time spent, in seconds.",
                             Counter, state->cpu_ticks / ticks));
        all.push_back(family("process_resident_memory_bytes", "Resident memory size in bytes.", Gauge,
                             state->resident_pages * page));
        all.push_back(family("process_virtual_memory_bytes", "Virtual memory size in bytes.", Gauge,
                             state->virtual_bytes));
        all.push_back(family("process_start_time_seconds",
                             "Start time of the process since 1970, in seconds.", Gauge,
                             boot_time() + state->start_ticks / ticks));
    }
    if (auto const count = open_descriptors())
        all.push_back(family("process_open_fds", "Number of open file descriptors.", Gauge, *count));
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        all.push_back(family("process_max_fds", "Maximum number of open file descriptors.", Gauge,
                             static_cast<double>(limit.rlim_cur)));
    return all;
}

} // namespace wayfinder::telemetry
