// The members of an object that is put together from others, each value as the JSON it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder::wire::json {

/// In the order in which they came. Meant for few: every look is linear. A key is what stands between its
/// quotes.
class members {
public:
    /// The value's JSON; `null` when there is none.
    [[nodiscard]] std::string_view get(std::string_view key) const;

    /// Replaces a value in its place. `value` is compact JSON, as everywhere here.
    void set(std::string_view key, std::string_view value);

    /// As set(), but what is known is not replaced by null.
    void learn(std::string_view key, std::string_view value);

    /// As learn(), but a string is appended to a string, and the elements of an array to an array.
    void accumulate(std::string_view key, std::string_view value);

    /// `{"key":value,...}`
    [[nodiscard]] std::string object() const;

    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] auto begin() const { return all_.begin(); }
    [[nodiscard]] auto end() const { return all_.end(); }

private:
    [[nodiscard]] std::size_t place_of(std::string_view key) const;

    std::vector<std::pair<std::string, std::string>> all_;
};

} // namespace wayfinder::wire::json
