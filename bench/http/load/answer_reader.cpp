#include "bench/http/load/answer_reader.hpp"

#include "bench/http/net/head_fields.hpp"

#include <charconv>

namespace wayfinder::bench {

void answer_reader::reset()
{
    head_ = {};
    line_.clear();
    status_ = 0;
    left_ = 0;
    in_body_ = chunked_ = complete_ = last_chunk_ = false;
}

/// Reads up to the end of the head; returns what follows it.
std::string_view answer_reader::take_head(std::string_view bytes)
{
    return head_.feed(bytes, [this](std::string_view head) {
        constexpr std::size_t status_at = 9; // after "HTTP/1.1 "
        std::from_chars(head.data() + status_at, head.data() + status_at + 3, status_);
        auto const fields = read_head_fields(head);
        chunked_ = fields.chunked;
        left_ = fields.content_length;
        complete_ = !chunked_ && left_ == 0;
        in_body_ = true;
    });
}

/// Between the parts of a body: its end, or the line before the next chunk. False if that line is incomplete.
bool answer_reader::next_part(std::string_view& bytes)
{
    if (!chunked_) return complete_ = true;
    auto const end = bytes.find('\n');
    line_.append(bytes.substr(0, end));
    if (end == bytes.npos) return false;
    bytes.remove_prefix(end + 1);
    if (line_ == "\r") { // the end of a chunk, or of the body
        complete_ = last_chunk_;
    } else if (!last_chunk_) {
        std::from_chars(line_.data(), line_.data() + line_.size(), left_, 16);
        last_chunk_ = left_ == 0;
    }
    line_.clear();
    return true;
}

} // namespace wayfinder::bench
