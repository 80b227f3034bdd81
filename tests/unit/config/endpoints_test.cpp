// Models that are served in several places.
#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

/// Line 4 is the first of `keys`, which start in the model's own table.
std::string with(std::string_view keys)
{
    return "[gateway.models]\nlocal.base_url = \"builtin:echo\"\n[gateway.models.cloud]\n" +
           std::string{keys};
}

std::vector<endpoint> read(std::string_view keys)
{
    auto const config = sound(with(keys));
    auto const* model = config.gateway.find("cloud");
    return model == nullptr ? std::vector<endpoint>{} : model->endpoints;
}

constexpr std::string_view entry{"[[gateway.models.cloud.endpoints]]\n"};

TEST(endpoints, are_read_in_the_order_of_the_file)
{
    auto const all = read("[[gateway.models.cloud.endpoints]]\nbase_url = \"http://b\"\nmodel = \"m-b\"\n"
                          "weight = 1000\nprobe = \"/models?limit=1\"\n"
                          "[[gateway.models.cloud.endpoints]]\nbase_url = \"http://a\"\nmodel = \"m-a\"\n");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].base_url, "http://b");
    EXPECT_EQ(all[0].upstream_model, "m-b");
    EXPECT_EQ(all[0].weight, 1000U);
    EXPECT_EQ(all[0].probe, "/models?limit=1");
    EXPECT_EQ(all[1].base_url, "http://a");
    EXPECT_EQ(all[1].upstream_model, "m-a");
    EXPECT_EQ(all[1].weight, 1U);
    EXPECT_EQ(all[1].probe, std::nullopt);
}

TEST(endpoints, inherit_from_the_table_of_the_model)
{
    auto const all =
        read("model = \"m\"\napi_key_env = \"K\"\napi_key_cmd = \"pass k\"\n"
             "api_key_shell = true\nprobe = \"/up\"\n"
             "endpoints = [{ base_url = \"http://a\" }, { base_url = \"http://b\", model = \"n\","
             " api_key_env = \"L\", probe = \"/down\" }]\n");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].upstream_model, "m");
    EXPECT_EQ(all[0].api_key_env, "K");
    EXPECT_EQ(all[0].api_key_cmd, "pass k");
    EXPECT_TRUE(all[0].api_key_shell);
    EXPECT_EQ(all[0].probe, "/up");
    EXPECT_EQ(all[1].upstream_model, "n");
    EXPECT_EQ(all[1].probe, "/down");
}

TEST(endpoints, with_a_variable_of_their_own_do_not_fill_it_by_the_command_of_the_model)
{
    auto const all = read("model = \"m\"\napi_key_env = \"K\"\napi_key_cmd = \"pass k\"\n"
                          "api_key_shell = true\n"
                          "endpoints = [{ base_url = \"http://b\", api_key_env = \"L\" }]\n");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].api_key_env, "L");
    EXPECT_EQ(all[0].api_key_cmd, std::nullopt);
    EXPECT_FALSE(all[0].api_key_shell);
}

TEST(endpoints, take_headers_and_query_from_the_model_unless_they_have_their_own)
{
    auto const all = read("model = \"m\"\nheaders = [\"X-Team: search\"]\nquery = \"v=1\"\n"
                          "endpoints = [{ base_url = \"http://a\" }, { base_url = \"http://b\", headers = [],"
                          " query = \"v=2\" }]\n");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].headers, std::vector<std::string>{"X-Team: search"});
    EXPECT_EQ(all[0].query, "v=1");
    EXPECT_TRUE(all[1].headers.empty());
    EXPECT_EQ(all[1].query, "v=2");
}

TEST(endpoints, that_differ_in_headers_or_query_are_two)
{
    EXPECT_EQ(read("model = \"m\"\nendpoints = [{ base_url = \"http://a\", query = \"v=1\" },"
                   " { base_url = \"http://a\", query = \"v=2\" },"
                   " { base_url = \"http://a\", headers = [\"X-Team: search\"] }]\n")
                  .size(),
              3U);
}

