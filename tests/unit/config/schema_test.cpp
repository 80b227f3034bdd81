#include "config/schema/schema.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace wayfinder::config {
namespace {

std::string path_of(key_spec const& spec)
{
    return (spec.section.empty() ? "" : std::string{spec.section} + '.') + std::string{spec.name};
}

TEST(schema, describes_every_key_once)
{
    std::set<std::string> seen;
    for (auto const& spec : schema()) {
        EXPECT_TRUE(seen.insert(path_of(spec)).second) << path_of(spec);
        EXPECT_FALSE(spec.meaning.empty()) << path_of(spec);
        EXPECT_FALSE(expectation(spec).empty()) << path_of(spec);
    }
}

TEST(schema, has_a_table_for_every_section)
{
    std::set<std::string> tables{""};
    for (auto const& spec : schema())
        if (is_table(spec)) tables.insert(contents_of(spec));
    for (auto const& spec : schema())
        EXPECT_TRUE(tables.contains(std::string{spec.section})) << path_of(spec);
}

TEST(schema, knows_names_and_wildcards)
{
    EXPECT_NE(find_key("routing", "threshold"), nullptr);
    EXPECT_EQ(find_key("routing", "Threshold"), nullptr);
    EXPECT_EQ(find_key("gateway.models", "anything"), find_key("gateway.models", "else"));
    EXPECT_EQ(names_in(""), (std::vector<std::string_view>{"routing", "gateway"}));
    EXPECT_TRUE(names_in("gateway.models").empty());
}

TEST(schema, writes_a_reference_of_every_key)
{
    auto const page = render_reference();
    for (auto const& spec : schema()) {
        if (is_table(spec)) continue;
        EXPECT_NE(page.find('`' + std::string{spec.name} + '`'), page.npos) << path_of(spec);
    }
    EXPECT_NE(page.find("### `[gateway.models.<name>]`"), page.npos);
    EXPECT_NE(page.find("### `[[routing.tiers]]`"), page.npos);
    EXPECT_EQ(page.find("gateway.models.*"), page.npos);
}

} // namespace
} // namespace wayfinder::config
