// A ledger entry as bytes, for the processes of one machine.
#pragma once

#include "control/ledger_entry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace wayfinder::control {

/// Changes with the fields of an entry and with how they are written. From 2 on they have the propensity.
inline constexpr std::uint32_t entry_layout = 2;
inline constexpr std::uint32_t oldest_entry_layout = 1; ///< that can be read

/// Tells a torn entry from a whole one, nothing more.
std::uint64_t entry_checksum(std::string_view bytes);

/// Writes the entry, with its length and a checksum, to the front of `room`. How many bytes that took; 0 when
/// there is too little room.
std::size_t put_entry(ledger_entry const& entry, std::span<char> room);

/// Takes the entry at the front of `bytes` off them, as written in a layout; nullopt when there is no whole
/// and sound one.
std::optional<ledger_entry> take_entry(std::string_view& bytes, std::uint32_t layout = entry_layout);

} // namespace wayfinder::control
