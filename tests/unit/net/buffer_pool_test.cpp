#include "net/buffer_pool.hpp"

#include <gtest/gtest.h>

namespace wayfinder::net {
namespace {

TEST(buffer_pool, lends_what_came_back_last)
{
    buffer_pool pool;
    auto first = pool.take();
    auto second = pool.take();
    EXPECT_EQ(first.capacity(), buffer_pool::usual_size);
    auto const* const where = second.prepare(1).data();
    pool.put(std::move(first));
    pool.put(std::move(second));
    EXPECT_EQ(second.capacity(), 0U) << "whoever gave it back has it no more";
    EXPECT_EQ(pool.take().prepare(1).data(), where);
}

TEST(buffer_pool, keeps_none_that_has_grown)
{
    buffer_pool pool;
    auto grown = pool.take();
    grown.reserve(2 * buffer_pool::usual_size);
    pool.put(std::move(grown));
    EXPECT_EQ(pool.take().capacity(), buffer_pool::usual_size);
}

} // namespace
} // namespace wayfinder::net
