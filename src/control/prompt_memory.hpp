// The last prompts by the id of their request, so that a verdict need not repeat them.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wayfinder::control {

/// What was scored for a request, and how likely the model was that it went to.
struct remembered_prompt {
    std::string prompt;
    double propensity{1.0};
    std::string key; ///< id of the virtual key that it came by; empty where none is needed
};

/// Bounded by number and by size; the oldest go first. Shared by all threads.
class prompt_memory {
public:
    /// Prompts larger than this are not held, in bytes, nor more than `most_bytes` of all.
    static constexpr std::size_t largest = 1U << 20U;
    static constexpr std::size_t most_bytes = 64U << 20U;

    explicit prompt_memory(std::size_t capacity) : capacity_{capacity} {}

    /// Drops what is beyond the new capacity; 0 holds nothing.
    void resize(std::size_t capacity);

    /// The later of two prompts with one id stays.
    void remember(std::string_view id, remembered_prompt what);
    /// Its model was the only one that could have answered after all.
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
    entries entries_; ///< the oldest first
    std::unordered_map<std::string_view, entries::iterator> by_id_;
};

} // namespace wayfinder::control
