// Conversations with a gateway that has sessions enabled.
#pragma once

#include "config_file_test.hpp"
#include "governed.hpp"

#include <utility>

namespace wayfinder::testing {

/// A client's side of a conversation: it sends all messages every time.
class chat {
public:
    explicit chat(gateway_process const& gateway, header_list headers = {})
        : gateway_{&gateway}, headers_{std::move(headers)}
    {
        headers_.add("X-Wayfinder-Debug", "true");
    }

    /// A user turn and the model's answer.
    json say(std::string_view text, std::string const& model = "auto")
    {
        messages_.push_back({{"role", "user"}, {"content", text}});
        return go_on(model);
    }
    /// A result of one of the model's tools.
    json tell(std::string_view result, std::string const& model = "auto")
    {
        messages_.back()["tool_calls"] = json::array(
            {{{"id", "t"}, {"type", "function"}, {"function", {{"name", "f"}, {"arguments", ""}}}}});
        messages_.push_back({{"role", "tool"}, {"tool_call_id", "t"}, {"content", result}});
        return go_on(model);
    }
    /// Repeats the same request; nothing is added to the conversation.
    json repeat(std::string const& model = "auto")
    {
        json body{{"model", model}, {"messages", messages_}};
        if (!cache_key_.empty()) body["prompt_cache_key"] = cache_key_;
        last_ = gateway_->chat(body.dump(), headers_);
        EXPECT_EQ(last_.status, 200) << last_.body;
        return parsed(last_.body);
    }
    /// Drops the last user turn and its answer.
    void take_back() { messages_.resize(messages_.size() - 2); }
    /// The same conversation, by another client.
    [[nodiscard]] chat as(header_list headers) const
    {
        chat other{*gateway_, std::move(headers)};
        other.messages_ = messages_;
        return other;
    }
    void with_cache_key(std::string key) { cache_key_ = std::move(key); }

    [[nodiscard]] std::string model() const { return last_.headers.get("x-wayfinder-router-served-by"); }
    [[nodiscard]] std::string mode() const { return last_.headers.get("x-wayfinder-router-mode"); }
    [[nodiscard]] std::string verdict() const { return last_.headers.get("x-wayfinder-router-session"); }
    [[nodiscard]] http_response const& last() const { return last_; }

private:
    /// The decision on it.
    json go_on(std::string const& model)
    {
        auto answer = repeat(model);
        messages_.push_back({{"role", "assistant"}, {"content", answer["choices"][0]["message"]["content"]}});
        return answer["wayfinder"];
    }

    gateway_process const* gateway_;
    header_list headers_;
    std::vector<json> messages_;
    std::string cache_key_;
    http_response last_;
};

class session_test : public config_file_test {
protected:
    /// A third of the price of `cloud`, for which `cached_input` is a tenth of `input`.
    static config_parts with_sessions(std::string const& keys = {}, std::string const& more = {})
    {
        return {.routing = "threshold = 0.2\n[routing.sessions]\nenabled = true\n" + keys,
                .local = "price = {input = 1, cached_input = 0.1, output = 5}\n",
                .cloud = "price = {input = 3, cached_input = 0.3, output = 15}\n",
                .more_models = more};
    }
    /// Every model reports this usage.
    void answers_take(int prompt, int completion) { upstream_.answer_with(answer_using(prompt, completion)); }

    /// A conversation on `cloud` of this many tokens.
    chat begun_on_cloud(int tokens, header_list headers = {})
    {
        answers_take(tokens, 100);
        chat made{*gateway_, std::move(headers)};
        made.say(complex_prompt);
        EXPECT_EQ(made.model(), "cloud");
        EXPECT_EQ(made.verdict(), "new");
        return made;
    }
};

} // namespace wayfinder::testing
