// The program and its libraries, as they lie in memory.
#pragma once

namespace wayfinder::app {

/// Lets go of what starting has read of them, 13 MB: half of it is not needed again, and the rest comes back
/// from the files, which the system has at hand. Segments that may be written to stay.
void let_go_of_loaded_code();

} // namespace wayfinder::app
