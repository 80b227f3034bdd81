#include "wire/openai/error.hpp"

#include "wire/json/dump.hpp"

namespace wayfinder::wire::openai {

std::string render(error_body const& error)
{
    using nlohmann::ordered_json;
    auto const text_or_null = [](std::string_view text) {
        return text.empty() ? ordered_json(nullptr) : ordered_json(text);
    };
    ordered_json const body{{"error",
                             {{"message", error.message},
                              {"type", error.type},
                              {"param", text_or_null(error.param)},
                              {"code", text_or_null(error.code)}}}};
    return json::dump(body);
}

} // namespace wayfinder::wire::openai
