#include "control/ledger/spool_recovery.hpp"

#include "control/ledger/spool_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>

namespace wayfinder::control {
namespace {

namespace fs = std::filesystem;

/// Null if it is not a spool, or its creation was not completed. What is missing at its end reads as zeros.
std::unique_ptr<spool_layout> read_spool(fs::path const& file, bool& damaged)
{
    auto found = std::make_unique<spool_layout>();
    std::ifstream in{file, std::ios::binary};
    in.read(reinterpret_cast<char*>(found.get()), sizeof *found);
    damaged = static_cast<std::size_t>(in.gcount()) < sizeof *found;
    return found->magic == spool_layout::right_magic ? std::move(found) : nullptr;
}

std::string recover_half(fs::path const& file, spool_half const& left, std::uint32_t layout,
                         recovery_target const& to, bool& damaged)
{
    bool torn = left.used > left.bytes.size();
    std::string_view const bytes{left.bytes.data(), torn ? 0 : left.used};
    spooled const found{entries_in(bytes, torn, layout), {file.filename().string(), left.generation}};
    damaged = damaged || torn;
    auto problem = to.write(found);
    if (problem.empty())
        to.tell("the ledger: " + std::to_string(found.entries.size()) + " requests left in " + file.string() +
                " by an ended process have been written");
    return problem;
}

/// For whoever wants to look at what could not be read.
bool set_aside(fs::path const& file, recovery_target const& to)
{
    auto const kept = file.parent_path() / ("damaged-" + file.filename().string());
    std::error_code failed;
    fs::rename(file, kept, failed);
    to.tell(file.string() + " is damaged; the requests after the damage are lost" +
            (failed ? std::string{} : ", and the file is kept as " + kept.string()));
    return !failed;
}

std::string recover(fs::path const& file, recovery_target const& to)
{
    spool_file const lock{file, 0};
    if (!lock.is_open()) {
        if (errno != ENOENT)
            to.tell("cannot open " + file.string() + ": " + std::strerror(errno) +
                    "; the requests in it are not in the ledger");
        return {};
    }
    if (!lock.lock()) {
        to.lives(file.filename().string());
        return {};
    }
    bool damaged = false;
    auto const found = read_spool(file, damaged);
    if (found && (found->entries < oldest_entry_layout || found->entries > entry_layout)) {
        to.tell(file.string() + " holds requests of another version of wayfinder-router; start that one "
                                "once, so that it writes them into the ledger, or remove the file");
        return {};
    }
    if (found) {
        auto& halves = found->halves;
        auto const layout = static_cast<std::uint32_t>(found->entries);
        auto const done = to.written(file.filename().string());
        if (!done) return "cannot read from the ledger what it has of " + file.string();
        auto const older = halves[0].generation < halves[1].generation ? 0U : 1U;
        for (auto const which : {older, 1 - older}) {
            auto const& half = halves[which];
            if (half.generation <= *done || half.used == 0) continue;
            if (auto problem = recover_half(file, half, layout, to, damaged); !problem.empty())
                return problem;
        }
    }
    bool const gone = found && damaged ? set_aside(file, to) : ::unlink(file.c_str()) == 0;
    // As long as it is there, what it has written must be known, or it would be written again.
    if (gone) to.forget(file.filename().string());
    return {};
}

} // namespace

std::string recover_spools(fs::path const& ledger, recovery_target const& to)
{
    std::error_code error;
    std::vector<fs::path> files;
    for (auto const& each : fs::directory_iterator{directory_of(ledger), error})
        if (each.path().filename().string().starts_with(spool_prefix(ledger))) files.push_back(each.path());
    for (auto const& file : files)
        if (auto problem = recover(file, to); !problem.empty()) return problem;
    return {};
}

} // namespace wayfinder::control
