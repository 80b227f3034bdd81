// What a request asks for, whatever way it is spelled: the response cache goes by it.
#pragma once

#include "wire/fingerprint.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace wayfinder::wire::openai {

/// Keeps its buffers between requests; one per thread.
class request_meaning_reader {
public:
    request_meaning_reader();
    ~request_meaning_reader();

    /// The same for two requests exactly when they ask a model for the same answer: the form of the answer
    /// (`stream`, `stream_options`), the routing directives (`model`, `wayfinder_tuning`) and members that
    /// are null do not count, everything else does. Nullopt when a stored answer must not stand for a fresh
    /// one; `strict` asks for an explicit temperature of 0. `body` has been found sound by
    /// chat_request_reader, and has the same padding behind it.
    std::optional<fingerprint> read(std::string_view body, bool strict);

private:
    struct buffers;
    std::unique_ptr<buffers> buffers_;
};

} // namespace wayfinder::wire::openai
