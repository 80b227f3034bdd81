#include "gateway/observability/access_note.hpp"

#include <exception>

namespace wayfinder::gateway {

access_note::~access_note()
{
    if (log_ == nullptr) return;
    bool const failed = std::uncaught_exceptions() > exceptions_;
    if (failed && !context_.out.started()) return; // the error reply writes the line
    try {
        log_->add(record_of(context_));
    } catch (std::exception const&) { // out of memory: losing this line is the lesser problem
    }
}

} // namespace wayfinder::gateway
