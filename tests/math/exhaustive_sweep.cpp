// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// Tries every float there is: each function's error against its promised bound, and scalar bits against batch bits. A
// million doubles a function are held against MPFR. Prints one line a function; fails if a promise is broken, or if
// the check does not notice a function that is known to break its promise. Arguments, if any, are the names of the
// functions to try.

#include "math/functions.hpp"

#include <alphabar/core/config.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <mutex>
#include <numbers>
#include <string_view>
#include <thread>
#include <vector>

namespace
{
    namespace math = alphabar::math;
    using namespace alphabar::test;

    constexpr double infinity = std::numeric_limits<double>::infinity();

    // ---- true values, in double precision: right to 2^-40 at least --------------------------------------------------
    // glibc's double functions are within an ulp; series stand in where they are as exact and cheaper.

    struct two_values
    {
        double first;
        double second;
    };

    two_values true_sincos(double x)
    {
        if (std::fabs(x) < 0x1p-10)
        {
            const double z = x * x;
            return {x - x * z / 6, 1 - z / 2 + z * z / 24};
        }
        double s = 0;
        double c = 0;
        ::sincos(x, &s, &c);
        return {s, c};
    }

    two_values true_sincos_2pi(double u)
    {
        if (!(std::fabs(u) < 0x1p24))
        {
            return {u - u, u - u + 1};  // an integer, infinite or NaN
        }
        const double quadrant = std::rint(4 * u);
        const auto [s, c] = true_sincos(2 * std::numbers::pi * (u - quadrant / 4));
        switch (static_cast<std::int64_t>(quadrant) & 3)
        {
        case 0:
            return {s, c};
        case 1:
            return {c, -s};
        case 2:
            return {-s, -c};
        default:
            return {-c, s};
        }
    }

    double true_exp(double x)
    {
        return std::fabs(x) < 0x1p-30 ? 1 + x : x > 100 ? infinity : x < -200 ? 0 : std::exp(x);
    }

    double true_decay(double x)
    {
        const double q = std::fabs(x);
        return q >= static_cast<double>(math::decay_depth<float>) ? 0 : std::exp2(-q);
    }

    double true_expm1(double x)
    {
        return std::fabs(x) < 0x1p-30 ? x + x * x / 2 : x > 100 ? infinity : x < -50 ? -1 : std::expm1(x);
    }

    double true_log(double x) { return x < 0 ? std::numeric_limits<double>::quiet_NaN() : std::log(x); }

    double true_log1p(double x)
    {
        return std::fabs(x) < 0x1p-30 ? x - x * x / 2
               : x < -1               ? std::numeric_limits<double>::quiet_NaN()
               : x > 0x1p50           ? std::log(x)
                                      : std::log1p(x);
    }

    // In double precision, and where that cancels by its series, right to 2^-42.
    double true_log1pmx(double x)
    {
        if (std::fabs(x) < 0x1p-10)
        {
            return x * x * (-1.0 / 2 + x * (1.0 / 3 + x * (-1.0 / 4 + x * (1.0 / 5 - x / 6))));
        }
        return x == infinity ? -infinity : true_log1p(x) - x;
    }

    // check_samples holds it against MPFR.
    double true_normal_quantile(double p) { return math::normal_quantile(p); }

    double true_erfc(double x) { return std::fabs(x) < 0x1p-40 ? 1 : x > 12 ? 0 : x < -8 ? 2 : std::erfc(x); }

    double true_erf(double x)
    {
        return std::fabs(x) < 0x1p-30 ? x * (2 / std::sqrt(std::numbers::pi))
               : std::fabs(x) > 8     ? std::copysign(1.0, x)
                                      : std::erf(x);
    }

    double true_tanh(double x)
    {
        return std::fabs(x) < 0x1p-30 ? x : std::fabs(x) > 30 ? std::copysign(1.0, x) : std::tanh(x);
    }

    // ---- one chunk of floats ----------------------------------------------------------------------------------------

#if defined(XTENSOR_USE_XSIMD)
    using vector = xsimd::batch<float>;
    vector load(const float* x) { return vector::load_unaligned(x); }
    void store(vector v, float* out) { v.store_unaligned(out); }
#else
    using vector = float;
    float load(const float* x) { return *x; }
    void store(float v, float* out) { *out = v; }
#endif
    constexpr std::uint64_t lanes = math::lane_count<vector>;
    constexpr std::uint64_t chunk = 1u << 12;
    constexpr std::uint64_t all_floats = std::uint64_t{1} << 32;
    constexpr std::uint64_t unsigned_floats = std::uint64_t{1} << 31;

