#include "bench/http/contest/process_memory.hpp"

#include <fstream>
#include <string>

namespace wayfinder::bench {
namespace {

std::string file_of(pid_t process, char const* name)
{
    return "/proc/" + std::to_string(process) + "/" + name;
}

std::size_t read_status(pid_t process, std::string const& label)
{
    std::ifstream status{file_of(process, "status")};
    for (std::string word; status >> word;) {
        if (word != label) continue;
        std::size_t kilobytes = 0;
        status >> kilobytes;
        return kilobytes << 10U;
    }
    return 0;
}

} // namespace

std::size_t resident_memory(pid_t process)
{
    return read_status(process, "VmRSS:");
}

std::size_t peak_memory(pid_t process)
{
    return read_status(process, "VmHWM:");
}

void forget_peak(pid_t process)
{
    std::ofstream{file_of(process, "clear_refs")} << '5'; // proc(5)
}

} // namespace wayfinder::bench
