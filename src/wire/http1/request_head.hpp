// The head of an HTTP/1.1 request, judged to the letter of RFC 9112 before anybody acts on it.
#pragma once

#include "wire/http1/head_lines.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wayfinder::wire::http1 {

/// Why a request is not taken.
enum class refusal : unsigned char {
    none,
    malformed,       ///< not HTTP/1.1, or open to two readings
    too_many_fields, ///< more than `request_head::most_fields`
    target_too_long, ///< longer than `request_head::longest_target`
    unknown_expectation,
    not_implemented, ///< a transfer coding, or a method that makes the connection a tunnel
    unknown_version, ///< not HTTP/1.x
};

/// Reads a head as it arrives, each byte about once. It takes less than the RFC lets a
/// server take: what two servers could read in two ways (a bare LF, a folded line, two lengths) is refused
/// wherever the RFC leaves the choice.
class request_head {
public:
    enum class state : unsigned char { incomplete, complete, refused };

    /// Notes in `lines` what lies where; once the head is complete they are to keep it.
    explicit request_head(head_lines& lines) : lines_{lines} { lines_.clear(); }

    /// The bytes so far, from the first one of the request on; what follows the head is not looked at.
    state scan(std::string_view arrived);

    /// After `refused`.
    [[nodiscard]] refusal why() const { return why_; }
    [[nodiscard]] std::string_view complaint() const { return complaint_; } ///< static text

    // After `complete`:

    /// In bytes, with the empty line.
    [[nodiscard]] std::size_t size() const { return line_; }
    /// HTTP/1.1 or a later 1.x, which is read as 1.1 (RFC 9110, 2.5).
    [[nodiscard]] bool modern() const { return minor_ >= '1'; }
    [[nodiscard]] bool chunked() const { return chunked_; }
    /// A number too large for the type is its largest value.
    [[nodiscard]] std::optional<std::uint64_t> const& content_length() const { return length_; }
    [[nodiscard]] bool has_body() const { return chunked_ || length_.value_or(0) > 0; }
    /// The client waits for `100 Continue`; one of HTTP/1.0 does not know it.
    [[nodiscard]] bool expects_continue() const { return expects_continue_ && modern(); }
    /// Another request may follow on the connection (RFC 9112, 9.3).
    [[nodiscard]] bool keep_alive() const { return !close_ && (modern() || keep_); }

    static constexpr std::size_t most_fields = 256;
    static constexpr std::size_t longest_target = 8192; ///< RFC 9112, 3 asks for 8000 at the least
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
    std::size_t line_{}; ///< where the line under way begins
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

/// `host[:port]`, either of which may be empty (RFC 3986, 3.2.2).
bool is_authority(std::string_view text);

} // namespace wayfinder::wire::http1
