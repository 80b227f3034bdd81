#include "cli/onboard/verdict.hpp"

#include <string>

namespace wayfinder::cli {
namespace {

std::string plain(std::string_view answer)
{
    constexpr std::string_view blanks{" \t\r"};
    auto const first = answer.find_first_not_of(blanks);
    if (first == answer.npos) return {};
    std::string word{answer.substr(first, answer.find_last_not_of(blanks) - first + 1)};
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return word;
}

bool means(std::string const& answer, std::string_view word)
{
    return answer == word || answer == word.substr(0, 1);
}

} // namespace

std::string_view question(presentation shown)
{
    return shown.blind ? "Which is good enough? [1] / [2] / [b]oth / [s]kip / [q]uit "
                       : "Is A good enough? [y]es / [n]o, take B / [s]kip / [q]uit ";
}

std::optional<verdict> read_verdict(std::string_view answer, presentation shown)
{
    auto const word = plain(answer);
    if (means(word, "skip")) return verdict::skip;
    if (means(word, "quit")) return verdict::quit;
    if (shown.blind) {
        if (means(word, "both")) return verdict::first_arm;
        if (word == "1") return shown.swapped ? verdict::second_arm : verdict::first_arm;
        if (word == "2") return shown.swapped ? verdict::first_arm : verdict::second_arm;
        return std::nullopt;
    }
    if (means(word, "yes")) return verdict::first_arm;
    if (means(word, "no")) return verdict::second_arm;
    return std::nullopt;
}

} // namespace wayfinder::cli
