// The logistic function, bit-identical on every machine.
#pragma once

namespace wayfinder::skill {

/// 1 / (1 + e^-x), within 1e-14; x is clamped to [-30, 30]. The exponential is the Taylor series of x / 1024,
/// squared ten times: multiplications and additions of IEEE doubles in a fixed order.
[[nodiscard]] constexpr double sigmoid(double x) noexcept
{
    constexpr double most = 30.0;
    double const bounded = x > most ? most : x < -most ? -most : x;
    double const small = -bounded / 1024.0;
    double power = 1.0;
    for (int term = 10; term >= 1; --term) power = 1.0 + small / term * power;
    for (int doubling = 0; doubling < 10; ++doubling) power *= power;
    return 1.0 / (1.0 + power);
}

} // namespace wayfinder::skill
