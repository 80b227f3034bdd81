#include "golden_support.hpp"

#include <wayfinder/conversation.hpp>
#include <wayfinder/features.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace wayfinder::test {
namespace {

using nlohmann::ordered_json;

std::optional<std::string> text_of(ordered_json const& message)
{
    auto const content = message.find("content");
    if (content == message.end()) return std::nullopt;
    if (content->is_string()) return content->get<std::string>();
    if (!content->is_array()) return std::nullopt;
    std::optional<std::string> joined;
    for (auto const& part : *content) {
        if (!part.is_object() || !part.contains("text") || !part["text"].is_string()) continue;
        joined = (joined ? *joined + "\n" : "") + part["text"].get<std::string>();
    }
    return joined;
}

/// What a caller does around the selection: objects only, then the texts joined by LF.
std::string selected_text(ordered_json const& messages, route_scope scope)
{
    std::vector<message_info> infos;
    std::vector<std::optional<std::string>> texts;
    if (!messages.is_array()) return {};
    for (auto const& message : messages) {
        if (!message.is_object()) continue;
        auto const speaker = message.find("role");
        texts.push_back(text_of(message));
        infos.push_back({speaker == message.end() ? role::other : role_named(speaker->get<std::string>()),
                         texts.back().has_value()});
    }
    std::vector<std::size_t> selected{99}; // left over from an earlier call
    select_messages(infos, scope, selected);
    std::string joined;
    for (std::size_t at = 0; at < selected.size(); ++at)
        (joined += at == 0 ? "" : "\n") += *texts[selected[at]];
    return joined;
}

/// The reference treats `developer` as an unknown role and so scores no word of such instructions in scope
/// `turn`. Here it is what it is elsewhere, the newer name of `system`.
bool differs_on_purpose(ordered_json const& row)
{
    if (row["route_on"] != "turn" || !row["messages"].is_array()) return false;
    for (auto const& message : row["messages"])
        if (message.is_object() && message.contains("role") && message["role"] == "developer") return true;
    return false;
}

TEST(golden_scope, every_row_selects_the_same_text)
{
    auto const rows = golden_rows("scope.jsonl");
    ASSERT_GT(rows.size(), 80U);
    std::size_t deviations = 0;
    for (auto const& row : rows) {
        SCOPED_TRACE(row.dump());
        auto const text =
            selected_text(row["messages"], scope_named(row["route_on"].get<std::string>()).value());
        if (differs_on_purpose(row)) {
            ++deviations;
            EXPECT_EQ(text, "dev\nu");
        } else {
            EXPECT_EQ(text, row["expected"].get<std::string>());
        }
    }
    EXPECT_EQ(deviations, 1U);
}

std::vector<std::size_t> select(std::vector<message_info> const& messages, route_scope scope)
{
    std::vector<std::size_t> selected;
    select_messages(messages, scope, selected);
    return selected;
}

using indices = std::vector<std::size_t>;

TEST(select_messages, the_last_user_message_without_text_is_not_replaced_by_an_older_one)
{
    std::vector<message_info> const messages{{role::system, true}, {role::user, true}, {role::user, false}};
    EXPECT_EQ(select(messages, route_scope::turn), indices{0});
    EXPECT_EQ(select(messages, route_scope::last_user), indices{});
    EXPECT_EQ(select(messages, route_scope::user), indices{1});
    EXPECT_EQ(select(messages, route_scope::all), (indices{0, 1}));
}

TEST(select_messages, the_last_message_stands_in_when_no_role_fits)
{
    std::vector<message_info> const messages{{role::system, true}, {role::other, true}};
    EXPECT_EQ(select(messages, route_scope::turn), indices{0});
    EXPECT_EQ(select(messages, route_scope::last_user), indices{1});
    EXPECT_EQ(select(messages, route_scope::user), indices{1});
}

TEST(select_messages, system_messages_come_first_wherever_they_stand)
{
    std::vector<message_info> const messages{{role::user, true}, {role::system, true}, {role::other, true}};
    EXPECT_EQ(select(messages, route_scope::turn), (indices{1, 0}));
    EXPECT_EQ(select(messages, route_scope::all), (indices{0, 1, 2}));
}

TEST(select_messages, of_none_are_none)
{
    for (auto const scope : all_route_scopes) EXPECT_EQ(select({}, scope), indices{});
}

TEST(route_scope, names_map_back)
{
    for (auto const scope : all_route_scopes) EXPECT_EQ(scope_named(name(scope)), scope);
    EXPECT_EQ(scope_named("Turn"), std::nullopt);
    EXPECT_EQ(scope_named(""), std::nullopt);
}

TEST(role, is_exact)
{
    EXPECT_EQ(role_named("system"), role::system);
    EXPECT_EQ(role_named("developer"), role::system);
    EXPECT_EQ(role_named("user"), role::user);
    for (auto const* other : {"User", "assistant", "tool", ""}) EXPECT_EQ(role_named(other), role::other);
}

std::size_t held(std::uint64_t cooldown, std::vector<std::size_t> const& turns)
{
    latch keeper{cooldown};
    for (auto const tier : turns) keeper.see(tier);
    return keeper.tier();
}

TEST(latch, holds_the_highest_tier_for_ever_without_a_cooldown)
{
    EXPECT_EQ(held(0, {}), 0U);
    EXPECT_EQ(held(0, {1, 2, 0, 1, 0, 0, 0, 0}), 2U);
}

TEST(latch, comes_down_to_the_tier_of_the_turn_that_ends_the_calm)
{
    EXPECT_EQ(held(1, {2, 0}), 0U);
    EXPECT_EQ(held(2, {2, 0}), 2U);
    EXPECT_EQ(held(2, {2, 0, 1}), 1U);
    EXPECT_EQ(held(3, {2, 0, 0, 2, 0, 0}), 2U); // a turn of the same need restarts the calm period
}

TEST(shared_beginning, may_close_its_front_matter_in_what_follows)
{
    lexicon const terms;
    shared_beginning opened{"---\ntitle: x", terms};
    EXPECT_EQ(opened.extract("# kept")[feature::heading_count], 1U);
    EXPECT_EQ(opened.extract("...\nfour words are left")[feature::word_count], 4U);
    EXPECT_EQ(opened.extract("")[feature::word_count], 3U);
    shared_beginning closed{"---\ntitle: x\n---\nbody", terms};
    EXPECT_EQ(closed.extract("---\nand more")[feature::word_count], 4U);
}

} // namespace
} // namespace wayfinder::test
