#include <wayfinder/skill/artifact.hpp>
#include <wayfinder/skill/learn.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace wayfinder::skill {
namespace {

/// Prompts of random words; those on tensors need the expensive model if `taught`, otherwise a random half.
class school {
public:
    school(std::size_t size, bool taught)
    {
        std::mt19937 random{11};
        std::vector<std::string> const words{"river", "stone", "paper", "music", "garden", "window", "table"};
        for (std::size_t i = 0; i < size; ++i) {
            std::string text;
            for (int word = 0; word < 8; ++word) text += words[random() % words.size()] + ' ';
            bool const marked = random() % 2 == 0;
            text += marked ? "tensor mapping" : "cooking recipe";
            bool const dear = taught ? marked : random() % 2 == 0;
            texts_.push_back(text);
            gains_.push_back(dear ? 1.0 : 0.0);
        }
        for (std::size_t i = 0; i < size; ++i) examples_.push_back({texts_[i], gains_[i]});
    }

    [[nodiscard]] std::span<example const> examples() const { return examples_; }

private:
    std::vector<std::string> texts_;
    std::vector<double> gains_;
    std::vector<example> examples_;
};

TEST(ridge, is_the_solution_of_its_equations)
{
    sparse_rows rows{3};
    double const values[4][3] = {{1, 2, 0}, {0, 1, -1}, {3, 0, 1}, {1, 1, 1}};
    std::vector<double> const target{1, -2, 0.5, 3};
    for (auto const& row : values) {
        for (std::uint32_t column = 0; column < 3; ++column) rows.add(column, row[column]);
        rows.end_row();
    }
    auto const found = solve_ridge(rows, target, {0, 1, 2, 3}, 0.7);
    for (std::size_t column = 0; column < 3; ++column) {
        double gradient = -0.7 * found[column];
        for (std::size_t row = 0; row < 4; ++row)
            gradient += values[row][column] * (target[row] - rows.product(row, found));
        EXPECT_NEAR(gradient, 0, 1e-4) << column;
    }
}

TEST(learn, tells_how_far_it_has_come)
{
    school const taught{200, true};
    std::vector<std::pair<std::size_t, std::size_t>> told;
    auto const made =
        learn(taught.examples(), [&](std::size_t done, std::size_t of) { told.emplace_back(done, of); });
    ASSERT_FALSE(told.empty());
    for (std::size_t step = 0; step < told.size(); ++step)
        EXPECT_EQ(told[step], std::pair(step + 1, told.size()));
    EXPECT_EQ(made.evidence, learn(taught.examples()).evidence) << "whoever listens changes nothing";
}

TEST(learn, hears_what_the_labels_say)
{
    school const taught{300, true};
    auto const learned = learn(taught.examples());
    EXPECT_GT(learned.evidence, 5);
    EXPECT_GT(learned.blend, 0.99);
    EXPECT_GT(explain("river stone tensor mapping", &learned).score,
              explain("river stone cooking recipe", &learned).score + 1);
    EXPECT_EQ(explain("river stone tensor mapping").score, explain("river stone cooking recipe").score);
}

TEST(learn, takes_little_of_labels_that_say_nothing)
{
    school const noise{300, false};
    auto const learned = learn(noise.examples());
    EXPECT_LT(learned.evidence, 1);
    EXPECT_LT(learned.blend, 0.8);
}

TEST(learn, weighs_examples_by_what_they_stand_for)
{
    school const taught{150, true};
    auto const once = taught.examples();
    std::vector<example> twice{once.begin(), once.end()};
    std::vector<example> heavy = twice;
    twice.insert(twice.end(), once.begin(), once.begin() + 30);
    for (std::size_t i = 0; i < 30; ++i) heavy[i].weight = 2.0;
    auto const by_number = detail::pose(twice);
    auto const by_weight = detail::pose(heavy);
    // The normal equations are the same except for the scale that keeps the mean weight 1.
    double const scale = std::sqrt(150.0 / 180.0);
    EXPECT_NEAR(by_weight.left[100], by_number.left[100] * scale, 1e-9);
    EXPECT_NEAR(by_weight.left[0], by_number.left[0] * scale * std::sqrt(2.0), 1e-9);
    for (auto& each : heavy) each.weight = 7.0;
    auto const alike = learn(heavy).correction;
    for (std::size_t k = 0; k < term_count; ++k)
        EXPECT_NEAR(alike[k], learn(once).correction[k], 1e-6) << "only proportions count";
}

TEST(learn, is_the_same_every_time)
{
    school const taught{150, true};
    EXPECT_EQ(learn(taught.examples()), learn(taught.examples()));
}

class artifact_file : public ::testing::Test {
protected:
    artifact made_{learn(school{120, true}.examples()), R"({"labels":120})"};
    std::string bytes_ = written(made_);

    [[nodiscard]] static artifact_problem problem(std::string_view bytes)
    {
        auto const read = read_artifact(bytes);
        auto const* found = std::get_if<artifact_problem>(&read);
        EXPECT_NE(found, nullptr);
        return found == nullptr ? artifact_problem::foreign : *found;
    }
};

TEST_F(artifact_file, comes_back_as_it_was)
{
    auto const read = read_artifact(bytes_);
    auto const* back = std::get_if<artifact>(&read);
    ASSERT_NE(back, nullptr);
    EXPECT_EQ(back->what, made_.what);
    EXPECT_EQ(back->report, made_.report);
    EXPECT_LT(bytes_.size(), 68'000U);
}

TEST_F(artifact_file, is_refused_when_it_is_something_else)
{
    EXPECT_EQ(problem(""), artifact_problem::foreign);
    EXPECT_EQ(problem("[routing]\n"), artifact_problem::foreign);
    for (char const other : {'1', '2', '4'}) {
        auto changed = bytes_;
        changed[16] = other;
        EXPECT_EQ(problem(changed), artifact_problem::version) << other;
    }
}

TEST_F(artifact_file, is_refused_when_it_is_damaged)
{
    EXPECT_EQ(problem(bytes_.substr(0, bytes_.size() - 1)), artifact_problem::cut);
    EXPECT_EQ(problem(bytes_ + 'x'), artifact_problem::cut);
    EXPECT_EQ(problem(bytes_.substr(0, 100)), artifact_problem::cut);
    for (std::size_t at = 30; at < bytes_.size(); at += 1009) {
        auto broken = bytes_;
        broken[at] = static_cast<char>(broken[at] ^ 4);
        EXPECT_EQ(problem(broken), artifact_problem::corrupt) << at;
    }
}

} // namespace
} // namespace wayfinder::skill
