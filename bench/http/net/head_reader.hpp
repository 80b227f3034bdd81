// Assembles a head from however many reads it arrives in.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::bench {

class head_reader {
public:
    /// Calls `whole` with the head, up to its last line end. Returns what follows; empty if incomplete.
    template <class Whole>
    std::string_view feed(std::string_view bytes, Whole const& whole)
    {
        auto const known = gathered_.size();
        std::string_view all = bytes;
        if (known > 0) all = gathered_.append(bytes);
        auto const end = all.find("\r\n\r\n");
        if (end == all.npos) {
            if (known == 0) gathered_ = bytes;
            return {};
        }
        whole(all.substr(0, end + 2));
        bytes.remove_prefix(end + 4 - known);
        gathered_.clear();
        return bytes;
    }

private:
    std::string gathered_;
};

} // namespace wayfinder::bench
