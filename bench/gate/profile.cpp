#include "bench/gate/profile.hpp"

#include "bench/http/report/grid.hpp"

#include "child_process.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace wayfinder::bench {
namespace {

std::string annotated(std::filesystem::path const& file, bool inclusive, std::filesystem::path const& folder)
{
    testing::child_setup setup{.program = "/usr/bin/callgrind_annotate",
                               .arguments = {std::string{"--inclusive="} + (inclusive ? "yes" : "no"),
                                             "--auto=no", "--show=Ir", "--threshold=99", file}};
    setup.output = folder / "annotated";
    testing::child_process process{setup};
    auto const status = process.wait(std::chrono::seconds{120});
    if (!status || status->code != 0) throw std::runtime_error("callgrind_annotate fails");
    return testing::read_file(setup.output);
}

void replace_all(std::string& text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// A function name that fits on a line: without its file, and without its object unless nothing else is
/// known.
std::string readable(std::string name)
{
    auto const origin = name.rfind(" [");
    if (name.find(":0x0") == name.npos && origin != name.npos) name.resize(origin);
    if (auto const colon = name.find(':'); colon != name.npos && name.find(' ') > colon)
        name.erase(0, colon + 1);
    replace_all(name, ", std::char_traits<char>", "");
    replace_all(name, ", std::allocator<char>", "");
    replace_all(name, "std::basic_string_view<char>", "string_view");
    replace_all(name, "std::basic_string_view<char >", "string_view");
    replace_all(name, "std::__cxx11::basic_string<char>", "string");
    replace_all(name, "std::__cxx11::basic_string<char >", "string");
    replace_all(name, "boost::core::basic_string_view<char>", "string_view");
    constexpr std::size_t widest = 150;
    return name.substr(0, widest);
}

/// The lines of functions: those with a count and a share.
std::string function_lines(std::string const& text, std::size_t most, double requests)
{
    std::istringstream in{text};
    std::string lines;
    bool begun = false;
    for (std::string line; most > 0 && std::getline(in, line);) {
        if (line.find("file:function") != line.npos) begun = true;
        auto const open = line.find('(');
        auto const close = line.find("%)");
        if (!begun || close == line.npos) continue;
        std::string digits;
        for (char const each : line.substr(0, open))
            if (each >= '0' && each <= '9') digits += each;
        auto const count = decimal(std::stod(digits) / requests, 0);
        constexpr std::size_t columns = 8;
        lines += std::string(columns - std::min(count.size(), columns), ' ') + count + " " +
                 line.substr(open, close + 2 - open) + " " + readable(line.substr(close + 4)) + "\n";
        --most;
    }
    return lines;
}

std::string said_of(misses const& missed, double requests)
{
    auto const each = [&](std::uint64_t count) { return decimal(static_cast<double>(count) / requests, 0); };
    return " which waits for " + each(missed.code) + " lines of code and " + each(missed.data) +
           " of data that caches of 32 KB do not have,\nand for " + each(missed.both) +
           " of these that 1 MB behind them does not have,";
}

} // namespace

std::string profile_text(profile_options const& options)
{
    testing::temporary_directory const own;
    auto const folder = options.keep.empty() ? own.path() / "profiles" : options.keep;
    std::filesystem::create_directories(folder);
    auto const threads = count_instructions(options.what, folder);
    auto const requests = static_cast<double>(options.what.requests);
    double all = 0;
    for (auto const& each : threads) all += static_cast<double>(each.instructions);
    auto text = std::string{name_of(options.what.which)} + ": " + decimal(all / requests, 0) +
                " instructions per request\n";
    for (auto const& each : threads) {
        auto const own_count = static_cast<double>(each.instructions);
        constexpr double worth_showing = 0.01;
        if (own_count < worth_showing * all) continue;
        text +=
            "\na thread with " + decimal(own_count / requests, 0) + " of them (" +
            decimal(own_count / all * 100, 0) + " %)," +
            (options.what.caches ? said_of(each.missed, requests) : "") + " by function" +
            (options.inclusive ? " and what it calls" : "") + ":\n" +
            function_lines(annotated(each.file, options.inclusive, own.path()), options.functions, requests);
    }
    return text;
}

} // namespace wayfinder::bench
