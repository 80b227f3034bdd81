// The scorer on arbitrary bytes: no crash, and no count that is impossible for a text of that size.
#include <wayfinder/decision.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static wayfinder::router const router;
    auto const made = router.decide({reinterpret_cast<char const*>(data), size});
    for (auto const each : wayfinder::all_features)
        if (made.counts[each] > size) std::abort();
    if (!(made.score >= 0.0 && made.score <= 1.0)) std::abort();
    return 0;
}
