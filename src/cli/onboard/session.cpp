#include "cli/onboard/session.hpp"

#include "wire/feedback.hpp"

#include <future>
#include <memory>
#include <utility>

namespace wayfinder::cli {
namespace {

constexpr std::size_t most_prompt_lines = 20;
constexpr std::string_view start_of_line_erased{"\r\x1b[K"};

std::string shown_text(std::string const& answer)
{
    return answer.empty() ? "(an empty answer)" : answer;
}

} // namespace

tally session::run(std::vector<std::string> const& prompts)
{
    tally count{0, 0, 0, prompts.size()};
    std::size_t failures_in_a_row = 0;
    for (auto const& prompt : prompts) {
        auto const place = std::to_string(prompts.size() - count.remaining + 1);
        terminal::print("\n[" + place + "/" + std::to_string(prompts.size()) + "] ");
        auto const made = judge(prompt);
        if (with_.leaving.noticed() || made == verdict::quit) break;
        bool const judged = made && *made != verdict::skip;
        if (judged && !keep(prompt, with_.arms[*made == verdict::first_arm ? 0 : 1])) break;
        --count.remaining;
        ++(judged ? count.judged : made ? count.skipped : count.failed);
        failures_in_a_row = made ? 0 : failures_in_a_row + 1;
        if (failures_in_a_row == most_failures_in_a_row && count.remaining > 0) {
            terminal::print("\n" + std::to_string(failures_in_a_row) +
                            " prompts failed one after the other; ending here\n");
            break;
        }
    }
    return count;
}

std::optional<verdict> session::judge(std::string const& prompt)
{
    terminal::print(wrap(prompt, terminal::width(), most_prompt_lines));
    auto const replies = call(prompt);
    if (with_.leaving.noticed()) return verdict::quit;
    if (report_failures(replies)) return std::nullopt;
    presentation const shown{with_.blind, with_.blind && second_comes_first(prompt)};
    show(replies, shown);
    return ask(shown);
}

app::side_by_side::replies session::call(std::string const& prompt)
{
    auto const doing = "asking " + with_.arms[0] + " and " + with_.arms[1];
    if (!terminal::is_screen()) {
        terminal::print(doing + "\n");
        return with_.models.ask(prompt, {});
    }
    auto const waiting = [&](std::chrono::seconds passed) {
        terminal::print(std::string{start_of_line_erased} + doing + ", " + std::to_string(passed.count()) +
                        " s");
    };
    terminal::print(doing);
    auto replies = with_.models.ask(prompt, waiting);
    terminal::print(start_of_line_erased);
    return replies;
}

/// True if there were any.
bool session::report_failures(app::side_by_side::replies const& replies) const
{
    bool any = false;
    for (std::size_t i = 0; i < replies.size(); ++i) {
        if (replies[i].problem.empty()) continue;
        terminal::print(wrap(with_.arms[i] + " failed: " + replies[i].problem, terminal::width()));
        any = true;
    }
    return any;
}

void session::show(app::side_by_side::replies const& replies, presentation shown) const
{
    std::array<titled_text, 2> texts;
    for (std::size_t i = 0; i < texts.size(); ++i)
        texts[i] = {(i == 0 ? "A: " : "B: ") + with_.arms[i], shown_text(replies[i].text)};
    if (shown.swapped) std::swap(texts[0], texts[1]);
    if (shown.blind) {
        texts[0].title = "1";
        texts[1].title = "2";
    }
    terminal::print("\n");
    terminal::print(lay_out(texts, terminal::width(), terminal::bold()));
}

/// Repeats until the judge gives a valid answer.
verdict session::ask(presentation shown)
{
    for (;;) {
        auto const answer = with_.judge.ask(question(shown));
        if (!answer) return verdict::quit;
        if (auto const made = read_verdict(*answer, shown)) return *made;
    }
}

/// Stored on disk, or not at all.
bool session::keep(std::string const& prompt, std::string const& label)
{
    auto const written = std::make_shared<std::promise<std::string>>();
    with_.log.append(wire::feedback_line({prompt, {}, label}),
                     [written](std::string const& problem) { written->set_value(problem); });
    log_problem_ = written->get_future().get();
    return log_problem_.empty();
}

} // namespace wayfinder::cli
