// A worker's unused input buffers.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace wayfinder::net {

/// A connection that is not waiting for its own input holds no buffer; otherwise thousands of streams to
/// clients that have sent everything would each keep one. The most recently returned buffer is lent first,
/// because it is still in the CPU cache.
class buffer_pool {
public:
    using buffer = boost::beast::flat_buffer;

    /// In bytes. Anything larger is a body, which is read directly into its own memory.
    static constexpr std::size_t usual_size = 8U << 10U;

    /// Takes an empty buffer.
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

    /// Returns an empty buffer; it is dropped if there are enough or if it has grown.
    void put(buffer given)
    {
        if (spare_.size() < most_spare && given.capacity() == usual_size) spare_.push_back(std::move(given));
    }

private:
    static constexpr std::size_t most_spare = 64;

    std::vector<buffer> spare_;
};

} // namespace wayfinder::net
