// Whether a client asks for its stream's usage, and the edits that make the upstream send it. Internal to
// wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"
#include "wire/openai/edit.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

/// The `stream_options` members of a request, in document order. Anything with another shape than the API's
/// is left for the upstream to reject.
class usage_request {
public:
    usage_request(std::string_view body, std::vector<edit>& edits) : body_{body}, edits_{edits} {}

    /// Checks the member's value in full and appends its edits.
    simdjson::error_code member(simdjson::ondemand::value& value, std::size_t depth_left);

    /// Inserts a member at `inside`, the start of the object's inside, if there was none; a request without
    /// streaming keeps no edits.
    void finish(bool stream, std::size_t inside);

    [[nodiscard]] bool wanted() const { return wanted_; }

private:
    simdjson::error_code options(simdjson::ondemand::value& value, std::size_t depth_left);
    void include_usage(std::string_view token);
    void replace(edit::kind what, std::string_view token);
    void insert(edit::kind what, std::size_t at) { edits_.push_back({what, {at, at}}); }
    [[nodiscard]] std::size_t offset(std::string_view part) const
    {
        return static_cast<std::size_t>(part.data() - body_.data());
    }

    std::string_view body_;
    std::vector<edit>& edits_;
    bool seen_{};
    bool wanted_{};
};

} // namespace wayfinder::wire::openai
