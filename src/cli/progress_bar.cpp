#include "cli/progress_bar.hpp"

#include "cli/commands.hpp"
#include "cli/onboard/terminal.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::cli {
namespace {

using namespace std::chrono_literals;

/// Faster work shows nothing.
constexpr auto unseen = 300ms;
/// No more often than the eye can follow.
constexpr auto between_drawings = 100ms;
constexpr std::size_t longest_bar = 40;
constexpr std::size_t shortest_bar = 8;
constexpr std::string_view erased{"\r\x1b[K"};

bool can_be_overwritten()
{
    return terminal::is_screen() && environment_variable("TERM").value_or("") != "dumb";
}

std::string bar_of(std::size_t length, std::size_t done, std::size_t of)
{
    auto const full = length * done / of;
    return "[" + std::string(full, '#') + std::string(length - full, '-') + "] ";
}

} // namespace

progress_bar::progress_bar(bool wanted)
    : on_{wanted && can_be_overwritten()}, due_{std::chrono::steady_clock::now() + unseen}
{}

progress_bar::~progress_bar()
{
    if (!drawn_.empty()) terminal::print(erased);
}

progress_listener progress_bar::part(std::string name)
{
    if (!on_) return {};
    return [this, name = std::move(name)](std::size_t done, std::size_t of) { show(name, done, of); };
}

void progress_bar::show(std::string_view name, std::size_t done, std::size_t of)
{
    auto const now = std::chrono::steady_clock::now();
    if (now < due_) return;
    due_ = now + between_drawings;
    auto text = progress_text(name, done, of, terminal::width() - 1); // some wrap in the last column
    if (text == drawn_) return;
    terminal::print("\r" + text + "\x1b[K"); // without clearing it first, to avoid flicker
    drawn_ = std::move(text);
}

std::string progress_text(std::string_view name, std::size_t done, std::size_t of, std::size_t width)
{
    of = std::max<std::size_t>(of, 1);
    done = std::min(done, of);
    auto const percent = std::to_string(100 * done / of);
    auto const share = std::string(3 - percent.size(), ' ') + percent + " %";
    constexpr std::size_t around = 5; // blanks and brackets
    if (width < share.size()) return {};
    if (width < name.size() + 2 + share.size()) return share;
    auto const room = width - name.size() - share.size();
    if (room < shortest_bar + around) return std::string{name} + "  " + share;
    return std::string{name} + "  " + bar_of(std::min(longest_bar, room - around), done, of) + share;
}

} // namespace wayfinder::cli
