// The command line: versions, help, exit codes, and what `serve` says about its configuration.
#include "gateway_binary.hpp"
#include "gateway_test.hpp"
#include "socket.hpp"

namespace wayfinder::testing {
namespace {

command_result run(std::vector<std::string> arguments)
{
    return run_command({.arguments = std::move(arguments), .input = {}});
}

/// `serve` with a configuration that must not load.
command_result serve_broken(std::string_view toml)
{
    temporary_directory const directory;
    return run({"serve", "--port", "0", "--config", directory.write("broken.toml", toml)});
}

TEST(command_line, version)
{
    auto const result = run({"--version"});
    EXPECT_EQ(result.status.code, 0);
    EXPECT_NE(result.output.find("0.1.0"), std::string::npos) << result.output;
}

TEST(command_line, every_command_has_help)
{
    for (auto const& arguments : std::vector<std::vector<std::string>>{{"--help"},
                                                                       {"-h"},
                                                                       {"serve", "--help"},
                                                                       {"serve", "-h"},
                                                                       {"route", "--help"},
                                                                       {"route", "-h"},
                                                                       {"calibrate", "--help"},
                                                                       {"calibrate", "-h"}}) {
        auto const result = run(arguments);
        EXPECT_EQ(result.status.code, 0) << result.error;
        EXPECT_FALSE(result.output.empty());
        EXPECT_TRUE(result.error.empty()) << result.error;
    }
    auto const serve = run({"serve", "--help"}).output;
    for (auto const* option : {"--config", "--host", "--port", "--workers", "--dry-run", "--timeout"})
        EXPECT_NE(serve.find(option), std::string::npos) << option;
}

TEST(command_line, a_working_directory_that_was_removed_is_no_crash)
{
    for (auto const& arguments : std::vector<std::vector<std::string>>{
             {"check"}, {"doctor"}, {"savings"}, {"keys", "list"}, {"route", "-"}}) {
        temporary_directory const scratch;
        child_setup child{.program = "/bin/sh", .arguments = {"-c", R"(rmdir "$PWD"; exec "$0" "$@")"}};
        child.arguments.push_back(gateway_binary());
        child.arguments.insert(child.arguments.end(), arguments.begin(), arguments.end());
        child.input = scratch.write("stdin", "Hello");
        child.error = scratch.path() / "stderr";
        child.directory = scratch.path() / "gone";
        std::filesystem::create_directory(child.directory);
        child_process process{child};
        auto const status = process.wait();
        auto const error = read_file(child.error);
        ASSERT_TRUE(status) << arguments.front();
        EXPECT_EQ(status->signal, 0) << arguments.front();
        EXPECT_EQ(error.find("filesystem error"), std::string::npos) << error;
    }
}

TEST(command_line, bad_usage_is_exit_2)
{
    for (auto const& arguments : std::vector<std::vector<std::string>>{{},
                                                                       {"nonsense"},
                                                                       {"--nonsense"},
                                                                       {"serve", "--nonsense"},
                                                                       {"serve", "--port", "x"},
                                                                       {"serve", "--port", "70000"},
                                                                       {"serve", "--port", "-1"},
                                                                       {"serve", "--workers", "0"},
                                                                       {"serve", "--workers", "x"},
                                                                       {"serve", "--timeout", "x"},
                                                                       {"serve", "--timeout", "-1"},
                                                                       {"serve", "extra"}}) {
        auto const result = run(arguments);
        EXPECT_EQ(result.status.code, 2) << ::testing::PrintToString(arguments) << result.error;
        EXPECT_FALSE(result.error.empty());
    }
}

TEST(command_line, an_unknown_command_is_named_with_what_may_have_been_meant)
{
    auto const says = [](std::vector<std::string> arguments, std::string const& what) {
        auto const result = run(std::move(arguments));
        EXPECT_EQ(result.status.code, 2);
        EXPECT_EQ(result.output, "");
        EXPECT_TRUE(matches(result.error, what)) << result.error;
    };
    says({"serv", "--port", "1"}, "there is no command \"serv\"; did you mean \"serve\"\\?");
    says({"recalib"}, "there is no command \"recalib\"; did you mean \"recalibrate\"\\?");
    says({"frobnicate"}, "there is no command \"frobnicate\"; there are serve, route, .*man");
    says({"keys", "frobnicate"}, "there is no command \"frobnicate\"; there are new, list, rotate, revoke");
    says({"keys", "lits", "--json"}, "there is no command \"lits\"; did you mean \"list\"\\?");
    for (auto const* former : {"webchat", "ui"})
        says({former, "--port", "1"},
             "there is no command \"" + std::string{former} + "\"; run \"serve\" and open its page /ui");
    says({"chat"}, "there is no command \"chat\"; nothing takes its place");
    says({"keys", "ui"}, "there is no command \"ui\"; there are new, list, rotate, revoke");
    says({}, "Usage: wayfinder-router .*\\n[^]*  serve ");
    says({"keys"}, "Usage: wayfinder-router keys .*\\n[^]*  rotate ");
}

TEST(command_line, a_missing_configuration_file_is_exit_2)
{
    auto const result = run({"serve", "--port", "0", "--config", "/nowhere/wayfinder-router.toml"});
    EXPECT_EQ(result.status.code, 2);
    EXPECT_NE(result.error.find("/nowhere/wayfinder-router.toml"), std::string::npos) << result.error;
}

TEST(command_line, every_configuration_error_is_shown_with_its_place)
{
    auto const result = serve_broken("[routing]\n"
                                     "threshhold = 0.5\n"
                                     "[gateway]\n"
                                     "route_on = \"everything\"\n"
                                     "[gateway.models.a]\n"
                                     "base_url = 7\n"
                                     "model = \"m\"\n");
    EXPECT_EQ(result.status.code, 1);
    EXPECT_TRUE(matches(result.error, "broken\\.toml:2:1: .*threshold")) << "with the nearest name\n"
                                                                         << result.error;
    EXPECT_TRUE(matches(result.error, "broken\\.toml:4:\\d+: .*route_on")) << result.error;
    EXPECT_TRUE(matches(result.error, "broken\\.toml:6:\\d+: .*base_url")) << result.error;
}

TEST(command_line, a_syntax_error_is_shown_with_its_place)
{
    auto const result = serve_broken("[routing]\nthreshold = = 1\n");
    EXPECT_EQ(result.status.code, 1);
    EXPECT_TRUE(matches(result.error, "broken\\.toml:2:\\d+: ")) << result.error;
}

TEST(command_line, keys_without_effect_are_named_at_start)
{
    gateway_process const gateway{
        {.config = "[routing]\nthreshold = 0.3\n[[routing.tiers]]\nmin_score = 0\nmodel = \"small\"\n"}};
    auto const log = gateway.log();
    EXPECT_TRUE(matches(log, "wayfinder-router\\.toml:2:\\d+.*'routing.threshold' has no effect")) << log;
}

TEST(command_line, a_port_in_use_is_exit_1)
{
    auto const taken = listen_on_loopback();
    auto const result = run({"serve", "--port", std::to_string(taken.port)});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_NE(result.error.find(std::to_string(taken.port)), std::string::npos) << result.error;
}

TEST(command_line, a_second_gateway_on_the_same_port_is_exit_1)
{
    gateway_process const first{{.config = ""}};
    auto const result = run({"serve", "--port", std::to_string(first.port())});
    EXPECT_EQ(result.status.code, 1) << "two gateways must not share a port by accident";
    EXPECT_EQ(first.get("/readyz").status, 200);
}

TEST(command_line, a_bad_host_is_exit_1_or_2)
{
    auto const result = run({"serve", "--port", "0", "--host", "203.0.113.7"});
    EXPECT_GE(result.status.code, 1);
    EXPECT_LE(result.status.code, 2);
    EXPECT_FALSE(result.error.empty());
}

TEST(command_line, serve_finds_its_configuration_by_walking_up)
{
    temporary_directory const directory;
    directory.write("wayfinder-router.toml", "[routing]\nbroken = 1\n");
    std::filesystem::create_directories(directory.path() / "a" / "b");
    auto const result = run_command({.arguments = {"serve", "--port", "0"},
                                     .input = {},
                                     .environment = {},
                                     .directory = directory.path() / "a/b"});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_TRUE(matches(result.error, "wayfinder-router\\.toml:2:1: ")) << result.error;
}

TEST(command_line, the_environment_is_checked_like_the_file)
{
    gateway_setup setup{.config = ""};
    setup.environment = {{"WAYFINDER_ROUTER_THRESHOLD", "2"}};
    EXPECT_THROW(gateway_process{setup}, std::runtime_error);
}

} // namespace
} // namespace wayfinder::testing
