#include "wire/http1/request_head.hpp"

#include "wire/http1/grammar.hpp"

namespace wayfinder::wire::http1 {
namespace {

/// What follows `http://` or `https://`; nullopt if neither is there.
std::optional<std::string_view> behind_scheme(std::string_view target)
{
    auto const colon = target.find(':');
    if (colon == target.npos || target.substr(colon, 3) != "://") return std::nullopt;
    auto const scheme = target.substr(0, colon);
    if (!same_word(scheme, "http") && !same_word(scheme, "https")) return std::nullopt;
    return target.substr(colon + 3);
}

} // namespace

bool is_authority(std::string_view text)
{
    if (text.starts_with('[')) {
        auto const end = text.find(']');
        if (end == text.npos || end == 1) return false;
        for (char const c : text.substr(1, end - 1))
            if (!is(c, digit_char) && c != ':' && c != '.' && !((c | 0x20) >= 'a' && (c | 0x20) <= 'f'))
                return false;
        text.remove_prefix(end + 1);
    } else {
        text.remove_prefix(span_of(text, host_char));
    }
    if (text.empty()) return true;
    auto const port = text.substr(1);
    return text.front() == ':' && port.size() <= 5 && span_of(port, digit_char) == port.size();
}

request_head::state request_head::scan(std::string_view arrived)
{
    for (;;) {
        auto const end = arrived.find('\n', scanned_);
        if (end == arrived.npos) {
            scanned_ = arrived.size();
            return begun_ || may_begin(arrived) ? state::incomplete : state::refused;
        }
        scanned_ = end + 1;
        if (end == line_ || arrived[end - 1] != '\r') {
            malformed("a line ends in LF without CR");
            return state::refused;
        }
        auto const line = arrived.substr(line_, end - 1 - line_);
        if (begun_ && line.empty()) {
            line_ = scanned_;
            return take_end() ? state::complete : state::refused;
        }
        if (!(begun_ ? take_field(line) : take_request_line(line))) return state::refused;
        line_ = scanned_;
        begun_ = true;
    }
}

/// Detects other protocols early, without waiting for a whole line.
bool request_head::may_begin(std::string_view line)
{
    auto const method = span_of(line.substr(0, longest_method + 1), token_char);
    if (method > longest_method) return refuse(refusal::not_implemented, "its method is not known");
    return method == line.size() || (method > 0 && line[method] == ' ') ||
           malformed("it does not begin with a method and a space");
}

bool request_head::take_request_line(std::string_view line)
{
    auto const after_method = span_of(line, token_char);
    if (after_method == 0 || after_method == line.size() || line[after_method] != ' ')
        return malformed("it does not begin with a method and a space");
    auto const method = line.substr(0, after_method);
    auto const rest = line.substr(after_method + 1);
    auto const after_target = span_of(rest, target_char);
    if (after_target == 0 || after_target == rest.size() || rest[after_target] != ' ')
        return malformed("the request line is not method, target and version with one space between them");
    lines_.note_request_line({line_, method.size()}, {line_ + method.size() + 1, after_target});
    return take_version(rest.substr(after_target + 1)) && take_target(method, rest.substr(0, after_target));
}

bool request_head::take_version(std::string_view version)
{
    bool const shaped = version.size() == 8 && version.starts_with("HTTP/") && is(version[5], digit_char) &&
                        version[6] == '.' && is(version[7], digit_char);
    if (!shaped) return malformed("the request line does not end in HTTP/1.1");
    if (version[5] != '1') return refuse(refusal::unknown_version, "only HTTP versions 1.x are supported");
    minor_ = version[7];
    return true;
}

bool request_head::take_target(std::string_view method, std::string_view target)
{
    if (method.size() > longest_method) return refuse(refusal::not_implemented, "its method is not known");
    if (method == "CONNECT") return refuse(refusal::not_implemented, "CONNECT is not supported");
    if (target.size() > longest_target) return refuse(refusal::target_too_long, "its target is too long");
    if (target.front() == '/' || (target == "*" && method == "OPTIONS")) return true;
    auto const absolute = behind_scheme(target);
    if (!absolute) return malformed("its target is neither a path nor an http URL");
    auto const authority = absolute->substr(0, absolute->find_first_of("/?"));
    if (authority.empty() || authority.front() == ':' || !is_authority(authority))
        return malformed("its target names no host");
    return true;
}

bool request_head::take_field(std::string_view line)
{
    field read;
    if (!read_field(line, read)) return malformed(what_is_wrong(line));
    if (++fields_ > most_fields) return refuse(refusal::too_many_fields, "it has too many header fields");
    auto const& [name, value] = read;
    auto const value_at = line_ + static_cast<std::size_t>(value.data() - line.data());
    lines_.note(name, line_, {value_at, value.size()});
    switch (name.size()) {
    case 4:
        if (!same_word(name, "host")) return true;
        ++hosts_;
        return is_authority(value) || malformed("its Host is not a valid host");
    case 6:
        if (!same_word(name, "expect")) return true;
        (same_word(value, "100-continue") ? expects_continue_ : other_expectation_) = true;
        return true;
    case 10:
        if (same_word(name, "connection")) take_options(value);
        return true;
    case 14:
        return !same_word(name, "content-length") || take_length(value);
    case 17:
        return !same_word(name, "transfer-encoding") || take_coding(value);
    default:
        return true;
    }
}

bool request_head::take_length(std::string_view value)
{
    if (length_) return malformed("Content-Length is repeated");
    length_ = read_length(value);
    return length_ || malformed("Content-Length is not a number of digits");
}

/// Only chunked is accepted. Another coding before it is one that this server does not implement (501);
/// anything else leaves the end of the body undetermined (RFC 9112, 6.1 and 6.3).
bool request_head::take_coding(std::string_view value)
{
    if (chunked_) return malformed("Transfer-Encoding is repeated");
    chunked_ = true;
    if (same_word(value, "chunked")) return true;
    auto const comma = value.rfind(',');
    if (comma == value.npos || !same_word(trimmed(value.substr(comma + 1)), "chunked"))
        return malformed("the only supported transfer coding is chunked");
    for (std::string_view const known : {"gzip", "x-gzip", "deflate", "compress", "x-compress"})
        if (same_word(trimmed(value.substr(0, comma)), known))
            return refuse(refusal::not_implemented, "the only supported transfer coding is chunked");
    return malformed("the only supported transfer coding is chunked");
}

void request_head::take_options(std::string_view list)
{
    each_element(list, [this](std::string_view option) {
        close_ = close_ || same_word(option, "close");
        keep_ = keep_ || same_word(option, "keep-alive");
    });
}

bool request_head::take_end()
{
    if (chunked_ && !modern()) return malformed("HTTP/1.0 has no transfer codings");
    if (chunked_ && length_) return malformed("it has both Content-Length and Transfer-Encoding");
    if (hosts_ > 1 || (modern() && hosts_ == 0)) return malformed("it must have exactly one Host");
    if (other_expectation_ && modern())
        return refuse(refusal::unknown_expectation, "the only supported expectation is 100-continue");
    return true;
}

bool request_head::refuse(refusal why, std::string_view complaint)
{
    why_ = why;
    complaint_ = complaint;
    return false;
}

} // namespace wayfinder::wire::http1
