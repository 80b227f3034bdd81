// Verdicts on answers: what an app posts, and the line that keeps it.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::wire {

/// Which model should have answered a prompt. The prompt is given whole, or by the id of its request.
struct feedback {
    std::string text;
    std::string request_id;
    std::string label;
    double propensity{1.0}; ///< how likely the model was that answered, where some requests explore
};

struct unreadable_feedback {
    std::string_view code;
    std::string message;
    std::string_view param{};
};

/// Reads `{"text": …, "label": …}` or `{"request_id": …, "label": …}`; with both, the text counts. Other
/// members are ignored. `body` must have 64 bytes allocated behind its end.
std::variant<feedback, unreadable_feedback> read_feedback(std::string_view body, std::size_t max_depth);

/// `{"text": …, "label": …}` and a line feed, in the reference's form; with a `propensity` below 1 that as
/// well. What some readers take for a line end
/// (U+0085, U+2028, U+2029) is escaped, so that a line is a line to every reader; what UTF-8 cannot hold,
/// such as half a surrogate pair, becomes U+FFFD, which the scorer takes for the same.
std::string feedback_line(feedback const& kept);

} // namespace wayfinder::wire
