#include "wire/openai/splice.hpp"

#include "wire/json/text.hpp"

namespace wayfinder::wire::openai {

model_text::model_text(std::string_view upstream_id)
    : value{json::quoted(upstream_id)}, member{"\"model\":" + value + ","}
{}

namespace {

/// The replacement text of an edit.
std::string_view text_of(edit::kind what, model_text const& model)
{
    switch (what) {
    case edit::kind::replace_model:
        return model.value;
    case edit::kind::insert_model:
        return model.member;
    case edit::kind::insert_only_model:
        return std::string_view{model.member}.substr(0, model.member.size() - 1);
    case edit::kind::remove:
        return "";
    case edit::kind::insert_stream_options:
        return R"("stream_options":{"include_usage":true},)";
    case edit::kind::replace_stream_options:
        return R"({"include_usage":true})";
    case edit::kind::insert_include_usage:
        return R"("include_usage":true,)";
    case edit::kind::insert_only_include_usage:
        return R"("include_usage":true)";
    case edit::kind::replace_include_usage:
        return "true";
    }
    return "";
}

} // namespace

std::vector<std::string_view> splice(std::string_view body, std::vector<edit> const& edits,
                                     model_text const& model, usage_wish usage)
{
    std::vector<std::string_view> pieces;
    pieces.reserve(2 * edits.size() + 1);
    auto const push = [&](std::string_view piece) {
        if (!piece.empty()) pieces.push_back(piece);
    };
    std::size_t sent = 0;
    for (auto const& each : edits) {
        if (asks_for_usage(each.what) && usage == usage_wish::as_sent) continue;
        push(body.substr(sent, each.where.begin - sent));
        sent = each.where.end;
        push(text_of(each.what, model));
    }
    push(body.substr(sent));
    return pieces;
}

} // namespace wayfinder::wire::openai
