#include "wire/json/canonical.hpp"

#include "wire/json/check.hpp"
#include "wire/json/decimal.hpp"
#include "wire/json/text.hpp"

#include <algorithm>
#include <limits>

namespace wayfinder::wire::json {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;

// A larger object is replaced by its digest when it ends, so that its bytes are not moved again for every
// enclosing object; for smaller ones a digest would take longer than moving them.
constexpr std::size_t most_inline = 4096;

constexpr std::size_t most_kept = 1U << 20U;

} // namespace

std::optional<fingerprint> canonical_digest::of(simdjson::ondemand::object& object, left_out is_left_out)
{
    if (text_.capacity() > most_kept) { // release the memory of an exceptionally large document
        text_ = {};
        members_ = {};
        scratch_ = {};
    }
    text_.clear();
    members_.clear();
    auto const visit = [this](std::string_view raw_key, value_type& value, std::size_t depth) {
        return add_member(raw_key, value, depth);
    };
    if (each_member(object, std::numeric_limits<std::size_t>::max(), visit)) return std::nullopt;
    put_in_order(0);
    std::erase_if(members_, [&](member const& each) {
        auto const quoted = key(each);
        return is_left_out(quoted.substr(1, quoted.size() - 2),
                           std::string_view{text_}.substr(each.value, each.end - 1 - each.value));
    });
    return digest_members(0);
}

error_code canonical_digest::add(value_type& value, std::size_t depth_left)
{
    auto const token = token_of(value);
    switch (token.front()) {
    case '[':
        return add_array(value, depth_left);
    case '{':
        return add_object(value, depth_left);
    case '"':
        add_string(inside_of(token));
        return value.get_raw_json_string().error();
    case 't':
    case 'f':
    case 'n':
        text_.append(token);
        return simdjson::SUCCESS;
    default:
        append_canonical_number(text_, token);
        return simdjson::SUCCESS;
    }
}

error_code canonical_digest::add_array(value_type& value, std::size_t depth_left)
{
    text_.push_back('[');
    auto const error = each_element(value, depth_left, [this](value_type& element, std::size_t depth) {
        auto const failed = add(element, depth);
        text_.push_back(',');
        return failed;
    });
    text_.push_back(']');
    return error;
}

error_code canonical_digest::add_object(value_type& value, std::size_t depth_left)
{
    auto const begin = text_.size();
    auto const first = members_.size();
    text_.push_back('{');
    auto const visit = [this](std::string_view raw_key, value_type& inner, std::size_t depth) {
        return add_member(raw_key, inner, depth);
    };
    if (auto const error = each_member(value, depth_left, visit)) return error;
    close_object(begin, first, put_in_order(first));
    members_.resize(first);
    return simdjson::SUCCESS;
}

error_code canonical_digest::add_member(std::string_view raw_key, value_type& value, std::size_t depth_left)
{
    member added{};
    added.begin = text_.size();
    add_string(raw_key);
    text_.push_back(':');
    added.value = text_.size();
    auto const error = add(value, depth_left);
    text_.push_back(',');
    added.end = text_.size();
    members_.push_back(added);
    return error;
}

/// Escapes are written in their shortest form, as most already are; everything else is copied unchanged.
/// simdjson rejects control characters.
void canonical_digest::add_string(std::string_view raw)
{
    text_.push_back('"');
    std::size_t added = 0;
    for (auto at = raw.find('\\'); at != raw.npos; at = raw.find('\\', at)) {
        auto const letter = raw[at + 1];
        if (letter != 'u' && letter != '/') {
            at += 2;
            continue;
        }
        text_.append(raw, added, at - added);
        auto const meant = read_escape(raw.substr(at));
        append_escaped(text_, meant.text());
        added = at += meant.taken;
    }
    text_.append(raw, added).push_back('"');
}

/// Sorts the members from `first` on by key and drops those overridden by a later one. False if there was
/// nothing to do.
bool canonical_digest::put_in_order(std::size_t first)
{
    auto const from = members_.begin() + static_cast<std::ptrdiff_t>(first);
    auto const out_of_order = [this](member const& a, member const& b) { return key(a) >= key(b); };
    if (std::adjacent_find(from, members_.end(), out_of_order) == members_.end()) return false;
    std::sort(from, members_.end(), [this](member const& a, member const& b) {
        auto const order = key(a).compare(key(b));
        return order < 0 || (order == 0 && a.begin < b.begin);
    });
    auto const same = [this](member const& a, member const& b) { return key(a) == key(b); };
    auto const overridden = std::unique(members_.rbegin(), std::make_reverse_iterator(from), same);
    members_.erase(from, overridden.base());
    return true;
}

/// Replaces the object by `{members}`, or by `#` and their digest.
void canonical_digest::close_object(std::size_t begin, std::size_t first, bool moved)
{
    std::size_t size = 0;
    for (auto at = first; at < members_.size(); ++at) size += whole(members_[at]).size();
    if (size > most_inline) {
        auto const digest = digest_members(first);
        text_.resize(begin);
        text_.push_back('#');
        for (auto const byte : digest) text_.push_back(static_cast<char>(byte));
        return;
    }
    if (moved) {
        scratch_.clear();
        for (auto at = first; at < members_.size(); ++at) scratch_.append(whole(members_[at]));
        text_.resize(begin + 1);
        text_.append(scratch_);
    }
    text_.push_back('}');
}

fingerprint canonical_digest::digest_members(std::size_t first)
{
    for (auto at = first; at < members_.size();) {
        auto run = members_[at]; // adjacent members
        while (++at < members_.size() && members_[at].begin == run.end) run.end = members_[at].end;
        hasher_.update(whole(run));
    }
    return hasher_.finish();
}

std::string_view canonical_digest::key(member const& which) const
{
    return std::string_view{text_}.substr(which.begin, which.value - 1 - which.begin);
}

std::string_view canonical_digest::whole(member const& which) const
{
    return std::string_view{text_}.substr(which.begin, which.end - which.begin);
}

} // namespace wayfinder::wire::json
