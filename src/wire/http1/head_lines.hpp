// The head of a valid request, for lookup.
#pragma once

#include "wire/http1/field_list.hpp"

#include <string_view>

namespace wayfinder::wire::http1 {

/// The request line, and the fields.
class head_lines : public field_list {
public:
    void clear()
    {
        method_ = target_ = {};
        field_list::clear();
    }
    void note_request_line(place method, place target)
    {
        method_ = method;
        target_ = target;
    }

    [[nodiscard]] std::string_view method() const { return text_of(method_); }
    [[nodiscard]] std::string_view target() const { return text_of(target_); }

private:
    place method_;
    place target_;
};

} // namespace wayfinder::wire::http1
