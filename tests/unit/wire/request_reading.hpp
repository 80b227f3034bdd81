// Reading a request from a literal, padding included.
#pragma once

#include "wire/openai/chat_request.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wayfinder::wire::openai {

/// A body with its reader, so that the views into it stay valid.
struct reading {
    explicit reading(std::string_view text, std::size_t max_depth = 64) : body{text}
    {
        body.reserve(body.size() + chat_request_reader::padding);
        refused = reader.read(body, max_depth, request);
    }

    [[nodiscard]] std::string scored(route_scope scope) const
    {
        std::string text;
        reader.transcript().select(scope, text);
        return text;
    }

    std::string body;
    chat_request_reader reader;
    chat_request request;
    std::optional<unreadable> refused;
};

} // namespace wayfinder::wire::openai
