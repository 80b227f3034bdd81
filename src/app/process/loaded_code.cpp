#include "app/process/loaded_code.hpp"

#include <cstddef>
#include <cstdint>

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

namespace wayfinder::app {
namespace {

int let_go_of(dl_phdr_info* object, std::size_t, void*)
{
    auto const page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    for (unsigned each = 0; each < object->dlpi_phnum; ++each) {
        auto const& segment = object->dlpi_phdr[each];
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
        auto const begin = (object->dlpi_addr + segment.p_vaddr + page - 1) / page * page;
        auto const end = (object->dlpi_addr + segment.p_vaddr + segment.p_filesz) / page * page;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader gives addresses as numbers
        if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
    }
    return 0;
}

} // namespace

void release_loaded_code()
{
    ::dl_iterate_phdr(let_go_of, nullptr);
}

} // namespace wayfinder::app
