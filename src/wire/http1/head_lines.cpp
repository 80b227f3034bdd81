#include "wire/http1/head_lines.hpp"

namespace wayfinder::wire::http1 {

void head_lines::take(std::string_view head)
{
    constexpr std::size_t line_end = 2;
    auto const end = head.find('\n') + 1;
    auto const line = head.substr(0, end);
    line_.assign(line.substr(0, line.rfind(' ')));
    method_ = line_.find(' ');
    field_list::take(head.substr(end, head.size() - end - line_end));
}

void head_lines::clear()
{
    line_.clear();
    method_ = 0;
    field_list::clear();
}

} // namespace wayfinder::wire::http1
