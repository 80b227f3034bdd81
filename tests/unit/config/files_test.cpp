// The configuration files that people start from, and the page that explains them.
#include "loading.hpp"

#include <wayfinder/decision.hpp>

#include "config/schema/schema.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace wayfinder::config::testing {
namespace {

std::filesystem::path const source{WAYFINDER_SOURCE_DIR};

std::string read(std::filesystem::path const& file)
{
    std::ifstream stream{file};
    EXPECT_TRUE(stream.is_open()) << file;
    return (std::ostringstream{} << stream.rdbuf()).str();
}

TEST(quick_start, needs_no_key_and_sends_a_hard_prompt_to_the_cloud)
{
    auto const result = load_file(source / "config/wayfinder-router.toml", {});
    EXPECT_EQ(texts(result.errors), messages{});
    EXPECT_EQ(texts(result.notices), messages{});
    ASSERT_TRUE(result.config);
    auto const& models = result.config->gateway.models;
    ASSERT_EQ(models.size(), 2U);
    EXPECT_EQ(models[0].name, "local");
    EXPECT_EQ(models[1].name, "cloud");
    for (auto const& model : models) {
        EXPECT_EQ(model.endpoints.at(0).base_url, "builtin:echo");
        EXPECT_FALSE(model.endpoints.at(0).api_key_env);
    }
    EXPECT_EQ(result.config->routing.decide("What is the capital of France?").model, "local");
    EXPECT_EQ(result.config->routing
                  .decide("# Plan\n\nCompare:\n\n1. cost\n2. risk\n3. time\n\n```\nselect 1\n```\n")
                  .model,
              "cloud");
}

TEST(example, loads_without_a_word_and_states_the_defaults)
{
    auto const result = load_file(source / "config/wayfinder-router.example.toml", {});
    EXPECT_EQ(texts(result.errors), messages{});
    EXPECT_EQ(texts(result.notices), messages{});
    ASSERT_TRUE(result.config);
    auto const& gateway = result.config->gateway;
    config::gateway const defaults;
    EXPECT_EQ(gateway.route_on, defaults.route_on);
    EXPECT_EQ(gateway.drain_timeout, defaults.drain_timeout);
    EXPECT_EQ(gateway.limits.max_body, defaults.limits.max_body);
    EXPECT_EQ(gateway.limits.max_header, defaults.limits.max_header);
    EXPECT_EQ(gateway.limits.max_json_depth, defaults.limits.max_json_depth);
    EXPECT_EQ(gateway.limits.header_timeout, defaults.limits.header_timeout);
    EXPECT_EQ(gateway.limits.body_timeout, defaults.limits.body_timeout);
    EXPECT_EQ(gateway.limits.idle_timeout, defaults.limits.idle_timeout);
    EXPECT_EQ(gateway.limits.write_timeout, defaults.limits.write_timeout);
    EXPECT_EQ(gateway.limits.unauthorized_rpm, defaults.limits.unauthorized_rpm);
    EXPECT_EQ(gateway.time_zone, defaults.time_zone);
    EXPECT_EQ(gateway.on_ledger_failure, defaults.on_ledger_failure);
    EXPECT_EQ(gateway.cache.enabled, defaults.cache.enabled);
    EXPECT_EQ(gateway.cache.ttl, defaults.cache.ttl);
    EXPECT_EQ(gateway.cache.max_entries, defaults.cache.max_entries);
    EXPECT_EQ(gateway.cache.max_bytes, defaults.cache.max_bytes);
    EXPECT_EQ(gateway.cache.shared, defaults.cache.shared);
    EXPECT_EQ(gateway.cache.strict, defaults.cache.strict);
    EXPECT_EQ(gateway.ledger.file.filename(), defaults.ledger.file);
    EXPECT_EQ(gateway.ledger.retention, defaults.ledger.retention);
    EXPECT_EQ(gateway.admin.open, defaults.admin.open);
    auto const& sessions = result.config->sessions;
    config::sessions const no_sessions;
    EXPECT_EQ(sessions.enabled, no_sessions.enabled);
    EXPECT_EQ(sessions.by, no_sessions.by);
    EXPECT_EQ(sessions.header, no_sessions.header);
    EXPECT_EQ(sessions.ttl, no_sessions.ttl);
    EXPECT_EQ(sessions.max_sessions, no_sessions.max_sessions);
    EXPECT_EQ(sessions.prompt_cache_ttl, no_sessions.prompt_cache_ttl);
    EXPECT_EQ(sessions.payback_turns, no_sessions.payback_turns);
    EXPECT_EQ(result.config->routing.weights, weights{});
    for (auto const& model : gateway.models) {
        EXPECT_EQ(model.timeouts.connect, timeouts{}.connect);
        EXPECT_EQ(model.timeouts.first_byte, timeouts{}.first_byte);
        EXPECT_EQ(model.timeouts.between_bytes, timeouts{}.between_bytes);
        EXPECT_EQ(model.timeouts.total, timeouts{}.total);
    }
}

/// `## ` before a line comments it out; the rest of the file explains.
std::string switched_on(std::string const& text)
{
    std::istringstream lines{text};
    std::string result;
    for (std::string line; std::getline(lines, line);)
        result += (line.starts_with("## ") ? line.substr(3) : line) + '\n';
    return result;
}

TEST(example, shows_every_key)
{
    auto const text = read(source / "config/wayfinder-router.example.toml");
    for (auto const& spec : schema()) {
        if (spec.name == any_name) continue;
        EXPECT_NE(text.find(spec.name), text.npos) << spec.section << '.' << spec.name;
    }
}

TEST(example, is_sound_with_everything_switched_on)
{
    auto const text = switched_on(read(source / "config/wayfinder-router.example.toml"));
    for (auto const& finding : load(text).errors)
        EXPECT_NE(finding.message.find("must be a PEM file"), std::string::npos) << finding.to_string();
}

TEST(reference_page, is_up_to_date)
{
    auto const file = source / "docs/configuration.md";
    auto const page = read(file);
    std::string const begin{"<!-- generated from src/config/schema/*.cpp: begin -->\n"};
    std::string const end{"<!-- generated: end -->\n"};
    auto const from = page.find(begin);
    auto const to = page.find(end);
    ASSERT_NE(from, page.npos);
    ASSERT_NE(to, page.npos);
    auto const expected =
        page.substr(0, from + begin.size()) + '\n' + render_reference() + '\n' + page.substr(to);
    if (std::getenv("WAYFINDER_UPDATE_DOCS") != nullptr) {
        std::ofstream{file} << expected;
        return;
    }
    EXPECT_EQ(page, expected) << "run config_tests with WAYFINDER_UPDATE_DOCS=1";
}

} // namespace
} // namespace wayfinder::config::testing
