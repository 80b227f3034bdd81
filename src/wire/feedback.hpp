// Feedback on answers: the posted body, and the line that stores it.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::wire {

/// Which model should have answered a prompt. The prompt is given in full or by its request id.
struct feedback {
    std::string text;
    std::string request_id;
    std::string label;
    double propensity{1.0}; ///< probability with which the answering model was chosen, if requests explore
};

struct unreadable_feedback {
    std::string_view code;
    std::string message;
    std::string_view param{};
};

/// Reads `{"text": …, "label": …}` or `{"request_id": …, "label": …}`; if both are given, the text is used.
/// Other members are ignored. `body` must have 64 bytes allocated after its end.
std::variant<feedback, unreadable_feedback> read_feedback(std::string_view body, std::size_t max_depth);

/// `{"text": …, "label": …}` and a line feed, in the reference's format, plus `propensity` if it is below 1.
/// Characters that some readers treat as line ends (U+0085, U+2028, U+2029) are escaped, so that every reader
/// sees one line. What UTF-8 cannot represent, such as half a surrogate pair, becomes U+FFFD, which the
/// scorer treats the same.
std::string feedback_line(feedback const& kept);

} // namespace wayfinder::wire
