// Solves dense linear equations.
#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace wayfinder::calibrate {

/// A square matrix in row-major order.
class square_matrix {
public:
    explicit square_matrix(std::size_t size) : size_{size}, cells_(size * size, 0.0) {}

    [[nodiscard]] double* operator[](std::size_t row) noexcept { return cells_.data() + row * size_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    std::size_t size_;
    std::vector<double> cells_;
};

/// Replaces `right` with the solution x of `matrix` x = right, by Gaussian elimination with partial pivoting
/// (among equal pivots, the first row). False if there is no unique finite solution. Both arguments are
/// overwritten.
[[nodiscard]] inline bool solve(square_matrix& matrix, std::vector<double>& right)
{
    std::size_t const size = matrix.size();
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < size; ++row)
            if (std::fabs(matrix[row][column]) > std::fabs(matrix[pivot][column])) pivot = row;
        double const head = matrix[pivot][column];
        if (head == 0.0 || !std::isfinite(head)) return false;
        if (pivot != column) {
            for (std::size_t at = column; at < size; ++at) std::swap(matrix[pivot][at], matrix[column][at]);
            std::swap(right[pivot], right[column]);
        }
        for (std::size_t row = column + 1; row < size; ++row) {
            double const factor = matrix[row][column] / matrix[column][column];
            if (factor == 0.0) continue;
            for (std::size_t at = column; at < size; ++at) matrix[row][at] -= factor * matrix[column][at];
            right[row] -= factor * right[column];
        }
    }
    for (std::size_t row = size; row-- > 0;) {
        double sum = right[row];
        for (std::size_t at = row + 1; at < size; ++at) sum -= matrix[row][at] * right[at];
        right[row] = sum / matrix[row][row];
        if (!std::isfinite(right[row])) return false;
    }
    return true;
}

} // namespace wayfinder::calibrate
