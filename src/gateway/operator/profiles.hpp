// Ready-made term lists for the lexicon, by field of work.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

#include <span>
#include <string_view>

namespace wayfinder::gateway {

struct profile {
    std::string_view id;
    std::string_view name;
    std::string_view note;
    std::span<std::string_view const> reasoning_terms;
    std::span<std::string_view const> constraint_terms;
};

/// Curated for this gateway. Every term is one lower-case token, so that it can match.
std::span<profile const> profiles();

/// `GET /router/profiles`
net::asio::awaitable<void> show_profiles(request_context& context, services const& provided);

} // namespace wayfinder::gateway
