#include "app/process/last_signals.hpp"

#include <csignal>
#include <cstdlib>

namespace wayfinder::app {
namespace {

volatile std::sig_atomic_t asked_before = 0;

void on_signal(int)
{
    if (asked_before != 0) std::_Exit(EXIT_FAILURE);
    asked_before = 1;
}

} // namespace

void end_when_asked_twice(bool asked)
{
    asked_before = asked ? 1 : 0;
    for (int const signal : {SIGINT, SIGTERM}) std::signal(signal, on_signal);
}

} // namespace wayfinder::app
