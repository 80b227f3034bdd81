#include "config/load.hpp"

#include "config/environment.hpp"
#include "config/precedence.hpp"
#include "config/reading/document.hpp"
#include "config/reading/reader.hpp"
#include "config/skill_routing.hpp"
#include "config/validation/gateway_rules.hpp"
#include "config/validation/nesting.hpp"
#include "config/validation/routing_rules.hpp"
#include "config/validation/validator.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace wayfinder::config {

namespace {

constexpr char const* file_name = "wayfinder-router.toml";
constexpr std::size_t largest_file = 8U << 20U;

/// Why a threshold does not decide, as a sentence; empty if it does.
std::string rival_of_threshold(toml::table const& document)
{
    auto const* routing = table_at(document, "routing");
    if (routing == nullptr || deciding_key(*routing) == "threshold") return {};
    if (!routes_by_skill(*routing)) return "[routing] has tiers or a classifier, which decide";
    auto const cut = skill_cut_key(*routing);
    if (cut == "threshold") return {};
    return "under 'routing.policy' skill 'routing." + std::string{cut} + "' decides" +
           (routing->contains(cut)
                ? ""
                : ", by its default; set 'routing.threshold' for the variable to take effect");
}

std::shared_ptr<snapshot const> checked_snapshot(toml::table const& document,
                                                 std::filesystem::path const& file, environment const& env,
                                                 report& findings)
{
    auto const directory = file.parent_path();
    auto const threshold = threshold_override(env, rival_of_threshold(document), findings);
    auto const patience = patience_override(env, findings);
    validator{findings}.check(document);
    auto learned = check_routing(document, directory, findings);
    check_gateway(document, directory, findings);
    check_routed_models(document, findings);
    check_session_prices(document, findings);
    if (findings.has_errors()) return nullptr;
    return std::make_shared<snapshot const>(snapshot{
        file, read_routing(document, std::move(learned), threshold), read_quantiles(document, directory),
        read_sessions(document), read_gateway(document, directory, patience)});
}

/// Why a text cannot be parsed at all.
std::optional<std::pair<place, std::string>> unreadable(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        return std::pair{place{1, 1},
                         std::string{"the file starts with a byte order mark; save it as UTF-8 without one"}};
    if (auto const line = line_of_deep_key(text))
        return std::pair{place{*line, 1}, "a key has more than " + std::to_string(most_key_parts) + " parts"};
    return std::nullopt;
}

load_result one_error(std::filesystem::path const& file, place where, std::string message)
{
    report findings{file.string()};
    findings.error(where, std::move(message));
    return std::move(findings).finish(nullptr);
}

} // namespace

std::optional<std::filesystem::path> find_config_file(std::filesystem::path const& start)
{
    std::error_code failed;
    auto directory = std::filesystem::weakly_canonical(std::filesystem::absolute(start, failed), failed);
    if (failed) return std::nullopt;
    for (;; directory = directory.parent_path()) {
        auto candidate = directory / file_name;
        if (std::filesystem::is_regular_file(candidate, failed)) return candidate;
        if (directory == directory.parent_path()) return std::nullopt;
    }
}

load_result load_text(std::string_view toml, std::filesystem::path const& file, environment const& env)
try {
    if (auto const problem = unreadable(toml)) return one_error(file, problem->first, problem->second);
    auto const document = toml::parse(toml);
    report findings{file.string()};
    auto config = checked_snapshot(document, file, env, findings);
    return std::move(findings).finish(std::move(config));
} catch (toml::parse_error const& error) {
    auto const& begin = error.source().begin;
    return one_error(file, {begin.line, begin.column}, "invalid TOML: " + std::string{error.description()});
} catch (std::exception const& error) {
    return one_error(file, {}, std::string{"cannot load: "} + error.what());
}

load_result load_file(std::filesystem::path const& file, environment const& env)
{
    std::error_code failed;
    if (std::filesystem::is_directory(file, failed))
        return one_error(file, {}, "cannot read: it is a directory, not a file");
    errno = 0;
    std::ifstream stream{file, std::ios::binary};
    if (!stream.is_open()) return one_error(file, {}, std::string{"cannot read: "} + std::strerror(errno));
    // The size is not queried first: the file may be a pipe.
    std::string text;
    std::array<char, 16U << 10U> part; // NOLINT(cppcoreguidelines-pro-type-member-init): read into
    while (stream && text.size() <= largest_file) {
        stream.read(part.data(), part.size());
        text.append(part.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad()) return one_error(file, {}, std::string{"cannot read: "} + std::strerror(errno));
    if (text.size() > largest_file) return one_error(file, {}, "cannot read: it is larger than 8 MiB");
    auto result = load_text(text, file, env);
    result.source = std::move(text);
    return result;
}

load_result load_defaults(environment const& env)
{
    return load_text({}, {}, env);
}

} // namespace wayfinder::config
