// The error body that OpenAI clients understand.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// Fields left empty become JSON null, as the API has it.
struct error_body {
    std::string_view message;
    std::string_view type;
    std::string_view param;
    std::string_view code;
};

/// `{"error":{"message":…,"type":…,"param":…,"code":…}}`
std::string render(error_body const& error);

} // namespace wayfinder::wire::openai
