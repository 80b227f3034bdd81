// The head of an HTTP/1.1 answer, parsed as RFC 9112 requires of a client.
#pragma once

#include "wire/http1/answer_body.hpp"
#include "wire/http1/field_list.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wayfinder::wire::http1 {

/// Parses a head as it arrives, reading each byte about once. Anything ambiguous (a folded line, differing
/// lengths) is malformed: a misread answer could be one meant for another client.
class answer_head {
public:
    enum class state : unsigned char { incomplete, complete, malformed };

    /// Records field positions in `fields`; once the head is complete, the caller makes them keep its bytes.
    explicit answer_head(field_list& fields) : fields_{fields} { fields_.clear(); }

    /// `arrived` is everything so far, from the first byte of the answer; what follows the head is ignored.
    state scan(std::string_view arrived);
    /// Set after `malformed`; static text.
    [[nodiscard]] std::string_view complaint() const { return complaint_; }

    // Valid after `complete`:

    /// In bytes, including the empty line.
    [[nodiscard]] std::size_t size() const { return line_; }
    [[nodiscard]] unsigned status() const { return status_; }
    /// Whether another answer precedes the requested one (RFC 9110, 15.2).
    [[nodiscard]] bool is_interim() const { return status_ < 200 && status_ != 101; }
    [[nodiscard]] body_frame frame() const;
    /// Whether another request may follow on the connection after this answer (RFC 9112, 9.3).
    [[nodiscard]] bool keep_alive() const;

private:
    bool take_status_line(std::string_view line);
    bool take_field(std::string_view line);
    bool take_length(std::string_view value);
    bool take_coding(std::string_view value);
    bool malformed(std::string_view complaint);
    [[nodiscard]] bool lacks_body() const { return status_ < 200 || status_ == 204 || status_ == 304; }

    field_list& fields_;
    std::size_t scanned_{};
    std::size_t line_{}; ///< start of the current line
    std::optional<std::uint64_t> length_;
    std::string_view complaint_;
    unsigned status_{};
    bool modern_{};
    bool chunked_{};
    bool close_{};
    bool keep_{};
};

} // namespace wayfinder::wire::http1
