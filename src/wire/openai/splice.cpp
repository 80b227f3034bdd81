#include "wire/openai/splice.hpp"

#include "wire/json/text.hpp"

namespace wayfinder::wire::openai {

model_text::model_text(std::string_view upstream_id)
    : value{json::quoted(upstream_id)}, member{"\"model\":" + value + ","}
{}

std::vector<std::string_view> splice(std::string_view body, std::vector<edit> const& edits,
                                     model_text const& model)
{
    std::vector<std::string_view> pieces;
    pieces.reserve(2 * edits.size() + 1);
    auto const push = [&](std::string_view piece) {
        if (!piece.empty()) pieces.push_back(piece);
    };
    std::size_t sent = 0;
    for (auto const& each : edits) {
        push(body.substr(sent, each.where.begin - sent));
        sent = each.where.end;
        switch (each.what) {
        case edit::kind::replace_model:
            push(model.value);
            break;
        case edit::kind::insert_model:
            push(model.member);
            break;
        case edit::kind::insert_only_model:
            push(std::string_view{model.member}.substr(0, model.member.size() - 1));
            break;
        case edit::kind::remove:
            break;
        }
    }
    push(body.substr(sent));
    return pieces;
}

} // namespace wayfinder::wire::openai
