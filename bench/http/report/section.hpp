// What a table shows: figures down, contestants across.
#pragma once

#include <string>
#include <vector>

namespace wayfinder::bench {

struct figure {
    std::string key;   ///< in the tally
    std::string title; ///< with its unit
    int decimals{1};
    bool compared{true}; ///< with nginx
};

struct section {
    std::string title;
    std::string note{};
    std::vector<std::string> contestants{};
    std::vector<figure> figures{};
};

} // namespace wayfinder::bench
