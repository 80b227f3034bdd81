// A canonical form of JSON values, for hashing. Internal to wire: needs simdjson.
#pragma once

#include "wire/fingerprint.hpp"

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::json {

/// Digests objects by meaning: the order of members, whitespace, escapes and number spelling do not matter;
/// the order of elements does. Of duplicate members, the last one counts. Time is linear in the document,
/// except for sorting names. Reuses its buffers.
class canonical_digest {
public:
    /// True for a member of the outermost object that is not part of the meaning. `value` is its canonical
    /// text.
    using left_out = bool (*)(std::string_view key, std::string_view value);

    /// The digest of a valid object. Nullopt if it turns out to be invalid.
    std::optional<fingerprint> of(simdjson::ondemand::object& object, left_out is_left_out);

private:
    /// Positions in text_: `"key":value,`
    struct member {
        std::size_t begin;
        std::size_t value;
        std::size_t end;
    };

    simdjson::error_code add(simdjson::ondemand::value& value, std::size_t depth_left);
    simdjson::error_code add_array(simdjson::ondemand::value& value, std::size_t depth_left);
    simdjson::error_code add_object(simdjson::ondemand::value& value, std::size_t depth_left);
    simdjson::error_code add_member(std::string_view raw_key, simdjson::ondemand::value& value,
                                    std::size_t depth_left);
    void add_string(std::string_view raw);
    bool put_in_order(std::size_t first);
    void close_object(std::size_t begin, std::size_t first, bool moved);
    fingerprint digest_members(std::size_t first);

    [[nodiscard]] std::string_view key(member const& which) const;
    [[nodiscard]] std::string_view whole(member const& which) const;

    std::string text_;
    std::vector<member> members_; ///< of every open object, outermost first
    std::string scratch_;
    fingerprint_hasher hasher_;
};

} // namespace wayfinder::wire::json
