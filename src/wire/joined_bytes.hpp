// Byte ranges joined into one.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire {

/// Joins byte ranges in order; copies only those that are not adjacent in memory.
class joined_bytes {
public:
    void clear()
    {
        view_ = {};
        copy_.clear();
    }

    void add(std::string_view stretch)
    {
        if (!copy_.empty())
            copy_.append(stretch);
        else if (view_.empty())
            view_ = stretch;
        else if (view_.data() + view_.size() == stretch.data())
            view_ = {view_.data(), view_.size() + stretch.size()};
        else
            copy_.append(view_).append(stretch);
    }

    /// Valid as long as the ranges are, and until the next change.
    [[nodiscard]] std::string_view view() const { return copy_.empty() ? view_ : std::string_view{copy_}; }

private:
    std::string_view view_;
    std::string copy_;
};

} // namespace wayfinder::wire
