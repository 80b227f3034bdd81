// What the gateway needs to know of a chat completion request, as places in the client's own bytes.
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

/// What not every model can do.
struct request_needs {
    bool images{};      ///< some message shows one
    bool tools{};       ///< `tools` or `functions` has something in it
    bool json{};        ///< `response_format` asks for JSON, of a schema or not
    bool json_schema{}; ///< of a schema
};

/// Of duplicate members the last one counts, as most readers have it; every `model` and every
/// `stream_options` member is edited.
struct chat_request {
    std::string model;  ///< the routing directive: decoded and trimmed; empty when absent or not a string
    bool stream{};      ///< `stream` is JSON true
    bool wants_usage{}; ///< `stream_options.include_usage` is JSON true: the client has asked for it
    std::string_view tuning; ///< the value of `wayfinder_tuning` in the body; empty when absent
    std::optional<std::uint64_t> max_tokens; ///< of one choice, see output_limits.hpp
    std::uint32_t choices{1};                ///< `n`
    /// The prompt is at most so many tokens, see prompt_bound.hpp.
    std::uint64_t prompt_bound{};
    request_needs needs;
    /// `prompt_cache_key` as it stands between its quotes in the body; empty when absent or not a string.
    std::string_view prompt_cache_key;
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
        bad_member,    ///< sound, but a member's name or value is not what it must be
    };
    kind why{};
    std::string message;
    std::string_view member{}; ///< which one; empty where it is none
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

    /// Of the body that was read last, without fault, and is still there: the same for two that ask a model
    /// for the same answer, whatever way they are spelled. The form of the answer (`stream`,
    /// `stream_options`), the routing directives (`model`, `wayfinder_tuning`) and members that are null do
    /// not count, everything else does. Nullopt when a stored answer must not stand for a fresh one; `strict`
    /// asks for an explicit temperature of 0.
    std::optional<fingerprint> meaning(bool strict);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
    openai::transcript transcript_;
};

} // namespace wayfinder::wire::openai
