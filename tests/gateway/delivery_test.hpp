// Models that fail on command, each with its own upstream path, for the tests of delivery.
#pragma once

#include "governed.hpp"

#include <map>
#include <mutex>

namespace wayfinder::testing {

/// What each upstream path, such as "/local", answers next, and how often it was called.
class path_scripts {
public:
    /// Answers this way from now on.
    void set(std::string const& path, fake_upstream::script answer)
    {
        std::lock_guard const lock{mutex_};
        scripts_[path] = {std::move(answer)};
    }

    /// Answers this way once; then as before.
    void once(std::string const& path, fake_upstream::script answer)
    {
        std::lock_guard const lock{mutex_};
        once_[path].push_back(std::move(answer));
    }

    [[nodiscard]] int asked(std::string const& path)
    {
        std::lock_guard const lock{mutex_};
        return asked_[path];
    }

    void operator()(recorded_request const& request, upstream_reply& reply)
    {
        auto const path = request.target.substr(0, request.target.find('/', 1));
        fake_upstream::script answer = fake_upstream::completion();
        {
            std::lock_guard const lock{mutex_};
            ++asked_[path];
            if (auto& next = once_[path]; !next.empty()) {
                answer = std::move(next.front());
                next.erase(next.begin());
            } else if (auto const found = scripts_.find(path); found != scripts_.end()) {
                answer = found->second;
            }
        }
        answer(request, reply);
    }

private:
    std::mutex mutex_;
    std::map<std::string, fake_upstream::script> scripts_;
    std::map<std::string, std::vector<fake_upstream::script>> once_;
    std::map<std::string, int> asked_;
};

/// A script that answers with this status and an OpenAI-shaped error body.
inline fake_upstream::script failing(int status, header_list const& headers = {},
                                     std::string const& message = "no luck")
{
    return [=](recorded_request const&, upstream_reply& reply) {
        reply.respond(status,
                      R"({"error":{"message":")" + message +
                          R"(","type":"server_error","param":null,"code":"c"}})",
                      headers);
    };
}

class delivery_test : public governed_test {
protected:
    delivery_test()
    {
        upstream_.answer_with([this](auto const& request, auto& reply) { paths_(request, reply); });
    }

    /// Settings of a breaker.
    [[nodiscard]] double state(std::string_view model = "local", int endpoint = 0) const
    {
        return metric("breaker_state{model=\"" + std::string{model} + "\",endpoint=\"" +
                      std::to_string(endpoint) + "\"}");
    }

    path_scripts paths_;
};

/// Retry delays that are short enough for a test.
inline constexpr std::string_view quick_retries =
    "[gateway.retry]\nfirst_backoff = 0.01\nlongest_backoff = 0.02\n";

} // namespace wayfinder::testing
