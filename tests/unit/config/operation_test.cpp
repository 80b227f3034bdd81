// Operator settings: cache, ledger, time zone, access.
#include "config/values/sha256_text.hpp"
#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

using namespace std::chrono_literals;

TEST(time_zone, of_the_gateway_must_exist)
{
    constexpr auto must_be = "w.toml:2:13: 'gateway.time_zone' must be an IANA time zone such as \"UTC\" or "
                             "\"Europe/Berlin\", found ";
    EXPECT_EQ(sound("[gateway]\ntime_zone = \"Asia/Kolkata\"\n").gateway.time_zone, "Asia/Kolkata");
    EXPECT_EQ(
        errors("[gateway]\ntime_zone = \"Asia/Kolkatta\"\n"),
        messages{std::string{must_be} + "the string \"Asia/Kolkatta\"; did you mean \"Asia/Kolkata\"?"});
    EXPECT_EQ(errors("[gateway]\ntime_zone = 1\n"), messages{std::string{must_be} + "1; write it in quotes"});
}

TEST(on_ledger_failure, is_refuse_or_serve)
{
    for (auto const each : all_ledger_failures)
        EXPECT_EQ(sound("[gateway]\non_ledger_failure = \"" + std::string{name(each)} + "\"\n")
                      .gateway.on_ledger_failure,
                  each);
    EXPECT_EQ(
        errors("[gateway]\non_ledger_failure = \"server\"\n"),
        messages{"w.toml:2:21: 'gateway.on_ledger_failure' must be one of \"refuse\", \"serve\", found the "
                 "string \"server\"; did you mean \"serve\"?"});
}

TEST(cache, is_off_by_default)
{
    auto const read = sound("[gateway.cache]\n").gateway.cache;
    EXPECT_FALSE(read.enabled);
    EXPECT_EQ(read.ttl, 300s);
    EXPECT_EQ(read.max_entries, 1024U);
    EXPECT_EQ(read.max_bytes, 67'108'864U);
    EXPECT_FALSE(read.shared);
    EXPECT_FALSE(read.strict);
}

TEST(cache, is_read)
{
    auto const read = sound("[gateway.cache]\nenabled = true\nttl = 0.25\nmax_entries = 7\nmax_bytes = 1000\n"
                            "shared = true\nstrict = true\n")
                          .gateway.cache;
    EXPECT_TRUE(read.enabled);
    EXPECT_EQ(read.ttl, 250ms);
    EXPECT_EQ(read.max_entries, 7U);
    EXPECT_EQ(read.max_bytes, 1000U);
    EXPECT_TRUE(read.shared);
    EXPECT_TRUE(read.strict);
    EXPECT_EQ(sound("[gateway.cache]\nttl = 0\n").gateway.cache.ttl, 0s);
}

TEST(cache, follows_the_rules_of_the_reference)
{
    EXPECT_EQ(
        errors("[gateway.cache]\nenabled = 1\nttl = -1\nmax_entries = 0\nmax_bytes = 0\nshared = \"yes\"\n"
               "strict = 0\n")
            .size(),
        6U);
}

TEST(cache, does_not_take_a_moment_for_ever)
{
    EXPECT_EQ(
        errors("[gateway.cache]\nttl = 0.0004\n"),
        messages{"w.toml:2:7: 'gateway.cache.ttl' must be a number of seconds, 0 or from 0.001 to 31536000, "
                 "found 0.0004"});
}

TEST(ledger, is_in_the_working_directory_unless_it_is_named)
{
    auto const unnamed = sound("").gateway.ledger;
    EXPECT_EQ(unnamed.file, "wayfinder-ledger.db");
    EXPECT_EQ(unnamed.retention, std::chrono::days{90});
    auto const named =
        load_text("[gateway.ledger]\nfile = \"books/l.db\"\nretention = 1\n", "/etc/wf/w.toml", {});
    ASSERT_TRUE(named.config);
    EXPECT_EQ(named.config->gateway.ledger.file, "/etc/wf/books/l.db");
    EXPECT_EQ(named.config->gateway.ledger.retention, std::chrono::days{1});
    auto const absolute = load_text("gateway.ledger.file = \"/var/l.db\"\n", "/etc/wf/w.toml", {});
    ASSERT_TRUE(absolute.config);
    EXPECT_EQ(absolute.config->gateway.ledger.file, "/var/l.db");
}

