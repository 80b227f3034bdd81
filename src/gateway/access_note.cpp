#include "gateway/access_note.hpp"

#include <exception>

namespace wayfinder::gateway {

access_note::~access_note()
{
    if (log_ == nullptr) return;
    bool const failed = std::uncaught_exceptions() > exceptions_;
    if (failed && !context_.out.started()) return; // whoever apologises has the line
    try {
        log_->add(record_of(context_));
    } catch (std::exception const&) { // no memory; then this line is not the worst of it
    }
}

} // namespace wayfinder::gateway
