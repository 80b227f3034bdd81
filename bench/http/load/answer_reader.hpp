// Follows the answers on a connection: their status, body and end.
#pragma once

#include "bench/http/net/head_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::bench {

class answer_reader {
public:
    /// `body` is called with every piece of the body. True when the answer is complete.
    template <class Sink>
    bool feed(std::string_view bytes, Sink const& body)
    {
        if (!in_body_) bytes = take_head(bytes);
        while (in_body_ && !complete_ && !(bytes.empty() && left_ > 0)) {
            if (left_ == 0 && !next_part(bytes)) break;
            auto const part = bytes.substr(0, std::min(left_, bytes.size()));
            if (!part.empty()) body(part);
            bytes.remove_prefix(part.size());
            left_ -= part.size();
        }
        return complete_;
    }
    bool feed(std::string_view bytes)
    {
        return feed(bytes, [](std::string_view) {});
    }

    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] int status() const { return status_; }

    /// Prepares for the next answer.
    void reset();

private:
    std::string_view take_head(std::string_view bytes);
    bool next_part(std::string_view& bytes);

    head_reader head_;
    int status_{};
    bool in_body_{};
    bool chunked_{};
    bool complete_{};
    bool last_chunk_{};
    std::size_t left_{}; ///< of the body, or of the chunk
    std::string line_{}; ///< of a chunk's size, while incomplete
};

} // namespace wayfinder::bench
