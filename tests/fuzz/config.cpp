// The configuration loader on arbitrary bytes: a snapshot or errors, never both, never an exception.
#include "config/load.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const no_environment = [](std::string const&) -> std::optional<std::string> { return std::nullopt; };
    auto const loaded = wayfinder::config::load_text({reinterpret_cast<char const*>(data), size}, "fuzz.toml",
                                                     no_environment);
    if (loaded.errors.empty() != static_cast<bool>(loaded.config)) std::abort();
    return 0;
}
