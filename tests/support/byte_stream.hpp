// A connected stream of bytes, plain or TLS, with bounded reads and writes.
#pragma once

#include "file_descriptor.hpp"
#include "timing.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string_view>

namespace wayfinder::testing {

/// Nothing moved within the bound.
struct stream_timeout : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The peer is gone: reset, or closed while we were sending.
struct peer_gone : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class byte_stream {
public:
    byte_stream() = default;
    byte_stream(byte_stream const&) = delete;
    byte_stream& operator=(byte_stream const&) = delete;
    virtual ~byte_stream() = default;

    /// Bytes read; 0 if the peer has closed in good order.
    virtual std::size_t read_some(std::span<char> into, deadline const& end) = 0;
    virtual std::size_t write_some(std::string_view bytes, deadline const& end) = 0;
    [[nodiscard]] virtual int fd() const = 0;

    void write_all(std::string_view bytes, deadline const& end);
};

class plain_stream final : public byte_stream {
public:
    explicit plain_stream(file_descriptor fd) : fd_(std::move(fd)) {}

    std::size_t read_some(std::span<char> into, deadline const& end) override;
    std::size_t write_some(std::string_view bytes, deadline const& end) override;
    [[nodiscard]] int fd() const override { return fd_.get(); }

private:
    file_descriptor fd_;
};

} // namespace wayfinder::testing
