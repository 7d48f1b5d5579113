// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/config.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/sqrt.hpp>

#include <bit>
#include <cstdint>

namespace alphabar::schedules::detail
{
    /// A real number as an unevaluated sum hi + lo with |lo| <= ulp(hi)/2: about 106 significant bits.
    ///
    /// A schedule table is a product of up to 100,000 factors; in plain double its error grows with T. Here it grows
    /// from 2^-104, so that what is rounded to double in the end is right to the last place.
    ///
    /// Source: T. J. Dekker, "A floating-point technique for extending the available precision", 1971 (sum, product);
    /// D. E. Knuth, "The Art of Computer Programming" 2, 4.2.2 (sum); Y. Hida, X. Li and D. Bailey, "Quad-double
    /// arithmetic", 2001 (quotient, the shape of exp).
    ///
    /// The product splits its factors instead of using a fused multiply-add, so that constant evaluation gives the same
    /// bits as any machine.
    /// Domain: magnitudes below 1e300. Below 1e-290 the low part fades into the subnormal numbers.
    /// Accuracy: sum of like signs, product, quotient and square root 2^-102 relative; exp and sin 2^-96 relative;
    /// cos and log 2^-96 absolute (log of what exceeds e in magnitude: relative).
    struct double_double
    {
        double hi = 0.0;
        double lo = 0.0;
    };

    /// a + b exactly.
    constexpr double_double two_sum(double a, double b) noexcept
    {
        const double sum = a + b, part = sum - a;
        return {sum, (a - (sum - part)) + (b - part)};
    }

    /// a + b exactly, for |a| >= |b|.
    constexpr double_double quick_two_sum(double a, double b) noexcept
    {
        const double sum = a + b;
        return {sum, b - (sum - a)};
    }

    /// a * b exactly.
    constexpr double_double two_product(double a, double b) noexcept
    {
        constexpr double splitter = 134217729.0;  // 2^27 + 1
        const double p = a * b, ta = splitter * a, tb = splitter * b;
        const double ah = ta - (ta - a), bh = tb - (tb - b), al = a - ah, bl = b - bh;
        return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
    }

    constexpr double_double operator-(double_double a) noexcept { return {-a.hi, -a.lo}; }

    constexpr double_double operator+(double_double a, double_double b) noexcept
    {
        const double_double high = two_sum(a.hi, b.hi), low = two_sum(a.lo, b.lo);
        const double_double sum = quick_two_sum(high.hi, high.lo + low.hi);
        return quick_two_sum(sum.hi, sum.lo + low.lo);
    }

    constexpr double_double operator-(double_double a, double_double b) noexcept { return a + -b; }

    constexpr double_double operator*(double_double a, double_double b) noexcept
    {
        const double_double p = two_product(a.hi, b.hi);
        return quick_two_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
    }

    constexpr double_double operator*(double_double a, double b) noexcept
    {
        const double_double p = two_product(a.hi, b);
        return quick_two_sum(p.hi, p.lo + a.lo * b);
    }

    constexpr double_double operator/(double_double a, double_double b) noexcept
    {
        const double first = a.hi / b.hi;
        const double_double rest = a - b * first;
        const double second = rest.hi / b.hi;
        const double_double quotient = quick_two_sum(first, second);
        return quick_two_sum(quotient.hi, quotient.lo + (rest - b * second).hi / b.hi);
    }

    constexpr double_double operator/(double_double a, double b) noexcept { return a / double_double{b, 0.0}; }

    constexpr bool operator<(double_double a, double_double b) noexcept
    {
        return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo);
    }

    /// The square root of x > 0: one Newton step on the root in double.
    constexpr double_double square_root(double x) noexcept
    {
        const double root = math::sqrt(x);
        const double_double square = two_product(root, root);
        return quick_two_sum(root, ((x - square.hi) - square.lo) / (2.0 * root));
    }

    /// pi/2 to 107 bits.
    inline constexpr double_double half_pi{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};

    /// ln 2 to 107 bits.
    inline constexpr double_double log_of_2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

    /// 2^k for -1022 <= k <= 1023.
    constexpr double power_of_2(std::int64_t k) noexcept
    {
        return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52U);
    }

    /// e^x for |x| <= 600: the Taylor series of e^r - 1 at r = (x - k ln 2)/256, squared eight times.
    constexpr double_double exponential(double_double x) noexcept
    {
        const double shifted = x.hi * 1.4426950408889634 + 0.5;  // x/ln 2, to be rounded
        const auto truncated = static_cast<std::int64_t>(shifted);
        const std::int64_t k = truncated - (static_cast<double>(truncated) > shifted ? 1 : 0);
        const double_double r = (x - log_of_2 * static_cast<double>(k)) * 0x1p-8;
        double_double term = r, less_one = r;
        for (int n = 2; n <= 10; ++n)  // (ln 2/512)^11/11! < 2^-129, and e^r - 1 > r/2
        {
            term = term * r / static_cast<double>(n);
            less_one = less_one + term;
        }
        for (int squaring = 0; squaring < 8; ++squaring)
        {
            less_one = less_one * 2.0 + less_one * less_one;
        }
        return (double_double{1.0, 0.0} + less_one) * power_of_2(k);
    }

    /// log x for 1e-290 < x < 1e290: one Newton step on the logarithm in double, log x = y + log(x e^-y).
    constexpr double_double logarithm(double_double x) noexcept
    {
        const double y = math::log(x.hi);
        const double_double rest = x * exponential({-y, 0.0}) - double_double{1.0, 0.0};
        return two_sum(y, 0.0) + rest - rest * rest * 0.5;
    }

    struct double_double_sincos
    {
        double_double sin;
        double_double cos;
    };

    /// sin x and cos x for 0 <= x <= pi/2: the Taylor series of both at x/8, then three doublings of the angle,
    /// sin 2y = 2 sin y cos y and 1 - cos 2y = 2 sin^2 y. It is the versine 1 - cos that is doubled, which keeps the
    /// relative accuracy of small angles.
    constexpr double_double_sincos sincos(double_double x) noexcept
    {
        const double_double y = x * 0.125, square = y * y;
        double_double sine = y, versine = square * 0.5, odd = y, even = versine;
        for (int n = 2; n <= 22; n += 2)  // (pi/16)^23/23! < 2^-106
        {
            odd = -(odd * square) / (n * (n + 1.0));
            even = -(even * square) / ((n + 1.0) * (n + 2.0));
            sine = sine + odd;
            versine = versine + even;
        }
        for (int doubling = 0; doubling < 3; ++doubling)
        {
            const double_double cosine = double_double{1.0, 0.0} - versine, twice = sine * 2.0;
            versine = twice * sine;
            sine = twice * cosine;
        }
        return {sine, double_double{1.0, 0.0} - versine};
    }
}
