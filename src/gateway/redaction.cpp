#include "gateway/redaction.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

constexpr std::size_t least_telling = 8;

config::secret with_escaped_slashes(std::string_view text)
{
    config::secret escaped;
    for (std::size_t from = 0; from < text.size();) {
        auto const slash = std::min(text.find('/', from), text.size());
        escaped.append(text.substr(from, slash - from));
        if (slash < text.size()) escaped.append("\\/");
        from = slash + 1;
    }
    return escaped;
}

} // namespace

redaction::redaction(std::string_view credential)
{
    if (credential.empty()) return;
    config::secret plain{credential.size() < least_telling ? "Bearer " : ""};
    plain.append(credential);
    if (plain.view().find('/') != std::string_view::npos)
        spellings_.push_back(with_escaped_slashes(plain.view()));
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
