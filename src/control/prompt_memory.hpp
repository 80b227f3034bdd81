// The most recent prompts by request id, so that a verdict need not repeat them.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wayfinder::control {

/// What was scored for a request, and how likely its model was.
struct remembered_prompt {
    std::string prompt;
    double propensity{1.0};
    std::string key; ///< id of the virtual key that it came by; empty where none is needed
};

/// Bounded in number and size; the oldest are dropped first. Shared by all threads.
class prompt_memory {
public:
    /// In bytes. Larger prompts are not kept, nor more than `most_bytes` in total.
    static constexpr std::size_t largest = 1U << 20U;
    static constexpr std::size_t most_bytes = 64U << 20U;

    explicit prompt_memory(std::size_t capacity) : capacity_{capacity} {}

    /// Drops what exceeds the new capacity; with 0 nothing is kept.
    void resize(std::size_t capacity);

    /// Of two prompts with one id the later one is kept.
    void remember(std::string_view id, remembered_prompt what);
    /// Records that its model was the only one that could have answered.
    void settle(std::string_view id);
    [[nodiscard]] std::optional<remembered_prompt> recall(std::string_view id) const;

private:
    struct entry {
        std::string id;
        remembered_prompt what;
    };
    using entries = std::list<entry>;

    void forget(entries::iterator which);
    void shrink();

    mutable std::mutex mutex_;
    std::size_t capacity_;
    std::size_t bytes_{};
    entries entries_; ///< oldest first
    std::unordered_map<std::string_view, entries::iterator> by_id_;
};

} // namespace wayfinder::control
