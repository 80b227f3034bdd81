// A command of the program, run in a directory of its own, and labelled prompts for it.
#pragma once

#include "gateway_binary.hpp"
#include "temporary_directory.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder::testing {

using words = std::vector<std::string>;

inline std::string label_line(std::string const& text, std::string const& label)
{
    return nlohmann::ordered_json{{"text", text}, {"label", label}}.dump() + '\n';
}

inline std::string short_prompt(int number)
{
    return "What is " + std::to_string(number) + " plus two?";
}

/// Easy prompts for `local`, plans for `cloud`.
inline std::string lessons(int pairs)
{
    std::string lines;
    for (int i = 0; i < pairs; ++i)
        lines += label_line(short_prompt(i), "local") +
                 label_line("# Plan " + std::to_string(i) +
                                "\n\n- one\n- two\n- three\n- four\n\n## Then\n\n- five\n- six\n",
                            "cloud");
    return lines;
}

class command_in_directory : public ::testing::Test {
protected:
    /// The words that come before those of each run.
    explicit command_in_directory(words command) : command_{std::move(command)} {}

    command_result run(words const& arguments = {}, std::map<std::string, std::string> environment = {})
    {
        auto all = command_;
        all.insert(all.end(), arguments.begin(), arguments.end());
        return run_command({.arguments = std::move(all),
                            .input = {},
                            .environment = std::move(environment),
                            .directory = directory_.path()});
    }

    void expect_refused(words const& arguments, int code, std::string_view reason)
    {
        auto const result = run(arguments);
        EXPECT_EQ(result.status.code, code) << ::testing::PrintToString(arguments) << result.error;
        EXPECT_NE(result.error.find(reason), std::string::npos) << result.error;
        EXPECT_TRUE(result.output.empty()) << result.output;
    }

    [[nodiscard]] std::string read(std::string const& name) const
    {
        return read_file(directory_.path() / name);
    }
    [[nodiscard]] bool exists(std::string const& name) const
    {
        return std::filesystem::exists(directory_.path() / name);
    }

    temporary_directory directory_;

private:
    words command_;
};

} // namespace wayfinder::testing
