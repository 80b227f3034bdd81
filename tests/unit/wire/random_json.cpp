#include "unit/wire/random_json.hpp"

#include <algorithm>
#include <string_view>

namespace wayfinder::testing {
namespace {

using kind = json_value::kind;

/// Letters that are easily confused, and characters of every length.
char32_t random_letter(random_source& random)
{
    constexpr std::u32string_view letters = U"ab01 \"\\/\n\t\x01\x7f,:{}[]#nu\u00e9\u4e2d\U0001F600";
    return letters[below(letters.size(), random)];
}

std::u32string random_text(random_source& random)
{
    std::u32string text(below(one_in(10, random) ? 400 : 6, random), U' ');
    for (auto& each : text) each = random_letter(random);
    return text;
}

json_number random_number(random_source& random)
{
    json_number number;
    if (one_in(5, random)) return number;
    number.negative = one_in(3, random);
    number.digits.assign(1 + below(one_in(10, random) ? 300 : 4, random), '1');
    for (auto& each : number.digits) each = static_cast<char>('0' + below(10, random));
    number.digits.front() = '7';
    number.digits.back() = '3';
    number.exponent = static_cast<int>(below(7, random)) - 3;
    return number;
}

/// Something other than the value itself.
json_value replaced(json_value const& value, random_source& random)
{
    for (;;) {
        auto other = random_value(random, 1);
        if (!(other == value)) return other;
    }
}

/// Changes a container without descending into its contents.
void change_shape(json_value& value, random_source& random)
{
    auto const at = value.elements.empty() ? 0 : below(value.elements.size(), random);
    if (value.elements.empty() || one_in(3, random)) {
        if (value.what == kind::object)
            value.keys.push_back(U"new " + std::u32string(value.keys.size(), U'k'));
        value.elements.push_back(random_value(random, 1));
    } else if (value.what == kind::object && one_in(2, random)) {
        value.keys[at] += U"' renamed";
    } else {
        if (value.what == kind::object)
            value.keys.erase(value.keys.begin() + static_cast<std::ptrdiff_t>(at));
        value.elements.erase(value.elements.begin() + static_cast<std::ptrdiff_t>(at));
    }
}

} // namespace

bool operator==(json_value const& a, json_value const& b)
{
    if (a.what != b.what || a.elements.size() != b.elements.size()) return false;
    if (a.what == kind::number) return a.number == b.number;
    if (a.what == kind::string) return a.text == b.text;
    if (a.what != kind::object) return a.elements == b.elements;
    for (std::size_t i = 0; i < a.keys.size(); ++i) {
        auto const found = std::find(b.keys.begin(), b.keys.end(), a.keys[i]);
        if (found == b.keys.end()) return false;
        if (!(a.elements[i] == b.elements[static_cast<std::size_t>(found - b.keys.begin())])) return false;
    }
    return true;
}

json_value random_value(random_source& random, int depth)
{
    json_value value;
    value.what = static_cast<kind>(below(depth > 0 ? 7 : 5, random));
    if (value.what == kind::number) value.number = random_number(random);
    if (value.what == kind::string) value.text = random_text(random);
    if (value.what < kind::array) return value;
    for (auto size = below(5, random); size > 0; --size) {
        auto const key = random_text(random);
        if (value.what == kind::object) {
            if (std::find(value.keys.begin(), value.keys.end(), key) != value.keys.end()) continue;
            value.keys.push_back(key);
        }
        value.elements.push_back(random_value(random, depth - 1));
    }
    return value;
}

json_value changed(json_value value, random_source& random)
{
    if (value.what >= kind::array) {
        if (value.elements.empty() || one_in(4, random)) {
            change_shape(value, random);
        } else {
            auto& inner = value.elements[below(value.elements.size(), random)];
            inner = changed(std::move(inner), random);
        }
        return value;
    }
    if (value.what == kind::string && one_in(2, random)) {
        value.text.push_back(random_letter(random));
        return value;
    }
    if (value.what == kind::number && value.number.digits != "0" && one_in(2, random)) {
        value.number.digits.insert(value.number.digits.size() / 2, 1, '5');
        return value;
    }
    return replaced(value, random);
}

} // namespace wayfinder::testing
