// Random JSON values, each of which can be spelled in many ways and changed in one place.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace wayfinder::testing {

using random_source = std::mt19937;

inline std::size_t below(std::size_t limit, random_source& random)
{
    return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random);
}

inline bool one_in(std::size_t n, random_source& random)
{
    return below(n, random) == 0;
}

/// `digits` times ten to the power of `exponent`.
struct json_number {
    bool negative{};
    std::string digits{"0"}; ///< no zero at either end, except for zero itself
    int exponent{};

    friend bool operator==(json_number const&, json_number const&) = default;
};

struct json_value {
    enum class kind { null, yes, no, number, string, array, object };

    kind what{};
    json_number number;
    std::u32string text;
    std::vector<json_value> elements; ///< of an array, or the values of an object
    std::vector<std::u32string> keys; ///< of an object, all different

    /// Members in any order are equal.
    friend bool operator==(json_value const& a, json_value const& b);
};

json_value random_value(random_source& random, int depth);

/// One of its spellings: order of members, overridden duplicates, white space, escapes, numbers.
std::string spelled(json_value const& value, random_source& random);

/// Another value, which differs from this one in one place.
json_value changed(json_value value, random_source& random);

} // namespace wayfinder::testing
