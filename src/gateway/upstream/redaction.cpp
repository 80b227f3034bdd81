#include "gateway/upstream/redaction.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::gateway {
namespace {

constexpr std::size_t least_telling = 8;

/// How a JSON writer escapes what need not be escaped.
struct escaping {
    std::string_view marks;
    std::string_view digits; ///< of `\uXXXX`; empty: a backslash before the mark
};

// PHP, and what is cautious about HTML: Go, and .NET.
constexpr std::array<escaping, 3> escapings{
    {{"/", {}}, {"<>&", "0123456789abcdef"}, {"<>&+'`", "0123456789ABCDEF"}}};

config::secret escaped(std::string_view text, escaping const& how)
{
    config::secret result;
    for (std::size_t from = 0; from < text.size();) {
        auto const mark = std::min(text.find_first_of(how.marks, from), text.size());
        result.append(text.substr(from, mark - from));
        from = mark + 1;
        if (mark == text.size()) break;
        auto const code = static_cast<unsigned char>(text[mark]);
        if (how.digits.empty())
            result.append(std::string{'\\', text[mark]});
        else
            result.append(std::string{"\\u00"} + how.digits[code >> 4U] + how.digits[code & 15U]);
    }
    return result;
}

} // namespace

redaction::redaction(std::string_view credential)
{
    if (credential.empty()) return;
    config::secret plain{credential.size() < least_telling ? "Bearer " : ""};
    plain.append(credential);
    for (auto const& how : escapings)
        if (plain.view().find_first_of(how.marks) != std::string_view::npos)
            spellings_.push_back(escaped(plain.view(), how));
    spellings_.push_back(std::move(plain));
}

bool redaction::finds(std::string_view text) const
{
    return std::any_of(spellings_.begin(), spellings_.end(),
                       [&](auto const& each) { return text.find(each.view()) != text.npos; });
}

std::string redaction::applied(std::string_view text) const
{
    std::string result{text};
    for (auto const& each : spellings_) {
        auto const size = each.view().size();
        for (auto at = result.find(each.view()); at != result.npos;
             at = result.find(each.view(), at + placeholder.size()))
            result.replace(at, size, placeholder);
    }
    return result;
}

std::size_t redaction::open_end(std::string_view text) const
{
    std::size_t longest = 0;
    for (auto const& each : spellings_) {
        auto const wanted = each.view();
        auto from = text.size() - std::min(text.size(), wanted.size() - 1);
        while ((from = text.find(wanted.front(), from)) != text.npos &&
               !wanted.starts_with(text.substr(from)))
            ++from;
        if (from != text.npos) longest = std::max(longest, text.size() - from);
    }
    return longest;
}

} // namespace wayfinder::gateway
