// The contents of a table: figures as rows, contestants as columns.
#pragma once

#include <string>
#include <vector>

namespace wayfinder::bench {

struct figure {
    std::string key;   ///< its key in the tally
    std::string title; ///< including its unit
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
