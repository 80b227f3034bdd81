// The reference's answers: every feature, score and decision, row by row.
#include "golden_support.hpp"
#include "reference_extractor.hpp"

#include <wayfinder/decision.hpp>
#include <wayfinder/explain.hpp>

#include <gtest/gtest.h>

namespace wayfinder::test {
namespace {

class golden_scores : public testing::TestWithParam<char const*> {};

TEST_P(golden_scores, every_row_is_reproduced_exactly)
{
    auto const rows = golden_rows(GetParam());
    ASSERT_GT(rows.size(), 100U);
    for (auto const& row : rows) {
        SCOPED_TRACE(row["name"].get<std::string>());
        auto const text = row["text"].get<std::string>();
        auto const router = router_from_toml(row["config"].get<std::string>());
        auto const made = router.decide(text);
        auto const slow = reference_features(text, router.lexicon);
        for (feature const each : all_features) {
            auto const expected = row["features"][std::string{name(each)}].get<std::uint64_t>();
            EXPECT_EQ(made.counts[each], expected) << name(each);
            EXPECT_EQ(slow[each], expected) << "slow " << name(each);
        }
        EXPECT_EQ(made.score, row["score"].get<double>()); // to the last bit
        EXPECT_EQ(made.model, row["recommendation"].get<std::string>());
        EXPECT_EQ(name(made.kind), row["mode"].get<std::string>());
    }
}

INSTANTIATE_TEST_SUITE_P(files, golden_scores, testing::Values("scores.jsonl", "scores_fuzz.jsonl"),
                         [](auto const& file) { return file.index == 0 ? "tricky_texts" : "token_soup"; });

TEST(golden_explain, every_contribution_is_reproduced_to_four_decimals)
{
    auto const rows = golden_rows("explain.jsonl");
    ASSERT_GT(rows.size(), 50U);
    for (auto const& row : rows) {
        SCOPED_TRACE(row["text"].get<std::string>());
        auto const router = router_from_toml(row["config"].get<std::string>());
        auto const parts = explain(router.decide(row["text"].get<std::string>()).counts, router.weights);
        auto const& expected = row["contributions"];
        ASSERT_EQ(expected.size(), parts.size());
        for (std::size_t index = 0; index < parts.size(); ++index) {
            EXPECT_EQ(name(parts[index].what), expected[index]["name"].get<std::string>());
            EXPECT_EQ(parts[index].value, expected[index]["value"].get<std::uint64_t>());
            EXPECT_EQ(parts[index].weight, expected[index]["weight"].get<double>());
            EXPECT_EQ(round_to_ten_thousandths(parts[index].normalized),
                      expected[index]["normalized"].get<double>());
            EXPECT_EQ(round_to_ten_thousandths(parts[index].contribution),
                      expected[index]["contribution"].get<double>());
        }
    }
}

} // namespace
} // namespace wayfinder::test
