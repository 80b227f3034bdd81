#include "control/quantile_book.hpp"

#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace wayfinder::control {
namespace {

skill::policy learned(double correction)
{
    skill::policy made;
    auto learned = std::make_shared<skill::learned_weights>();
    learned->correction[0] = correction;
    learned->steps.resize(skill::gram_buckets);
    learned->quantiles = skill::default_quantiles;
    made.learned = learned;
    return made;
}

/// A book with two sketches that have data.
void fill(quantile_book& book)
{
    book.adopt({});
    for (int i = 0; i < 900; ++i) book.open("gateway").add(i * 0.002 - 0.5);
    for (int i = 0; i < 300; ++i) book.open("key:team").add(2.5);
}

TEST(quantile_book, comes_back_as_it_was_saved)
{
    quantile_book book;
    fill(book);
    quantile_book later;
    later.adopt({});
    EXPECT_EQ(later.restore(book.saved()), "");
    EXPECT_EQ(later.open("gateway").now(), book.open("gateway").now());
    EXPECT_EQ(later.open("key:team").now(), book.open("key:team").now());
    EXPECT_EQ(later.open("key:other").now(), skill::quantile_sketch{});
    EXPECT_NE(book.open("key:team").now(), book.open("gateway").now());
}

TEST(quantile_book, refuses_what_it_has_not_written)
{
    quantile_book book;
    fill(book);
    auto const text = book.saved();
    auto const before = book.open("gateway").now();
    for (std::size_t size = 0; size < text.size(); size += 3)
        EXPECT_NE(book.restore(std::string_view{text}.substr(0, size)), "") << size;
    for (std::size_t at = 0; at < text.size(); at += 7) {
        auto broken = text;
        broken[at] = broken[at] == '7' ? '8' : '7';
        EXPECT_NE(book.restore(broken), "") << at;
    }
    EXPECT_NE(book.restore(text + "0 1\n"), "");
    EXPECT_EQ(book.open("gateway").now(), before);
}

TEST(quantile_book, begins_anew_with_other_weights)
{
    quantile_book book;
    fill(book);
    auto const saved = book.saved();
    auto& everybody = book.open("gateway");
    book.adopt({});
    EXPECT_NE(everybody.now(), skill::quantile_sketch{}) << "the same weights change nothing";
    book.adopt(learned(0.1));
    EXPECT_EQ(everybody.now(), skill::quantile_sketch{});
    EXPECT_EQ(book.restore(saved), "");
    EXPECT_EQ(everybody.now(), skill::quantile_sketch{}) << "what other weights have scored";
}

TEST(quantile_book, keeps_a_file)
{
    testing::temporary_directory place;
    auto const file = place.path() / "quantiles.txt";
    quantile_book book;
    EXPECT_EQ(book.load(file), "") << "there is none yet";
    fill(book);
    EXPECT_EQ(book.save(file), "");
    quantile_book later;
    later.adopt({});
    EXPECT_EQ(later.load(file), "");
    EXPECT_EQ(later.open("gateway").now(), book.open("gateway").now());
    std::filesystem::remove(file);
    EXPECT_EQ(book.save(file), "");
    EXPECT_TRUE(std::filesystem::exists(file)) << "whoever has removed it";
    auto const written = std::filesystem::last_write_time(file);
    EXPECT_EQ(book.save(file), "");
    EXPECT_EQ(std::filesystem::last_write_time(file), written) << "nothing has changed";
    book.open("gateway").add(1.0);
    EXPECT_NE(book.save(place.path() / "none" / "quantiles.txt"), "");
}

TEST(quantile_book, sees_that_another_process_writes_its_file)
{
    testing::temporary_directory place;
    auto const file = place.path() / "quantiles.txt";
    quantile_book mine;
    quantile_book theirs;
    std::string said;
    for (int round = 0; round < 3; ++round) {
        fill(mine);
        said = mine.save(file);
        fill(theirs);
        theirs.open("gateway").add(2.0);
        static_cast<void>(theirs.save(file));
    }
    EXPECT_NE(said.find("routing.quantiles_file"), std::string::npos) << said;
}

} // namespace
} // namespace wayfinder::control
