#include "cli/onboard/terminal.hpp"

#include "cli/commands.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <iostream>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace wayfinder::cli {
namespace {

constexpr std::size_t usual_width = 80;
constexpr std::size_t least_width = 20;
constexpr std::size_t most_width = 500;

std::size_t columns_wished()
{
    auto const text = environment_variable("COLUMNS").value_or("");
    std::size_t columns = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
    return error == std::errc{} && end == text.data() + text.size() && columns > 0 ? columns : usual_width;
}

} // namespace

std::size_t terminal::width()
{
    winsize screen{};
    bool const known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &screen) == 0 && screen.ws_col > 0;
    return std::clamp<std::size_t>(known ? screen.ws_col : columns_wished(), least_width, most_width);
}

bool terminal::is_screen()
{
    return ::isatty(STDERR_FILENO) == 1;
}

emphasis terminal::bold()
{
    bool const plain = !is_screen() || !environment_variable("NO_COLOR").value_or("").empty();
    return plain ? emphasis{} : emphasis{"\x1b[1m", "\x1b[0m"};
}

void terminal::print(std::string_view text)
{
    std::cerr << text << std::flush;
}

void terminal::print(text_lines const& lines)
{
    for (auto const& each : lines) std::cerr << each << '\n';
}

std::optional<std::string> terminal::ask(std::string_view question)
{
    print(question);
    auto line = next_line();
    bool const typed = ::isatty(STDIN_FILENO) == 1;
    if (!line)
        print("\n");
    else if (!typed)
        print(wrap(*line, most_width));
    return line;
}

std::optional<std::string> terminal::next_line()
{
    auto end = input_.find('\n');
    while (end == input_.npos && !ended_ && read_more()) end = input_.find('\n');
    if (leaving_.noticed() || input_.empty()) return std::nullopt;
    auto line = input_.substr(0, end);
    input_.erase(0, end == input_.npos ? end : end + 1);
    return line;
}

/// False at the end of input.
bool terminal::read_more()
{
    std::array<pollfd, 2> sources{{{STDIN_FILENO, POLLIN, 0}, {leaving_.descriptor(), POLLIN, 0}}};
    while (::poll(sources.data(), sources.size(), -1) < 0 && errno == EINTR) {
    }
    if (leaving_.noticed()) return false;
    std::array<char, 4096> buffer{};
    auto const got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got > 0)
        input_.append(buffer.data(), static_cast<std::size_t>(got));
    else
        ended_ = true;
    return got > 0;
}

} // namespace wayfinder::cli
