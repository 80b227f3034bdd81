// The file format of a spool, for the process that fills it and the one that recovers it.
#pragma once

#include "control/ledger/entry_bytes.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace wayfinder::control {

/// One of two. Room for several thousand entries, more than arrive while a batch is written.
struct spool_half {
    static constexpr std::size_t capacity = 512U << 10U;

    std::uint64_t generation;
    std::uint64_t used; ///< bytes; nothing beyond them is valid
    std::array<char, capacity> bytes;

    [[nodiscard]] std::atomic_ref<std::uint64_t> size() { return std::atomic_ref{used}; }
};

struct spool_layout {
    static constexpr std::uint64_t right_magic = 0x6C6F'6F70'7366'7277U; // "wrfspool"

    std::uint64_t magic;
    std::uint64_t entries; ///< entry_layout of the process that created it
    std::array<spool_half, 2> halves;
};

inline std::filesystem::path directory_of(std::filesystem::path const& ledger)
{
    return ledger.has_parent_path() ? ledger.parent_path() : std::filesystem::path{"."};
}

/// The prefix of the names of a ledger's spools.
inline std::string spool_prefix(std::filesystem::path const& ledger)
{
    return ledger.filename().string() + ".spool-";
}

/// The entries before the first incomplete one.
inline std::vector<ledger_entry> entries_in(std::string_view bytes, bool& torn,
                                            std::uint32_t layout = entry_layout)
{
    std::vector<ledger_entry> found;
    while (auto entry = take_entry(bytes, layout)) found.push_back(std::move(*entry));
    torn = !bytes.empty();
    return found;
}

/// An open file; if locked, the lock is held while it is open.
class spool_file {
public:
    spool_file(std::filesystem::path const& file, int flags)
        : descriptor_{::open(file.c_str(), flags | O_RDWR | O_CLOEXEC, 0600)}
    {}
    spool_file(spool_file&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
    spool_file& operator=(spool_file&&) = delete;
    ~spool_file()
    {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    [[nodiscard]] int get() const { return descriptor_; }
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    /// False if it is not open, or another process has locked it.
    [[nodiscard]] bool lock() const { return descriptor_ >= 0 && flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }

private:
    int descriptor_;
};

} // namespace wayfinder::control
