// Under what an answer is found again.
#pragma once

#include "wire/fingerprint.hpp"

#include <string_view>

namespace wayfinder::control {

using cache_key = wire::fingerprint;

/// Who asks whom for what. Two requests share an answer only when all of it is the same.
struct cache_question {
    std::string_view partition; ///< the virtual key's id; empty where all share, or no key is asked for
    std::string_view address;   ///< of the endpoint that is to answer
    std::string_view upstream_model;
    std::string_view escalates_to; ///< the model whose answer takes the place of one that will not do
    wire::fingerprint meaning; ///< of the request, by chat_request_reader::meaning()
};

/// The fingerprint of the question.
cache_key key_of(cache_question const& question);

} // namespace wayfinder::control
