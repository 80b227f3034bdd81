// The head of an HTTP/1.1 request, checked strictly against RFC 9112 before it is used.
#pragma once

#include "wire/http1/head_lines.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wayfinder::wire::http1 {

/// Why a request is refused.
enum class refusal : unsigned char {
    none,
    malformed,       ///< not HTTP/1.1, or ambiguous
    too_many_fields, ///< more than `request_head::most_fields`
    target_too_long, ///< longer than `request_head::longest_target`
    unknown_expectation,
    not_implemented, ///< an unsupported transfer coding, or a method that turns the connection into a tunnel
    unknown_version, ///< not HTTP/1.x
};

/// Parses a head as it arrives, reading each byte about once. Stricter than the RFC requires: anything that
/// two servers could interpret differently (a bare LF, a folded line, two lengths) is refused wherever the
/// RFC allows it.
class request_head {
public:
    enum class state : unsigned char { incomplete, complete, refused };

    /// Records positions in `lines`; once the head is complete, the caller makes them keep its bytes.
    explicit request_head(head_lines& lines) : lines_{lines} { lines_.clear(); }

    /// `arrived` is everything so far, from the first byte of the request; what follows the head is ignored.
    state scan(std::string_view arrived);

    /// Set after `refused`.
    [[nodiscard]] refusal why() const { return why_; }
    [[nodiscard]] std::string_view complaint() const { return complaint_; } ///< static text

    // Valid after `complete`:

    /// In bytes, including the empty line.
    [[nodiscard]] std::size_t size() const { return line_; }
    /// HTTP/1.1, or a later 1.x, which is treated as 1.1 (RFC 9110, 2.5).
    [[nodiscard]] bool modern() const { return minor_ >= '1'; }
    [[nodiscard]] bool chunked() const { return chunked_; }
    /// Saturates if too large.
    [[nodiscard]] std::optional<std::uint64_t> const& content_length() const { return length_; }
    [[nodiscard]] bool has_body() const { return chunked_ || length_.value_or(0) > 0; }
    /// The client waits for `100 Continue`, which HTTP/1.0 does not have.
    [[nodiscard]] bool expects_continue() const { return expects_continue_ && modern(); }
    /// Whether another request may follow on the connection (RFC 9112, 9.3).
    [[nodiscard]] bool keep_alive() const { return !close_ && (modern() || keep_); }

    static constexpr std::size_t most_fields = 256;
    static constexpr std::size_t longest_target = 8192; ///< RFC 9112, 3 recommends at least 8000
    static constexpr std::size_t longest_method = 32;

private:
    bool may_begin(std::string_view line);
    bool take_request_line(std::string_view line);
    bool take_version(std::string_view version);
    bool take_target(std::string_view method, std::string_view target);
    bool take_field(std::string_view line);
    bool take_length(std::string_view value);
    bool take_coding(std::string_view value);
    void take_options(std::string_view list);
    bool take_end();
    bool refuse(refusal why, std::string_view complaint);
    bool malformed(std::string_view complaint) { return refuse(refusal::malformed, complaint); }

    head_lines& lines_;
    std::size_t scanned_{};
    std::size_t line_{}; ///< start of the current line
    std::size_t fields_{};
    std::optional<std::uint64_t> length_;
    std::string_view complaint_;
    unsigned hosts_{};
    char minor_{};
    refusal why_{refusal::none};
    bool begun_{};
    bool chunked_{};
    bool expects_continue_{};
    bool other_expectation_{};
    bool close_{};
    bool keep_{};
};

/// `host[:port]`, where either part may be empty (RFC 3986, 3.2.2).
bool is_authority(std::string_view text);

} // namespace wayfinder::wire::http1
