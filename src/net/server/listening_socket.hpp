// Listening sockets, before anything accepts from them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace wayfinder::net {

/// Owns a descriptor. Several may refer to the same socket; connections in its queue are lost when the last
/// one closes.
class listening_socket {
public:
    explicit listening_socket(int descriptor) : descriptor_{descriptor} {}
    listening_socket(listening_socket&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
    listening_socket& operator=(listening_socket&& other) noexcept
    {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~listening_socket();

    [[nodiscard]] int get() const { return descriptor_; }
    int release() { return std::exchange(descriptor_, -1); }

    /// A second descriptor of the same socket. Throws boost::system::system_error.
    [[nodiscard]] listening_socket duplicate() const;

private:
    int descriptor_;
};

/// Listens at `host:port`, `[v6]:port` or `unix:/path`. An Internet address gets `count` sockets, among which
/// the system distributes connections; a Unix socket is a single one with `mode` as its permissions. Throws
/// boost::system::system_error, also if another process listens there, although the sockets share their
/// address by SO_REUSEPORT. A stale Unix socket file is removed.
std::vector<listening_socket> listen_at(std::string const& address, unsigned count, unsigned mode);

/// The address with its host resolved, in the format of local_address(). Throws boost::system::system_error.
std::string resolved_address(std::string const& address);

} // namespace wayfinder::net
