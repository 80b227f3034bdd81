// The distribution of the skill scores that the gateway has seen, shared by all workers and kept over
// restarts.
#pragma once

#include <wayfinder/skill/quantile_sketch.hpp>

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::control {

/// May be used from any thread; what is locked is a copy of 2 KB or an addition.
class score_quantiles {
public:
    explicit score_quantiles(skill::quantile_table const& seed = skill::default_quantiles) : seen_{seed} {}

    /// As it is now: what a decision is taken by.
    [[nodiscard]] skill::quantile_sketch now() const;

    /// A decision was taken on this score.
    void add(double score);

    /// Begins anew, as after weights were learned: their scores are others.
    void reset(skill::quantile_table const& seed);

    /// As text with a version and a checksum.
    [[nodiscard]] std::string saved() const;

    /// Continues from such a text. Says what is wrong with it and changes nothing then; empty when all is
    /// well.
    [[nodiscard]] std::string restore(std::string_view text);

private:
    mutable std::mutex mutex_;
    skill::quantile_sketch seen_;
};

} // namespace wayfinder::control
