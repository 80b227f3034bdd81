// What a gateway and its successor say to each other, by one byte each.
#pragma once

namespace wayfinder::app {

/// From the successor: it accepts connections.
inline constexpr char word_of_readiness = '+';
/// To the successor: it is to end.
inline constexpr char word_of_dismissal = '-';

} // namespace wayfinder::app
