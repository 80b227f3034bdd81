// Handmade data sets: each sample is a number of words and a label.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace wayfinder::calibrate::test {

/// A sample with this many words and list items, so that more than words can differ.
struct point {
    std::size_t label{};
    unsigned words{};
    unsigned items{};
};

inline dataset points(std::vector<std::string> labels, std::vector<point> const& all)
{
    dataset data;
    data.labels = std::move(labels);
    data.distinct.assign(data.labels.size(), all.size());
    for (auto const& each : all) {
        sample made;
        made.label = each.label;
        made.counts[feature::word_count] = each.words;
        made.counts[feature::list_item_count] = each.items;
        data.samples.push_back(made);
    }
    return data;
}

/// The same sample several times.
inline std::vector<point> times(std::size_t count, point const& each)
{
    return std::vector<point>(count, each);
}

inline std::vector<point> joined(std::initializer_list<std::vector<point>> parts)
{
    std::vector<point> all;
    for (auto const& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace wayfinder::calibrate::test
