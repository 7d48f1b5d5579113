// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "math/functions.hpp"
#include "support/catch.hpp"

#include <array>
#include <cstddef>
#include <iterator>
#include <limits>
#include <vector>

/// Constant expressions, scalars and batches must give the same bits.
namespace alphabar::test
{
    /// Arguments that meet every branch, then samples.
    template <class T, class Function>
    constexpr auto arguments_for_compile_time()
    {
        using limits = std::numeric_limits<T>;
        constexpr T special[] = {T(0),
                                 -T(0),
                                 T(1),
                                 T(-1),
                                 limits::min(),
                                 limits::denorm_min(),
                                 -limits::denorm_min(),
                                 limits::max(),
                                 limits::lowest(),
                                 limits::infinity(),
                                 -limits::infinity(),
                                 limits::quiet_NaN(),
                                 limits::epsilon(),
                                 T(0.125),
                                 T(0.5),
                                 T(1e6)};
        std::array<T, 512> x{};
        for (std::size_t i = 0; i != x.size(); ++i)
        {
            x[i] = i < std::size(special) ? special[i] : sample<T>(i, Function::lowest, Function::highest);
        }
        return x;
    }

    template <class T, class Function>
    struct at_compile_time
    {
        static constexpr auto x = arguments_for_compile_time<T, Function>();
        static constexpr auto y = []
        {
            auto values = x;
            for (T& value : values)
            {
                value = Function{}(value);
            }
            return values;
        }();
    };

    /// How many results differ between the worlds: compiled, scalar and batch.
    template <class T, class Function>
    std::size_t differences_between_worlds(Function function = {})
    {
        using compiled = at_compile_time<T, Function>;
        const std::vector<T> x(compiled::x.begin(), compiled::x.end());
        std::vector<T> batch(x.size());
        map_batches(function, x.data(), batch.data(), x.size());
        std::size_t different = 0;
        for (std::size_t i = 0; i != x.size(); ++i)
        {
            const volatile T hidden = x[i];  // or the compiler might work it out
            const T scalar = function(T{hidden});
            if (!same_bits(scalar, compiled::y[i]) || !same_bits(scalar, batch[i]))
            {
                ++different;
            }
        }
        return different;
    }

    /// Asserts that the worlds agree, that a lane does not depend on its neighbours and that samples keep the bound.
    template <class T, class Function>
    void check_promises(Function function)
    {
        CHECK(differences_between_worlds<T>(function) == 0);

        const auto found = check_samples<T>(function, 0, 20'000);
        INFO(Function::name << ": " << found.worst_ulp << " ulp at " << found.where);
        CHECK(found.worst_ulp <= Function::bound);
        CHECK(found.different_bits == 0);
    }

    /// The value of a function in every lane, by way of a batch where there are batches: all must be the same bits.
    template <class T, class Function>
    T in_a_batch(Function function, T x)
    {
        const std::vector<T> in(16, x);
        std::vector<T> out(16);
        map_batches(function, in.data(), out.data(), in.size());
        for (const T y : out)
        {
            CHECK(same_bits(y, out[0]));
        }
        return out[0];
    }
}
