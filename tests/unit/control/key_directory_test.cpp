#include "control/key_directory.hpp"

#include "wire/sha256.hpp"

#include <gtest/gtest.h>

#include <openssl/crypto.h>

#include <cstdlib>
#include <new>
#include <string>

namespace {

thread_local std::size_t allocations = 0; // of the whole program, OpenSSL included

void* counted(std::size_t size)
{
    ++allocations;
    return std::malloc(size);
}

/// Only accepted before OpenSSL's first allocation, hence before main.
int const openssl_is_counted =
    CRYPTO_set_mem_functions([](std::size_t size, char const*, int) { return counted(size); },
                             [](void* old, std::size_t size, char const*, int) {
                                 ++allocations;
                                 return std::realloc(old, size);
                             },
                             [](void* old, char const*, int) { std::free(old); });

} // namespace

void* operator new(std::size_t size)
{
    if (auto* const memory = counted(size)) return memory;
    throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace wayfinder::control {
namespace {

using config::virtual_key;
using clock = std::chrono::system_clock;
using namespace std::chrono_literals;

clock::time_point const now{std::chrono::sys_days{std::chrono::year{2026} / 8 / 1}};

virtual_key key_of(std::string id, std::vector<std::string> const& tokens)
{
    virtual_key key;
    key.id = std::move(id);
    for (auto const& token : tokens) key.hashes.push_back(wire::sha256_of(token));
    return key;
}

std::string id_of(key_lookup const& found)
{
    return found.key == nullptr ? "" : found.key->id;
}

TEST(key_directory, finds_the_key_of_a_token)
{
    std::vector const keys{key_of("a", {"wf-a"}), key_of("b", {"wf-b"})};
    key_directory const directory{keys};
    auto const found = directory.find("wf-b", now);
    EXPECT_EQ(found.key, &keys[1]);
    EXPECT_EQ(found.state, key_state::valid);
}

TEST(key_directory, knows_no_other_token)
{
    std::vector const keys{key_of("a", {"wf-a"})};
    key_directory const directory{keys};
    for (std::string_view const token : {"", "wf-", "wf-A", "wf-a ", "a", "wf-ab"}) {
        auto const found = directory.find(token, now);
        EXPECT_EQ(found.key, nullptr) << token;
        EXPECT_EQ(found.state, key_state::unknown) << token;
    }
}

TEST(key_directory, without_keys_knows_nobody)
{
    std::vector<virtual_key> const keys;
    EXPECT_EQ(key_directory{keys}.find("wf-a", now).state, key_state::unknown);
}

TEST(key_directory, takes_both_tokens_of_a_key_that_is_rotated)
{
    std::vector const keys{key_of("a", {"old", "new"})};
    key_directory const directory{keys};
    EXPECT_EQ(directory.find("old", now).key, &keys[0]);
    EXPECT_EQ(directory.find("new", now).key, &keys[0]);
}

TEST(key_directory, refuses_no_token_even_if_its_hash_is_configured)
{
    std::vector const keys{key_of("a", {""})};
    EXPECT_EQ(key_directory{keys}.find("", now).state, key_state::unknown);
}

TEST(key_directory, refuses_a_key_that_is_disabled)
{
    std::vector keys{key_of("a", {"wf-a"})};
    keys[0].disabled = true;
    keys[0].expires = now - 1h;
    auto const found = key_directory{keys}.find("wf-a", now);
    EXPECT_EQ(found.key, nullptr);
    EXPECT_EQ(found.state, key_state::disabled);
}

TEST(key_directory, refuses_a_key_from_the_moment_on_at_which_it_expires)
{
    std::vector keys{key_of("a", {"wf-a"})};
    keys[0].expires = now;
    key_directory const directory{keys};
    EXPECT_EQ(directory.find("wf-a", now - 1ns).key, &keys[0]);
    for (auto const later : {now, now + 1h}) {
        EXPECT_EQ(directory.find("wf-a", later).key, nullptr);
        EXPECT_EQ(directory.find("wf-a", later).state, key_state::expired);
    }
}

TEST(key_directory, keeps_hashes_apart_that_belong_in_one_place)
{
    // All have the same prefix, unlike real hashes: they form one chain.
    std::vector<virtual_key> keys(40);
    auto const token = wire::sha256_of("wf-z");
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keys[i].id = std::to_string(i);
        keys[i].hashes.push_back(token);
        keys[i].hashes[0].back() = static_cast<unsigned char>(token.back() + i);
    }
    keys.front().hashes[0].back() = static_cast<unsigned char>(token.back() + keys.size());
    std::vector const last{key_of("z", {"wf-z"})};
    keys.push_back(last[0]);
    EXPECT_EQ(id_of(key_directory{keys}.find("wf-z", now)), "z");
    keys.pop_back();
    EXPECT_EQ(key_directory{keys}.find("wf-z", now).state, key_state::unknown);
}

TEST(key_directory, finds_each_of_ten_thousand)
{
    std::vector<virtual_key> keys;
    for (int i = 0; i < 10'000; ++i) {
        auto const number = std::to_string(i);
        keys.push_back(key_of(number, {"wf-" + number}));
    }
    key_directory const directory{keys};
    for (auto const& key : keys) ASSERT_EQ(directory.find("wf-" + key.id, now).key, &key);
    EXPECT_EQ(directory.find("wf-10000", now).state, key_state::unknown);
}

TEST(key_directory, allocates_nothing_to_find_a_key)
{
    std::vector const keys{key_of("a", {"wf-a"})};
    key_directory const directory{keys};
    std::string const token(43, 'x');
    auto const before = allocations;
    auto const right = directory.find("wf-a", now);
    auto const wrong = directory.find(token, now);
    auto const made = allocations - before;
    EXPECT_EQ(made, 0U);
    EXPECT_EQ(right.key, &keys[0]);
    EXPECT_EQ(wrong.key, nullptr);
    EXPECT_GT(before, 0U) << "allocations are not counted";
    EXPECT_EQ(openssl_is_counted, 1);
}

} // namespace
} // namespace wayfinder::control
