// Learned weights as a file: a readable header, the table, and a checksum of both.
#pragma once

#include <wayfinder/skill/checksum.hpp>
#include <wayfinder/skill/learned_weights.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::skill {

/// Why a file holds no usable weights.
enum class artifact_problem : unsigned char {
    foreign, ///< does not start like such a file
    version, ///< of another version, with different hashes or terms
    cut,     ///< shorter or longer than its header says
    corrupt, ///< the checksum does not match
};

[[nodiscard]] constexpr std::string_view describe(artifact_problem what) noexcept
{
    constexpr std::array<std::string_view, 4> words{
        "is not a file of learned weights",
        "is of another version: learn again with `calibrate --mode learned`",
        "is cut short, or something was added to it",
        "is damaged: its checksum does not match",
    };
    return words[static_cast<std::size_t>(what)];
}

/// The weights and the report of how it was learned.
struct artifact {
    learned_weights what;
    std::string report; ///< JSON, for people and programs; not used in decisions
};

namespace detail {

inline constexpr std::string_view artifact_name = "wayfinder-skill ";
inline constexpr std::string_view artifact_version = "3\n";

inline void append(std::string& to, std::uint64_t number)
{
    for (unsigned shift = 0; shift < 64; shift += 8) to += static_cast<char>(number >> shift & 0xFFU);
}

inline void append(std::string& to, double number)
{
    append(to, std::bit_cast<std::uint64_t>(number));
}

/// Reads numbers from the front of a byte string; the caller has checked that there are enough bytes.
class number_reader {
public:
    explicit number_reader(std::string_view bytes) noexcept : rest_{bytes} {}

    std::uint64_t integer() noexcept
    {
        std::uint64_t number = 0;
        for (unsigned i = 0; i < 8; ++i)
            number |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << 8 * i;
        rest_.remove_prefix(8);
        return number;
    }

    double real() noexcept { return std::bit_cast<double>(integer()); }

private:
    std::string_view rest_;
};

/// Size of the numbers other than the steps, eight bytes each, little-endian: size of the report,
/// examples, evidence, blend, step, corrections, quantiles.
inline constexpr std::size_t numbers_size = 8 * (5 + term_count + std::tuple_size_v<quantile_table>);

} // namespace detail

[[nodiscard]] inline std::string written(artifact const& made)
{
    std::string bytes{detail::artifact_name};
    bytes += detail::artifact_version;
    detail::append(bytes, std::uint64_t{made.report.size()});
    detail::append(bytes, std::uint64_t{made.what.examples});
    for (double const number : {made.what.evidence, made.what.blend, made.what.step})
        detail::append(bytes, number);
    for (double const number : made.what.correction) detail::append(bytes, number);
    for (double const number : made.what.quantiles) detail::append(bytes, number);
    bytes += made.report;
    for (std::int8_t const step : made.what.steps) bytes += static_cast<char>(step);
    detail::append(bytes, checksum(bytes));
    return bytes;
}

/// The weights in a file's bytes, or what is wrong with them.
[[nodiscard]] inline std::variant<artifact, artifact_problem> read_artifact(std::string_view bytes)
{
    std::size_t const head = detail::artifact_name.size() + detail::artifact_version.size();
    constexpr std::size_t table = gram_buckets;
    constexpr std::size_t sum = 8;
    if (!bytes.starts_with(detail::artifact_name)) return artifact_problem::foreign;
    if (bytes.substr(detail::artifact_name.size(), detail::artifact_version.size()) !=
        detail::artifact_version)
        return artifact_problem::version;
    std::size_t const fixed = head + detail::numbers_size + table + sum;
    if (bytes.size() < fixed) return artifact_problem::cut;
    detail::number_reader numbers{bytes.substr(head)};
    if (numbers.integer() != bytes.size() - fixed) return artifact_problem::cut;
    auto const body = bytes.substr(0, bytes.size() - sum);
    if (detail::number_reader{bytes.substr(body.size())}.integer() != checksum(body))
        return artifact_problem::corrupt;

    artifact read;
    read.what.examples = static_cast<std::size_t>(numbers.integer());
    read.what.evidence = numbers.real();
    read.what.blend = numbers.real();
    read.what.step = numbers.real();
    for (double& number : read.what.correction) number = numbers.real();
    for (double& number : read.what.quantiles) number = numbers.real();
    auto const rest = body.substr(head + detail::numbers_size);
    read.report = rest.substr(0, rest.size() - table);
    for (char const step : rest.substr(rest.size() - table))
        read.what.steps.push_back(static_cast<std::int8_t>(step));
    return read;
}

} // namespace wayfinder::skill
