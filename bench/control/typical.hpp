// The entries that the benchmarks of the ledger and the locks book, and where.
#pragma once

#include "control/ledger_entry.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace wayfinder::bench {

/// A directory that is removed with this object.
class scratch_directory {
public:
    scratch_directory()
    {
        auto name = (std::filesystem::temp_directory_path() / "wayfinder-bench-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
        path_ = name;
    }
    ~scratch_directory() { std::filesystem::remove_all(path_); }
    scratch_directory(scratch_directory const&) = delete;
    scratch_directory& operator=(scratch_directory const&) = delete;

    [[nodiscard]] std::filesystem::path file() const { return path_ / "ledger.db"; }

private:
    std::filesystem::path path_;
};

inline control::ledger_entry typical_entry(std::uint64_t number)
{
    control::ledger_entry entry;
    entry.at = std::chrono::system_clock::now();
    entry.request_id = "9f1c2b7a-5d3e-4c11-8a42-" + std::to_string(100'000'000'000 + number);
    entry.key = "team-" + std::to_string(number % 10);
    entry.tags = {"production", "search"};
    entry.chosen = entry.served = number % 3 == 0 ? "cloud" : "local";
    entry.score = 0.42;
    entry.mode = "scored";
    entry.status = 200;
    entry.tokens = {1200, 1024, 350};
    entry.source = wire::usage_source::reported;
    entry.realized = 1'234'567;
    entry.baseline = 9'876'543;
    entry.total = std::chrono::milliseconds{2100};
    entry.first_byte = std::chrono::milliseconds{310};
    return entry;
}

} // namespace wayfinder::bench
