// SIGINT and SIGTERM during shutdown.
#pragma once

namespace wayfinder::app {

/// From now on they end the process at once: the first one if the end was already `asked` for, otherwise the
/// second.
void end_when_asked_twice(bool asked);

} // namespace wayfinder::app
