// From an upstream's answer to the client's: which headers pass, when the answer is committed, how it fails.
#pragma once

#include "gateway/attribution.hpp"
#include "gateway/context.hpp"
#include "net/answer.hpp"
#include "wire/openai/answer_usage.hpp"
#include "wire/openai/stream_chunk.hpp"
#include "wire/sse.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// The name under which an upstream's header field reaches the client; empty for one that stays here.
std::string_view relayed_name(std::string_view upstream_field);

/// What reads answers for their usage. Kept for their buffers; one of each per worker.
struct usage_readers {
    wire::openai::answer_usage_reader answers;
    wire::openai::stream_chunk_reader chunks;
};

/// Why nothing was sent.
struct undelivered {
    net::failure failure;       ///< of the upstream
    std::string ledger_problem; ///< the answer is there, but cannot be booked

    explicit operator bool() const { return failure || !ledger_problem.empty(); }
};

/// Relays one answer whose head has arrived, and closes the books on it before its last byte goes out.
///
/// Nothing is sent until something is certain: an event stream commits with its first bytes, any other answer
/// when it is whole, or when it outgrows what is held back. A failure before that is returned, for the caller
/// to turn into an error; after it, a stream ends with an error event and every answer with its connection.
class relay {
public:
    relay(request_context& context, net::answer& from, attribution& books, usage_readers& readers)
        : context_{context}, from_{from}, books_{books}, readers_{readers}
    {}

    /// Keeps the answer as the upstream sends it, as long as it is no larger than this.
    void keep_copy(std::size_t limit) { copy_limit_ = limit; }

    net::asio::awaitable<undelivered> run();

    /// The copy of a whole answer with status 200 that the client has got or could have got; else nothing.
    [[nodiscard]] std::optional<std::string> take_copy();
    [[nodiscard]] bool is_event_stream() const { return event_stream_; }
    [[nodiscard]] std::string content_type() const;
    [[nodiscard]] wire::openai::answer_usage const& usage() const { return used_; }

private:
    void look_at_head();
    net::asio::awaitable<net::failure> hold();
    net::asio::awaitable<std::string> send_whole();
    net::asio::awaitable<void> stream();
    net::asio::awaitable<std::string> prepare(net::answer::piece piece);
    void keep(std::string_view bytes);
    net::asio::awaitable<std::string> book();
    void read_usage();
    net::asio::awaitable<void> report_failure(net::failure failure);
    net::asio::awaitable<void> report_cut(std::string body);
    [[nodiscard]] std::string debug_event() const;
    [[nodiscard]] net::response_head head() const;

    /// An answer of up to this size is known to be whole before its first byte is sent.
    static constexpr std::size_t most_held = 1U << 20U;
    /// A larger one is still read for its usage up to here.
    static constexpr std::size_t most_read = 16U << 20U;

    request_context& context_;
    net::answer& from_;
    attribution& books_;
    usage_readers& readers_;
    wire::openai::stream_meter* meter_{};
    wire::openai::answer_usage used_;
    unsigned status_{};
    bool event_stream_{};
    bool encoded_{}; ///< compressed, so that nothing can be put between its bytes
    bool ended_{};
    bool booked_{};
    std::size_t copy_limit_{};
    std::size_t size_{}; ///< of the answer so far
    std::string copy_;
    std::string held_;
    std::string pending_;
    std::string_view outgoing_; ///< views the piece, or pending_
    wire::sse_boundary boundary_;
};

} // namespace wayfinder::gateway
