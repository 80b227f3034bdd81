#include "loading.hpp"
#include "temporary_directory.hpp"

#include <fstream>

namespace wayfinder::config::testing {
namespace {

using namespace std::chrono_literals;

/// The models that the default threshold names, so that no notice distracts.
constexpr std::string_view echoes{"[gateway.models]\nlocal.base_url = \"builtin:echo\"\n"
                                  "cloud.base_url = \"builtin:echo\"\n"};

TEST(models, keep_the_order_of_the_file)
{
    auto const config =
        sound("[gateway.models.zebra.timeouts]\ntotal = 1\n[gateway.models.\"a.b\"]\n"
              "base_url = \"builtin:echo\"\n[gateway.models.mid]\nbase_url = \"http://h\"\nmodel = \"m\"\n"
              "[gateway.models.zebra]\nbase_url = \"builtin:echo\"\n");
    ASSERT_EQ(config.gateway.models.size(), 3U);
    EXPECT_EQ(config.gateway.models[0].name, "zebra");
    EXPECT_EQ(config.gateway.models[1].name, "a.b");
    EXPECT_EQ(config.gateway.models[2].name, "mid");
    EXPECT_EQ(config.gateway.find("mid")->endpoints.at(0).upstream_model, "m");
}

TEST(models, can_what_they_say_or_what_most_can)
{
    auto const config = sound(std::string{echoes} + "cloud.capabilities = [\"tools\", \"eu\"]\n");
    auto const& silent = *config.gateway.find("local");
    auto const& outspoken = *config.gateway.find("cloud");
    for (auto const each : standard_capabilities) EXPECT_TRUE(silent.can(each));
    EXPECT_FALSE(silent.can("eu"));
    EXPECT_TRUE(outspoken.can("tools"));
    EXPECT_TRUE(outspoken.can("eu"));
    EXPECT_FALSE(outspoken.can("images"));
}

TEST(models, are_read)
{
    auto const config =
        sound("[gateway.models.big]\nbase_url = \"https://api.example.com/v1\"\nmodel = \"gpt\"\n"
              "api_key_env = \"BIG_KEY\"\n");
    auto const& model = config.gateway.models.at(0);
    ASSERT_EQ(model.endpoints.size(), 1U);
    auto const& own = model.endpoints.front();
    EXPECT_EQ(own.base_url, "https://api.example.com/v1");
    EXPECT_EQ(own.upstream_model, "gpt");
    EXPECT_EQ(own.api_key_env, "BIG_KEY");
    EXPECT_EQ(own.ca_file, std::nullopt);
    EXPECT_EQ(own.weight, 1U);
    EXPECT_EQ(own.probe, std::nullopt);
    EXPECT_EQ(model.timeouts.connect, timeouts{}.connect);
    EXPECT_EQ(model.echo_delay, 0ms);
}

TEST(models, inherit_timeouts_key_by_key)
{
    auto const config =
        sound("[gateway.models.a]\nbase_url = \"builtin:echo\"\n[gateway.models.a.timeouts]\nconnect = 1\n"
              "[gateway.timeouts]\nconnect = 2\ntls = 1.5\ntotal = 3.25\n");
    auto const& patience = config.gateway.models.at(0).timeouts;
    EXPECT_EQ(patience.connect, 1s);
    EXPECT_EQ(patience.tls, 1500ms);
    EXPECT_EQ(patience.total, 3250ms);
    EXPECT_EQ(patience.first_byte, timeouts{}.first_byte);
    EXPECT_EQ(patience.between_bytes, timeouts{}.between_bytes);
}

TEST(models, need_an_address_and_an_upstream_id)
{
    EXPECT_EQ(
        errors("[gateway.models.a]\n"),
        (messages{
            "w.toml:1:17: 'gateway.models.a.base_url' is missing: it must be an http or https URL, or "
            "\"builtin:echo\"",
            "w.toml:1:17: 'gateway.models.a.model' is missing: it must be a non-empty string, the model's id "
            "at the upstream"}));
    EXPECT_EQ(
        errors("[gateway.models.a]\nbase_url = \"\"\nmodel = 3\n"),
        (messages{
            "w.toml:2:12: 'gateway.models.a.base_url' must be an http or https URL, or \"builtin:echo\", "
            "found an empty string",
            "w.toml:3:9: 'gateway.models.a.model' must be a non-empty string, found 3; write it in quotes"}));
    EXPECT_EQ(errors("gateway.models = 1\n"),
              messages{"w.toml:1:18: 'gateway.models' must be a table, found 1"});
    EXPECT_EQ(errors("[gateway.models]\na = \"x\"\n"),
              messages{"w.toml:2:5: 'gateway.models.a' must be a table"});
}

TEST(models, do_not_repeat_a_mistake_as_a_missing_key)
{
    EXPECT_EQ(
        errors("[gateway.models.a]\nbase-url = \"http://h\"\nModel = \"m\"\n"),
        (messages{
            "w.toml:2:1: unknown key 'gateway.models.a.base-url'; did you mean 'gateway.models.a.base_url'?",
            "w.toml:3:1: unknown key 'gateway.models.a.Model'; did you mean 'gateway.models.a.model'?"}));
}

TEST(models, say_what_is_wrong_with_an_address_but_never_show_it)
{
    auto const found = errors("[gateway.models.a]\nbase_url = \"http://u:hunter2@h\"\nmodel = \"m\"\n");
    EXPECT_EQ(
        found,
        messages{"w.toml:2:12: 'gateway.models.a.base_url' must be an http or https URL such as "
                 "\"https://api.example.com/v1\", or \"builtin:echo\": it has a user or password; put the "
                 "key into a variable and name that in api_key_env"});
    EXPECT_EQ(errors("[gateway.models.a]\nbase_url = \"builtin:ecko\"\nmodel = \"m\"\n").size(), 1U);
}

TEST(models, never_show_a_key_that_was_pasted)
{
    EXPECT_EQ(
        errors(std::string{echoes} + "[gateway.models.a]\nbase_url = \"http://h\"\nmodel = \"m\"\n"
                                     "api_key_env = \"sk-abc123\"\n"),
        messages{"w.toml:7:15: 'gateway.models.a.api_key_env' must be the name of an environment variable "
                 "(letters, digits and '_'), not the key itself"});
}

TEST(models, send_no_header_that_is_the_gateways)
{
    auto const said_of = [](std::string const& keys) {
        return errors("[gateway.models]\nlocal.base_url = \"builtin:echo\"\n[gateway.models.cloud]\n"
                      "base_url = \"http://h\"\nmodel = \"m\"\n" +
                      keys);
    };
    std::string const at{"w.toml:6:12: 'gateway.models.cloud.headers[0]' must be a header "};
    EXPECT_EQ(said_of("headers = [\"Authorization: Bearer sesame\"]"),
              messages{at + "other than Authorization: put the key into a variable and name that in "
                            "'api_key_env', which sends it"});
    EXPECT_EQ(said_of("headers = [\"content-LENGTH: 3\"]"),
              messages{at + "other than content-LENGTH, which the gateway sets itself"});
    for (std::string const name : {"traceparent", "tracestate", "Transfer-Encoding"})
        EXPECT_EQ(said_of("headers = [\"" + name + ": x\"]"),
                  messages{at + "other than " + name + ", which the gateway sets itself"});
    for (auto const* line :
         {"X-Team", "X-Team:", "X-Team: ", "X Team: a", ": a", "X-Team: \\r\\nHost: b", "X: \u00e9"})
        EXPECT_EQ(said_of("headers = [\"" + std::string{line} + "\"]"),
                  messages{at + "such as \"OpenAI-Organization: org-1\", in ASCII"})
            << line;
    EXPECT_EQ(
        said_of("api_key_env = \"K\"\napi_key_header = \"Host\""),
        messages{"w.toml:7:18: 'gateway.models.cloud.api_key_header' must be the name of a header for the "
                 "key, such as \"api-key\", found the string \"Host\""});
    EXPECT_EQ(said_of("api_key_header = \"api-key\""),
              messages{"w.toml:6:1: 'gateway.models.cloud.api_key_header' needs "
                       "'gateway.models.cloud.api_key_env', the variable that holds the key"});
    EXPECT_EQ(said_of("query = \"?v=1\""),
              messages{"w.toml:6:9: 'gateway.models.cloud.query' must be a query such as "
                       "\"api-version=2024-10-21\", without its \"?\", with everything but visible ASCII "
                       "written as %XX"});
}

TEST(models, send_the_header_of_the_key_once)
{
    std::string const model{"[gateway.models]\nlocal.base_url = \"builtin:echo\"\n[gateway.models.cloud]\n"
                            "base_url = \"http://h\"\nmodel = \"m\"\napi_key_env = \"K\"\n"};
    EXPECT_EQ(
        errors(model + "api_key_header = \"api-key\"\nheaders = [\"X-Team: a\", \"API-Key: sesame\"]\n"),
        messages{"w.toml:8:25: 'gateway.models.cloud.headers[1]' must be a header other than API-Key, which "
                 "'gateway.models.cloud.api_key_header' sends with the key"});
    EXPECT_EQ(errors(model + "headers = [\"api-key: x\"]\n"), messages{});
}

TEST(models, point_out_an_address_that_names_the_endpoint)
{
    EXPECT_EQ(
        notices(std::string{echoes} + "[gateway.models.a]\nbase_url = \"http://h/v1/chat/completions\"\n"
                                      "model = \"m\"\n"),
        messages{"w.toml:5:12: 'gateway.models.a.base_url' ends in /chat/completions, which the gateway adds "
                 "itself; leave it out"});
}

TEST(echo_models, need_nothing_but_the_address)
{
    auto const config = sound("[gateway.models.a]\nbase_url = \"builtin:echo\"\necho_delay = 0.05\n");
    EXPECT_EQ(config.gateway.models.at(0).endpoints.at(0).upstream_model, "echo");
    EXPECT_EQ(config.gateway.models.at(0).echo_delay, 50ms);
}

TEST(echo_models, alone_have_a_delay)
{
    EXPECT_EQ(
        errors("[gateway.models.a]\nbase_url = \"http://h\"\nmodel = \"m\"\necho_delay = 1\n"),
        messages{
            "w.toml:4:1: 'gateway.models.a.echo_delay' is for base_url = \"builtin:echo\" only; remove it"});
    EXPECT_EQ(
        errors("[gateway.models.a]\nbase_url = \"builtin:echo\"\necho_delay = -1\n"),
        messages{
            "w.toml:3:14: 'gateway.models.a.echo_delay' must be a number of seconds from 0 to 86400, found "
            "-1"});
}

TEST(model_names, are_quoted_in_messages_where_toml_would)
{
    EXPECT_EQ(
        errors("[gateway.models.\"my model.1\"]\nbase_url = 1\nmodel = \"m\"\n[gateway.models.\"\"]\n"
               "base_url = \"builtin:echo\"\n[gateway.models.\"a\\nb\"]\nbase_url = \"builtin:echo\"\n"),
        (messages{"w.toml:2:12: 'gateway.models.\"my model.1\".base_url' must be an http or https URL, or "
                  "\"builtin:echo\", found 1; write it in quotes",
                  "w.toml:4:17: the name of 'gateway.models.\"\"' must be a non-empty string",
                  "w.toml:6:17: the name of 'gateway.models.\"a\\u000ab\"' must be a name without control "
                  "characters: it is sent in response headers"}));
}

TEST(model_names, that_are_directives_are_pointed_out)
{
    for (std::string const name : {"auto", "prefer-local", "prefer-hosted", "prefer-cloud"})
        EXPECT_EQ(notices(std::string{echoes} + name + ".base_url = \"builtin:echo\"\n"),
                  messages{"w.toml:4:1: a request for the model \"" + name +
                           "\" is read as a directive: 'gateway.models." + name +
                           "' cannot be requested by name"});
}

TEST(ca_file, starts_at_the_directory_of_the_file)
{
    wayfinder::testing::temporary_directory const made;
    made.write("ca.pem", "-----BEGIN CERTIFICATE-----\n");
    auto const& directory = made.path();
    auto const with = [&](std::string const& url, std::string const& file) {
        return load_text(std::string{echoes} + "[gateway.models.a]\nbase_url = \"" + url +
                             "\"\nmodel = \"m\"\nca_file = \"" + file + "\"\n",
                         directory / "w.toml", {});
    };
    auto const found = with("https://h", "ca.pem");
    ASSERT_TRUE(found.config);
    EXPECT_EQ(found.config->gateway.find("a")->endpoints.at(0).ca_file, (directory / "ca.pem").string());
    EXPECT_EQ(texts(found.notices), messages{});
    EXPECT_TRUE(with("https://h", (directory / "ca.pem").string()).config);

    auto const missing = with("https://h", "no.pem");
    EXPECT_EQ(texts(missing.errors),
              messages{(directory / "w.toml").string() +
                       ":7:11: 'gateway.models.a.ca_file' must be a PEM file, found none at \"" +
                       (directory / "no.pem").string() + '"'});
    EXPECT_EQ(texts(with("http://h", "ca.pem").notices),
              messages{(directory / "w.toml").string() +
                       ":7:11: 'gateway.models.a.ca_file' has no effect: base_url is not https"});
}

TEST(models, say_what_is_done_when_they_fail)
{
    auto const config =
        sound("[gateway.models.a]\nbase_url = \"builtin:echo\"\nfallbacks = [\"b\"]\ncontext_window = 8192\n"
              "retry_timeouts = true\nhedge = true\n[gateway.models.b]\nbase_url = \"builtin:echo\"\n"
              "fallbacks = [\"a\"]\n");
    auto const& model = *config.gateway.find("a");
    EXPECT_EQ(model.fallbacks, std::vector<std::string>{"b"});
    EXPECT_EQ(model.context_window, 8192U);
    EXPECT_TRUE(model.retry_timeouts);
    EXPECT_TRUE(model.hedge);
    auto const& plain = *config.gateway.find("b");
    EXPECT_EQ(plain.fallbacks, std::vector<std::string>{"a"}); // a cycle is not an error
    EXPECT_EQ(plain.context_window, std::nullopt);
    EXPECT_FALSE(plain.retry_timeouts);
    EXPECT_FALSE(plain.hedge);
}

TEST(models, hold_their_keys_to_one_another)
{
    EXPECT_EQ(
        errors("[gateway.models.a]\nbase_url = \"builtin:echo\"\ncost_per_1k = nan\ncontext_window = 0\n"
               "api_key_cmd = \"pass k\"\nfallbacks = [\"b\", \"a\", \"bb\", 3]\n[gateway.models.b]\n"
               "base_url = \"builtin:echo\"\n"),
        (messages{
            "w.toml:3:15: 'gateway.models.a.cost_per_1k' must be a number of dollars, 0 or from "
            "0.000000000001 "
            "to 9000000, found nan",
            "w.toml:4:18: 'gateway.models.a.context_window' must be a positive integer, found 0",
            "w.toml:5:1: 'gateway.models.a.api_key_cmd' needs 'gateway.models.a.api_key_env', the variable "
            "that it fills",
            "w.toml:6:19: 'gateway.models.a.fallbacks' must not name the model itself; remove it",
            "w.toml:6:24: 'gateway.models.a.fallbacks' names unknown model \"bb\"; did you mean \"b\"?",
            "w.toml:6:30: 'gateway.models.a.fallbacks[3]' must be a non-empty string, found 3; write it in "
            "quotes"}));
}

TEST(model_timeouts, are_checked_under_the_name_of_the_model)
{
    EXPECT_EQ(
        errors("[gateway.models.a]\nbase_url = \"builtin:echo\"\ntimeouts = { conect = 1, total = 0 }\n"),
        (messages{
            "w.toml:3:14: unknown key 'gateway.models.a.timeouts.conect'; did you mean "
            "'gateway.models.a.timeouts.connect'?",
            "w.toml:3:34: 'gateway.models.a.timeouts.total' must be a number of seconds from 0.001 to 86400, "
            "found 0"}));
}

} // namespace
} // namespace wayfinder::config::testing