TEST(ledger, is_checked)
{
    EXPECT_EQ(
        errors("[gateway.ledger]\nfile = \"\"\nretention = 0\n"),
        (messages{"w.toml:2:8: 'gateway.ledger.file' must be a non-empty string, found an empty string",
                  "w.toml:3:13: 'gateway.ledger.retention' must be a whole number of days from 1 to 36500, "
                  "found 0"}));
}

TEST(admin, is_read)
{
    auto const hash = std::string(64, 'b');
    auto const read = sound("[gateway.admin]\ntoken_hash = \"" + hash +
                            "\"\nlisten = \"127.0.0.1:9090\"\nopen = [\"metrics\", \"router\"]\n")
                          .gateway.admin;
    EXPECT_EQ(read.token_hash, parse_sha256(hash));
    EXPECT_EQ(read.listen, "127.0.0.1:9090");
    EXPECT_EQ(read.open, (std::vector<std::string>{"metrics", "router"}));
    auto const none = sound("[gateway.admin]\n").gateway.admin;
    EXPECT_FALSE(none.token_hash);
    EXPECT_TRUE(none.listen.empty());
    EXPECT_TRUE(none.open.empty());
}

TEST(admin, listens_at_a_host_and_a_port)
{
    auto const found = [](std::string const& address) {
        return errors("[gateway.admin]\nlisten = \"" + address + "\"\n");
    };
    for (std::string const address : {"localhost:1", "0.0.0.0:65535", "[::1]:9090", "[::]:80",
                                      "admin.internal:9090", "h:0", "unix:/run/w.sock"})
        EXPECT_EQ(found(address), messages{}) << address;
    for (std::string const address :
         {"", "localhost", ":9090", "9090", "h:", "h:65536", "h:-1", "h:x", "::1:9090", "[::1]",
          "[::1]:", "[::g]:1", "http://h:1", "h:1/", "u@h:1", "h:1?", "a b:1", "*:9090"})
        EXPECT_EQ(found(address).size(), 1U) << address;
    EXPECT_EQ(found("localhost"),
              messages{"w.toml:2:10: 'gateway.admin.listen' must be an address with a port, such as "
                       "\"127.0.0.1:9090\" or \"[::1]:9090\", or \"unix:/run/wayfinder.sock\", found the "
                       "string \"localhost\""});
}

TEST(admin, opens_pages_by_name)
{
    EXPECT_EQ(
        errors("[gateway.admin]\nopen = [\"metric\", \"healthz\", 1]\n"),
        (messages{"w.toml:2:9: 'gateway.admin.open[0]' must be one of \"metrics\", \"savings\", \"router\", "
                  "found the string \"metric\"; did you mean \"metrics\"?",
                  "w.toml:2:19: 'gateway.admin.open[1]' must be one of \"metrics\", \"savings\", \"router\", "
                  "found the string \"healthz\"",
                  "w.toml:2:30: 'gateway.admin.open[2]' must be one of \"metrics\", \"savings\", \"router\", "
                  "found 1; write it in quotes"}));
    EXPECT_EQ(errors("[gateway.admin]\nopen = \"metrics\"\n"),
              messages{"w.toml:2:8: 'gateway.admin.open' must be a list out of \"metrics\", \"savings\", "
                       "\"router\", found the string \"metrics\"; write it as a list: [\"metrics\"]"});
}

TEST(unauthorized_rpm, has_a_sane_range)
{
    EXPECT_EQ(
        errors("[gateway.limits]\nunauthorized_rpm = 0\n"),
        messages{"w.toml:2:20: 'gateway.limits.unauthorized_rpm' must be a whole number from 1 to 1000000, "
                 "found 0"});
}

} // namespace
} // namespace wayfinder::config::testing
