#include "control/score_quantiles.hpp"

#include <charconv>
#include <cstdint>

namespace wayfinder::control {

namespace {

constexpr std::string_view heading = "wayfinder-quantiles 1\n";

/// FNV-1a, 64 bits: guards against torn and edited files.
std::uint64_t checksum(std::string_view text)
{
    std::uint64_t sum = 14695981039346656037U;
    for (char const c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return sum;
}

/// Takes a number and the one character behind it off the front of a text.
template <class Number>
bool take(std::string_view& text, Number& number, char behind)
{
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const length = static_cast<std::size_t>(end - text.data());
    if (problem != std::errc{} || length >= text.size() || text[length] != behind) return false;
    text.remove_prefix(length + 1);
    return true;
}

std::string body_of(skill::quantile_sketch const& seen)
{
    std::string text{heading};
    for (std::size_t bin = 0; bin < seen.saved().size(); ++bin)
        if (auto const mass = seen.saved()[bin]; mass != 0)
            text += std::to_string(bin) + ' ' + std::to_string(mass) + '\n';
    return text;
}

} // namespace

skill::quantile_sketch score_quantiles::now() const
{
    std::lock_guard const lock{mutex_};
    return seen_;
}

void score_quantiles::add(double score)
{
    std::lock_guard const lock{mutex_};
    seen_.add(score);
}

void score_quantiles::reset(skill::quantile_table const& seed)
{
    std::lock_guard const lock{mutex_};
    seen_ = skill::quantile_sketch{seed};
}

std::string score_quantiles::saved() const
{
    auto text = body_of(now());
    return text + "sum " + std::to_string(checksum(text)) + '\n';
}

std::string score_quantiles::restore(std::string_view text)
{
    if (!text.starts_with(heading)) return "is no file of score quantiles, or of another version";
    auto const last = text.rfind("sum ");
    std::uint64_t sum = 0;
    auto rest = last == text.npos ? std::string_view{} : text.substr(last + 4);
    if (!take(rest, sum, '\n') || !rest.empty() || sum != checksum(text.substr(0, last)))
        return "is damaged: its checksum does not match";
    skill::quantile_sketch::masses masses{};
    rest = text.substr(heading.size(), last - heading.size());
    while (!rest.empty()) {
        std::size_t bin = 0;
        std::uint32_t mass = 0;
        constexpr std::uint32_t most = skill::quantile_sketch::capacity * skill::quantile_sketch::unit + 64;
        if (!take(rest, bin, ' ') || !take(rest, mass, '\n') || bin >= masses.size() || mass > most)
            return "holds numbers that it cannot hold";
        masses[bin] = mass;
    }
    std::lock_guard const lock{mutex_};
    seen_ = skill::quantile_sketch{masses};
    return {};
}

} // namespace wayfinder::control
