// A chat completion from request to answer.
#pragma once

#include "gateway/accounting/attribution.hpp"
#include "gateway/cache/caching.hpp"
#include "gateway/client_response.hpp"
#include "gateway/context.hpp"
#include "gateway/rejection.hpp"
#include "gateway/services.hpp"
#include "gateway/upstream/dispatch.hpp"
#include "gateway/upstream/relay.hpp"
#include "wire/openai/chat_request.hpp"

#include <optional>

namespace wayfinder::gateway {

/// One per worker. Only the cache and the upstream suspend; everything before is plain functions.
class chain {
public:
    explicit chain(services provided) : services_{provided} {}

    net::asio::awaitable<void> chat_completion(request_context& context);

private:
    void note(request_context const& context, rejection const& refused) const;
    optional_rejection check_ledger(request_context const& context) const;
    optional_rejection read(request_context& context);
    optional_rejection decide(request_context& context);
    optional_rejection choose(request_context& context);
    void remember_prompt(request_context const& context);
    net::asio::awaitable<void> explain(request_context& context);
    net::asio::awaitable<optional_rejection> answer(request_context& context, attribution& record,
                                                    client_response& to);
    net::asio::awaitable<optional_rejection> share_answer(request_context& context, caching& cache,
                                                          control::shared_answer& stored);
    net::asio::awaitable<optional_rejection> answer_from_cache(request_context& context, attribution& record,
                                                               control::shared_answer stored,
                                                               client_response& to);
    net::asio::awaitable<optional_rejection> answer_from_model(request_context& context, attribution& record,
                                                               caching& cache, client_response& to);
    net::asio::awaitable<optional_rejection> relay_answer(request_context& context, dispatch& asked,
                                                          attribution& record, caching& cache,
                                                          client_response& to);

    services services_;
    wire::openai::chat_request_reader reader_;
    dispatch_tools tools_;
    std::string scored_; ///< reused for its memory; no request waits while it is in use
};

} // namespace wayfinder::gateway
