#include "gateway/operator/page.hpp"

#include "gateway/rejection.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

/// No foreign content, nothing inline, no framing, and no form target elsewhere.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

page_file const* file_at(std::string_view path)
{
    constexpr std::string_view root = "/ui";
    path.remove_prefix(std::min(path.size(), root.size()));
    if (path.starts_with('/')) path.remove_prefix(1);
    auto const files = page_files();
    auto const found =
        std::find_if(files.begin(), files.end(), [&](page_file const& each) { return each.path == path; });
    return found == files.end() ? nullptr : &*found;
}

/// Whether one of the tags of If-None-Match matches (RFC 9110, 13.1.2).
bool has_already(std::string_view tags, std::string_view etag)
{
    return tags == "*" || tags.find(etag) != tags.npos;
}

void guard(net::response_head& head)
{
    head.add("Content-Security-Policy", content_policy)
        .add("X-Content-Type-Options", "nosniff")
        .add("X-Frame-Options", "DENY")
        .add("Referrer-Policy", "no-referrer")
        .add("Cross-Origin-Opener-Policy", "same-origin")
        .add("Cross-Origin-Resource-Policy", "same-origin");
}

} // namespace

net::asio::awaitable<void> show_page(request_context& context, services const& provided)
{
    if (context.incoming.path() == "/ui/") { // the page's files are siblings of it, not below it
        co_await lead_to_page(context, provided);
        co_return;
    }
    auto const* const file = file_at(context.incoming.path());
    if (file == nullptr) {
        rejection refused{404, invalid_request,
                          "There is no file " + std::string{context.incoming.path()} +
                              "; the operator page is at /ui.",
                          "unknown_endpoint"};
        co_await send(context, std::move(refused));
        co_return;
    }
    bool const unchanged = has_already(context.incoming.header("if-none-match"), file->etag);
    auto head = context.head(unchanged ? 304 : 200);
    guard(head);
    // Revalidated each time, so that page and program have the same version; unchanged, it costs no transfer.
    head.add("ETag", file->etag).add("Cache-Control", "no-cache");
    if (!unchanged) head.add("Content-Type", file->type);
    auto const body = unchanged ? std::string_view{} : file->content;
    co_await context.out.send(std::move(head), body);
}

net::asio::awaitable<void> lead_to_page(request_context& context, services const& /*provided*/)
{
    auto head = context.head(307);
    head.add("Location", "/ui");
    co_await context.out.send(std::move(head), "");
}

} // namespace wayfinder::gateway
