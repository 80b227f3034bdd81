// The operator page: files that are built into the program.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

#include <span>
#include <string_view>

namespace wayfinder::gateway {

struct page_file {
    std::string_view path; ///< after /ui/; empty for the page itself
    std::string_view type; ///< for Content-Type
    std::string_view etag; ///< quoted, of the content
    std::string_view content;
};

/// Generated from the directory web/ at build time.
std::span<page_file const> page_files();

/// `GET /ui` and what the page loads from below it.
net::asio::awaitable<void> show_page(request_context& context, services const& provided);

/// Redirects the reference's page addresses to this one.
net::asio::awaitable<void> lead_to_page(request_context& context, services const& provided);

} // namespace wayfinder::gateway
