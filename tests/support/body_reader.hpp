// Reads a message body by the framing that its head announces.
#pragma once

#include "chunked_decoder.hpp"
#include "http_headers.hpp"

#include <cstddef>
#include <string>

namespace wayfinder::testing {

/// How a body ended.
enum class body_ending {
    none,  ///< it has not ended yet
    clean, ///< as the framing promised
    cut,   ///< the connection closed or was reset before that
};

class body_reader {
public:
    /// No body at all.
    body_reader() : framing_(framing::length), ending_(body_ending::clean) {}

    static body_reader of_response(int status, header_list const& headers);

    /// Consumes this message's bytes from the front of `wire` and returns the body bytes in them.
    std::string feed(std::string& wire);

    /// The peer closed in good order: clean only if that is how the body ends.
    void peer_closed() { finish(framing_ == framing::until_close ? body_ending::clean : body_ending::cut); }
    void peer_reset() { finish(body_ending::cut); }

    [[nodiscard]] body_ending ending() const { return ending_; }

private:
    enum class framing { length, chunked, until_close };

    void finish(body_ending how)
    {
        if (ending_ == body_ending::none) ending_ = how;
    }

    framing framing_;
    body_ending ending_{body_ending::none};
    std::size_t left_{};
    chunked_decoder chunks_;
};

} // namespace wayfinder::testing
