// The error body of the OpenAI API.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// Empty fields become JSON null, as in the API.
struct error_body {
    std::string_view message;
    std::string_view type;
    std::string_view param;
    std::string_view code;
};

/// `{"error":{"message":…,"type":…,"param":…,"code":…}}`
std::string render(error_body const& error);

} // namespace wayfinder::wire::openai
