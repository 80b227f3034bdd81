#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/operator_call.hpp"
#include "cli/top/screen.hpp"

#include <algorithm>
#include <iostream>
#include <thread>
#include <variant>

#include <sys/ioctl.h>
#include <unistd.h>

namespace wayfinder::cli {
namespace {

struct extent {
    std::size_t columns{80};
    std::size_t rows{24};
};

extent screen_extent()
{
    winsize screen{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &screen) != 0 || screen.ws_col == 0 || screen.ws_row == 0)
        return {};
    return {std::max<std::size_t>(screen.ws_col, 20), std::max<std::size_t>(screen.ws_row, 5)};
}

std::variant<gateway_sample, std::string> take_sample(gateway_address const& where)
{
    auto got = ask_gateway(where, {"/metrics", "/router/recent?limit=50"});
    if (auto const* why = std::get_if<std::string>(&got)) return *why;
    auto const& bodies = std::get<0>(got);
    auto recent = nlohmann::ordered_json::parse(bodies[1], nullptr, false);
    if (!recent.is_object()) return where.url + " does not answer like a wayfinder-router";
    return gateway_sample{std::chrono::steady_clock::now(), exposition{bodies[0]}, std::move(recent)};
}

/// False when the output has no reader any more.
bool show(top_options const& options, nlohmann::ordered_json const& activity)
{
    bool const live = !options.once && !options.json && ::isatty(STDOUT_FILENO) == 1;
    auto const [columns, rows] = live ? screen_extent() : extent{};
    if (options.json)
        std::cout << activity.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    else
        std::cout << (live ? "\x1b[H\x1b[2J" : "")
                  << screen_of(activity, options.gateway.url, columns, live ? rows - 1 : 60);
    return static_cast<bool>(std::cout.flush());
}

} // namespace

int top(top_options const& options)
{
    auto before = take_sample(options.gateway);
    while (std::holds_alternative<gateway_sample>(before)) {
        std::this_thread::sleep_for(std::chrono::duration<double>{options.interval});
        auto now = take_sample(options.gateway);
        if (!std::holds_alternative<gateway_sample>(now)) {
            before = std::move(now);
            break;
        }
        bool const read =
            show(options, activity_between(std::get<gateway_sample>(before), std::get<gateway_sample>(now)));
        if (options.once || !read) return read ? ok : failed;
        before = std::move(now);
    }
    std::cerr << program << ": " << std::get<std::string>(before) << '\n';
    return failed;
}

} // namespace wayfinder::cli
