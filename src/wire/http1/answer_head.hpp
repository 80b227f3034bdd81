// The head of an HTTP/1.1 answer, read as RFC 9112 has a client read it.
#pragma once

#include "wire/http1/answer_body.hpp"
#include "wire/http1/field_list.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wayfinder::wire::http1 {

/// Reads a head as it arrives, each byte about once. What could be read in two ways (a folded line, lengths
/// that differ) is no answer: another in its place might be somebody else's.
class answer_head {
public:
    enum class state : unsigned char { incomplete, complete, malformed };

    /// Notes in `fields` what lies where; once the head is complete they are to keep it.
    explicit answer_head(field_list& fields) : fields_{fields} { fields_.clear(); }

    /// The bytes so far, from the first one of the answer on; what follows the head is not looked at.
    state scan(std::string_view arrived);
    /// After `malformed`; static text.
    [[nodiscard]] std::string_view complaint() const { return complaint_; }

    // After `complete`:

    /// In bytes, with the empty line.
    [[nodiscard]] std::size_t size() const { return line_; }
    [[nodiscard]] unsigned status() const { return status_; }
    /// Another answer comes before the one that was asked for (RFC 9110, 15.2).
    [[nodiscard]] bool is_interim() const { return status_ < 200 && status_ != 101; }
    [[nodiscard]] body_frame frame() const;
    /// Another request may follow on the connection, once this answer is over (RFC 9112, 9.3).
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
    std::size_t line_{}; ///< where the line under way begins
    std::optional<std::uint64_t> length_;
    std::string_view complaint_;
    unsigned status_{};
    bool modern_{};
    bool chunked_{};
    bool close_{};
    bool keep_{};
};

} // namespace wayfinder::wire::http1
