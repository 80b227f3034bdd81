// The members of an object assembled from others, with each value as raw JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder::wire::json {

/// In order of arrival. Intended for few members: lookups are linear. A key is the text between its quotes.
class members {
public:
    /// The value's JSON; `null` if there is none.
    [[nodiscard]] std::string_view get(std::string_view key) const;

    /// Sets a value, keeping an existing member's position. `value` is compact JSON, as everywhere here.
    void set(std::string_view key, std::string_view value);

    /// As set(), but null does not replace a known value.
    void learn(std::string_view key, std::string_view value);

    /// As learn(), but strings are appended to strings, and the elements of arrays to arrays.
    void accumulate(std::string_view key, std::string_view value);

    /// `{"key":value,...}`
    [[nodiscard]] std::string object() const;

    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] auto begin() const { return all_.begin(); }
    [[nodiscard]] auto end() const { return all_.end(); }

private:
    [[nodiscard]] std::size_t index_of(std::string_view key) const;

    std::vector<std::pair<std::string, std::string>> all_;
};

} // namespace wayfinder::wire::json
