#include "wire/json/members.hpp"

#include <algorithm>

namespace wayfinder::wire::json {
namespace {

constexpr std::size_t usual_members = 8;

bool both_begin(std::string_view a, std::string_view b, std::string_view with_one_of)
{
    return a.front() == b.front() && with_one_of.find(a.front()) != with_one_of.npos;
}

/// `[a]` and `[b]` become `[a,b]`.
void join_arrays(std::string& first, std::string_view second)
{
    if (second == "[]") return;
    first.pop_back();
    if (first.size() > 1) first.push_back(',');
    first.append(second.substr(1));
}

} // namespace

std::string_view members::get(std::string_view key) const
{
    auto const at = index_of(key);
    return at == all_.size() ? std::string_view{"null"} : std::string_view{all_[at].second};
}

void members::set(std::string_view key, std::string_view value)
{
    auto const at = index_of(key);
    if (at < all_.size()) {
        all_[at].second = value;
        return;
    }
    if (all_.empty()) all_.reserve(usual_members);
    all_.emplace_back(key, value);
}

void members::learn(std::string_view key, std::string_view value)
{
    if (value != "null" || index_of(key) == all_.size()) set(key, value);
}

void members::accumulate(std::string_view key, std::string_view value)
{
    auto const at = index_of(key);
    if (at == all_.size() || !both_begin(all_[at].second, value, "\"[")) return learn(key, value);
    auto& known = all_[at].second;
    if (value.front() == '[') return join_arrays(known, value);
    known.pop_back();
    known.append(value.substr(1));
}

std::string members::object() const
{
    std::string out{"{"};
    for (auto const& [key, value] : all_) {
        if (out.size() > 1) out.push_back(',');
        out.append("\"").append(key).append("\":").append(value);
    }
    out.push_back('}');
    return out;
}

std::size_t members::index_of(std::string_view key) const
{
    auto const found =
        std::find_if(all_.begin(), all_.end(), [&](auto const& each) { return each.first == key; });
    return static_cast<std::size_t>(found - all_.begin());
}

} // namespace wayfinder::wire::json
