// SIGINT and SIGTERM of a process that is about to end.
#pragma once

namespace wayfinder::app {

/// From now on they end the process at once: the first that comes where somebody has `asked` for the end
/// already, else the second.
void end_when_asked_twice(bool asked);

} // namespace wayfinder::app
