// The usual setup of whole-process tests: two models behind one scripted upstream, cut at 0.2.
#pragma once

#include "event_stream.hpp"
#include "fake_upstream.hpp"
#include "gateway_process.hpp"
#include "prompts.hpp"
#include "temporary_directory.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

extern template class nlohmann::basic_json<>;

namespace wayfinder::testing {

using json = nlohmann::json;

/// The text as JSON; null and a failed expectation if it is not JSON. (A function, because parser templates
/// are most of what a test file costs to compile.) Keep it in non-const variables: there `[]` makes an absent
/// member null, in const ones it aborts.
json parsed(std::string_view text);

/// The value of EXAMPLE_API_KEY, which the model `cloud` uses.
inline constexpr std::string_view secret_key = "sk-test-0123456789-secret";

/// Additions to the minimal tables of a configuration. All TOML text.
struct config_parts {
    std::string routing{"threshold = 0.2"};
    std::string gateway{};     ///< in `[gateway]`; unless it has `retries`, retries and breaker are off
    std::string limits{};      ///< in `[gateway.limits]`
    std::string local{};       ///< in `[gateway.models.local]`
    std::string cloud{};       ///< in `[gateway.models.cloud]`
    std::string more_models{}; ///< further tables
};

/// A `[gateway.models.<name>]` table.
std::string model_table(std::string_view name, std::string_view base_url, std::string_view more = {});

/// `local` (id `local-id`, no key) and `cloud` (id `cloud-id`, key from EXAMPLE_API_KEY) at one upstream,
/// under the prefixes /local/v1 and /cloud/v1.
std::string two_models(fake_upstream const& upstream, config_parts const& parts = {});

class gateway_test : public ::testing::Test {
protected:
    /// Starts a gateway in front of upstream_.
    gateway_process& start(config_parts const& parts = {});
    /// Starts a gateway with this configuration.
    gateway_process& start_with(std::string config, std::vector<std::string> arguments = {"--workers", "1"});

    /// What upstream_ received when the gateway was sent this body. The answer must have been 200.
    recorded_request forwarded(std::string_view body, header_list const& headers = {});

    fake_upstream upstream_;
    std::optional<gateway_process> gateway_;
};

/// Whether the pattern, a case-insensitive std::regex, is found in the text.
bool matches(std::string const& text, std::string const& pattern);

/// Expects an OpenAI-shaped error with its request id; returns its `error` object (or an empty one).
json expect_error(http_response const& response, int status, std::string_view type,
                  std::string_view code = {});

/// A chat request for a stream.
std::string stream_body(std::string_view text = trivial_prompt, std::string_view model = "auto");

/// A `chat.completion.chunk` with this content.
std::string delta(std::string_view content);

/// A script that streams two deltas and `[DONE]`.
fake_upstream::script two_deltas();

} // namespace wayfinder::testing
