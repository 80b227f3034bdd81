#include "wire/http1/answer_head.hpp"

#include "wire/http1/grammar.hpp"

namespace wayfinder::wire::http1 {

answer_head::state answer_head::scan(std::string_view arrived)
{
    for (;;) {
        auto const end = arrived.find('\n', scanned_);
        if (end == arrived.npos) {
            scanned_ = arrived.size();
            return state::incomplete;
        }
        scanned_ = end + 1;
        if (end == line_ || arrived[end - 1] != '\r') {
            malformed("a line of its head ends in LF without CR");
            return state::malformed;
        }
        auto const line = arrived.substr(line_, end - 1 - line_);
        bool const is_end = line.empty() && status_ != 0;
        if (!is_end && !(status_ == 0 ? take_status_line(line) : take_field(line))) return state::malformed;
        line_ = scanned_;
        if (is_end) return state::complete;
    }
}

body_frame answer_head::frame() const
{
    if (lacks_body()) return sized_frame{};
    if (chunked_) return chunked_frame{};
    if (length_) return sized_frame{*length_};
    return open_frame{};
}

bool answer_head::keep_alive() const
{
    // What follows the answer is ambiguous if it has two body lengths, announces a body where there can be
    // none, or uses chunks in HTTP/1.0 (RFC 9112, 6.1 and 6.3). Only a 304 may state the length of another
    // answer.
    bool const announced = chunked_ || length_.value_or(0) > 0;
    bool const in_doubt =
        (chunked_ && (length_ || !modern_)) || (lacks_body() && status_ != 304 && announced);
    return !in_doubt && !close_ && (modern_ || keep_) && !std::holds_alternative<open_frame>(frame());
}

bool answer_head::take_status_line(std::string_view line)
{
    constexpr std::string_view version = "HTTP/1.";
    constexpr std::size_t code_at = version.size() + 2;
    constexpr std::size_t code_end = code_at + 3;
    bool const shaped = line.size() >= code_end && line.starts_with(version) &&
                        is(line[version.size()], digit_char) && line[code_at - 1] == ' ' &&
                        span_of(line.substr(code_at, 3), digit_char) == 3 && line[code_at] != '0' &&
                        (line.size() == code_end || line[code_end] == ' ');
    if (!shaped) return malformed("it does not begin with HTTP/1.1 and a status");
    modern_ = line[version.size()] != '0';
    for (char const digit : line.substr(code_at, 3))
        status_ = 10 * status_ + static_cast<unsigned>(digit - '0');
    return true;
}

bool answer_head::take_field(std::string_view line)
{
    field read;
    if (!read_field(line, read)) return malformed(what_is_wrong(line));
    auto const& [name, value] = read;
    auto const value_at = line_ + static_cast<std::size_t>(value.data() - line.data());
    fields_.note(name, line_, {value_at, value.size()});
    switch (name.size()) {
    case 10:
        if (same_word(name, "connection"))
            each_element(value, [this](std::string_view option) {
                close_ = close_ || same_word(option, "close");
                keep_ = keep_ || same_word(option, "keep-alive");
            });
        return true;
    case 14:
        return !same_word(name, "content-length") || take_length(value);
    case 17:
        return !same_word(name, "transfer-encoding") || take_coding(value);
    default:
        return true;
    }
}

/// The same length given twice is valid (RFC 9110, 8.6).
bool answer_head::take_length(std::string_view value)
{
    bool sound = true;
    each_element(value, [&](std::string_view each) {
        auto const length = read_length(each);
        sound = sound && length && length_.value_or(*length) == *length;
        if (sound) length_ = length;
    });
    return sound ||
           malformed("its Content-Length is not a number of bytes, or is repeated with another value");
}

bool answer_head::take_coding(std::string_view value)
{
    if (chunked_) return malformed("its Transfer-Encoding is repeated");
    chunked_ = same_word(value, "chunked");
    return chunked_ || malformed("its Transfer-Encoding is not chunked");
}

bool answer_head::malformed(std::string_view complaint)
{
    complaint_ = complaint;
    return false;
}

} // namespace wayfinder::wire::http1
