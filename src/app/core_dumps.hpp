// Whether the memory of this process, with all keys in it, may end up in a file.
#pragma once

namespace wayfinder::app {

/// Of core dumps, and of other processes of the same user that look into it.
void allow_core_dumps(bool allowed);

} // namespace wayfinder::app
