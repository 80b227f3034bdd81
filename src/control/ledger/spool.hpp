// Entries on their way into the database, in memory that outlives the process.
#pragma once

#include "control/ledger/spool_file.hpp"
#include "control/ledger_entry.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace wayfinder::control {

/// What a transaction has taken from a spool; the same transaction records it in the database, so that no
/// entry is written twice.
struct spool_mark {
    std::string name;           ///< of the spool
    std::uint64_t generation{}; ///< all generations up to this one are in the database
};

struct spooled {
    std::vector<ledger_entry> entries;
    spool_mark mark;
};

/// A small memory-mapped file next to the ledger, in two halves: while all threads append to one, another
/// thread empties the other. An append is a copy without a system call; it survives any end of the process,
/// since the pages belong to the system. A power failure can lose the latest appends.
class ledger_spool {
public:
    enum class appended : unsigned char {
        not_at_all, ///< there is no room
        as_first,   ///< the half was empty: its reader should be woken
        behind_others,
    };

    using opened = std::variant<std::unique_ptr<ledger_spool>, std::string>;

    /// Creates one for this ledger; the text says why there is none.
    static opened create(std::filesystem::path const& ledger);
    /// Removes the file, unless it contains entries.
    ~ledger_spool();
    ledger_spool(ledger_spool const&) = delete;
    ledger_spool& operator=(ledger_spool const&) = delete;

    /// From any thread.
    appended append(ledger_entry const& entry);
    /// From any thread: the number of entries that are not settled.
    [[nodiscard]] std::size_t waiting() const;

    /// For one thread: returns what has arrived since the last call and holds it from now on; if something is
    /// held already, returns that. Settle it once it is in the database.
    spooled take();
    [[nodiscard]] bool holds() const;
    void settle();

    [[nodiscard]] std::string const& name() const { return name_; }

private:
    ledger_spool(std::filesystem::path path, spool_file file, spool_layout& memory);

    std::filesystem::path path_;
    std::string name_;
    spool_file file_; ///< locked as long as the process lives
    spool_layout& memory_;
    mutable std::mutex mutex_;                         ///< for appending and swapping halves
    std::size_t filling_{};                            ///< which half
    std::array<std::atomic<std::size_t>, 2> counts_{}; ///< of the entries in each
    std::uint64_t generation_{1};                      ///< of the half that is being filled
};

} // namespace wayfinder::control
