// Ridge regression on sparse rows, solved to the required precision.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayfinder::skill {

/// A sparse matrix, stored row by row.
class sparse_rows {
public:
    explicit sparse_rows(std::size_t columns) : columns_{columns} {}

    void add(std::uint32_t column, double value) { entries_.push_back({column, value}); }
    void end_row() { ends_.push_back(entries_.size()); }

    [[nodiscard]] std::size_t rows() const noexcept { return ends_.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }

    /// The dot product of a row and a dense vector.
    [[nodiscard]] double product(std::size_t row, std::vector<double> const& with) const noexcept
    {
        double sum = 0;
        for (auto at = begin_of(row); at < ends_[row]; ++at)
            sum += entries_[at].value * with[entries_[at].column];
        return sum;
    }

    /// Adds `times` the row to a dense vector.
    void accumulate(std::size_t row, double times, std::vector<double>& into) const noexcept
    {
        for (auto at = begin_of(row); at < ends_[row]; ++at)
            into[entries_[at].column] += times * entries_[at].value;
    }

private:
    struct entry {
        std::uint32_t column;
        double value;
    };

    [[nodiscard]] std::size_t begin_of(std::size_t row) const noexcept
    {
        return row == 0 ? 0 : ends_[row - 1];
    }

    std::size_t columns_;
    std::vector<entry> entries_;
    std::vector<std::size_t> ends_;
};

namespace detail {

[[nodiscard]] inline double dot(std::vector<double> const& a, std::vector<double> const& b) noexcept
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

} // namespace detail

/// The weights w that minimise the sum over `chosen` rows of (target - row w)^2, plus `ridge` |w|^2: the
/// unique solution of (X'X + ridge I) w = X't, by conjugate gradients (Hestenes and Stiefel 1952), until the
/// residual is a millionth of the right-hand side. Nothing is random and the order of every sum is fixed, so
/// results are bit-identical on every machine.
[[nodiscard]] inline std::vector<double> solve_ridge(sparse_rows const& rows,
                                                     std::vector<double> const& target,
                                                     std::vector<std::size_t> const& chosen, double ridge)
{
    constexpr double tolerance = 1e-6;
    constexpr int most_steps = 500;
    std::vector<double> weights(rows.columns());
    std::vector<double> residual(rows.columns());
    for (auto const row : chosen) rows.accumulate(row, target[row], residual);
    auto direction = residual;
    std::vector<double> image(rows.columns());
    double square = detail::dot(residual, residual);
    double const enough = square * tolerance * tolerance;
    for (int step = 0; step < most_steps && square > enough; ++step) {
        for (std::size_t i = 0; i < image.size(); ++i) image[i] = ridge * direction[i];
        for (auto const row : chosen) rows.accumulate(row, rows.product(row, direction), image);
        double const length = square / detail::dot(direction, image);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            weights[i] += length * direction[i];
            residual[i] -= length * image[i];
        }
        double const before = square;
        square = detail::dot(residual, residual);
        for (std::size_t i = 0; i < direction.size(); ++i)
            direction[i] = residual[i] + square / before * direction[i];
    }
    return weights;
}

} // namespace wayfinder::skill