TEST(endpoints, stand_in_place_of_an_address)
{
    EXPECT_EQ(
        errors(with("base_url = \"http://a\"\nmodel = \"m\"\nendpoints = [{ base_url = \"http://b\" }]\n")),
        messages{"w.toml:6:13: 'gateway.models.cloud.endpoints' replaces "
                 "'gateway.models.cloud.base_url'; move that address to an endpoint"});
    EXPECT_EQ(errors(with("model = \"m\"\nendpoints = []\n")),
              messages{"w.toml:5:13: 'gateway.models.cloud.endpoints' must be a non-empty list of tables, "
                       "found an empty list"});
    EXPECT_EQ(errors(with("model = \"m\"\nendpoints = \"http://b\"\n")),
              messages{"w.toml:5:13: 'gateway.models.cloud.endpoints' must be a non-empty list of tables, "
                       "found the string \"http://b\""});
}

TEST(endpoints, need_an_address_and_an_upstream_id_each)
{
    EXPECT_EQ(errors(with(std::string{entry} + "model = \"m\"\n" + std::string{entry} +
                          "base_url = \"http://a\"\n")),
              (messages{"w.toml:4:1: 'gateway.models.cloud.endpoints[0].base_url' is missing: it must be an "
                        "http or https URL",
                        "w.toml:6:1: 'gateway.models.cloud.endpoints[1].model' is missing: it must be a "
                        "non-empty string, the model's id at the upstream"}));
}

TEST(endpoints, are_no_echoes)
{
    EXPECT_EQ(errors(with("model = \"m\"\nendpoints = [{ base_url = \"builtin:echo\" }]\n")),
              messages{"w.toml:5:27: 'gateway.models.cloud.endpoints[0].base_url' must be an http or https "
                       "URL: \"builtin:echo\" is for the 'base_url' of a model without endpoints"});
    EXPECT_EQ(
        errors(with("model = \"m\"\necho_delay = 1\nendpoints = [{ base_url = \"http://a\" }]\n")),
        messages{"w.toml:5:1: 'gateway.models.cloud.echo_delay' is for base_url = \"builtin:echo\" only; "
                 "remove it"});
}

TEST(endpoints, never_show_an_address_that_may_hold_a_password)
{
    EXPECT_EQ(
        errors(with("model = \"m\"\nendpoints = [{ base_url = \"http://u:hunter2@a\" }]\n")),
        messages{"w.toml:5:27: 'gateway.models.cloud.endpoints[0].base_url' must be an http or https URL "
                 "such as \"https://api.example.com/v1\": it has a user or password; put the key into a "
                 "variable and name that in api_key_env"});
}

TEST(endpoints, have_a_weight_from_1_to_1000)
{
    for (auto const* weight : {"0", "1001", "-1"})
        EXPECT_EQ(errors(with("model = \"m\"\nendpoints = [{ base_url = \"http://a\", weight = " +
                              std::string{weight} + " }]\n")),
                  messages{"w.toml:5:48: 'gateway.models.cloud.endpoints[0].weight' must be a whole number "
                           "from 1 to 1000, found " +
                           std::string{weight}});
}

TEST(endpoints, that_are_the_same_are_one)
{
    EXPECT_EQ(
        errors(with("model = \"m\"\nendpoints = [{ base_url = \"http://a\" }, { base_url = \"http://a\","
                    " model = \"m\" }]\n")),
        messages{"w.toml:5:41: 'gateway.models.cloud.endpoints[1]' is the same as "
                 "'gateway.models.cloud.endpoints[0]'; give that one a greater weight"});
    EXPECT_EQ(read("model = \"m\"\nendpoints = [{ base_url = \"http://a\" }, { base_url = \"http://a\","
                   " api_key_env = \"L\" }, { base_url = \"http://a\", model = \"n\" }]\n")
                  .size(),
              3U);
}

