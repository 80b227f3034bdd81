// The key under which an answer is cached.
#pragma once

#include "wire/fingerprint.hpp"

#include <string_view>

namespace wayfinder::control {

using cache_key = wire::fingerprint;

/// What identifies a request to an endpoint. Two requests share an answer only if all of it is equal.
struct cache_question {
    std::string_view partition; ///< the virtual key's id; empty if all keys share or none is required
    std::string_view address;   ///< of the endpoint that would answer
    std::string_view upstream_model;
    std::string_view escalates_to; ///< the model whose answer takes the place of one that will not do
    wire::fingerprint request;     ///< of the request, by chat_request_reader::request_fingerprint()
};

/// The fingerprint of the question.
cache_key key_of(cache_question const& question);

} // namespace wayfinder::control
