// One session of a judge: for each prompt, ask both models, ask the judge, keep the label.
#pragma once

#include "app/side_by_side.hpp"
#include "cli/onboard/arms.hpp"
#include "cli/onboard/terminal.hpp"
#include "cli/onboard/verdict.hpp"
#include "control/feedback_log.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wayfinder::cli {

/// What happened to the prompts; the counts add up to all of them.
struct tally {
    std::size_t judged{};
    std::size_t skipped{};
    std::size_t failed{};
    std::size_t remaining{};
};

class session {
public:
    /// After this many consecutive failures, the problem is not the prompts.
    static constexpr std::size_t most_failures_in_a_row = 5;

    /// What it works with; must outlive it.
    struct setting {
        app::side_by_side& models;
        control::feedback_log& log;
        terminal& judge;
        interruption& leaving;
        arm_names arms;
        bool blind{};
    };

    explicit session(setting with) : with_{std::move(with)} {}

    /// Until all prompts are done, the judge leaves, or a label cannot be kept.
    tally run(std::vector<std::string> const& prompts);

    /// Why a label could not be stored; empty if none failed.
    [[nodiscard]] std::string const& log_problem() const { return log_problem_; }

private:
    /// Nullopt: the prompt failed.
    std::optional<verdict> judge(std::string const& prompt);
    app::side_by_side::replies call(std::string const& prompt);
    [[nodiscard]] bool report_failures(app::side_by_side::replies const& replies) const;
    void show(app::side_by_side::replies const& replies, presentation shown) const;
    verdict ask(presentation shown);
    bool keep(std::string const& prompt, std::string const& label);

    setting with_;
    std::string log_problem_;
};

} // namespace wayfinder::cli
