// What changes of a request on its way upstream.
#pragma once

#include <cstddef>

namespace wayfinder::wire::openai {

/// Offsets into the request body: [begin, end).
struct byte_range {
    std::size_t begin{};
    std::size_t end{};
    friend bool operator==(byte_range const&, byte_range const&) = default;
};

/// One thing to change on the way upstream. Edits are in the order of the body and never overlap.
struct edit {
    enum class kind : unsigned char {
        replace_model,     ///< the value of a `model` member
        insert_model,      ///< a whole member, into an object without one
        insert_only_model, ///< the same where no other member follows
        remove,            ///< a member meant for the gateway alone, with its separator
        // What asks for a stream's usage; of streams only.
        insert_stream_options,     ///< a whole member, before others
        replace_stream_options,    ///< the value of one that is null
        insert_include_usage,      ///< a whole member, before others, into a `stream_options`
        insert_only_include_usage, ///< the same into an empty one
        replace_include_usage,     ///< the value of one that is false or null
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
