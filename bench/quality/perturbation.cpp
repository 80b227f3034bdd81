#include "bench/quality/perturbation.hpp"

#include <cctype>
#include <random>

namespace wayfinder::quality {
namespace {

bool is_letter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// In one of twenty words of four or more letters, swaps two inner letters.
std::string with_typos(std::string const& text)
{
    std::mt19937 random{static_cast<std::mt19937::result_type>(text.size())};
    auto typed = text;
    for (std::size_t at = 0; at < typed.size();) {
        std::size_t end = at;
        while (end < typed.size() && is_letter(typed[end])) ++end;
        if (end - at >= 4 && random() % 20 == 0) {
            auto const first = at + 1 + random() % (end - at - 2);
            std::swap(typed[first], typed[first + 1]);
        }
        at = end + 1;
    }
    return typed;
}

std::string in_upper_case(std::string const& text)
{
    auto loud = text;
    for (char& c : loud) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return loud;
}

std::string in_lower_case(std::string const& text)
{
    auto quiet = text;
    for (char& c : quiet) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return quiet;
}

} // namespace

std::vector<perturbation> const& all_perturbations()
{
    using text = std::string const&;
    static std::vector<perturbation> const all{
        {"typos in 5 % of the longer words", with_typos},
        {"upper case", in_upper_case},
        {"lower case", in_lower_case},
        {"bold", [](text of) { return "**" + of + "**"; }},
        {"code fence", [](text of) { return "```text\n" + of + "\n```\n"; }},
        {"under a heading", [](text of) { return "## Question\n\n" + of; }},
        {"polite preamble",
         [](text of) { return "Hi! Could you please help me with the following question? " + of; }},
        {"other politeness",
         [](text of) {
             return "Good morning, I would appreciate your help. " + of + "\n\nMany thanks in advance!";
         }},
    };
    return all;
}

} // namespace wayfinder::quality
