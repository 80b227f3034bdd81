// The one-byte messages between a gateway and its successor.
#pragma once

namespace wayfinder::app {

/// From the successor: it accepts connections.
inline constexpr char word_of_readiness = '+';
/// To the successor: exit.
inline constexpr char word_of_dismissal = '-';

} // namespace wayfinder::app
