// The program and its libraries as mapped into memory.
#pragma once

namespace wayfinder::app {

/// Releases the pages that starting has read, 13 MB: half of them are not needed again, and the rest are
/// reloaded from the page cache. Writable segments stay.
void release_loaded_code();

} // namespace wayfinder::app
