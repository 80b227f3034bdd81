// What upstreams send besides their answers: Retry-After and error bodies in all their forms.
#include "delivery/verdict.hpp"
#include "wire/openai/error_object.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace wayfinder;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const cut = text.find('\n');
    auto const first = text.substr(0, cut);
    auto const rest = cut == text.npos ? std::string_view{} : text.substr(cut + 1);

    auto const now = std::chrono::system_clock::time_point{std::chrono::seconds{1'800'000'000}};
    auto const wait = delivery::parse_retry_after(first, rest, now);
    if (wait && wait->count() < 0) std::abort();
    auto const pause =
        delivery::backoff(3, std::chrono::milliseconds{200}, std::chrono::milliseconds{5000}, wait, 0.5);
    if (pause.count() < 0 || (wait && pause < *wait)) std::abort();

    if (auto const error = wire::openai::read_error(text))
        if (error->status < 400 || error->status > 599) std::abort();
    return 0;
}
