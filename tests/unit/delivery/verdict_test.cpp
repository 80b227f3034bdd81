#include "delivery/verdict.hpp"

#include <gtest/gtest.h>

#include <set>

namespace wayfinder::delivery {
namespace {

using namespace std::chrono_literals;
using kind = attempt_end::kind;

verdict of_status(unsigned status)
{
    return judge({kind::answered, status, {}}, false, 10s);
}

TEST(verdict, of_every_status)
{
    std::set<unsigned> const again{408, 409, 425, 429};
    std::set<unsigned> const elsewhere{401, 402, 403, 501};
    for (unsigned status = 200; status < 600; ++status) {
        bool const repeatable = again.contains(status) || (status >= 500 && status != 501);
        bool const refused = elsewhere.contains(status) || (status >= 300 && status < 400);
        auto const expected = repeatable ? verdict::again : refused ? verdict::elsewhere : verdict::deliver;
        EXPECT_EQ(of_status(status), expected) << status;
    }
}

TEST(verdict, of_ends_without_an_answer)
{
    EXPECT_EQ(judge({kind::transport, 0, {}}, false, 10s), verdict::again);
    EXPECT_EQ(judge({kind::unusable, 0, {}}, true, 10s), verdict::elsewhere);
}

TEST(verdict, never_repeats_a_generation_that_timed_out_unless_told_to)
{
    EXPECT_EQ(judge({kind::timed_out, 0, {}}, false, 10s), verdict::elsewhere);
    EXPECT_EQ(judge({kind::timed_out, 0, {}}, true, 10s), verdict::again);
}

TEST(verdict, grants_a_wish_for_a_long_rest)
{
    EXPECT_EQ(judge({kind::answered, 429, 10s}, false, 10s), verdict::again);
    EXPECT_EQ(judge({kind::answered, 429, 10'001ms}, false, 10s), verdict::elsewhere);
    EXPECT_EQ(judge({kind::answered, 503, 60s}, false, 10s), verdict::elsewhere);
    EXPECT_EQ(judge({kind::answered, 400, 60s}, false, 10s), verdict::deliver);
}

TEST(health, of_every_status)
{
    std::set<unsigned> const bad{401, 402, 403, 408, 429};
    for (unsigned status = 200; status < 600; ++status) {
        bool const ill = bad.contains(status) || (status >= 300 && status < 400) || status >= 500;
        EXPECT_EQ(health_of({kind::answered, status, {}}), ill ? health::bad : health::good) << status;
    }
}

TEST(health, of_ends_without_an_answer_is_bad)
{
    for (auto const what : {kind::transport, kind::timed_out, kind::unusable})
        EXPECT_EQ(health_of({what, 0, {}}), health::bad);
}

constexpr std::chrono::system_clock::time_point now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

std::optional<std::chrono::milliseconds> rest(std::string_view seconds, std::string_view milliseconds = {})
{
    return parse_retry_after(seconds, milliseconds, now);
}

TEST(retry_after, is_a_number_of_seconds)
{
    EXPECT_EQ(rest("0"), 0ms);
    EXPECT_EQ(rest(" 120\t"), 120s);
    EXPECT_EQ(rest("1.5"), 1500ms);
    EXPECT_EQ(rest("999999999999999999999"), std::chrono::days{365});
    EXPECT_EQ(rest(std::string(400, '9')), std::chrono::days{365});
}

TEST(retry_after, is_a_date)
{
    EXPECT_EQ(rest("Sat, 21 Nov 2026 00:00:30 GMT"), 30s);
    EXPECT_EQ(rest("Fri, 20 Nov 2026 23:59:59 GMT"), 0ms);
    EXPECT_EQ(rest("Sat, 21 Nov 9999 00:00:30 GMT"), std::chrono::days{365});
}

TEST(retry_after, in_milliseconds_is_the_more_exact_one)
{
    EXPECT_EQ(rest("2", "1700"), 1700ms);
    EXPECT_EQ(rest("", "250.75"), 250ms);
    EXPECT_EQ(rest("2", "soon"), 2s);
}

TEST(retry_after, is_nothing_else)
{
    for (auto const* text :
         {"", " ", "-1", "+1", "1e3", "0x10", "1s", "1,5", "1.2.3", ".5", "nan", "inf", "soon"})
        EXPECT_EQ(rest(text), std::nullopt) << text;
}

TEST(backoff, doubles_its_bound_up_to_the_longest)
{
    // The figures of the reference, whose jitter is injected too.
    EXPECT_EQ(backoff(0, 200ms, 5s, {}, 1), 200ms);
    EXPECT_EQ(backoff(1, 200ms, 5s, {}, 1), 400ms);
    EXPECT_EQ(backoff(2, 200ms, 5s, {}, 1), 800ms);
    EXPECT_EQ(backoff(4, 200ms, 5s, {}, 1), 3200ms);
    EXPECT_EQ(backoff(5, 200ms, 5s, {}, 1), 5s);
    EXPECT_EQ(backoff(4'000'000'000, 200ms, 5s, {}, 1), 5s);
    EXPECT_EQ(backoff(4'000'000'000, 0ms, 5s, {}, 1), 0ms);
    EXPECT_EQ(backoff(0, 5s, 1s, {}, 1), 1s);
}

TEST(backoff, is_a_random_share_of_its_bound)
{
    EXPECT_EQ(backoff(1, 200ms, 5s, {}, 0), 0ms);
    EXPECT_EQ(backoff(1, 200ms, 5s, {}, 0.25), 100ms);
}

TEST(backoff, is_never_shorter_than_what_the_upstream_asked_for)
{
    EXPECT_EQ(backoff(0, 200ms, 5s, 3s, 0), 3s);
    EXPECT_EQ(backoff(0, 200ms, 5s, 3s, 0.5), 3150ms);
    EXPECT_EQ(backoff(0, 200ms, 5s, 50ms, 0.5), 100ms);
}

} // namespace
} // namespace wayfinder::delivery
