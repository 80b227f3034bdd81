// Ensures that a request gets its access log line, however it ends.
#pragma once

#include "gateway/context.hpp"
#include "gateway/observability/access_log.hpp"

#include <exception>

namespace wayfinder::gateway {

/// Lives as long as the request is being answered and writes the line when destroyed. Without an access log
/// it costs one check.
class access_note {
public:
    access_note(request_context& of, access_log& log) : context_{of}, log_{log.on() ? &log : nullptr} {}
    ~access_note();
    access_note(access_note const&) = delete;
    access_note& operator=(access_note const&) = delete;

    /// Suppresses the line.
    void leave_out() { log_ = nullptr; }

private:
    request_context& context_;
    access_log* log_;
    int exceptions_{std::uncaught_exceptions()};
};

} // namespace wayfinder::gateway
