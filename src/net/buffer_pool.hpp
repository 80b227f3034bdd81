// Input buffers of a worker that nobody needs just now.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace wayfinder::net {

/// A connection that waits for something other than its own input has none: thousands of streams to clients
/// who have said all they had to say would otherwise each keep one. The youngest is lent first, while it is
/// warm.
class buffer_pool {
public:
    using buffer = boost::beast::flat_buffer;

    /// In bytes. What does not fit is a body, which is read where it stays.
    static constexpr std::size_t usual_size = 8U << 10U;

    /// An empty one.
    buffer take()
    {
        if (spare_.empty()) {
            buffer made;
            made.reserve(usual_size);
            return made;
        }
        auto taken = std::move(spare_.back());
        spare_.pop_back();
        return taken;
    }

    /// Keeps an empty one, unless there are enough, or it has grown.
    void put(buffer given)
    {
        if (spare_.size() < most_spare && given.capacity() == usual_size) spare_.push_back(std::move(given));
    }

private:
    static constexpr std::size_t most_spare = 64;

    std::vector<buffer> spare_;
};

} // namespace wayfinder::net
