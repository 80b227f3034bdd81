// Shared by the tests of `wayfinder-router onboard`: two models that answer, a judge who types.
#pragma once

#include "fake_upstream.hpp"
#include "gateway_binary.hpp"
#include "temporary_directory.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace wayfinder::testing {

inline constexpr char const* log_name = "wayfinder-router-feedback.jsonl";

/// What the models of these tests answer: their own id, and the prompt with a mark.
inline std::string answer_to(recorded_request const& request)
{
    auto const body = nlohmann::ordered_json::parse(request.body);
    auto const prompt = body["messages"][0]["content"].get<std::string>();
    return body["model"].get<std::string>() + " says " + prompt + "!";
}

inline void answer(recorded_request const& request, upstream_reply& reply)
{
    nlohmann::ordered_json const message{{"role", "assistant"}, {"content", answer_to(request)}};
    reply.respond(
        200,
        nlohmann::ordered_json{{"choices", nlohmann::ordered_json::array({{{"message", message}}})}}.dump());
}

inline std::string model_table(std::string const& name, std::string const& url, std::string const& id)
{
    return "[gateway.models." + name + "]\nbase_url = \"" + url + "\"\nmodel = \"" + id + "\"\n";
}

class onboard : public ::testing::Test {
protected:
    onboard()
    {
        directory_.write("wayfinder-router.toml", model_table("local", upstream_.url(), "small-1") +
                                                      model_table("cloud", upstream_.url(), "large-1") +
                                                      model_table("echo", "builtin:echo", "echo"));
        directory_.write("prompts.txt", "one\n\ntwo\n{\"text\": \"three\\nlines\\nü\"}\n");
    }

    command_result run(std::vector<std::string> arguments, std::string const& answers,
                       std::map<std::string, std::string> environment = {})
    {
        arguments.insert(arguments.begin(), "onboard");
        return run_command({.arguments = std::move(arguments),
                            .input = answers,
                            .environment = std::move(environment),
                            .directory = directory_.path()});
    }

    [[nodiscard]] std::string log(char const* name = log_name) const
    {
        std::ifstream file{directory_.path() / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }

    void expect_refused(std::vector<std::string> const& arguments, int code, std::string_view reason)
    {
        auto const result = run(arguments, "y\ny\ny\n");
        EXPECT_EQ(result.status.code, code) << ::testing::PrintToString(arguments) << result.error;
        EXPECT_NE(result.error.find(reason), std::string::npos) << result.error;
        EXPECT_EQ(upstream_.request_count(), 0U) << "nobody is paid for what ends in an error";
        EXPECT_TRUE(log().empty());
    }

    static std::string row(std::string const& text, std::string const& label)
    {
        return "{\"text\": " + nlohmann::ordered_json(text).dump() + ", \"label\": \"" + label + "\"}\n";
    }

    fake_upstream upstream_{answer};
    temporary_directory directory_;
};

inline bool mentions(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace wayfinder::testing
