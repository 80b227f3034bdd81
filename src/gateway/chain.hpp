// A chat completion from request to answer.
#pragma once

#include "gateway/attribution.hpp"
#include "gateway/caching.hpp"
#include "gateway/context.hpp"
#include "gateway/dispatch.hpp"
#include "gateway/outlet.hpp"
#include "gateway/rejection.hpp"
#include "gateway/relay.hpp"
#include "gateway/services.hpp"
#include "wire/openai/chat_request.hpp"

#include <optional>

namespace wayfinder::gateway {

/// One per worker. Only the cache and the upstream suspend; everything before is plain functions.
class chain {
public:
    explicit chain(services lent) : lent_{lent} {}

    net::asio::awaitable<void> chat_completion(request_context& context);

private:
    void note(request_context const& context, rejection const& refused) const;
    maybe_refused check_ledger(request_context const& context) const;
    maybe_refused read(request_context& context);
    maybe_refused decide(request_context& context);
    net::asio::awaitable<void> explain(request_context& context);
    net::asio::awaitable<maybe_refused> answer(request_context& context, attribution& books, outlet& to);
    net::asio::awaitable<maybe_refused> give(request_context& context, attribution& books,
                                             control::shared_answer stored, outlet& to);
    net::asio::awaitable<maybe_refused> deliver(request_context& context, attribution& books, caching& cache,
                                                outlet& to);
    net::asio::awaitable<maybe_refused> pass_on(request_context& context, dispatch& asked, attribution& books,
                                                caching& cache, outlet& to);

    services lent_;
    wire::openai::chat_request_reader reader_;
    dispatch_tools tools_;
    std::string scored_; ///< reused for its memory; no request waits while it is in use
};

} // namespace wayfinder::gateway
