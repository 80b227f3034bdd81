// What all workers share and a reload does not reset.
#pragma once

#include "config/snapshot.hpp"
#include "control/feedback_log.hpp"
#include "control/prompt_memory.hpp"

namespace wayfinder::gateway {

/// Lives as long as the daemon. Everything in it may be used from any thread.
struct control_plane {
    explicit control_plane(config::gateway const& settings)
        : feedback{settings.feedback}, prompts{settings.feedback.remember}
    {}

    void adopt(config::gateway const& settings)
    {
        feedback.adopt(settings.feedback);
        prompts.resize(settings.feedback.remember);
    }

    control::feedback_log feedback;
    control::prompt_memory prompts;
};

} // namespace wayfinder::gateway
