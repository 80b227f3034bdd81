#include "cli/keys/table.hpp"

#include "config/editing/text_quoting.hpp"
#include "config/values/civil_time.hpp"
#include "config/values/number.hpp"
#include "config/values/sha256_text.hpp"

#include <set>

namespace wayfinder::cli {
namespace {

using config::toml_string;

std::string list_of(std::vector<std::string> const& texts)
{
    std::string list{'['};
    for (auto const& each : texts) list += (&each == &texts.front() ? "" : ", ") + toml_string(each);
    return list + ']';
}

/// As typed if it is a date, which is how TOML writes dates.
std::string date_of(std::string const& text)
{
    return config::parse_civil_time(text) ? text : toml_string(text);
}

std::string rates_of(new_key_options const& options)
{
    std::string rates;
    if (options.rpm) rates += "rpm = " + std::to_string(*options.rpm);
    if (options.tpm) rates += (rates.empty() ? "" : ", ") + ("tpm = " + std::to_string(*options.tpm));
    return rates;
}

} // namespace

std::string key_table(new_key_options const& options, config::sha256 const& hash)
{
    auto table = '[' + config::dotted("gateway.keys", options.id) + "]\n";
    auto const line = [&](std::string_view name, std::string const& value) {
        table.append(name).append(" = ").append(value).append("\n");
    };
    line("hash", '"' + config::to_text(hash) + '"');
    if (!options.tags.empty()) line("tags", list_of(options.tags));
    if (!options.models.empty()) line("models", list_of(options.models));
    if (options.expires) line("expires", date_of(*options.expires));
    if (options.budget) {
        auto const window = options.window ? ", window = " + toml_string(*options.window) : std::string{};
        line("budget", "{ limit = " + config::number_text(*options.budget) + window + " }");
    }
    if (auto const rates = rates_of(options); !rates.empty()) line("rate_limit", "{ " + rates + " }");
    return table;
}

std::vector<std::string> problems_of(std::string const& table, new_key_options const& options)
{
    auto text = table;
    for (auto const& model : std::set<std::string>{options.models.begin(), options.models.end()})
        text += '[' + config::dotted("gateway.models", model) + "]\nbase_url = \"builtin:echo\"\n";
    std::vector<std::string> problems;
    for (auto const& error : config::load_text(text, {}, {}).errors) problems.push_back(error.message);
    return problems;
}

} // namespace wayfinder::cli