    std::vector<float> floats_from(std::uint64_t first)
    {
        std::vector<float> x(chunk);
        for (std::uint64_t i = 0; i != chunk; ++i)
        {
            x[i] = math::from_bits(static_cast<std::uint32_t>(first + i));
        }
        return x;
    }

    // Values of a function, one scalar after the other. A loop of its own, with everything inlined: the compiler then runs
    // the scalar code itself on many values at a time, which takes a tenth of the time and may not change a bit.
    template <class Function>
    [[gnu::flatten, gnu::noinline]] void map_scalars(Function function, const float* x, float* __restrict y)
    {
        for (std::uint64_t i = 0; i != chunk; ++i)
        {
            y[i] = static_cast<float>(function(x[i]));
        }
    }

    // Checks one function on a chunk.
    template <class Function, class Reference>
    auto single(Function function, Reference reference)
    {
        return [function, reference](std::uint64_t first, finding* found)
        {
            const auto x = floats_from(first);
            std::vector<float> y(chunk);
            std::vector<float> scalar(chunk);
            map_batches(function, x.data(), y.data(), chunk);
            map_scalars(function, x.data(), scalar.data());
            for (std::uint64_t i = 0; i != chunk; ++i)
            {
                const auto exact = static_cast<double>(x[i]);
                found->note_error(ulp_error(y[i], reference(exact)), exact);
                if (!same_bits(y[i], scalar[i]))
                {
                    found->note_difference(exact);
                }
            }
            found->values += chunk;
        };
    }

    // Checks a sine and a cosine on a chunk of floats without a sign; with one they must be mirror images, bit for bit.
    template <class Function, class Reference>
    auto odd_and_even(Function function, Reference reference)
    {
        return [function, reference](std::uint64_t first, finding* found)
        {
            const auto x = floats_from(first);
            const auto minus_x = floats_from(first | unsigned_floats);
            for (std::uint64_t i = 0; i < chunk; i += lanes)
            {
                float s[lanes];
                float c[lanes];
                float mirrored_s[lanes];
                float mirrored_c[lanes];
                const auto here = function(load(&x[i]));
                const auto mirrored = function(load(&minus_x[i]));
                store(here.sin, s);
                store(here.cos, c);
                store(mirrored.sin, mirrored_s);
                store(mirrored.cos, mirrored_c);
                for (std::uint64_t j = 0; j != lanes; ++j)
                {
                    const auto argument = static_cast<double>(x[i + j]);
                    const auto exact = reference(argument);
                    const auto scalar = function(x[i + j]);
                    found[0].note_error(ulp_error(s[j], exact.first), argument);
                    found[1].note_error(ulp_error(c[j], exact.second), argument);
                    if (!same_bits(s[j], scalar.sin) || !same_bits(-s[j], mirrored_s[j]))
                    {
                        found[0].note_difference(argument);
                    }
                    if (!same_bits(c[j], scalar.cos) || !same_bits(c[j], mirrored_c[j]))
                    {
                        found[1].note_difference(argument);
                    }
                }
            }
            found[0].values += 2 * chunk;
            found[1].values += 2 * chunk;
        };
    }

    // ---- all chunks, on all cores -----------------------------------------------------------------------------------

