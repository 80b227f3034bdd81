#include "bench/texts.hpp"

#include <cstdint>
#include <span>

namespace wayfinder::bench {
namespace {

/// A fixed pseudo-random sequence (a linear congruential generator with Knuth's MMIX constants).
class dice {
public:
    std::size_t below(std::size_t bound)
    {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(state_ >> 33) % bound;
    }
    std::string_view pick(std::span<std::string_view const> from) { return from[below(from.size())]; }

private:
    std::uint64_t state_{20};
};

/// Drawn uniformly, these words are about as long as English ones: 64 bytes hold ten, six of them of four
/// letters or more.
constexpr std::string_view english_words[] = {
    "the",      "the",       "the",       "the",       "the",       "the",      "the",        "the",
    "the",      "the",       "the",       "a",         "a",         "a",        "a",          "a",
    "of",       "of",        "of",        "of",        "of",        "of",       "and",        "and",
    "and",      "and",       "and",       "to",        "to",        "to",       "to",         "to",
    "in",       "in",        "in",        "in",        "is",        "is",       "is",         "it",
    "it",       "it",        "that",      "that",      "for",       "for",      "with",       "was",
    "was",      "on",        "on",        "as",        "as",        "are",      "be",         "be",
    "this",     "by",        "I",         "I",         "at",        "from",     "or",         "an",
    "have",     "not",       "not",       "you",       "you",       "we",       "can",        "which",
    "their",    "has",       "will",      "if",        "but",       "more",     "about",      "when",
    "there",    "one",       "all",       "would",     "them",      "some",     "than",       "only",
    "other",    "time",      "into",      "how",       "old",       "ask",      "day",        "use",
    "she",      "his",       "her",       "harbour",   "lantern",   "weather",  "message",    "quietly",
    "between",  "mountain",  "neighbour", "question",  "answer",    "bread",    "window",     "river",
    "paper",    "market",    "station",   "yellow",    "afternoon", "remember", "explain",    "describe",
    "summary",  "customer",  "account",   "balance",   "transfer",  "database", "function",   "request",
    "response", "deploy",    "server",    "network",   "signal",    "measure",  "pressure",   "temperature",
    "although", "because",   "therefore", "however",   "don't",     "it's",     "well-known", "long-term",
    "she'd",    "kettle",    "gardener",  "orchard",   "violin",    "tailor",   "Monday",     "Lisbon",
    "Oslo",     "Anna",      "Peter",     "company",   "contract",  "payment",  "deadline",   "schedule",
    "minute",   "translate", "rewrite",   "improve",   "paragraph", "sentence", "grammar",    "polite",
    "formal",   "letter",    "email",     "algorithm", "proof",     "library",  "most",       "without",
    "similar",  "prince",    "sequence",  "matrix",    "vector",    "field",    "energy",     "particle",
    "molecule", "reaction",  "species",   "history",   "century",   "empire",   "treaty",     "election",
    "policy",   "economy",   "inflation", "currency",  "culture",   "painting", "melody",     "rhythm",
    "poem",     "novel",     "recipe",    "butter",    "onion",     "pepper",   "oven",       "slice",
    "stir",     "serve",     "travel",    "luggage",   "ticket",    "hotel",    "museum",     "guide",
    "local"};

std::string prose(std::size_t size, std::span<std::string_view const> words, std::size_t line_length)
{
    dice rolls;
    std::string text;
    std::size_t line_begin = 0;
    std::size_t left_in_sentence = 4 + rolls.below(18);
    while (text.size() < size) {
        text += rolls.pick(words);
        if (--left_in_sentence == 0) {
            text += rolls.below(9) == 0 ? "?" : ".";
            left_in_sentence = 4 + rolls.below(18);
        } else if (rolls.below(11) == 0) {
            text += ",";
        }
        if (text.size() - line_begin < line_length) {
            text += ' ';
        } else {
            text += rolls.below(6) == 0 ? "\n\n" : "\n";
            line_begin = text.size();
        }
    }
    text.resize(size);
    return text;
}

} // namespace

std::string english(std::size_t size)
{
    return prose(size, english_words, 80);
}

std::string markdown(std::size_t size)
{
    std::string const filler = english(size);
    std::string text;
    for (std::size_t at = 0; text.size() < size; at += 240) {
        std::string_view const words = std::string_view{filler}.substr(at % (size > 1000 ? size - 1000 : 1));
        ((text += "## ") += words.substr(0, 24)) += "\n\n";
        ((text += words.substr(24, 180)) += " [see here](https://example.org/page?id=7)") += ".\n\n";
        for (std::size_t item = 0; item < 3; ++item)
            ((text += "- ") += words.substr(204 + 20 * item, 40)) += "\n";
        text += "\n| name | value |\n|------|-------|\n| alpha | 1 |\n| beta | 2 |\n\n";
        text += "```cpp\nint main() { return run(argc, argv); }\n```\n\n1. first\n2. second\n\n";
    }
    text.resize(size);
    return text;
}

std::string source_code(std::size_t size)
{
    constexpr std::string_view lines[] = {"    for (int i = 0; i < count; ++i) {\n",
                                          "        total += values[i] * weight(i);\n",
                                          "    }\n",
                                          "\n",
                                          "static double weight(int index)\n",
                                          "{\n",
                                          "    return index > 3 ? 0.5 : table[index];\n",
                                          "}\n",
                                          "    // the last one is shorter than the others\n",
                                          "    if (!ok) return error(\"cannot open \\\"%s\\\"\", name);\n",
                                          "    auto const result = parse(input.begin(), input.end());\n",
                                          "    std::vector<std::string> names{};\n"};
    dice rolls;
    std::string text;
    while (text.size() < size) text += rolls.pick(lines);
    text.resize(size);
    return text;
}

std::string chinese(std::size_t size)
{
    constexpr std::string_view words[] = {"我们", "今天", "天气",     "很好", "请问",
                                          "如何", "计算", "这个问题", "城市", "语言"};
    return prose(size, words, 90);
}

std::string japanese(std::size_t size)
{
    constexpr std::string_view words[] = {"これは",   "わたしの", "ください",     "プログラム", "です",
                                          "について", "説明",     "してください", "毎日",       "とても"};
    return prose(size, words, 90);
}

std::string greek(std::size_t size)
{
    constexpr std::string_view words[] = {"είναι", "και",     "θάλασσα", "γιατί", "μπορώ",
                                          "σπίτι", "ερώτηση", "λόγος",   "πόλη",  "Αθήνα"};
    return prose(size, words, 90);
}

std::string french(std::size_t size)
{
    constexpr std::string_view words[] = {"été",  "le",       "à",  "où",      "déjà", "la",    "français",
                                          "être", "problème", "de", "réponse", "une",  "forêt", "l'hôtel"};
    return prose(size, words, 90);
}

std::string repeated(std::string_view piece, std::size_t size)
{
    std::string text;
    while (text.size() < size) text += piece;
    text.resize(size);
    return text;
}

} // namespace wayfinder::bench
