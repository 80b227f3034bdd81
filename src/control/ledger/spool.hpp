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

/// What a transaction has taken out of a spool; noted in the database by that same transaction, so that no
/// entry gets there twice.
struct spool_mark {
    std::string name;           ///< of the spool
    std::uint64_t generation{}; ///< every one up to this is in the database
};

struct spooled {
    std::vector<ledger_entry> entries;
    spool_mark mark;
};

/// A small file beside the ledger, mapped into memory, in two halves: while all append to the one, a thread
/// empties the other. An append is a copy, without a system call; it survives whatever becomes of the
/// process, since the pages belong to the system. The loss of power can take what was appended last.
class ledger_spool {
public:
    enum class appended : unsigned char {
        not_at_all, ///< there is no room
        as_first,   ///< somebody should come and take it
        behind_others,
    };

    using opened = std::variant<std::unique_ptr<ledger_spool>, std::string>;

    /// Makes a new one for this ledger; the text says why there is none.
    static opened create(std::filesystem::path const& ledger);
    /// The file goes with it, unless there are entries in it.
    ~ledger_spool();
    ledger_spool(ledger_spool const&) = delete;
    ledger_spool& operator=(ledger_spool const&) = delete;

    /// From any thread.
    appended append(ledger_entry const& entry);
    /// From any thread: entries that are not settled.
    [[nodiscard]] std::size_t waiting() const;

    /// For one thread: what has come in since the last time, and from now on is held; what is held already,
    /// when there is some. To be settled once it is in the database.
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
    mutable std::mutex mutex_;                         ///< of appending, and of the change of halves
    std::size_t filling_{};                            ///< which half
    std::array<std::atomic<std::size_t>, 2> counts_{}; ///< of entries in each
    std::uint64_t generation_{1};                      ///< of the half that is being filled
};

} // namespace wayfinder::control
