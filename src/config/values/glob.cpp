#include "config/values/glob.hpp"

namespace wayfinder::config {

namespace {

/// The position after one UTF-8 character, however many bytes it has.
std::size_t next_character(std::string_view text, std::size_t at)
{
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    return at;
}

} // namespace

bool is_pattern(std::string_view name)
{
    return name.find_first_of("*?") != name.npos;
}

bool matches(std::string_view pattern, std::string_view text)
{
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    // Where to resume when the last star has to match more. Earlier stars need no second try: whatever they
    // could match, the last one can.
    std::size_t behind_star = pattern.npos;
    std::size_t star_ends = 0;
    while (at < text.size()) {
        auto const expected = in_pattern < pattern.size() ? pattern[in_pattern] : '\0';
        if (expected == '*') {
            behind_star = ++in_pattern;
            star_ends = at;
        } else if (in_pattern < pattern.size() && expected == '?') {
            ++in_pattern;
            at = next_character(text, at);
        } else if (in_pattern < pattern.size() && expected == text[at]) {
            ++in_pattern;
            ++at;
        } else if (behind_star != pattern.npos) {
            in_pattern = behind_star;
            at = ++star_ends;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in_pattern) == pattern.npos;
}

} // namespace wayfinder::config
