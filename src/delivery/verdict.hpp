// What the end of one attempt means for the request.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace wayfinder::delivery {

/// How an attempt ended before a byte of its answer's content could go to the client.
struct attempt_end {
    enum class kind : unsigned char {
        answered,  ///< with `status`
        transport, ///< no connection, or it was lost, or what came was no HTTP or no answer
        timed_out, ///< the request was sent and the model may be at work on it
        unusable,  ///< not to be tried again with this request: its key was refused, it redirects
    };
    kind what{};
    unsigned status{}; ///< of `answered`; for an error object inside a 200 what it says, else 502
    std::optional<std::chrono::milliseconds> retry_after{}; ///< what the upstream asked for
};

enum class verdict : unsigned char {
    deliver,   ///< to the client with it: an answer, or a refusal that only the client can act on
    again,     ///< the same endpoint may do better in a moment
    elsewhere, ///< not there again; another endpoint or model may do better
};

/// 408, 409, 425, 429 and 5xx but 501 may be repeated; 401, 402, 403, 3xx, 501 say that the endpoint will not
/// serve; every other status is the client's. A generation that has timed out is repeated on the same
/// endpoint only if `retry_timeouts`; a wish to be left alone for longer than `max_retry_after` is granted.
verdict judge(attempt_end const& end, bool retry_timeouts, std::chrono::milliseconds max_retry_after);

/// What an attempt says about its endpoint's health.
enum class health : unsigned char {
    good,
    bad,
    silent, ///< nothing: what went wrong is the client's doing, or nobody waited for the end
};

/// 408, 429, 401, 402, 403, 3xx, 5xx and every end without an answer are bad, every other answer is good.
health health_of(attempt_end const& end);

/// The value of retry-after-ms, else of Retry-After: seconds, or an HTTP date against `now` (RFC 9110,
/// 10.2.3), at most a year. Fractions are taken too, since some upstreams send them. Nullopt when it is none
/// of these.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view retry_after,
                                                           std::string_view retry_after_ms,
                                                           std::chrono::system_clock::time_point now);

/// Full jitter: `unit` (0 up to 1, random) of the wait before retry `number` (from 0), which doubles from
/// `first` up to `longest`. A `retry_after` that is longer is kept instead, with up to a tenth more.
std::chrono::milliseconds backoff(unsigned number, std::chrono::milliseconds first,
                                  std::chrono::milliseconds longest,
                                  std::optional<std::chrono::milliseconds> retry_after, double unit);

} // namespace wayfinder::delivery
