// Why a calibration fails. Values, not exceptions; the caller words the message.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace wayfinder::calibrate {

enum class problem : unsigned char {
    objective_needs_threshold, ///< knee and cost-quality are only available in threshold mode
    needs_two_labels,          ///< threshold mode needs exactly two
    needs_more_labels,         ///< tiers and classifier need two or more
    too_many_labels,           ///< classifier: more than `most_classes`
    order_differs_from_labels, ///< the given order does not list each label exactly once
    cost_missing,              ///< subject: the label without a price
    cost_invalid,              ///< subject: the label; negative or not finite
    cost_zero,                 ///< subject: the more expensive arm, which must have a non-zero cost
    weight_invalid,            ///< subject: the feature; negative or not finite
    weights_overflow,          ///< the sum of the weights is not finite
    target_missing,            ///< cost-quality without target savings
    target_invalid,            ///< outside [0, 1]
    target_out_of_reach,       ///< amount: the highest savings that any cut reaches
    ridge_not_positive,        ///< l2 <= 0 or not finite
    no_iterations,             ///< fewer than one
    singular,                  ///< a Newton step has no unique solution
    diverged,                  ///< a Newton step gave a non-finite number
};

struct failure {
    problem what{};
    std::string subject{};
    double amount{};
};

/// A value, or the reason why there is none.
template <class Value>
using result = std::variant<Value, failure>;

} // namespace wayfinder::calibrate