    // Calls work(first, findings) for first = begin, begin + step, ... below end, on all cores.
    template <std::size_t Functions, class Work>
    std::array<finding, Functions> on_all_cores(std::uint64_t begin, std::uint64_t end, std::uint64_t step, Work work)
    {
        std::array<finding, Functions> total;
        std::atomic<std::uint64_t> next{begin};
        std::mutex merging;
        const auto worker = [&]
        {
            std::array<finding, Functions> found;
            for (std::uint64_t first = next.fetch_add(step); first < end; first = next.fetch_add(step))
            {
                work(first, found.data());
            }
            const std::lock_guard lock(merging);
            for (std::size_t i = 0; i != Functions; ++i)
            {
                total[i].merge(found[i]);
            }
        };
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i != std::max(1u, std::thread::hardware_concurrency()); ++i)
        {
            threads.emplace_back(worker);
        }
        threads.clear();
        return total;
    }

    std::vector<std::string_view> wanted;

    bool is_wanted(std::string_view name)
    {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    }

    bool everything_holds = true;
    auto last_report = std::chrono::steady_clock::now();

    template <class Function>
    void report(const char* type, Function, const finding& found)
    {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_report).count();
        last_report = now;
        const bool holds = found.keeps(Function::bound);
        everything_holds = everything_holds && holds;
        std::printf("%-6s  %-14s  %10llu values  worst %.4f ulp at %-22a  bound %.2f  scalar/batch differences %llu  "
                    "%5.1f s  %s\n",
                    type, Function::name, static_cast<unsigned long long>(found.values), found.worst_ulp, found.where,
                    Function::bound, static_cast<unsigned long long>(found.different_bits), seconds,
                    holds ? "pass" : "FAIL");
        if (found.different_bits != 0)
        {
            std::printf("        the last difference is at %a\n", found.different_at);
        }
        std::fflush(stdout);
    }

    template <class Function, class Reference>
    void sweep(Function function, Reference reference)
    {
        if (is_wanted(Function::name))
        {
            report("float", function, on_all_cores<1>(0, all_floats, chunk, single(function, reference))[0]);
        }
    }

    template <class Sine, class Cosine, class Pair, class Reference>
    void sweep_pair(Sine sine, Cosine cosine, Pair pair, Reference reference)
    {
        if (is_wanted(Sine::name) || is_wanted(Cosine::name))
        {
            const auto found = on_all_cores<2>(0, unsigned_floats, chunk, odd_and_even(pair, reference));
            report("float", sine, found[0]);
            report("float", cosine, found[1]);
        }
    }

    void must_be_caught(const char* what, bool caught)
    {
        everything_holds = everything_holds && caught;
        std::printf("control: %-40s %s\n", what, caught ? "caught, as it must be" : "NOT CAUGHT");
    }
}

int main(int count, char** arguments)
{
    wanted.assign(arguments + 1, arguments + count);
    const auto begin = std::chrono::steady_clock::now();

    const auto from_one_to_two = [](auto work)
    { return on_all_cores<1>(math::bits(1.0f), math::bits(2.0f), chunk, work)[0]; };
    const finding careless = from_one_to_two(single(careless_exp{}, true_exp));
    const finding moody = from_one_to_two(single(moody_exp{}, true_exp));
    must_be_caught("exp with a weaker polynomial", careless.worst_ulp > the_exp::bound);
    must_be_caught("exp with other bits on scalars", lanes == 1 || moody.different_bits != 0);

    sweep(the_exp{}, true_exp);
    sweep(the_decay{}, true_decay);
    sweep(the_expm1{}, true_expm1);
    sweep(the_log{}, true_log);
    sweep(the_log1p{}, true_log1p);
    sweep(the_log1pmx{}, true_log1pmx);
    sweep(the_normal_quantile{}, true_normal_quantile);
    sweep(the_sqrt{}, [](double x) { return std::sqrt(x); });
    sweep(the_tanh{}, true_tanh);
    sweep(the_erf{}, true_erf);
    sweep(the_erfc{}, true_erfc);
    sweep_pair(the_sin{}, the_cos{}, [](auto x) { return math::sincos(x); }, true_sincos);
    sweep_pair(the_sin_2pi{}, the_cos_2pi{}, [](auto u) { return math::sincos_2pi(u); }, true_sincos_2pi);

    for_each_function(
        [](auto function)
        {
            constexpr std::uint64_t samples = 1u << 20;
            constexpr std::uint64_t at_once = 1u << 13;
            const auto work = [function](std::uint64_t first, finding* found)
            { found->merge(check_samples<double>(function, first, at_once)); };
            if (is_wanted(function.name))
            {
                report("double", function, on_all_cores<1>(0, samples, at_once, work)[0]);
            }
        });

    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::printf("%s, %.0f s\n", everything_holds ? "every promise holds" : "A PROMISE IS BROKEN", seconds.count());
    return everything_holds ? 0 : 1;
}
