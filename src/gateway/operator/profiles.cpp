#include "gateway/operator/profiles.hpp"

#include "gateway/reply.hpp"
#include "wire/json/dump.hpp"

#include <array>

namespace wayfinder::gateway {
namespace {

using terms = std::string_view const[];

constexpr terms mathematics{
    "prove",       "proof",      "lemma",         "theorem",       "corollary",   "conjecture",  "induction",
    "bijection",   "injective",  "surjective",    "isomorphism",   "eigenvalue",  "eigenvector", "integral",
    "derivative",  "polynomial", "modulo",        "congruent",     "convergence", "divergent",   "continuous",
    "topology",    "manifold",   "combinatorial", "asymptotic",    "recurrence",  "invariant",   "irrational",
    "determinant", "bounded",    "monotone",      "contrapositive"};
constexpr terms mathematical_limits{"exactly", "without",  "only",     "strictly",  "constraint",
                                    "subject", "integers", "distinct", "necessary", "sufficient"};

constexpr terms law{"liability",   "indemnity",    "indemnify",  "jurisdiction",    "statute",
                    "statutory",   "precedent",    "tort",       "negligence",      "plaintiff",
                    "defendant",   "arbitration",  "injunction", "fiduciary",       "warranty",
                    "breach",      "clause",       "covenant",   "licensee",        "infringement",
                    "gdpr",        "hipaa",        "compliance", "regulation",      "regulatory",
                    "enforceable", "severability", "appellate",  "confidentiality", "controller",
                    "processor",   "audit"};
constexpr terms legal_limits{"shall",  "must",   "unless",     "notwithstanding", "pursuant",
                             "hereby", "herein", "prohibited", "mandatory",       "except"};

constexpr terms code{"deadlock",     "concurrency",  "concurrent",    "mutex",      "race",
                     "idempotent",   "refactor",     "kubernetes",    "terraform",  "postgres",
                     "sharding",     "replication",  "partition",     "consensus",  "latency",
                     "throughput",   "backpressure", "serialization", "migration",  "stacktrace",
                     "segfault",     "memory-leak",  "complexity",    "recursion",  "coroutine",
                     "asynchronous", "compiler",     "benchmark",     "regression", "authentication",
                     "encryption",   "transaction"};
constexpr terms code_limits{"must",          "ensure",        "without",   "backward-compatible",
                            "thread-safe",   "deterministic", "guarantee", "exactly-once",
                            "zero-downtime", "only"};

constexpr terms science{
    "diagnosis", "differential", "contraindicated", "contraindication", "dosage",        "pharmacokinetics",
    "etiology",  "pathogenesis", "prognosis",       "comorbidity",      "biopsy",        "randomized",
    "placebo",   "cohort",       "hypothesis",      "confounding",      "significance",  "enzyme",
    "receptor",  "genome",       "mutation",        "phenotype",        "catalyst",      "equilibrium",
    "enthalpy",  "entropy",      "quantum",         "spectroscopy",     "stoichiometry", "thermodynamics",
    "titration", "metabolism"};
constexpr terms scientific_limits{"must",   "only",      "controlled", "significant", "excluding",
                                  "within", "threshold", "confidence", "without",     "adverse"};

constexpr std::array<profile, 4> all{{
    {"proofs-math", "Proofs and mathematics", "Proof vocabulary and the objects that proofs are about.",
     mathematics, mathematical_limits},
    {"law-compliance", "Law and compliance", "Contracts, courts and data protection, in English.", law,
     legal_limits},
    {"code-infra", "Code and infrastructure", "Concurrency, distributed systems and operations.", code,
     code_limits},
    {"science-medicine", "Science and medicine", "Clinical work, trials and the laboratory.", science,
     scientific_limits},
}};

} // namespace

std::span<profile const> profiles()
{
    return all;
}

net::asio::awaitable<void> show_profiles(request_context& context, services const& /*provided*/)
{
    auto list = nlohmann::ordered_json::array();
    for (auto const& each : all)
        list.push_back({{"id", each.id},
                        {"name", each.name},
                        {"source", "curated"},
                        {"reasoning_terms", each.reasoning_terms},
                        {"constraint_terms", each.constraint_terms},
                        {"note", each.note}});
    auto body = wire::json::dump({{"profiles", std::move(list)}});
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
