// A running subject and the requests that it gets.
#pragma once

#include "bench/http/subject/subject.hpp"

#include <string>
#include <vector>

namespace wayfinder::bench {

struct contestant {
    std::string name;
    subject program;
    lane asked{lane::plain};
    std::string fields{}; ///< header fields it needs to know where to forward

    [[nodiscard]] std::vector<question> questions(std::size_t clients, std::size_t prompt_size = 1024) const
    {
        auto all = questions_for(asked, clients);
        for (auto& each : all) {
            each.prompt_size = prompt_size;
            each.fields = fields;
        }
        return all;
    }
};

} // namespace wayfinder::bench
