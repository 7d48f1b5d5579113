// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/tile.hpp>
#include <alphabar/math/decay.hpp>
#include <alphabar/math/erf.hpp>
#include <alphabar/math/erfc.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/expm1.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/log1p.hpp>
#include <alphabar/math/sincos.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/math/tanh.hpp>
#include <alphabar/random/normal_law.hpp>

#include <array>
#include <limits>
#include <string_view>

namespace alphabar
{
    /// What `self_test` found: whether the build keeps the promise, and if not, the first part that breaks it.
    struct self_test_result
    {
        bool passed = true;
        std::string_view broken;

        explicit operator bool() const { return passed; }
    };

    namespace detail
    {
        template <class T>
        inline constexpr std::array<T, 16> self_test_inputs{T(0.001), T(0.0317), T(0.1),  T(0.25), T(0.3333), T(0.5),
                                                            T(0.7),   T(0.9),    T(1.1),  T(1.5),  T(2.3),    T(3.7),
                                                            T(5.9),   T(9.6),    T(17.3), T(31.1)};

        /// f in a constant expression, on a scalar and on a batch, where a build may differ: are the bits the same?
        template <class T, class F>
        bool agrees(F f)
        {
            static constexpr auto expected = []
            {
                auto values = self_test_inputs<T>;
                for (T& value : values)
                {
                    value = F()(value);
                }
                return values;
            }();
            std::array<T, expected.size()> inputs;
            for (std::size_t i = 0; i < inputs.size(); ++i)
            {
                const volatile T hidden = self_test_inputs<T>[i];  // from the optimiser
                inputs[i] = hidden;
            }
            std::array<T, expected.size()> batched;
            for (std::size_t i = 0; i < inputs.size(); i += expression::simd<T>::width)
            {
                expression::store_batch(batched.data() + i, f(expression::load_batch(inputs.data() + i)));
            }
            bool same = true;
            for (std::size_t i = 0; i < inputs.size(); ++i)
            {
                same &= math::bits(f(inputs[i])) == math::bits(expected[i]) &&
                        math::bits(batched[i]) == math::bits(expected[i]);
            }
            return same;
        }

        /// Whether results and operands below the normal numbers are kept: a processor can be told to take them for zero.
        template <class T>
        bool subnormals_agree()
        {
            const volatile T least = std::numeric_limits<T>::min();
            const volatile T half = least * T(0.5);
            return half != T(0) && half + half == least;
        }

        template <class T>
        bool noise_agrees()
        {
            static constexpr auto expected = []
            {
                std::array<T, 64> values;
                normal_law<T>(key{42}).fill(5, values.data(), values.size());
                return values;
            }();
            const volatile std::uint64_t hidden = 42;
            std::array<T, expected.size()> values;
            normal_law<T>(key{hidden}).fill(5, values.data(), values.size());
            bool same = true;
            for (std::size_t i = 0; i < values.size(); ++i)
            {
                same &= math::bits(values[i]) == math::bits(expected[i]);
            }
            return same;
        }
    }

    /// Shows whether this build gives the bits that the library promises everywhere: the functions of `math` and the noise
    /// are computed at run time, on scalars and on batches, and compared with what the compiler computed in constant
    /// expressions. It fails under flags that change IEEE arithmetic, contraction (`-ffp-contract=fast` on a machine with
    /// FMA) above all, and where subnormal numbers are taken for zero. A fraction of a millisecond; allocates nothing.
    template <class Result = self_test_result>  // a template, so that only those who call it pay for compiling it
    Result self_test()
    {
        const auto exp = [](const auto& x) { return math::exp(x); };
        const auto expm1 = [](const auto& x) { return math::expm1(x); };
        const auto log = [](const auto& x) { return math::log(x); };
        const auto log1p = [](const auto& x) { return math::log1p(x); };
        const auto sin = [](const auto& x) { return math::sin(x); };
        const auto cos = [](const auto& x) { return math::cos(x); };
        const auto sqrt = [](const auto& x) { return math::sqrt(x); };
        const auto tanh = [](const auto& x) { return math::tanh(x); };
        const auto erf = [](const auto& x) { return math::erf(x); };
        const auto erfc = [](const auto& x) { return math::erfc(x); };
        const auto decay = [](const auto& x) { return math::decay(x); };
        const auto both = [](const auto& f) { return detail::agrees<float>(f) && detail::agrees<double>(f); };
        const std::pair<bool, std::string_view> parts[] = {
            {detail::subnormals_agree<float>() && detail::subnormals_agree<double>(), "subnormal numbers"},
            {both(exp), "exp"},
            {both(expm1), "expm1"},
            {both(log), "log"},
            {both(log1p), "log1p"},
            {both(sin), "sin"},
            {both(cos), "cos"},
            {both(sqrt), "sqrt"},
            {both(tanh), "tanh"},
            {both(erf), "erf"},
            {both(erfc), "erfc"},
            {both(decay), "decay"},
            {detail::noise_agrees<float>(), "normal noise, float"},
            {detail::noise_agrees<double>(), "normal noise, double"}};
        for (const auto& [same, name] : parts)
        {
            if (!same)
            {
                return {false, name};
            }
        }
        return {};
    }
}
