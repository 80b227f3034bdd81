#include "telemetry/log.hpp"

#include "telemetry/journal.hpp"

namespace wayfinder::telemetry {

bool log::has(severity level) const
{
    return to_->has(whose_, level);
}

void log::write(severity level, std::string_view line) const
{
    to_->write(whose_, level, line);
}

} // namespace wayfinder::telemetry
