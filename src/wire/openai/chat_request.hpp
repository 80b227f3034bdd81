// What the gateway needs to know of a chat completion request, as places in the client's own bytes.
#pragma once

#include "wire/openai/transcript.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    };
    kind what{};
    byte_range where;
    friend bool operator==(edit const&, edit const&) = default;
};

/// Of duplicate members the last one counts, as most readers have it; every `model` member is edited.
struct chat_request {
    std::string model; ///< the routing directive: decoded and trimmed; empty when absent or not a string
    bool stream{};     ///< `stream` is JSON true
    std::string_view tuning; ///< the value of `wayfinder_tuning` in the body; empty when absent
    std::vector<edit> edits;
};

/// Why a body was refused. The message names the place and the remedy.
struct unreadable {
    enum class kind : unsigned char {
        empty,         ///< no body at all
        not_json,      ///< syntax error
        not_utf8,      ///< JSON must be UTF-8
        not_an_object, ///< sound JSON, but an array or a scalar
        too_deep,      ///< nests beyond the configured limit
    };
    kind why{};
    std::string message;
};

/// Reads and checks whole bodies. Keeps its buffers between requests; one per thread.
class chat_request_reader {
public:
    /// Bytes that must be allocated (their content does not matter) behind the body.
    static constexpr std::size_t padding = 64;

    chat_request_reader();
    ~chat_request_reader();

    /// On success fills `request`, and the transcript, which views `body` and lasts until the next call.
    std::optional<unreadable> read(std::string_view body, std::size_t max_depth, chat_request& request);

    [[nodiscard]] openai::transcript const& transcript() const { return transcript_; }

private:
    struct parser;
    std::unique_ptr<parser> parser_;
    openai::transcript transcript_;
};

} // namespace wayfinder::wire::openai
