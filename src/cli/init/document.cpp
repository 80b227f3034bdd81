#include "cli/init/draft.hpp"

#include "config/editing/text_quoting.hpp"
#include "config/values/number.hpp"

#include <algorithm>

namespace wayfinder::cli {
namespace {

using config::number_text;
using config::toml_string;

std::string line(std::string_view name, std::string const& value)
{
    return std::string{name} + " = " + value + "\n";
}

std::string tiers_of(std::vector<model_draft> const& models)
{
    std::string text;
    for (auto const& each : models)
        text += "[[routing.tiers]]\n" + line("min_score", number_text(each.from)) +
                line("model", toml_string(each.tier)) + "\n";
    return text;
}

std::string price_of(model_draft const& model)
{
    if (!model.input_price)
        return "# price = { input = 1.0, output = 2.0 } # dollars for a million tokens, for savings and "
               "budgets\n";
    return line("price", "{ input = " + number_text(*model.input_price) +
                             ", output = " + number_text(model.output_price) + " }");
}

std::string table_of(model_draft const& model)
{
    std::string text;
    if (!model.remark.empty()) text += "# " + model.remark + "\n";
    text += "[" + config::dotted("gateway.models", model.tier) + "]\n";
    text += line("base_url", toml_string(model.base_url));
    text += line("model", toml_string(model.id));
    if (!model.key_env.empty()) text += line("api_key_env", toml_string(model.key_env));
    return text + price_of(model);
}

} // namespace

std::string document_of(draft const& wanted)
{
    std::string text =
        "# " + wanted.title +
        "\n#\n# wayfinder-router check    says whether this file is right\n"
        "# wayfinder-router doctor   says whether its models answer\n"
        "# wayfinder-router serve    starts the gateway\n\n"
        "# A prompt goes to the last tier whose min_score it reaches. Scores are from 0 to 1;\n"
        "# wayfinder-router route FILE --explain   shows that of a prompt.\n";
    text += tiers_of(wanted.models);
    bool const priced = std::any_of(wanted.models.begin(), wanted.models.end(),
                                    [](auto const& each) { return each.input_price.value_or(0) > 0; });
    if (priced) text += "# Prices are dollars for a million tokens. They change: look them up.\n";
    for (auto const& each : wanted.models) text += table_of(each) + "\n";
    text.pop_back();
    return text;
}

} // namespace wayfinder::cli
