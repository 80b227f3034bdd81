#include "cli/calibrate/destinations.hpp"

#include <fstream>
#include <utility>
#include <vector>

namespace wayfinder::cli {
namespace {

/// A file to write, and its name in messages.
struct destination {
    std::string what;
    std::filesystem::path file;
    bool by_flag{}; ///< a flag names it; false: its directory follows from --out
};

std::vector<destination> destinations_of(calibrate_options const& asked)
{
    bool const learned = asked.mode == "learned";
    std::vector<destination> all;
    if (!asked.out.empty()) all.push_back({"--out", asked.out, true});
    if (!asked.plot.empty() && !learned) all.push_back({"--plot", asked.plot, true});
    if (!learned) return all;
    auto const place = learned_place(asked);
    auto backup = place;
    backup += ".bak";
    all.push_back({"the learned file, " + place.string() + ',', place});
    all.push_back({"the previous learned file, " + backup.string() + ',', std::move(backup)});
    return all;
}

/// What to do about a conflict. The name of a learned file is fixed, so it needs another directory.
std::string remedy_for(destination const& which, std::string by_name)
{
    return which.by_flag ? std::move(by_name) : "; name an --out in another directory, it goes beside that";
}

} // namespace

std::filesystem::path learned_place(calibrate_options const& asked)
{
    std::filesystem::path const beside = !asked.out.empty() ? asked.out : asked.config;
    return beside.parent_path() / learned_name;
}

bool same_file(std::filesystem::path const& a, std::filesystem::path const& b)
{
    namespace fs = std::filesystem;
    std::error_code failed;
    if (a == b || (fs::equivalent(a, b, failed) && !failed)) return true;
    if (a.empty() || b.empty()) return false;
    auto const plain = [](fs::path const& of) {
        std::error_code unknown;
        auto found = fs::absolute(of, unknown);
        if (!unknown) found = fs::weakly_canonical(found, unknown);
        return unknown ? std::nullopt : std::optional{found};
    };
    auto const one = plain(a);
    return one && one == plain(b);
}

std::optional<refusal> check_outputs(calibrate_options const& asked)
{
    auto const all = destinations_of(asked);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const& each = all[i];
        if (same_file(each.file, asked.dataset))
            return misuse(each.what + " would overwrite the data set " + asked.dataset +
                          remedy_for(each, "; name another file"));
        if (!asked.config.empty() && same_file(each.file, asked.config))
            return misuse(each.what + " would overwrite all of " + asked.config +
                          remedy_for(each, "; write the fragment to another file and put it in the place of "
                                           "[routing]"));
        for (std::size_t before = 0; before < i; ++before)
            if (same_file(all[before].file, each.file))
                return misuse(all[before].what + " and " + each.what +
                              " name the same file; name another with " + all[before].what);
    }
    return std::nullopt;
}

bool write_output(std::string const& name, std::string_view text)
{
    std::ofstream file{name, std::ios::binary | std::ios::trunc};
    file << text;
    file.close();
    return static_cast<bool>(file);
}

} // namespace wayfinder::cli
