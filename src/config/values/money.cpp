#include "config/values/money.hpp"

namespace wayfinder::config {

std::string nano_text(std::int64_t nanos)
{
    auto const size = nanos < 0 ? 0 - static_cast<std::uint64_t>(nanos) : static_cast<std::uint64_t>(nanos);
    auto text = (nanos < 0 ? "-" : "") + std::to_string(size / dollar);
    auto const fraction = std::to_string(size % dollar);
    text += "." + std::string(9 - fraction.size(), '0') + fraction;
    text.resize(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

} // namespace wayfinder::config
