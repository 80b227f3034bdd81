#include "wire/http1/answer_body.hpp"

#include <algorithm>
#include <cstring>

namespace wayfinder::wire::http1 {

answer_body::taken answer_body::take(std::span<char> input)
{
    if (is_open()) return {input.size(), input.size()};
    if (auto* const sized = std::get_if<sized_frame>(&frame_)) {
        auto const size = static_cast<std::size_t>(std::min<std::uint64_t>(sized->size, input.size()));
        sized->size -= size;
        return {size, size};
    }
    taken done;
    auto const join = [&](std::string_view data) {
        auto* const end = input.data() + done.data;
        if (end != data.data()) std::memmove(end, data.data(), data.size());
        done.data += data.size();
    };
    done.used = chunks_.take({input.data(), input.size()}, join);
    return done;
}

bool answer_body::complete() const
{
    if (auto const* const sized = std::get_if<sized_frame>(&frame_)) return sized->size == 0;
    return !is_open() && chunks_.now() == chunked_body::state::complete;
}

std::string_view answer_body::complaint() const
{
    if (!std::holds_alternative<chunked_frame>(frame_)) return {};
    switch (chunks_.now()) {
    case chunked_body::state::incomplete:
    case chunked_body::state::complete:
        return {};
    case chunked_body::state::malformed:
        return chunks_.complaint();
    case chunked_body::state::too_large:
    case chunked_body::state::too_much_overhead:
        break;
    }
    return "its chunk extensions or trailer fields have no end";
}

} // namespace wayfinder::wire::http1
