// Finds the timestamps that the stand-in writes into the pieces of its streams.
#pragma once

#include "bench/http/upstream/canned_answers.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::bench {

class stamp_reader {
public:
    /// Calls `found` with each stamp that ends in these bytes.
    template <class Found>
    void feed(std::string_view bytes, Found const& found)
    {
        std::string_view text = bytes;
        if (!rest_.empty()) text = rest_.append(bytes);
        for (;;) {
            auto const at = text.find(stamp_mark);
            if (at == text.npos || at + whole > text.size()) break;
            auto const digits = text.substr(at + stamp_mark.size(), stamp_digits);
            std::uint64_t stamp = 0;
            std::from_chars(digits.data(), digits.data() + digits.size(), stamp, 16);
            found(stamp);
            text.remove_prefix(at + whole);
        }
        keep(text);
    }

private:
    static constexpr std::size_t whole = stamp_mark.size() + stamp_digits;

    /// Keeps what may be the start of a stamp, at most one.
    void keep(std::string_view text)
    {
        auto const size = std::min(text.size(), whole - 1);
        rest_ = std::string{text.substr(text.size() - size)};
    }

    std::string rest_;
};

} // namespace wayfinder::bench
