#include "bench/http/load/question.hpp"

#include "bench/texts.hpp"

#include <algorithm>

namespace wayfinder::bench {
namespace {

constexpr std::size_t serial_digits = 12;

std::string json_text(std::string const& text)
{
    std::string quoted;
    quoted.reserve(text.size() + text.size() / 32);
    for (char const each : text) {
        if (each == '\n')
            quoted += "\\n";
        else if (each == '"' || each == '\\')
            (quoted += '\\') += each;
        else
            quoted += each;
    }
    return quoted;
}

std::string head_of(question const& about, std::size_t body_size)
{
    return "POST /v1/chat/completions HTTP/1.1\r\n"
           "Host: localhost\r\n"
           "Accept-Encoding: gzip, deflate\r\n"
           "Connection: keep-alive\r\n"
           "Accept: application/json\r\n"
           "Content-Type: application/json\r\n"
           "User-Agent: OpenAI/Python 1.54.0\r\n"
           "X-Stainless-Lang: python\r\n"
           "X-Stainless-Package-Version: 1.54.0\r\n"
           "X-Stainless-OS: Linux\r\n"
           "X-Stainless-Arch: x64\r\n"
           "X-Stainless-Runtime: CPython\r\n"
           "X-Stainless-Runtime-Version: 3.11.2\r\n"
           "X-Stainless-Async: false\r\n"
           "X-Stainless-Retry-Count: 0\r\n"
           "Authorization: Bearer " +
           about.token + "\r\n" + about.fields + "Content-Length: " + std::to_string(body_size) + "\r\n\r\n";
}

} // namespace

question_text::question_text(question const& about) : repeated_(about.repeated)
{
    auto const begin =
        R"({"messages":[{"role":"system","content":"Answer in one sentence."},{"role":"user","content":")"
        "Question ";
    auto const words = std::max(about.prompt_size, serial_digits) - serial_digits;
    std::string body = begin + std::string(serial_digits, '0') + ": " + json_text(english(words)) +
                       R"("}],"model":")" + about.model + R"(","temperature":0)" +
                       (about.stream ? R"(,"stream":true})" : "}");
    bytes_ = head_of(about, body.size());
    serial_at_ = bytes_.size() + std::string_view{begin}.size();
    bytes_ += body;
}

std::string_view question_text::next(std::uint64_t& serial)
{
    if (repeated_) return bytes_;
    auto number = ++serial;
    for (auto at = serial_at_ + serial_digits; at-- > serial_at_; number /= 10)
        bytes_[at] = static_cast<char>('0' + number % 10);
    return bytes_;
}

} // namespace wayfinder::bench
