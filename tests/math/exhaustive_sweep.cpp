// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// Tries every float there is: each function's error against its promised bound, and scalar bits against batch bits. A
// million doubles a function are held against MPFR. Prints one line a function; fails if a promise is broken, or if
// the check does not notice a function that is known to break its promise. Arguments, if any, are the names of the
// functions to try.

#include "math/functions.hpp"
#include "support/vector_libm.hpp"

#include <alphabar/core/config.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
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
    constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

    // ---- true values, in double precision: right to 2^-40 at least --------------------------------------------------
    // The C library's double functions are within an ulp, its vector functions within 4; series stand in where they are as
    // exact and cheaper. No branch decides what is called: compilers then make vectors of the loops over them.

    constexpr auto true_sin = [](double x)
    {
        const double by_series = x - x * x * x / 6;
        const double s = ::sin(x);
        return std::fabs(x) < 0x1p-10 ? by_series : s;
    };

    constexpr auto true_cos = [](double x)
    {
        const double z = x * x;
        const double by_series = 1 - z / 2 + z * z / 24;
        const double c = ::cos(x);
        return std::fabs(x) < 0x1p-10 ? by_series : c;
    };

    // The angle 2πu less its quarter turns, and how many these are.
    struct turned
    {
        double angle;
        double quarters;
    };

    turned from_turns(double u)
    {
        const double whole = std::fabs(u) < 0x1p24 ? u : u - u;  // an integer counts as 0; infinite or NaN is NaN
        const double quarters = std::rint(4 * whole);
        return {2 * std::numbers::pi * (whole - quarters / 4), quarters - 4 * std::floor(quarters / 4)};
    }

    constexpr auto true_sin_2pi = [](double u)
    {
        const auto [angle, quarters] = from_turns(u);
        const double s = true_sin(angle);
        const double c = true_cos(angle);
        const double value = quarters == 1 || quarters == 3 ? c : s;
        return quarters >= 2 ? -value : value;
    };

    constexpr auto true_cos_2pi = [](double u)
    {
        const auto [angle, quarters] = from_turns(u);
        const double s = true_sin(angle);
        const double c = true_cos(angle);
        const double value = quarters == 1 || quarters == 3 ? s : c;
        return quarters == 1 || quarters == 2 ? -value : value;
    };

    constexpr auto true_exp = [](double x)
    {
        const double y = ::exp(x);
        return x > 100 ? infinity : x < -200 ? 0 : y;
    };

    constexpr auto true_decay = [](double x)
    {
        const double q = std::fabs(x);
        const double y = ::exp2(-q);
        return q >= static_cast<double>(math::decay_depth<float>) ? 0 : y;
    };

    constexpr auto true_expm1 = [](double x)
    {
        const double y = ::expm1(x);
        return std::fabs(x) < 0x1p-30 ? x + x * x / 2 : x > 100 ? infinity : x < -50 ? -1 : y;
    };

    constexpr auto true_log = [](double x)
    {
        const double y = ::log(x);
        return x < 0 ? not_a_number : y;
    };

    constexpr auto true_log1p = [](double x)
    {
        const double y = ::log1p(x);
        return std::fabs(x) < 0x1p-30 ? x - x * x / 2 : x < -1 ? not_a_number : y;
    };

    // In double precision, and where that cancels by its series, right to 2^-42.
    constexpr auto true_log1pmx = [](double x)
    {
        const double by_series = x * x * (-1.0 / 2 + x * (1.0 / 3 + x * (-1.0 / 4 + x * (1.0 / 5 - x / 6))));
        const double y = true_log1p(x) - x;
        return std::fabs(x) < 0x1p-10 ? by_series : x == infinity ? -infinity : y;
    };

    // check_samples holds it against MPFR.
    constexpr auto true_normal_quantile = [](double p) { return math::normal_quantile(p); };

    constexpr auto true_erfc = [](double x)
    {
        const double y = ::erfc(x);
        return std::fabs(x) < 0x1p-40 ? 1 : x > 12 ? 0 : x < -8 ? 2 : y;
    };

    constexpr auto true_erf = [](double x)
    {
        const double y = ::erf(x);
        return std::fabs(x) < 0x1p-30 ? x * (2 / std::sqrt(std::numbers::pi)) : y;
    };

    constexpr auto true_tanh = [](double x)
    {
        const double y = ::tanh(x);
        return std::fabs(x) < 0x1p-30 ? x : y;
    };

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

    using floats = std::array<float, chunk>;  // on the stack: the heap would be asked a hundred million times
    using doubles = std::array<double, chunk>;

    floats floats_from(std::uint64_t first)
    {
        floats x;
        for (std::uint64_t i = 0; i != chunk; ++i)
        {
            x[i] = math::from_bits(static_cast<std::uint32_t>(first + i));
        }
        return x;
    }

    template <class Function>
    floats in_batches(Function function, const floats& x)
    {
        floats y;
        map_batches(function, x.data(), y.data(), chunk);
        return y;
    }

    // Values of a function, one scalar after the other. A loop of its own, with everything inlined: the compiler then runs
    // the scalar code itself on many values at a time, which takes a tenth of the time and may not change a bit.
    template <class Function, class T>
    [[gnu::flatten, gnu::noinline]] void map_scalars(Function function, const float* x, T* __restrict y)
    {
        for (std::uint64_t i = 0; i != chunk; ++i)
        {
            y[i] = static_cast<T>(function(static_cast<T>(x[i])));
        }
    }

    template <class T, class Function>
    std::array<T, chunk> one_by_one(Function function, const floats& x)
    {
        std::array<T, chunk> y;
        map_scalars(function, x.data(), y.data());
        return y;
    }

    // Looks at single values only where the worst of all, for which no branch is needed, is worse than before.
    void note_errors(const floats& x, const floats& y, const doubles& exact, finding& found)
    {
        double worst = 0;
        bool comparable = true;
        for (std::uint64_t i = 0; i != chunk; ++i)
        {
            const double ulp = ulp_error(y[i], exact[i]);
            comparable &= ulp == ulp;
            worst = ulp > worst ? ulp : worst;
        }
        for (std::uint64_t i = 0; i != chunk && (!comparable || worst > found.worst_ulp); ++i)
        {
            found.note_error(ulp_error(y[i], exact[i]), static_cast<double>(x[i]));
        }
        found.values += chunk;
    }

    void note_differences(const floats& x, const floats& a, const floats& b, finding& found)
    {
        std::uint64_t different = 0;
        for (std::uint64_t i = 0; i != chunk; ++i)
        {
            different += same_bits(a[i], b[i]) ? 0U : 1U;
        }
        for (std::uint64_t i = 0; i != chunk && different != 0; ++i)
        {
            if (!same_bits(a[i], b[i]))
            {
                found.note_difference(static_cast<double>(x[i]));
            }
        }
    }

    // Checks one function on a chunk.
    template <class Function, class Reference>
    auto single(Function function, Reference reference)
    {
        return [function, reference](std::uint64_t first, finding* found)
        {
            const floats x = floats_from(first);
            const floats y = in_batches(function, x);
            note_errors(x, y, one_by_one<double>(reference, x), *found);
            note_differences(x, y, one_by_one<float>(function, x), *found);
        };
    }

    // The values of a sine and a cosine that are computed together.
    struct waves
    {
        floats sin;
        floats cos;
    };

    template <class Pair>
    waves waves_in_batches(Pair pair, const floats& x)
    {
        waves out;
        for (std::uint64_t i = 0; i != chunk; i += lanes)
        {
            const auto y = pair(load(&x[i]));
            store(y.sin, &out.sin[i]);
            store(y.cos, &out.cos[i]);
        }
        return out;
    }

    // Checks a sine and a cosine on a chunk of floats without a sign; with one they must be mirror images, bit for bit.
    template <class Pair, class TrueSine, class TrueCosine>
    auto odd_and_even(Pair pair, TrueSine true_sine, TrueCosine true_cosine)
    {
        return [=](std::uint64_t first, finding* found)
        {
            const auto negated = [](floats x)
            {
                std::transform(x.begin(), x.end(), x.begin(), std::negate());
                return x;
            };
            const floats x = floats_from(first);
            const waves y = waves_in_batches(pair, x);
            const floats scalar_sin = one_by_one<float>([pair](float of) { return pair(of).sin; }, x);
            const floats scalar_cos = one_by_one<float>([pair](float of) { return pair(of).cos; }, x);
            const waves mirrored = waves_in_batches(pair, negated(x));
            note_errors(x, y.sin, one_by_one<double>(true_sine, x), found[0]);
            note_errors(x, y.cos, one_by_one<double>(true_cosine, x), found[1]);
            note_differences(x, y.sin, scalar_sin, found[0]);
            note_differences(x, y.cos, scalar_cos, found[1]);
            note_differences(x, y.sin, negated(mirrored.sin), found[0]);
            note_differences(x, y.cos, mirrored.cos, found[1]);
            found[0].values += chunk;  // with a sign
            found[1].values += chunk;
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

    template <class Sine, class Cosine, class Check>
    void sweep_pair(Sine sine, Cosine cosine, Check check)
    {
        if (is_wanted(Sine::name) || is_wanted(Cosine::name))
        {
            const auto found = on_all_cores<2>(0, unsigned_floats, chunk, check);
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
    sweep_pair(the_sin{}, the_cos{}, odd_and_even([](auto x) { return math::sincos(x); }, true_sin, true_cos));
    sweep_pair(the_sin_2pi{}, the_cos_2pi{},
               odd_and_even([](auto u) { return math::sincos_2pi(u); }, true_sin_2pi, true_cos_2pi));

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
