// `wayfinder-router recalibrate` in a directory with a configuration and a feedback log.
#pragma once

#include "command_in_directory.hpp"
#include "config_file_test.hpp"

#include <string>

namespace wayfinder::testing {

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

class recalibrate : public command_in_directory {
protected:
    static constexpr char const* log_name = "wayfinder-router-feedback.jsonl";
    static constexpr char const* config_name = "wayfinder-router.toml";

    recalibrate() : command_in_directory{{"recalibrate"}} {}

    std::string configure(std::string const& routing)
    {
        auto const text = "# kept\n" + routing + "\n# models\n" + model_table("local", "builtin:echo") +
                          model_table("cloud", "builtin:echo");
        directory_.write(config_name, text);
        return text;
    }
};

} // namespace wayfinder::testing
