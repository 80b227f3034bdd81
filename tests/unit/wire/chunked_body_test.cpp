#include "wire/http1/chunked_body.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayfinder::wire::http1 {
namespace {

using state = chunked_body::state;

struct outcome {
    state ended;
    std::string body;
    std::size_t used{};
};

/// Fed in steps of this size, after what was not used before.
outcome decoded(std::string_view input, std::size_t step, std::size_t most_data = 1000,
                std::size_t most_overhead = 100)
{
    chunked_body chunks{most_data, most_overhead};
    outcome seen{};
    for (std::size_t arrived = 0; arrived < input.size() && chunks.now() == state::incomplete;) {
        arrived = std::min(arrived + step, input.size());
        seen.used += chunks.take(input.substr(seen.used, arrived - seen.used),
                                 [&](std::string_view data) { seen.body.append(data); });
    }
    seen.ended = chunks.now();
    return seen;
}

TEST(chunked_body, is_the_same_however_it_arrives)
{
    constexpr std::string_view sent =
        "5;a=\"b\\\"\"\r\nhello\r\n0C ; c\r\n, wide world\r\n00\r\nX-T: 1\r\n\r\nGET ";
    for (std::size_t step = 1; step <= sent.size(); ++step) {
        auto const seen = decoded(sent, step);
        EXPECT_EQ(seen.ended, state::complete) << step;
        EXPECT_EQ(seen.body, "hello, wide world");
        EXPECT_EQ(seen.used, sent.size() - 4) << "what follows is the next request's";
    }
}

TEST(chunked_body, refuses_however_it_arrives)
{
    for (std::string_view const sent :
         {"5\r\nhello\n0\r\n\r\n", "5\r\nhello0\r\n\r\n", "5\n", "\r\n", "g\r\n", "5;\r\n", "0\r\n x\r\n",
          "0\r\nHost: x\r\n\r\n", "10000000000000000\r\n"})
        for (std::size_t step = 1; step <= sent.size(); ++step)
            EXPECT_EQ(decoded(sent, step).ended, state::malformed) << sent << " by " << step;
}

TEST(chunked_body, a_body_may_be_as_large_as_the_limit)
{
    constexpr std::string_view ten = "6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n";
    EXPECT_EQ(decoded(ten, 3, 10).ended, state::complete);
    EXPECT_EQ(decoded(ten, 3, 9).ended, state::too_large);
    EXPECT_EQ(decoded("FFFFFFFFFFFFFFFF\r\n", 3, 10).ended, state::too_large);
    EXPECT_EQ(decoded("1\r\na\r\nFFFFFFFFFFFFFFFF\r\n", 3, 10).ended, state::too_large);
}

TEST(chunked_body, so_may_what_is_not_data)
{
    auto const with_trailer = [](std::size_t size) {
        return "0\r\nX:" + std::string(size - 2, 'y') + "\r\n\r\n";
    };
    EXPECT_EQ(decoded(with_trailer(100), 7).ended, state::complete);
    EXPECT_EQ(decoded(with_trailer(101), 7).ended, state::too_much_overhead);
    EXPECT_EQ(decoded("1;" + std::string(200, 'e'), 7).ended, state::too_much_overhead)
        << "no line end in sight";
}

} // namespace
} // namespace wayfinder::wire::http1
