#include "control/sessions/session_book.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t plenty = 1'000;
constexpr auto ttl = 1h;
session_book::clock::time_point const start{100h};

session_key key(std::uint64_t number)
{
    session_key made{};
    std::memcpy(made.data(), &number, sizeof number);
    made.back() = static_cast<unsigned char>(number); // which stripe
    return made;
}

session with(std::string model)
{
    return {std::move(model), 1'000, 100, 1, start};
}

TEST(session_book, knows_what_was_noted_last)
{
    session_book book;
    EXPECT_FALSE(book.find(key(1), start, ttl));
    book.note(key(1), with("cheap"), start, plenty);
    book.note(key(2), with("other"), start, plenty);
    book.note(key(1), with("dear"), start, plenty);
    auto const found = book.find(key(1), start, ttl);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->model, "dear");
    EXPECT_EQ(found->tokens, 1'000U);
    EXPECT_EQ(book.size(), 2U);
}

TEST(session_book, forgets_what_was_quiet_for_too_long)
{
    session_book book;
    book.note(key(1), with("a"), start, plenty);
    EXPECT_TRUE(book.find(key(1), start + ttl - 1ms, ttl));
    EXPECT_FALSE(book.find(key(1), start + ttl, ttl));
    book.note(key(1), with("a"), start + 30min, plenty);
    EXPECT_TRUE(book.find(key(1), start + ttl, ttl)) << "it was not quiet";
    book.note(key(2), with("b"), start + 40min, plenty);
    book.sweep(start + 30min + ttl, ttl);
    EXPECT_EQ(book.size(), 1U);
    book.sweep(start + 40min, 0s);
    EXPECT_EQ(book.size(), 0U);
}

TEST(session_book, forgets_the_quietest_where_there_is_no_room)
{
    session_book book;
    constexpr std::size_t room = 4 * session_book::stripe_count;
    auto const of_one_stripe = [](std::uint64_t number) { return key(number * 256); };
    for (std::uint64_t i = 0; i < 4; ++i) book.note(of_one_stripe(i), with("a"), start + i * 1s, room);
    book.note(of_one_stripe(0), with("a"), start + 10s, room); // no longer quiet
    book.note(of_one_stripe(9), with("a"), start + 11s, room);
    EXPECT_TRUE(book.find(of_one_stripe(0), start + 11s, ttl));
    EXPECT_FALSE(book.find(of_one_stripe(1), start + 11s, ttl));
    EXPECT_TRUE(book.find(of_one_stripe(2), start + 11s, ttl));
    EXPECT_TRUE(book.find(of_one_stripe(9), start + 11s, ttl));
}

TEST(session_book, is_bounded_whatever_comes)
{
    session_book book;
    std::minstd_rand random{7};
    auto now = start;
    for (int i = 0; i < 200'000; ++i) {
        std::size_t const room = 16 + random() % 500;
        now += std::chrono::milliseconds{random() % 50};
        book.note(key(random() % 5'000), with("model"), now, room);
        if (i % 97 == 0) book.sweep(now, 20s);
        ASSERT_LE(book.size(), 516U);
    }
    for (std::uint64_t i = 0; i < 256; ++i) book.note(key(i), with("model"), now, 16);
    EXPECT_EQ(book.size(), 16U) << "a smaller bound holds from the next note on";
}

TEST(session_book, is_for_all_threads)
{
    session_book book;
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (unsigned id = 0; id < 4; ++id)
            threads.emplace_back([&, id] {
                std::minstd_rand random{id};
                for (int i = 0; i < 20'000; ++i) {
                    auto const which = random() % 300;
                    if (i % 3 == 0) book.note(key(which), with(std::to_string(which)), start, 128);
                    if (i % 1'000 == 0) book.sweep(start, ttl);
                    auto const found = book.find(key(which), start, ttl);
                    wrong += found && found->model != std::to_string(which);
                }
            });
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_LE(book.size(), 128U);
}

TEST(session_books, are_each_callers_own)
{
    session_books books;
    auto& first = books.open("key:first");
    first.note(key(1), with("dear"), start, 16);
    EXPECT_FALSE(books.open("key:second").find(key(1), start, ttl));
    for (std::uint64_t i = 0; i < 1'000; ++i) books.open("key:second").note(key(i), with("a"), start, 16);
    EXPECT_TRUE(first.find(key(1), start, ttl)) << "nobody crowds out another one";
    EXPECT_EQ(&books.open("key:first"), &first);
    EXPECT_EQ(books.size(), 17U);
    books.sweep(start + ttl, ttl);
    EXPECT_EQ(books.size(), 0U);
}

} // namespace
} // namespace wayfinder::control
