// What the doctor found out about one thing.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::cli {

enum class verdict : unsigned char { good, doubtful, bad };

struct finding {
    std::string what;  ///< "config", "key", "upstream", "port", "clock" or "ledger"
    std::string whose; ///< the model, file or address
    verdict state{};
    std::string detail;
    std::string remedy{}; ///< what to do; empty if nothing has to be done
    std::optional<std::chrono::milliseconds> latency{};
};

using findings = std::vector<finding>;

[[nodiscard]] bool any_bad(findings const& all);
[[nodiscard]] nlohmann::ordered_json findings_json(findings const& all);

/// One line each, plus one for a remedy. `colour`: with ANSI escape sequences.
[[nodiscard]] std::string findings_text(findings const& all, bool colour);

} // namespace wayfinder::cli
