// `wayfinder-router health`, as a container's health check runs it.
#include "gateway_binary.hpp"
#include "gateway_test.hpp"
#include "socket.hpp"

namespace wayfinder::testing {
namespace {

command_result health(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "health");
    return run_command({.arguments = std::move(arguments), .input = {}});
}

std::string url_of(std::uint16_t port)
{
    return "http://127.0.0.1:" + std::to_string(port);
}

TEST(health_command, a_gateway_that_serves_is_exit_0)
{
    gateway_process const gateway{{.config = ""}};
    auto const result = health({"--url", url_of(gateway.port())});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(result.output, "ready\n");
    EXPECT_EQ(result.error, "");
}

TEST(health_command, nobody_there_is_exit_1)
{
    std::uint16_t port{};
    {
        auto const free = listen_on_loopback();
        port = free.port;
    }
    auto const result = health({"--url", url_of(port)});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_NE(result.error.find(std::to_string(port)), std::string::npos) << result.error;
}

TEST(health_command, silence_is_exit_1)
{
    auto const mute = listen_on_loopback(); // accepts the connection and nothing more
    auto const result = health({"--url", url_of(mute.port), "--timeout", "1"});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_FALSE(result.error.empty());
}

TEST(health_command, another_answer_than_yes_is_exit_1)
{
    gateway_process const gateway{{.config = ""}};
    auto const result = health({"--url", url_of(gateway.port()) + "/elsewhere"});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_NE(result.error.find("404"), std::string::npos) << result.error;
}

TEST(health_command, what_is_no_url_is_exit_2)
{
    for (auto const* each : {"127.0.0.1:8088", "ftp://127.0.0.1", ""}) {
        auto const result = health({"--url", each});
        EXPECT_EQ(result.status.code, 2) << each;
    }
}

} // namespace
} // namespace wayfinder::testing
