// `wayfinder-router recalibrate` in a directory with a configuration and a feedback log.
#pragma once

#include "config_file_test.hpp"
#include "gateway_binary.hpp"

#include <string>
#include <vector>

namespace wayfinder::testing {

inline std::string label_line(std::string const& text, std::string const& label)
{
    return json{{"text", text}, {"label", label}}.dump() + '\n';
}

inline std::string short_prompt(int number)
{
    return "What is " + std::to_string(number) + " plus two?";
}

inline std::string long_prompt(int number)
{
    std::string text = "# Plan " + std::to_string(number) + "\n\n";
    for (int step = 0; step < 6 + number % 5; ++step) text += "- step " + std::to_string(step) + "\n";
    return text;
}

inline std::string separable(int pairs)
{
    std::string lines;
    for (int i = 0; i < pairs; ++i)
        lines += label_line(short_prompt(i), "local") + label_line(long_prompt(i), "cloud");
    return lines;
}

class recalibrate : public ::testing::Test {
protected:
    static constexpr char const* log_name = "wayfinder-router-feedback.jsonl";
    static constexpr char const* config_name = "wayfinder-router.toml";

    command_result run(std::vector<std::string> arguments = {})
    {
        arguments.insert(arguments.begin(), "recalibrate");
        return run_command({.arguments = std::move(arguments),
                            .input = {},
                            .environment = {},
                            .directory = directory_.path()});
    }

    std::string configure(std::string const& routing)
    {
        auto const text = "# kept\n" + routing + "\n# models\n" + model_table("local", "builtin:echo") +
                          model_table("cloud", "builtin:echo");
        directory_.write(config_name, text);
        return text;
    }

    std::string read(std::string const& name) { return read_file(directory_.path() / name); }
    bool exists(std::string const& name) { return std::filesystem::exists(directory_.path() / name); }

    temporary_directory directory_;
};

} // namespace wayfinder::testing
