#include "gateway/upstream/relay.hpp"

#include <gtest/gtest.h>

namespace wayfinder::gateway {
namespace {

TEST(relayed_name, lets_pass_what_helps_a_client)
{
    for (auto const* name :
         {"Retry-After", "retry-after-ms", "openai-processing-ms", "X-RateLimit-Limit-Requests"})
        EXPECT_EQ(relayed_name(name), name);
}

TEST(relayed_name, tells_the_upstreams_request_id_from_ours)
{
    EXPECT_EQ(relayed_name("X-Request-Id"), "x-wayfinder-router-upstream-request-id");
}

TEST(relayed_name, keeps_credentials_and_hop_by_hop_fields_here)
{
    for (auto const* name : {"Set-Cookie", "Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive",
                             "Trailer", "Upgrade", "Proxy-Authenticate", "WWW-Authenticate", "Authorization",
                             "Server", "x-wayfinder-router-model"})
        EXPECT_EQ(relayed_name(name), "") << name;
}

} // namespace
} // namespace wayfinder::gateway
