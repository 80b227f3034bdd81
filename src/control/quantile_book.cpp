#include "control/quantile_book.hpp"

#include <wayfinder/skill/artifact.hpp>
#include <wayfinder/skill/checksum.hpp>
#include <wayfinder/skill/weights.hpp>

#include <bit>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace wayfinder::control {

namespace {

namespace fs = std::filesystem;
using skill::quantile_sketch;

constexpr std::string_view heading = "wayfinder-quantiles 2\n";
constexpr std::string_view weights_mark = "weights ";
constexpr std::string_view sketch_mark = "of ";
constexpr std::string_view sum_mark = "sum ";

/// Distinguishes a policy's weights from others, including shipped ones of another version.
std::uint64_t identity_of(skill::policy const& by)
{
    std::string bytes;
    for (auto const each : skill::default_weights.by)
        bytes += std::to_string(std::bit_cast<std::uint64_t>(each)) + ' ';
    if (by.learned) bytes += skill::written({*by.learned, {}});
    return skill::checksum(bytes);
}

/// Removes a number and the single character after it from the start of a text.
template <class Number>
bool take(std::string_view& text, Number& number, char behind)
{
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const length = static_cast<std::size_t>(end - text.data());
    if (problem != std::errc{} || length >= text.size() || text[length] != behind) return false;
    text.remove_prefix(length + 1);
    return true;
}

bool take(std::string_view& text, std::string_view mark)
{
    if (!text.starts_with(mark)) return false;
    text.remove_prefix(mark.size());
    return true;
}

/// The bins of one sketch, up to the next one.
bool take(std::string_view& text, quantile_sketch::masses& masses)
{
    constexpr std::uint32_t most = quantile_sketch::capacity * quantile_sketch::unit * 2;
    while (!text.empty() && !text.starts_with(sketch_mark)) {
        std::size_t bin = 0;
        std::uint32_t mass = 0;
        if (!take(text, bin, ' ') || !take(text, mass, '\n') || bin >= masses.size() || mass > most)
            return false;
        masses[bin] = mass;
    }
    return true;
}

void append(std::string& text, std::string_view name, quantile_sketch const& seen)
{
    text.append(sketch_mark).append(name) += '\n';
    for (std::size_t bin = 0; bin < seen.saved().size(); ++bin)
        if (auto const mass = seen.saved()[bin]; mass != 0)
            text += std::to_string(bin) + ' ' + std::to_string(mass) + '\n';
}

/// The text without its last line, if that is its checksum.
bool take_sum(std::string_view& text)
{
    auto const last = text.rfind(sum_mark);
    if (last == text.npos) return false;
    auto rest = text.substr(last + sum_mark.size());
    std::uint64_t sum = 0;
    text = text.substr(0, last);
    return take(rest, sum, '\n') && rest.empty() && sum == skill::checksum(text);
}

/// True also where there is none, and none is known.
bool holds(fs::path const& file, std::string_view text)
{
    std::ifstream in{file, std::ios::binary};
    std::string const there{std::istreambuf_iterator<char>{in}, {}};
    return there == text;
}

} // namespace

void quantile_book::adopt(skill::policy const& by)
{
    auto const wanted = identity_of(by);
    std::lock_guard const lock{mutex_};
    if (std::exchange(weights_, wanted) == wanted) return;
    seed_ = by.seed();
    for (auto& [name, sketch] : sketches_) sketch.become(quantile_sketch{seed_});
}

score_quantiles& quantile_book::open(std::string_view name)
{
    std::lock_guard const lock{mutex_};
    auto const found = sketches_.find(name);
    if (found != sketches_.end()) return found->second;
    return sketches_.try_emplace(std::string{name}, quantile_sketch{seed_}).first->second;
}

std::string quantile_book::saved() const
{
    std::lock_guard const lock{mutex_};
    std::string text{heading};
    text.append(weights_mark) += std::to_string(weights_) + '\n';
    for (auto const& [name, sketch] : sketches_) append(text, name, sketch.now());
    auto const sum = skill::checksum(text);
    return text.append(sum_mark).append(std::to_string(sum)) + '\n';
}

std::string quantile_book::restore(std::string_view text)
{
    if (!take(text, heading)) return "is not a file of score quantiles, or is of another version";
    // The checksum includes the heading.
    std::string_view whole{text.data() - heading.size(), text.size() + heading.size()};
    if (!take_sum(whole)) return "is damaged: its checksum does not match";
    text = whole.substr(heading.size());
    std::uint64_t weights = 0;
    bool sound = take(text, weights_mark) && take(text, weights, '\n');
    std::map<std::string, quantile_sketch::masses, std::less<>> read;
    while (sound && !text.empty()) {
        auto const end = text.find('\n');
        sound = text.starts_with(sketch_mark) && end != text.npos;
        if (!sound) break;
        auto& masses = read[std::string{text.substr(sketch_mark.size(), end - sketch_mark.size())}];
        text.remove_prefix(end + 1);
        sound = take(text, masses);
    }
    if (!sound) return "has invalid contents";
    std::lock_guard const lock{mutex_};
    if (weights != weights_) return {};
    for (auto const& [name, masses] : read)
        sketches_.try_emplace(name).first->second.become(quantile_sketch{masses});
    return {};
}

std::string quantile_book::load(fs::path const& file)
{
    std::error_code failed;
    file_ = file;
    on_disk_.clear();
    if (!fs::exists(file, failed)) return {};
    std::ifstream in{file, std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{in}, {}};
    auto problem = in ? restore(text) : std::string{"cannot be read"};
    on_disk_ = text;
    return problem.empty() ? problem : file.string() + ' ' + problem;
}

std::string quantile_book::save(fs::path const& file)
{
    auto text = saved();
    std::error_code failed;
    if (text == on_disk_ && file == file_ && fs::exists(file, failed)) return {};
    // A predecessor may have saved once more than its successor has read.
    foreign_writes_ = file != file_ || holds(file, on_disk_) ? 0 : foreign_writes_ + 1;
    file_ = file;
    auto const beside = fs::path{file}.concat(".new-" + std::to_string(::getpid()));
    std::ofstream out{beside, std::ios::binary | std::ios::trunc};
    out << text;
    out.close();
    fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write, failed); // like the ledger's
    if (out) fs::rename(beside, file, failed);
    if (!out || failed) return file.string() + " cannot be written" + (failed ? ": " + failed.message() : "");
    on_disk_ = std::move(text);
    if (foreign_writes_ < 2) return {};
    return file.string() +
           " is written by another process, too, and each loses what the other has seen: give each gateway a "
           "'routing.quantiles_file' of its own";
}

} // namespace wayfinder::control
