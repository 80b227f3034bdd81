// Each contest starts its contestants, measures them in turn, round after round, and adds a section to the
// report. It throws when what it would have found means nothing.
#pragma once

#include "bench/http/contest/stage.hpp"

namespace wayfinder::bench {

/// CPU per request, and requests a second, of each lane.
void contest_throughput(stage& on);
/// The same with TLS on the upstream's side, and on the clients'.
void contest_tls_upstream(stage& on);
void contest_tls_listener(stage& on);
/// CPU per request by the size of the prompt.
void contest_prompt_sizes(stage& on);
/// What a proxy adds to the time of an answer, at a fixed rate.
void contest_latency(stage& on);
/// First piece and gaps of paced streams: few, and a thousand at once.
void contest_streams(stage& on);
/// Resident memory: idle, after load, with large bodies, with thousands of open streams.
void contest_memory(stage& on);
/// More connections at once than anybody should open.
void contest_crowd(stage& on);
/// From the start of the process to its first answer, and the size of the binary.
void contest_start(stage& on);
/// The scorer without anything around it.
void contest_scorer(stage& on);
/// System calls for a request.
void contest_system_calls(stage& on);

} // namespace wayfinder::bench
