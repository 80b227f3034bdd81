// A configuration that is about to be written.
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
    std::string key_env;                 ///< empty: it needs no key
    double from{};                       ///< the lowest score that goes to it
    std::optional<double> input_price{}; ///< dollars for a million tokens; none: not known
    double output_price{};
    std::string remark{}; ///< what has to be done for it, besides its key
};

struct draft {
    std::string title;
    std::vector<model_draft> models; ///< cheapest first; the first begins at 0
};

struct preset {
    std::string_view name;
    std::string_view purpose;
    draft (*make)();
};

/// The first is the default one.
[[nodiscard]] std::vector<preset> const& all_presets();

/// The file, as TOML with comments, whatever the texts hold.
[[nodiscard]] std::string document_of(draft const& wanted);

} // namespace wayfinder::cli
