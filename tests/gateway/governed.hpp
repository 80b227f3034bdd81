// Gateways with limits, keys and budgets, for the tests of the control plane.
#pragma once

#include "gateway_test.hpp"

#include <openssl/sha.h>

#include <cstdint>
#include <random>

namespace wayfinder::testing {

/// SHA-256 of a token in hexadecimal, as the file has it.
inline std::string hash_of(std::string_view token)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const*>(token.data()), token.size(), digest.data());
    std::string text;
    for (auto const byte : digest) {
        text.push_back("0123456789abcdef"[byte >> 4U]);
        text.push_back("0123456789abcdef"[byte & 15U]);
    }
    return text;
}

/// A `[gateway.keys.<id>]` table whose token is `wf-<id>`.
inline std::string key_table(std::string const& id, std::string const& more = {})
{
    return "[gateway.keys." + id + "]\nhash = \"" + hash_of("wf-" + id) + "\"\n" + more + "\n";
}

inline header_list bearer(std::string const& id)
{
    return {{"Authorization", "Bearer wf-" + id}};
}

/// A script that answers with this usage.
inline fake_upstream::script answer_using(int prompt, int completion)
{
    return [=](recorded_request const&, upstream_reply& reply) {
        reply.respond(200,
                      R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,)"
                      R"("message":{"role":"assistant","content":"an answer"},"finish_reason":"stop"}],)"
                      R"("usage":{"prompt_tokens":)" +
                          std::to_string(prompt) + R"(,"completion_tokens":)" + std::to_string(completion) +
                          R"(,"total_tokens":)" + std::to_string(prompt + completion) + "}}",
                      {{"Content-Type", "application/json"}});
    };
}

/// The reference's prices of its budget tests: `local` is free, `cloud` costs a dollar per 1000 tokens.
inline config_parts priced(std::string const& more = {})
{
    return {.local = "cost_per_1k = 0.0\nmax_output_tokens = 50\n",
            .cloud = "cost_per_1k = 1.0\nmax_output_tokens = 50\n",
            .more_models = more};
}

/// A body for the model that allows this many answer tokens.
inline std::string bounded_body(std::string_view model, int max_tokens,
                                std::string_view text = trivial_prompt)
{
    return chat_body(text, model, R"("max_tokens":)" + std::to_string(max_tokens));
}

class governed_test : public gateway_test {
protected:
    /// The whole savings report.
    [[nodiscard]] json savings(std::string_view query = "", header_list const& headers = {}) const
    {
        return parsed(gateway_->get("/v1/savings" + std::string{query}, headers).body);
    }

    /// One of many random chats for property tests: any limit, either form, and sometimes a client that
    /// leaves in the middle. Returns the status, or 0 if the client left.
    int chat_somehow(std::mt19937& random, std::string_view model)
    {
        auto const most = R"("max_tokens":)" + std::to_string(random() % 200);
        auto const stream = random() % 2 == 0 ? std::string{R"(,"stream":true)"} : std::string{};
        auto const body = chat_body("hi", model, most + stream);
        if (random() % 8 > 0) return gateway_->chat(body).status;
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", body));
        return 0;
    }

    /// The value of the one line of /metrics that starts with this name and labels; -1 if there is none.
    [[nodiscard]] double metric(std::string const& series) const
    {
        auto const text = "\n" + gateway_->get("/metrics").body;
        auto const at = text.find("\nwayfinder_router_" + series + " ");
        return at == text.npos ? -1 : std::stod(text.substr(text.find(' ', at) + 1));
    }
};

} // namespace wayfinder::testing
