// Keeps this process, and the children that it starts meanwhile, on one processor.
#pragma once

#include <sched.h>

namespace wayfinder::bench {

/// What is measured has a processor to itself, if there are two.
inline constexpr int subject_processor = 0;
inline constexpr int harness_processor = 1;

class pinned {
public:
    explicit pinned(int processor)
    {
        ::sched_getaffinity(0, sizeof before_, &before_);
        cpu_set_t only{};
        CPU_SET(static_cast<unsigned>(processor), &only);
        ::sched_setaffinity(0, sizeof only, &only); // on a machine with one processor: stays where it is
    }
    pinned(pinned const&) = delete;
    pinned& operator=(pinned const&) = delete;
    ~pinned() { ::sched_setaffinity(0, sizeof before_, &before_); }

private:
    cpu_set_t before_{};
};

} // namespace wayfinder::bench