TEST(endpoints, that_are_sent_the_same_headers_are_one)
{
    messages const same{"w.toml:6:1: 'gateway.models.cloud.endpoints[1]' is the same as "
                        "'gateway.models.cloud.endpoints[0]'; give that one a greater weight"};
    auto const said_of = [](std::string const& model, std::string const& first, std::string const& second) {
        return errors(with("model = \"m\"\n" + model + "endpoints = [{ base_url = \"http://a\"" + first +
                           " },\n{ base_url = \"http://a\"" + second + " }]\n"));
    };
    std::string const team{", headers = [\"X-Team: a\"]"};
    std::string const other{", headers = [\"X-Team: b\"]"};
    EXPECT_EQ(said_of("", team, team), same);
    EXPECT_EQ(said_of("", "", ", headers = []"), same);
    EXPECT_EQ(said_of("", team, other), messages{});
    EXPECT_EQ(said_of("", team, ""), messages{});
    EXPECT_EQ(said_of("", ", headers = 3", ", headers = 3").size(), 2U); // of the type alone

    messages const inherited{"w.toml:7:1: " + same.front().substr(std::string{"w.toml:6:1: "}.size())};
    EXPECT_EQ(said_of("headers = [\"X-Team: a\"]\n", team, ""), inherited);
    EXPECT_EQ(said_of("headers = [\"X-Team: a\"]\n", "", ""), inherited);
    EXPECT_EQ(said_of("headers = [\"X-Team: a\"]\n", ", headers = []", ""), messages{});
}

TEST(endpoints, send_the_header_of_the_key_once)
{
    std::string const model{"model = \"m\"\napi_key_env = \"K\"\napi_key_header = \"api-key\"\n"};
    EXPECT_EQ(
        errors(with(model + "endpoints = [\n{ base_url = \"http://a\", headers = [\"api-key: x\"] }]\n")),
        messages{"w.toml:8:37: 'gateway.models.cloud.endpoints[0].headers[0]' must be a header other "
                 "than api-key, which 'gateway.models.cloud.api_key_header' sends with the key"});
    EXPECT_EQ(errors(with("model = \"m\"\nheaders = [\"api-key: x\"]\nendpoints = [\n{ base_url = "
                          "\"http://a\", api_key_env = \"K\", api_key_header = \"api-key\" }]\n")),
              messages{"w.toml:5:12: 'gateway.models.cloud.headers[0]' must be a header other than api-key, "
                       "which 'gateway.models.cloud.endpoints[0].api_key_header' sends with the key"});
    // A variable of its own goes into Authorization unless the endpoint names a header too.
    EXPECT_EQ(errors(with(model + "endpoints = [{ base_url = \"http://a\", api_key_env = \"L\","
                                  " headers = [\"api-key: x\"] }]\n")),
              messages{});
}

TEST(endpoints, are_held_to_the_rules_of_a_model)
{
    EXPECT_EQ(
        errors(with("model = \"m\"\n" + std::string{entry} +
                    "base_url = \"http://a\"\napi_key_cmd = \"pass k\"\nca_file = \"/nowhere/ca.pem\"\n")),
        (messages{
            "w.toml:7:1: 'gateway.models.cloud.endpoints[0].api_key_cmd' needs "
            "'gateway.models.cloud.endpoints[0].api_key_env', the variable that it fills",
            "w.toml:8:11: 'gateway.models.cloud.endpoints[0].ca_file' must be a PEM file, found none at "
            "\"/nowhere/ca.pem\""}));
    EXPECT_EQ(errors(with("model = \"m\"\nendpoints = [{ base_url = \"http://a\", wieght = 2 }]\n")),
              messages{"w.toml:5:39: unknown key 'gateway.models.cloud.endpoints[0].wieght'; did you mean "
                       "'gateway.models.cloud.endpoints[0].weight'?"});
    EXPECT_EQ(notices(with("model = \"m\"\nendpoints = [{ base_url = \"http://a/chat/completions\" }]\n")),
              messages{"w.toml:5:27: 'gateway.models.cloud.endpoints[0].base_url' ends in /chat/completions, "
                       "which the gateway adds itself; leave it out"});
}

TEST(probe, is_a_path)
{
    for (auto const* path : {"models", "", "/a b", "/#x", "/\\u00e9"}) {
        auto const found =
            errors(with("base_url = \"http://a\"\nmodel = \"m\"\nprobe = \"" + std::string{path} + "\"\n"));
        ASSERT_EQ(found.size(), 1U) << path;
        EXPECT_TRUE(found[0].starts_with(
            "w.toml:6:9: 'gateway.models.cloud.probe' must be a path such as \"/models\""))
            << found[0];
    }
    EXPECT_EQ(read("base_url = \"http://a\"\nmodel = \"m\"\nprobe = \"/v1/models\"\n").at(0).probe,
              "/v1/models");
}

} // namespace
} // namespace wayfinder::config::testing
