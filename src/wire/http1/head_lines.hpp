// The head of a request that has been found sound, to be asked for its parts.
#pragma once

#include "wire/http1/field_list.hpp"

#include <string>
#include <string_view>

namespace wayfinder::wire::http1 {

/// The request line, and the fields.
class head_lines : public field_list {
public:
    /// Takes over a head up to and with its empty line, of which `request_head` has said that it is complete.
    void take(std::string_view head);
    void clear();

    [[nodiscard]] std::string_view method() const { return std::string_view{line_}.substr(0, method_); }
    [[nodiscard]] std::string_view target() const
    {
        return line_.empty() ? std::string_view{} : std::string_view{line_}.substr(method_ + 1);
    }

private:
    std::string line_; ///< without the version
    std::size_t method_{};
};

} // namespace wayfinder::wire::http1
