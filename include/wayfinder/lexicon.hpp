// The words that hint at difficulty: two replaceable sets of terms, compiled for lookup.
#pragma once

#include <wayfinder/detail/folding.hpp>
#include <wayfinder/detail/term_table.hpp>
#include <wayfinder/text.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder {

/// The form in which terms are compared: surrounding whitespace removed, lower case. Non-ASCII letters keep
/// their case, because no token can contain them; the exceptions are the two whose lower case is an ASCII
/// letter.
[[nodiscard]] inline std::string normalize_term(std::string_view term)
{
    std::string lower;
    std::size_t visible_size = 0; // of `lower`, up to the last non-whitespace character
    for (std::size_t at = 0; at < term.size();) {
        auto const [value, size] = decode(term, at);
        std::string_view const character = term.substr(at, size);
        at += size;
        bool const space = is_whitespace(value);
        if (space && lower.empty()) continue;
        if (character == detail::kelvin_sign)
            lower += 'k';
        else if (character == detail::dotted_capital_i)
            (lower += 'i') += detail::combining_dot_above;
        else if (detail::is_ascii_letter(character.front()))
            lower += detail::folded(character.front());
        else
            lower += character;
        if (!space) visible_size = lower.size();
    }
    lower.resize(visible_size);
    return lower;
}

/// Reasoning and constraint terms. Copies are independent; concurrent reads are safe.
class lexicon {
public:
    /// Terms of proofs, analysis and optimisation (reference 2026.6.7).
    static constexpr std::array<std::string_view, 52> default_reasoning_terms{
        "prove",      "proof",      "proofs",     "proven",        "derive",         "derives",
        "derivation", "theorem",    "theorems",   "lemma",         "lemmas",         "corollary",
        "axiom",      "axioms",     "irrational", "undecidable",   "undecidability", "decidable",
        "infinitely", "asymptotic", "complexity", "invariant",     "invariants",     "concurrency",
        "concurrent", "deadlock",   "induction",  "contradiction", "optimal",        "optimality",
        "optimize",   "optimise",   "minimize",   "minimise",      "maximize",       "maximise",
        "recurrence", "halting",    "eigenvalue", "eigenvalues",   "integral",       "derivative",
        "polynomial", "prime",      "primes",     "modulo",        "isomorphism",    "monotonic",
        "bijection",  "injective",  "surjective", "combinatorial",
    };

    /// Terms that constrain the answer (reference 2026.6.7).
    static constexpr std::array<std::string_view, 11> default_constraint_terms{
        "must",       "without",     "only",    "ensure",     "exactly",  "guarantee",
        "constraint", "constraints", "subject", "preserving", "preserve",
    };

    /// The built-in terms.
    lexicon() = default;

    /// Replaces a set. Terms are normalised and sorted; blanks and duplicates are removed. An empty set is
    /// valid, and so are terms that can never match, such as two words.
    void set_reasoning_terms(std::vector<std::string> terms) { replace(reasoning_, std::move(terms)); }
    void set_constraint_terms(std::vector<std::string> terms) { replace(constraint_, std::move(terms)); }

    /// Normalised, sorted by code point.
    [[nodiscard]] std::vector<std::string> const& reasoning_terms() const noexcept
    {
        return reasoning_.terms;
    }
    [[nodiscard]] std::vector<std::string> const& constraint_terms() const noexcept
    {
        return constraint_.terms;
    }

    /// Whether a set was replaced, even by terms equal to the built-in ones.
    [[nodiscard]] bool has_custom_reasoning_terms() const noexcept { return reasoning_.custom; }
    [[nodiscard]] bool has_custom_constraint_terms() const noexcept { return constraint_.custom; }

    /// Both sets, compiled for scanning a text.
    [[nodiscard]] detail::term_table const& table() const noexcept { return table_; }

private:
    struct term_set {
        std::vector<std::string> terms;
        bool custom{false};
    };

    static std::vector<std::string> sorted(std::span<std::string_view const> terms)
    {
        std::vector<std::string> copies(terms.begin(), terms.end());
        std::sort(copies.begin(), copies.end());
        return copies;
    }

    void replace(term_set& set, std::vector<std::string> terms)
    {
        for (auto& term : terms) term = normalize_term(term);
        std::erase(terms, std::string{});
        std::sort(terms.begin(), terms.end()); // UTF-8 byte order is code point order
        terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
        set = {std::move(terms), true};
        table_ = detail::term_table{reasoning_.terms, constraint_.terms};
    }

    term_set reasoning_{sorted(default_reasoning_terms), false};
    term_set constraint_{sorted(default_constraint_terms), false};
    detail::term_table table_{reasoning_.terms, constraint_.terms};
};

} // namespace wayfinder
