// Whether the memory of this process, including all keys, may be written to a file.
#pragma once

namespace wayfinder::app {

/// Also controls access by other processes of the same user.
void allow_core_dumps(bool allowed);

} // namespace wayfinder::app
