#include "config/editing/key_edit.hpp"

#include "config/load.hpp"
#include "config/values/sha256_text.hpp"

#include <gtest/gtest.h>

namespace wayfinder::config {
namespace {

std::string const first(64, 'a');
std::string const second(64, 'b');
sha256 const second_hash = *parse_sha256(second);

std::string quoted(std::string const& text)
{
    return '"' + text + '"';
}

virtual_key key_of(std::string const& document)
{
    auto const loaded = load_text(document, "w.toml", {});
    EXPECT_TRUE(loaded.config) << document;
    return loaded.config && !loaded.config->gateway.keys.empty() ? loaded.config->gateway.keys.at(0)
                                                                 : virtual_key{};
}

TEST(key_edit, adds_a_line_behind_the_hash_and_touches_nothing_else)
{
    auto const before = "# mine\n[gateway.keys.a]   # the key\n  hash = " + quoted(first) +
                        " # of the token\ntags = [\"x\"]\n\n[routing]\nthreshold = 0.2 # so\n";
    auto const edit = add_next_hash(before, "a", second_hash);
    ASSERT_EQ(edit.problem, "");
    EXPECT_EQ(edit.document, "# mine\n[gateway.keys.a]   # the key\n  hash = " + quoted(first) +
                                 " # of the token\n  next_hash = " + quoted(second) +
                                 "\ntags = [\"x\"]\n\n[routing]\nthreshold = 0.2 # so\n");
    EXPECT_EQ(key_of(edit.document).hashes.size(), 2U);
}

TEST(key_edit, knows_every_way_to_write_a_key)
{
    auto const hash = "hash = " + quoted(first);
    for (std::string const& before : {
             "[gateway.keys.a]\n" + hash,
             "[gateway.keys.a]\r\n" + hash + "\r\ndisabled = false\r\n",
             "[gateway.keys]\na = { " + hash + " }\n",
             "[gateway.keys]\na = {tags=[\"m\xC3\xBCller \xE2\x82\xAC\"], " + hash + "} # end\n",
             "[gateway.keys]\na." + hash + "\na.tags = [\"x\"]\n",
             "gateway.keys.a." + hash + "\n",
             "[gateway.keys.\"a\"]\n\"hash\" = " + quoted(first) + "\n",
             "[gateway]\nkeys = { a = { " + hash + " } }\n",
         }) {
        auto const started = add_next_hash(before, "a", second_hash);
        ASSERT_EQ(started.problem, "") << before;
        EXPECT_EQ(key_of(started.document).hashes.size(), 2U) << started.document;
        auto const again = add_next_hash(started.document, "a", *parse_sha256(first));
        EXPECT_EQ(again.problem, "") << started.document;
        auto const settled = settle_next_hash(started.document, "a");
        ASSERT_EQ(settled.problem, "") << started.document;
        auto const key = key_of(settled.document);
        ASSERT_EQ(key.hashes.size(), 1U) << settled.document;
        EXPECT_EQ(key.hashes[0], second_hash);
        auto const disabled = disable_key(settled.document, "a");
        ASSERT_EQ(disabled.problem, "") << settled.document;
        EXPECT_TRUE(key_of(disabled.document).disabled) << disabled.document;
    }
}

TEST(key_edit, rotation_and_back_leaves_the_layout)
{
    auto const before = "[gateway.keys.a] # one\nhash = " + quoted(first) + "\n# two\ntags = []\n";
    auto const settled = settle_next_hash(add_next_hash(before, "a", second_hash).document, "a");
    EXPECT_EQ(settled.document, "[gateway.keys.a] # one\nhash = " + quoted(second) + "\n# two\ntags = []\n");
}

TEST(key_edit, takes_an_inline_pair_out_wherever_it_stands)
{
    auto const start =
        "[gateway.keys]\na = { next_hash = " + quoted(second) + ", hash = " + quoted(first) + " }\n";
    auto const settled = settle_next_hash(start, "a");
    ASSERT_EQ(settled.problem, "");
    EXPECT_EQ(settled.document, "[gateway.keys]\na = { hash = " + quoted(second) + " }\n");
}

TEST(key_edit, says_what_is_wrong)
{
    auto const document = "[gateway.keys.a]\nhash = " + quoted(first) + "\n";
    EXPECT_NE(disable_key(document, "b").problem.find("no key 'b'"), std::string::npos);
    EXPECT_NE(settle_next_hash(document, "a").problem.find("not being rotated"), std::string::npos);
    EXPECT_EQ(settle_next_hash(document, "a").document, "");
}

} // namespace
} // namespace wayfinder::config
