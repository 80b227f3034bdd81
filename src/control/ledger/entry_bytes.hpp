// A ledger entry as bytes, for the processes of one machine.
#pragma once

#include "control/ledger_entry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace wayfinder::control {

/// Changes with the fields of an entry and their encoding. Since 2 entries include the propensity.
inline constexpr std::uint32_t entry_layout = 2;
inline constexpr std::uint32_t oldest_entry_layout = 1; ///< the oldest that can be read

/// Detects a torn entry, nothing more.
std::uint64_t entry_checksum(std::string_view bytes);

/// Writes the entry, with its length and a checksum, to the start of `room`. Returns the bytes used; 0 if
/// there is not enough room.
std::size_t put_entry(ledger_entry const& entry, std::span<char> room);

/// Removes the entry at the start of `bytes`, written in the given layout; nullopt if there is no complete
/// and valid one.
std::optional<ledger_entry> take_entry(std::string_view& bytes, std::uint32_t layout = entry_layout);

} // namespace wayfinder::control
