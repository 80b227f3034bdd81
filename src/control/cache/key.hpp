// Under what an answer is found again.
#pragma once

#include "wire/sha256.hpp"

#include <string_view>

namespace wayfinder::control {

using cache_key = wire::sha256;

/// Who asks whom for what. Two requests share an answer only when all of it is the same.
struct cache_question {
    std::string_view partition; ///< the virtual key's id; empty where all share, or no key is asked for
    std::string_view base_url;  ///< of the endpoint that is to answer
    std::string_view upstream_model;
    wire::sha256 meaning; ///< of the request, by request_meaning_reader
};

/// SHA-256 over the question.
cache_key key_of(cache_question const& question);

} // namespace wayfinder::control
