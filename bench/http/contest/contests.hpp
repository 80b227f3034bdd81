// Each contest starts its contestants, measures them in turn, round after round, and adds a section to the
// report. It throws if its results would be meaningless.
#pragma once

#include "bench/http/contest/stage.hpp"

namespace wayfinder::bench {

/// CPU per request and requests per second of each lane.
void contest_throughput(stage& on);
/// The same with TLS on the upstream's side and on the clients' side.
void contest_tls_upstream(stage& on);
void contest_tls_listener(stage& on);
/// CPU per request by the size of the prompt.
void contest_prompt_sizes(stage& on);
/// Latency that a proxy adds to an answer, at a fixed rate.
void contest_latency(stage& on);
/// First piece and gaps of paced streams: a few, and a thousand at once.
void contest_streams(stage& on);
/// Resident memory: idle, after load, with large bodies, with thousands of open streams.
void contest_memory(stage& on);
/// More simultaneous connections than anyone should open.
void contest_crowd(stage& on);
/// From the start of the process to its first answer, and the size of the binary.
void contest_start(stage& on);
/// The scorer alone.
void contest_scorer(stage& on);
/// System calls per request.
void contest_system_calls(stage& on);

} // namespace wayfinder::bench
