#include "telemetry/lazy_counter.hpp"

#include <gtest/gtest.h>

namespace wayfinder::telemetry {
namespace {

TEST(lazy_counter, is_looked_up_once)
{
    prometheus::Counter series;
    int looked_up = 0;
    auto const look_up = [&]() -> auto&
    {
        ++looked_up;
        return series;
    };
    lazy_counter const counter;
    counter.get(look_up).Increment();
    counter.get(look_up).Increment();
    EXPECT_EQ(series.Value(), 2.0);
    EXPECT_EQ(looked_up, 1);
    lazy_counter copy{counter};
    copy.get(look_up).Increment();
    EXPECT_EQ(series.Value(), 3.0);
    EXPECT_EQ(looked_up, 1) << "a copy knows it as well";
    copy = lazy_counter{};
    copy.get(look_up);
    EXPECT_EQ(looked_up, 2);
}

} // namespace
} // namespace wayfinder::telemetry
