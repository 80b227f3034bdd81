// A configuration to be written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::cli {

struct model_draft {
    std::string tier; ///< the model's name in the file
    std::string base_url;
    std::string id;                      ///< what the upstream calls it
    std::string key_env;                 ///< empty: no key needed
    double from{};                       ///< the lowest score that is routed to it
    std::optional<double> input_price{}; ///< dollars per million tokens; none: unknown
    double output_price{};
    std::string remark{}; ///< what else it needs, apart from its key
};

struct draft {
    std::string title;
    std::vector<model_draft> models; ///< cheapest first; the first starts at 0
};

struct preset {
    std::string_view name;
    std::string_view purpose;
    draft (*make)();
};

/// The first is the default.
[[nodiscard]] std::vector<preset> const& all_presets();

/// The file as TOML with comments, whatever the texts contain.
[[nodiscard]] std::string document_of(draft const& wanted);

} // namespace wayfinder::cli
