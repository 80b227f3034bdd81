// Decides what the end of an attempt means for the request.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace wayfinder::delivery {

/// How an attempt ended before any content of its answer was sent to the client.
struct attempt_end {
    enum class kind : unsigned char {
        answered,  ///< with `status`
        transport, ///< no connection, connection lost, or a response that was not HTTP or not an answer
        timed_out, ///< the request was sent and the model may be working on it
        unusable,  ///< not to be repeated with this request: its key was rejected, or it redirects
    };
    kind what{};
    unsigned status{}; ///< for `answered`; for an error object inside a 200, the status it states, else 502
    std::optional<std::chrono::milliseconds> retry_after{}; ///< as requested by the upstream
};

enum class verdict : unsigned char {
    deliver,   ///< send it to the client: an answer, or an error that only the client can act on
    again,     ///< the same endpoint may succeed shortly
    elsewhere, ///< not this endpoint again; another endpoint or model may succeed
};

/// 408, 409, 425, 429 and 5xx except 501 may be repeated; 401, 402, 403, 3xx and 501 mean that the endpoint
/// will not serve; every other status goes to the client. A timed-out generation is repeated on the same
/// endpoint only if `retry_timeouts` is set. If the upstream asks for a pause longer than `max_retry_after`,
/// the endpoint is not tried again.
verdict judge(attempt_end const& end, bool retry_timeouts, std::chrono::milliseconds max_retry_after);

/// The effect of an attempt on its endpoint's health.
enum class health : unsigned char {
    good,
    bad,
    silent, ///< none: the client caused the failure, or the end was not awaited
};

/// 401, 402, 403, 408, 429, 3xx, 5xx and every end without an answer are bad; every other answer is good.
health health_of(attempt_end const& end);

/// The value of retry-after-ms, else of Retry-After: seconds, or an HTTP date relative to `now` (RFC 9110,
/// 10.2.3), at most one year. Fractions are accepted, because some upstreams send them. Nullopt if it is none
/// of these.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view retry_after,
                                                           std::string_view retry_after_ms,
                                                           std::chrono::system_clock::time_point now);

/// Full jitter: `unit` (random, from 0 up to 1) times the delay before retry `number` (from 0), which doubles
/// from `first` up to `longest`. A longer `retry_after` is used instead, plus up to a tenth.
std::chrono::milliseconds backoff(unsigned number, std::chrono::milliseconds first,
                                  std::chrono::milliseconds longest,
                                  std::optional<std::chrono::milliseconds> retry_after, double unit);

} // namespace wayfinder::delivery
