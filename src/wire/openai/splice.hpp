// The client's bytes with the edits applied, as pieces for one gathered write, without copying.
#pragma once

#include "wire/openai/chat_request.hpp"

#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

/// The chosen model's id as the upstream knows it, in both forms used by edits.
struct model_text {
    std::string value;  ///< `"id"`, a JSON string
    std::string member; ///< `"model":"id",`

    explicit model_text(std::string_view upstream_id);
};

/// Whether to ask a stream's upstream for usage if the client did not.
enum class usage_wish : bool { as_sent, ask };

/// Views into `body` and `model`; both must outlive the result.
std::vector<std::string_view> splice(std::string_view body, std::vector<edit> const& edits,
                                     model_text const& model, usage_wish usage);

} // namespace wayfinder::wire::openai
