// What the gateway needs from a chat completion request, as positions in the client's own bytes.
#pragma once

#include "wire/fingerprint.hpp"
#include "wire/openai/edit.hpp"
#include "wire/openai/transcript.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

/// Capabilities that not every model has.
struct request_needs {
    bool images{};      ///< some message contains an image
    bool tools{};       ///< `tools` or `functions` is not empty
    bool json{};        ///< `response_format` asks for JSON, with or without a schema
    bool json_schema{}; ///< with a schema
};

/// Of duplicate members the last one counts, as in most readers; every `model` and every `stream_options`
/// member is edited.
struct chat_request {
    std::string model;  ///< the routing directive: decoded and trimmed; empty when absent or not a string
    bool stream{};      ///< `stream` is JSON true
    bool wants_usage{}; ///< `stream_options.include_usage` is JSON true
    std::string_view tuning; ///< the value of `wayfinder_tuning` in the body; empty when absent
    std::optional<std::uint64_t> max_tokens; ///< per choice, see output_limits.hpp
    std::uint32_t choices{1};                ///< `n`
    /// Upper bound on the prompt's tokens, see prompt_bound.hpp.
    std::uint64_t prompt_bound{};
    request_needs needs;
    /// `prompt_cache_key` as written between its quotes; empty when absent or not a string.
    std::string_view prompt_cache_key;
    std::vector<edit> edits;
};

/// Why a body was refused. The message states where the problem is and how to fix it.
struct unreadable {
    enum class kind : unsigned char {
        empty,         ///< no body at all
        not_json,      ///< syntax error
        not_utf8,      ///< JSON must be UTF-8
        not_an_object, ///< valid JSON, but an array or a scalar
        too_deep,      ///< nested beyond the configured limit
        bad_member,    ///< valid JSON, but a member's name or value is not allowed
    };
    kind why{};
    std::string message;
    std::string_view member{}; ///< the member in question; empty if there is none
};

/// Reads and checks whole bodies. Reuses its buffers between requests; one per thread.
class chat_request_reader {
public:
    /// Bytes, of any content, that must be allocated after the body.
    static constexpr std::size_t padding = 64;

    chat_request_reader();
    ~chat_request_reader();

    /// On success, fills `request` and the transcript, which views `body` and is valid until the next call.
    std::optional<unreadable> read(std::string_view body, std::size_t max_depth, chat_request& request);

    [[nodiscard]] openai::transcript const& transcript() const { return transcript_; }

    /// A fingerprint of the last body read without error, which must still exist. It is equal for two
    /// requests that ask a model for the same answer, however they are spelled. The form of the answer
    /// (`stream`, `stream_options`), the routing directives (`model`, `wayfinder_tuning`) and null members do
    /// not count; everything else does. Nullopt if a stored answer must not replace a new one; `strict`
    /// requires an explicit temperature of 0.
    std::optional<fingerprint> request_fingerprint(bool strict);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
    openai::transcript transcript_;
};

} // namespace wayfinder::wire::openai
