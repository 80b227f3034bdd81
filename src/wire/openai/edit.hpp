// Changes to a request on its way upstream.
#pragma once

#include <cstddef>

namespace wayfinder::wire::openai {

/// Offsets into the request body: [begin, end).
struct byte_range {
    std::size_t begin{};
    std::size_t end{};
    friend bool operator==(byte_range const&, byte_range const&) = default;
};

/// One change on the way upstream. Edits are in body order and never overlap.
struct edit {
    enum class kind : unsigned char {
        replace_model,     ///< the value of a `model` member
        insert_model,      ///< a whole member, into an object that has other members but no `model`
        insert_only_model, ///< the same, into an object without other members
        remove,            ///< a member meant only for the gateway, with its separator
        // Requests for a stream's usage; for streams only.
        insert_stream_options,     ///< a whole member, before others
        replace_stream_options,    ///< the value of a `stream_options` that is null
        insert_include_usage,      ///< a whole member, before others, in a `stream_options`
        insert_only_include_usage, ///< the same, into an empty one
        replace_include_usage,     ///< the value of an `include_usage` that is false or null
    };
    kind what{};
    byte_range where;
    friend bool operator==(edit const&, edit const&) = default;
};

constexpr bool asks_for_usage(edit::kind what)
{
    return what >= edit::kind::insert_stream_options;
}

} // namespace wayfinder::wire::openai
