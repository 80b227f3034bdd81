#include "control/ledger/spool.hpp"

#include "control/ledger/spool_file.hpp"

#include <openssl/rand.h>

#include <cerrno>
#include <sstream>
#include <sys/mman.h>
#include <system_error>
#include <utility>

namespace wayfinder::control {
namespace {

namespace fs = std::filesystem;

std::string last_reason()
{
    return std::error_code{errno, std::generic_category()}.message();
}

std::string random_name(fs::path const& ledger)
{
    std::uint64_t bits{};
    RAND_bytes(reinterpret_cast<unsigned char*>(&bits), sizeof bits);
    std::ostringstream name;
    name << spool_prefix(ledger) << std::hex << bits;
    return name.str();
}

} // namespace

ledger_spool::opened ledger_spool::create(fs::path const& ledger)
{
    auto const file = directory_of(ledger) / random_name(ledger);
    auto const failed = [&] {
        auto reason = last_reason();
        ::unlink(file.c_str());
        return "the ledger " + ledger.string() + ": cannot set up " + file.string() + ": " +
               std::move(reason) + "; the gateway needs " + std::to_string(sizeof(spool_layout) >> 20U) +
               " MB next to its ledger";
    };
    spool_file made{file, O_CREAT | O_EXCL};
    if (!made.lock()) return failed();
    // Allocates real blocks, so that a full disk is detected here and not while an entry is copied.
    if (errno = ::posix_fallocate(made.get(), 0, sizeof(spool_layout)); errno != 0) return failed();
    auto* const memory =
        ::mmap(nullptr, sizeof(spool_layout), PROT_READ | PROT_WRITE, MAP_SHARED, made.get(), 0);
    if (memory == MAP_FAILED) return failed();
    auto& whole = *static_cast<spool_layout*>(memory);
    whole.entries = entry_layout;
    whole.halves[0].generation = 1;
    whole.magic = spool_layout::right_magic;
    return std::unique_ptr<ledger_spool>{new ledger_spool{file, std::move(made), whole}};
}

ledger_spool::ledger_spool(fs::path path, spool_file file, spool_layout& memory)
    : path_{std::move(path)}, name_{path_.filename().string()}, file_{std::move(file)}, memory_{memory}
{}

ledger_spool::~ledger_spool()
{
    bool const empty = waiting() == 0;
    ::munmap(&memory_, sizeof memory_);
    if (empty) ::unlink(path_.c_str());
}

ledger_spool::appended ledger_spool::append(ledger_entry const& entry)
{
    std::lock_guard const lock{mutex_};
    auto& to = memory_.halves[filling_];
    auto const used = to.size().load(std::memory_order_relaxed);
    auto const size = put_entry(entry, std::span{to.bytes}.subspan(used));
    if (size == 0) return appended::not_at_all;
    to.size().store(used + size, std::memory_order_release);
    ++counts_[filling_];
    return used == 0 ? appended::as_first : appended::behind_others;
}

std::size_t ledger_spool::waiting() const
{
    return counts_[0].load(std::memory_order_relaxed) + counts_[1].load(std::memory_order_relaxed);
}

bool ledger_spool::holds() const
{
    return counts_[1 - filling_].load(std::memory_order_relaxed) > 0;
}

spooled ledger_spool::take()
{
    if (!holds()) {
        std::lock_guard const lock{mutex_};
        filling_ = 1 - filling_;
        memory_.halves[filling_].generation = ++generation_;
    }
    auto& from = memory_.halves[1 - filling_];
    bool torn = false; // impossible here: this process has written it
    return {entries_in({from.bytes.data(), from.size().load(std::memory_order_acquire)}, torn),
            {name_, from.generation}};
}

void ledger_spool::settle()
{
    memory_.halves[1 - filling_].size().store(0, std::memory_order_release);
    counts_[1 - filling_] = 0;
}

} // namespace wayfinder::control
