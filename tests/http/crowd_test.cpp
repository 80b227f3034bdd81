// Crowds of slow clients cost memory in proportion, and no other client its answer. $WAYFINDER_CROWD is the
// number of each kind.
#include "crowd.hpp"
#include "gateway_test.hpp"

#include <algorithm>
#include <cstdlib>

namespace wayfinder::testing {
namespace {

class all_crowds : public gateway_test {
protected:
    /// A gateway that tolerates them for the duration of the test.
    all_crowds()
    {
        auto const descriptors = raise_descriptor_limit();
        auto const* const wanted = std::getenv("WAYFINDER_CROWD");
        // Four kinds at once, on both sides, and something for the others.
        count_ = std::min<std::size_t>(wanted != nullptr ? std::stoul(wanted) : 400, (descriptors - 200) / 4);
        // What a slow reader does not read.
        std::string models;
        for (int i = 0; i < 60; ++i)
            models += model_table("model-" + std::to_string(i), "http://127.0.0.1:9/v1");
        start({.limits = "max_connections = " + std::to_string(4 * count_ + 100) +
                         "\nheader_timeout = 600\nbody_timeout = 600\nidle_timeout = 600\n"
                         "write_timeout = 600\n",
               .more_models = models});
    }

    void expect_service()
    {
        auto kept = gateway_->connect();
        for (int i = 0; i < 20; ++i) {
            EXPECT_EQ(gateway_->get("/livez").status, 200);
            EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).body, completion_json);
            kept.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
            EXPECT_EQ(kept.read_response().body, completion_json);
        }
    }

    /// They connect as fast as a gateway can accept them, and other clients are served meanwhile.
    crowd gathered(burden kind)
    {
        crowd slow{gateway_->port(), kind};
        while (slow.size() < count_) {
            slow.grow(std::min<std::size_t>(50, count_ - slow.size()));
            EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).body, completion_json);
        }
        return slow;
    }

    [[nodiscard]] bool are_inside(std::size_t connections) const
    {
        auto const page = gateway_->get("/metrics").body;
        return page.find("\nwayfinder_router_connections " + std::to_string(connections + 1) + "\n") !=
               page.npos;
    }

    void expect_memory_below(std::size_t bytes)
    {
        if (!sanitized) {
            EXPECT_LT(gateway_->resident_memory(), bytes);
        }
    }

    std::size_t count_;
};

class crowds : public all_crowds, public ::testing::WithParamInterface<burden> {};

constexpr std::size_t most_for_each = 96U << 10U;
constexpr std::size_t slack = 16U << 20U;

TEST_P(crowds, leave_others_their_answer)
{
    expect_service();
    auto const before = gateway_->resident_memory();
    std::size_t first = 0;
    for (int round = 0; round < 3; ++round) {
        auto slow = gathered(GetParam());
        EXPECT_TRUE(eventually([&] { return are_inside(count_); }));
        for (int i = 0; i < 5; ++i) {
            slow.drip();
            expect_service();
        }
        EXPECT_TRUE(eventually([&] { return are_inside(count_); }))
            << "none was dropped: it is slowness that is borne";
        expect_memory_below(before + count_ * most_for_each + slack);
        if (round == 0) first = gateway_->resident_memory();
        expect_memory_below(first + first / 2 + slack); // a second crowd uses what the first released
    }
    EXPECT_TRUE(eventually([&] { return are_inside(0); }));
    expect_service();
}

std::string name_of(::testing::TestParamInfo<burden> const& info)
{
    switch (info.param) {
    case burden::slow_headers:
        return "slow_headers";
    case burden::slow_bodies:
        return "slow_bodies";
    case burden::slow_readers:
        return "slow_readers";
    case burden::idle:
        break;
    }
    return "idle";
}

INSTANTIATE_TEST_SUITE_P(, crowds,
                         ::testing::Values(burden::slow_headers, burden::slow_bodies, burden::slow_readers,
                                           burden::idle),
                         name_of);

TEST_F(all_crowds, together)
{
    auto const before = gateway_->resident_memory();
    std::vector<crowd> all;
    for (auto const kind : {burden::slow_headers, burden::slow_bodies, burden::slow_readers, burden::idle})
        all.push_back(gathered(kind));
    EXPECT_TRUE(eventually([&] { return are_inside(4 * count_); }));
    for (int i = 0; i < 5; ++i) {
        for (auto& each : all) each.drip();
        expect_service();
    }
    expect_memory_below(before + 4 * count_ * most_for_each + slack);
}

} // namespace
} // namespace wayfinder::testing
