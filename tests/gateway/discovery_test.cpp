// GET /v1/models and /v1/models/{id}.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

constexpr std::string_view classifier = R"(
[routing.classifier]
models = ["local", "cloud"]
intercepts = [0, 1]
[routing.classifier.weights])";

class discovery : public gateway_test {
protected:
    std::vector<std::string> listed()
    {
        auto const answer = gateway_->get("/v1/models");
        EXPECT_EQ(answer.status, 200);
        std::vector<std::string> ids;
        auto list = parsed(answer.body);
        for (auto& each : list["data"]) ids.push_back(each["id"]);
        return ids;
    }
};

TEST_F(discovery, list_models_advertises_directives_and_endpoints)
{
    start();
    EXPECT_EQ(listed(),
              (std::vector<std::string>{"auto", "prefer-local", "prefer-hosted", "local", "cloud"}));
    auto list = parsed(gateway_->get("/v1/models").body);
    EXPECT_EQ(list["object"], "list");
    for (auto& each : list["data"]) {
        EXPECT_EQ(each["object"], "model");
        EXPECT_EQ(each["created"], 0);
        EXPECT_EQ(each["owned_by"], "wayfinder");
    }
}

TEST_F(discovery, endpoints_come_in_file_order)
{
    start_with(model_table("zebra", upstream_.url()) + model_table("ant", upstream_.url()) +
               model_table("mole", upstream_.url()));
    EXPECT_EQ(listed(),
              (std::vector<std::string>{"auto", "prefer-local", "prefer-hosted", "zebra", "ant", "mole"}));
}

TEST_F(discovery, list_models_omits_prefer_directives_for_a_classifier)
{
    start({.routing = std::string{classifier}});
    EXPECT_EQ(listed(), (std::vector<std::string>{"auto", "local", "cloud"}));
}

TEST_F(discovery, prefer_directive_falls_through_to_scoring_under_a_classifier)
{
    auto const answer =
        start({.routing = std::string{classifier}}).chat(chat_body(trivial_prompt, "prefer-local"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), "scored");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "cloud");
}

TEST_F(discovery, a_model_can_be_retrieved)
{
    auto& gateway = start();
    for (std::string const path : {"/v1/models/", "/models/"}) {
        auto const answer = gateway.get(path + "cloud");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.headers.get("content-type"), "application/json");
        EXPECT_EQ(parsed(answer.body),
                  json({{"id", "cloud"}, {"object", "model"}, {"created", 0}, {"owned_by", "wayfinder"}}));
    }
    EXPECT_EQ(parsed(gateway.get("/v1/models/auto").body)["id"], "auto");
    EXPECT_EQ(parsed(gateway.get("/v1/models/prefer-local").body)["id"], "prefer-local");
}

TEST_F(discovery, an_unknown_model_is_404)
{
    auto& gateway = start();
    for (auto const* id : {"gpt-4o", "Cloud", "cloud-id"})
        expect_error(gateway.get(std::string{"/v1/models/"} + id), 404, "invalid_request_error",
                     "model_not_found");
}

TEST_F(discovery, odd_ids_are_404_too)
{
    auto& gateway = start();
    for (auto const* id : {"%zz", "%", "%0", "%00", "%ff%fe", "%22%5c", "a/b/c", "..", "%2e%2e"})
        expect_error(gateway.get(std::string{"/v1/models/"} + id), 404, "invalid_request_error");
}

TEST_F(discovery, ids_are_percent_decoded)
{
    auto& gateway = start_with("[gateway.models.\"vendor/big one\"]\nbase_url = \"builtin:echo\"\n");
    auto const answer = gateway.get("/v1/models/vendor%2Fbig%20one");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(parsed(answer.body)["id"], "vendor/big one");
    EXPECT_EQ(gateway.get("/v1/models/vendor/big%20one").status, 200)
        << "clients do not always encode the slash";
}

} // namespace
} // namespace wayfinder::testing
