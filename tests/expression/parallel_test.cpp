// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/parallel.hpp>

#include <alphabar/expression/gather.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/process/forward.hpp>
#include <alphabar/random/normal.hpp>
#include <alphabar/random/uniform.hpp>
#include <alphabar/schedule/linear.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>

#include <atomic>
#include <span>
#include <thread>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    static_assert(alphabar::expression::execution_policy<ab::parallel_policy>);

    constexpr auto schedule = ab::linear_schedule<50>(1e-3, 0.1);
    constexpr auto kernel = ab::gaussian_kernel(schedule);

    TEST_CASE("Threads change no bit, however many there are")
    {
        const xt::xtensor<float, 2> x0 = ab::normal(ab::key{1}, {37, 1000});
        const xt::xtensor<int, 1> t = 1 + 49 * ab::uniform(ab::key{2}, {37});
        const xt::xtensor<float, 2> expected = kernel.marginal(x0, t).sample(ab::key{3});
        const xt::xtensor<float, 1> sums = ab::sum(x0 * x0, {1});
        const auto chain = ab::trajectory(kernel, x0, ab::key{4}, {1, 20, 50});
        for (const std::size_t threads : {1u, 2u, 3u, 8u})
        {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
            xt::xtensor<float, 2> x;  // grows
            ab::parallel(x) = kernel.marginal(x0, t).sample(ab::key{3});
            CHECK((x == expected));
            xt::xtensor<float, 2, xt::layout_type::column_major> columns({37, 1000});
            ab::parallel(columns) = kernel.marginal(x0, t).sample(ab::key{3});
            CHECK((columns == expected));
            xt::xtensor<float, 1> s;
            ab::parallel(s) = ab::sum(x0 * x0, {1});
            CHECK((s == sums));
            CHECK((ab::trajectory(kernel, x0, ab::key{4}, {1, 20, 50}, ab::parallel) == chain));
        }
    }

    TEST_CASE("More than one thread takes part")
    {
        if (std::thread::hardware_concurrency() < 2)
        {
            return;
        }
        tbb::enumerable_thread_specific<int> seen;
        std::atomic<int> parts = 0;
        const auto slow = ab::expression::part<1>{{1, {1 << 16}}, {}};
        ab::parallel.each_part(slow, 64,
                               [&](const auto&)
                               {
                                   seen.local() = 1;
                                   ++parts;
                                   const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
                                   while (std::chrono::steady_clock::now() < until)
                                   {
                                       std::this_thread::yield();
                                   }
                               });
        CHECK(parts > 1);
        CHECK(seen.size() > 1);
    }

    TEST_CASE("The left side may be a view, and has the compound assignments")
    {
        const xt::xtensor<double, 2> a = ab::normal<double>(ab::key{1}, {30, 200});
        const xt::xtensor<double, 2> b = ab::normal<double>(ab::key{2}, {30, 200});
        xt::xtensor<double, 2> y = a;
        xt::xtensor<double, 2> expected = a;
        auto& back = ab::parallel(y) += b;
        CHECK(&back == &y);
        xt::noalias(expected) += b;
        CHECK((y == expected));
        ab::parallel(y) -= 2 * a;
        xt::noalias(expected) -= 2 * a;
        ab::parallel(y) *= b;
        xt::noalias(expected) *= b;
        ab::parallel(y) /= 3.0;
        xt::noalias(expected) /= 3.0;
        CHECK((y == expected));
        ab::parallel(xt::view(y, xt::range(0, 10))) = ab::fuse(xt::view(a, xt::range(20, 30)) + 1.0);
        xt::view(expected, xt::range(0, 10)) = xt::view(a, xt::range(20, 30)) + 1.0;
        CHECK((y == expected));
        std::vector<double> memory(6000);
        auto foreign = xt::adapt(memory.data(), memory.size(), xt::no_ownership(), std::array<std::size_t, 2>{30, 200});
        ab::parallel(foreign) = a * 1.0;
        CHECK(std::equal(memory.begin(), memory.end(), a.begin()));
    }

    TEST_CASE("What noalias refuses, threads refuse, before an element is written")
    {
        xt::xtensor<float, 1> x = ab::normal(ab::key{1}, {5000});
        const auto before = x;
        CHECK(refusal(
                  [&]
                  {
                      ab::parallel(x) =
                          ab::fuse(xt::view(x, xt::range(xt::placeholders::_, xt::placeholders::_, -1)) * 2.f);
                  })
                  .find("overlaps the output") != std::string::npos);
        const std::vector<float> table(10, 1.f);
        xt::xtensor<int, 1> index({5000}, 3);
        index(4000) = 10;
        CHECK(refusal([&] { ab::parallel(x) = ab::gather(std::span<const float>(table), index) * 1.f; }) ==
              "index[4000] = 10: must lie in 0…9");
        auto adapted = xt::adapt(x.data(), x.size(), xt::no_ownership(), std::array<std::size_t, 1>{5000});
        CHECK_THROWS_AS(ab::parallel(adapted) = ab::normal(ab::key{2}, {4999}) * 1.f, xt::broadcast_error);
        CHECK((x == before));
        xt::xtensor<float, 2> none({0, 7});
        ab::parallel(none) = ab::normal(ab::key{2}, {0, 7}) + 1.f;
        CHECK(none.size() == 0);
    }
}
