// Sees to it that a request has its line in the access log, however it ends.
#pragma once

#include "gateway/access_log.hpp"
#include "gateway/context.hpp"

#include <exception>

namespace wayfinder::gateway {

/// Lives as long as the request is answered; the line comes with its end. What it costs while there is no
/// access log is a look at whether there is one.
class access_note {
public:
    access_note(request_context& of, access_log& log) : context_{of}, log_{log.on() ? &log : nullptr} {}
    ~access_note();
    access_note(access_note const&) = delete;
    access_note& operator=(access_note const&) = delete;

    /// There is to be no line.
    void leave_out() { log_ = nullptr; }

private:
    request_context& context_;
    access_log* log_;
    int exceptions_{std::uncaught_exceptions()};
};

} // namespace wayfinder::gateway
