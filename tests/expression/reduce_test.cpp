// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "expression/random_case.hpp"
#include "support/refusal.hpp"

#include <alphabar/core/error.hpp>
#include <alphabar/expression/functions.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/random/normal.hpp>

#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace ab = alphabar;

namespace
{
    using namespace alphabar::test;

    /// Numbers whose sums are exact in float: small integers.
    void make_exact(placed<float>& x)
    {
        for (float& value : x.memory())
        {
            value = std::isfinite(value) ? std::trunc(std::fmod(value, 1024.f)) : 1.f;
        }
    }

    /// One reduction over axes that are known at run time.
    template <class Reducer, class E>
    auto reduce_over(const E& e, const std::vector<std::ptrdiff_t>& a)
    {
        using namespace alphabar::expression;
        switch (a.size())
        {
        case 1:
            return reduce<Reducer>(e, {a[0]});
        case 2:
            return reduce<Reducer>(e, {a[0], a[1]});
        case 3:
            return reduce<Reducer>(e, {a[0], a[1], a[2]});
        case 4:
            return reduce<Reducer>(e, {a[0], a[1], a[2], a[3]});
        default:
            return reduce<Reducer>(e, {a[0], a[1], a[2], a[3], a[4]});
        }
    }

    /// Calls visit(axes, which) for every subset of the axes of a rank that is not empty.
    template <class Visit>
    void for_each_subset(std::size_t rank, Visit&& visit)
    {
        for (unsigned which = 1; which < (1u << rank); ++which)
        {
            std::vector<std::ptrdiff_t> axes;
            for (std::size_t axis = 0; axis < rank; ++axis)
            {
                if ((which >> axis & 1u) != 0)
                {
                    const auto number = static_cast<std::ptrdiff_t>(axis);
                    axes.push_back(which % 3 == 0 ? number - static_cast<std::ptrdiff_t>(rank) : number);
                }
            }
            visit(axes, which);
        }
    }

    extents kept_part(const extents& index, unsigned reduced)
    {
        extents kept;
        for (std::size_t axis = 0; axis < index.size(); ++axis)
        {
            if ((reduced >> axis & 1u) == 0)
            {
                kept.push_back(index[axis]);
            }
        }
        return kept;
    }

    /// For each result of reducing e: the terms that went into it, in row-major order of the results.
    template <class E>
    std::vector<std::vector<double>> terms_of(const E& e, unsigned reduced)
    {
        const extents shape(e.shape().begin(), e.shape().end());
        const extents kept = kept_part(shape, reduced);
        std::vector<std::vector<double>> terms(size_of(kept));
        for_each_index(shape,
                       [&](const extents& index)
                       {
                           const extents k = kept_part(index, reduced);
                           std::size_t position = 0;
                           for (std::size_t axis = 0; axis < k.size(); ++axis)
                           {
                               position = position * kept[axis] + k[axis];
                           }
                           terms[position].push_back(static_cast<double>(element(e, index)));
                       });
        return terms;
    }

    /// log Σ exp in double, of few terms.
    double exact_log_sum_exp(const std::vector<double>& terms)
    {
        double highest = -std::numeric_limits<double>::infinity();
        for (const double x : terms)
        {
            highest = std::max(highest, x);
        }
        if (std::isinf(highest))
        {
            return highest;
        }
        double total = 0;
        for (const double x : terms)
        {
            total += std::exp(x - highest);
        }
        return highest + std::log(total);
    }

    constexpr float infinity = std::numeric_limits<float>::infinity();
    constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

    template <class... Values>
    float log_sum_exp_of(Values... values)
    {
        const xt::xtensor<float, 1> x{static_cast<float>(values)...};
        const xt::xtensor<float, 0> along = ab::log_sum_exp(x);
        const xt::xtensor<float, 1> across = ab::log_sum_exp(
            xt::broadcast(xt::view(x, xt::all(), xt::newaxis()), std::array<std::size_t, 2>{x.size(), 40}), {0});
        REQUIRE(same<float>(along(), across(17)));
        return along();
    }
}

TEST_CASE("sums over every subset of axes, of operands of any layout and broadcast, are exact where sums are")
{
    for_random_cases(60,
                     [](dice& d)
                     {
                         const extents shape = random_shape(d, 5);
                         placed<float> a(d, shape);
                         placed<float> b(d, random_operand_shape(d, shape));
                         make_exact(a);
                         make_exact(b);
                         const auto x = a.view();
                         const auto y = b.view();
                         const auto both = ab::fuse(x + y);
                         for_each_subset(
                             shape.size(),
                             [&](const auto& axes, unsigned reduced)
                             {
                                 const xt::xarray<float> one = reduce_over<ab::expression::sum_reducer>(x, axes);
                                 const xt::xarray<float> sum = reduce_over<ab::expression::sum_reducer>(both, axes);
                                 REQUIRE((extents(sum.shape()) == kept_part(shape, reduced)));
                                 const auto terms = terms_of(x, reduced);
                                 const auto terms_of_both = terms_of(both, reduced);
                                 bool right = true;
                                 for (std::size_t i = 0; i < terms.size(); ++i)
                                 {
                                     right &= one.data()[i] == std::accumulate(terms[i].begin(), terms[i].end(), 0.0);
                                     right &= sum.data()[i] ==
                                              std::accumulate(terms_of_both[i].begin(), terms_of_both[i].end(), 0.0);
                                 }
                                 INFO("shape " << text(shape) << ", axes as bits " << reduced);
                                 REQUIRE(right);
                             });
                     });
}

TEST_CASE("a result has the same bits whatever the output's layout, and whichever part of it is asked for")
{
    for_random_cases(60,
                     [](dice& d)
                     {
                         const extents shape = random_shape(d, 4);
                         placed<float> a(d, shape);
                         const auto x = a.view();
                         for_each_subset(shape.size(),
                                         [&](const auto& axes, unsigned reduced)
                                         {
                                             const auto e = reduce_over<ab::expression::sum_reducer>(x, axes);
                                             const xt::xarray<float> rows = e;
                                             placed<float> y(d, kept_part(shape, reduced));
                                             const auto before = y.memory();
                                             auto target = y.view();
                                             xt::noalias(target) = e;
                                             check_memory(y, before,
                                                          [&](const extents& i) { return element(rows, i); });
                                             check_memory(y, before, [&](const extents& i) { return element(e, i); });
                                         });
                     });
}

TEST_CASE("log_sum_exp over every subset of axes is that of double to a few units in the last place")
{
    for_random_cases(30,
                     [](dice& d)
                     {
                         const extents shape = random_shape(d, 4);
                         placed<float> a(d, shape);
                         for (float& value : a.memory())
                         {
                             value = std::isfinite(value) ? std::fmod(value, 100.f) : -infinity;
                         }
                         const auto x = a.view();
                         for_each_subset(
                             shape.size(),
                             [&](const auto& axes, unsigned reduced)
                             {
                                 const xt::xarray<float> y = reduce_over<ab::expression::log_sum_exp_reducer>(x, axes);
                                 const auto terms = terms_of(x, reduced);
                                 for (std::size_t i = 0; i < terms.size(); ++i)
                                 {
                                     const double exact = exact_log_sum_exp(terms[i]);
                                     const double got = static_cast<double>(y.data()[i]);
                                     INFO("shape " << text(shape) << ", axes as bits " << reduced);
                                     if (std::isinf(exact))
                                     {
                                         REQUIRE(got == exact);
                                     }
                                     else
                                     {
                                         REQUIRE(std::fabs(got - exact) <= 4e-7 * std::max(1.0, std::fabs(exact)));
                                     }
                                 }
                             });
                     });
}

TEST_CASE("log_sum_exp keeps the rules of infinities and of what is not a number")
{
    CHECK(log_sum_exp_of(-infinity) == -infinity);
    CHECK(log_sum_exp_of(-infinity, -infinity, -infinity) == -infinity);
    CHECK(log_sum_exp_of(-infinity, 3.f) == 3.f);
    CHECK(log_sum_exp_of(infinity, 3.f) == infinity);
    CHECK(log_sum_exp_of(3.f, infinity, -infinity) == infinity);
    CHECK(std::isnan(log_sum_exp_of(not_a_number)));
    CHECK(std::isnan(log_sum_exp_of(1.f, not_a_number)));
    CHECK(std::isnan(log_sum_exp_of(not_a_number, -infinity)));
    CHECK(std::isnan(log_sum_exp_of(infinity, not_a_number)));
    constexpr float largest = std::numeric_limits<float>::max();
    CHECK(log_sum_exp_of(largest, largest) == largest);
    CHECK(log_sum_exp_of(-largest, -infinity) == -largest);
    CHECK(log_sum_exp_of(-largest, largest) == largest);
    CHECK(log_sum_exp_of(-2e5f, -2e5f) == -2e5f + std::log(2.f));
    CHECK(xt::xtensor<float, 0>(ab::log_sum_exp(xt::xtensor<float, 1>{}))() == -infinity);
}

TEST_CASE("integers are summed in 64 bits, averaged in double, and their exponentials summed in double")
{
    const xt::xtensor<std::int8_t, 2> bytes = xt::ones<std::int8_t>({3, 1000}) * 127;
    const auto sum = ab::sum(bytes, {1});
    STATIC_REQUIRE(std::same_as<decltype(sum)::value_type, std::int64_t>);
    CHECK((xt::xtensor<std::int64_t, 1>(sum) == xt::xtensor<std::int64_t, 1>{127000, 127000, 127000}));
    const auto mean = ab::mean(bytes, {0});
    STATIC_REQUIRE(std::same_as<decltype(mean)::value_type, double>);
    CHECK(xt::xtensor<double, 1>(mean)(999) == 127.0);
    const xt::xtensor<bool, 1> truths = xt::ones<bool>({100});
    STATIC_REQUIRE(std::same_as<decltype(ab::sum(truths))::value_type, std::uint64_t>);
    CHECK(xt::xtensor<std::uint64_t, 0>(ab::sum(truths))() == 100);
    const xt::xtensor<float, 1> x{1, -2, 3};
    CHECK(xt::xtensor<std::uint64_t, 0>(ab::sum(x > 0.f))() == 2);
    CHECK(xt::xtensor<double, 0>(ab::log_sum_exp(xt::xtensor<int, 1>{0, 0, 0, 0}))() == std::log(4.0));
}

TEST_CASE("the shape of a reduction is as static as its operand's")
{
    const xt::xtensor<float, 3> x(std::array<std::size_t, 3>{2, 3, 4}, 1.f);
    STATIC_REQUIRE(std::same_as<decltype(ab::sum(x, {0, 2}))::shape_type, std::array<std::size_t, 1>>);
    STATIC_REQUIRE(std::same_as<decltype(ab::sum(x))::shape_type, std::array<std::size_t, 0>>);
    const xt::xtensor<float, 1> middle = ab::sum(x, {-1, 0});
    CHECK((middle == xt::xtensor<float, 1>{8, 8, 8}));
    const xt::xtensor_fixed<float, xt::xshape<2, 3>> fixed{{1, 2, 3}, {4, 5, 6}};
    STATIC_REQUIRE(std::same_as<decltype(ab::sum(fixed, {0}))::shape_type, std::array<std::size_t, 1>>);
    const xt::xtensor<float, 1> columns = ab::sum(fixed, {0});
    CHECK((columns == xt::xtensor<float, 1>{5, 7, 9}));
    const xt::xtensor<float, 0> scalar(5.f);
    CHECK(xt::xtensor<float, 0>(ab::sum(scalar))() == 5);
    CHECK(xt::xtensor<float, 0>(ab::mean(scalar))() == 5);
}

TEST_CASE("a sum of nothing is 0, and what has no elements has no results")
{
    const xt::xtensor<float, 2> none(std::array<std::size_t, 2>{0, 50});
    const xt::xtensor<float, 1> sums = ab::sum(none, {0});
    CHECK((sums == xt::zeros<float>({50})));
    CHECK((xt::xtensor<float, 1>(ab::log_sum_exp(none, {0})) == -infinity * xt::ones<float>({50})));
    CHECK(xt::xtensor<float, 1>(ab::sum(none, {1})).size() == 0);
    CHECK(xt::xtensor<float, 1>(ab::mean(none, {1})).size() == 0);
}

TEST_CASE("reductions are operands: they broadcast back, and nest")
{
    const xt::xtensor<float, 2> logits = 3.f * ab::normal(ab::key{1}, {50, 70});
    const xt::xtensor<float, 2> softmax = ab::exp(logits - ab::log_sum_exp(logits, {0}));
    const xt::xtensor<float, 1> total = ab::sum(softmax, {0});
    const xt::xtensor<float, 1> same_total = ab::sum(ab::exp(logits - ab::log_sum_exp(logits, {0})), {0});
    bool one = true;
    for (std::size_t i = 0; i < 70; ++i)
    {
        one &= std::fabs(total(i) - 1.f) < 2e-6f && std::fabs(same_total(i) - 1.f) < 2e-6f;
    }
    CHECK(one);
    const xt::xtensor<float, 1> row_sums = ab::sum(logits, {1});
    const xt::xtensor<float, 0> at_once = ab::sum(ab::sum(logits, {1}));
    const xt::xtensor<float, 0> in_turn = ab::sum(row_sums);
    CHECK(at_once() == in_turn());
    const xt::xtensor<float, 2> centred = logits - xt::view(ab::mean(logits, {1}), xt::all(), xt::newaxis());
    CHECK(std::fabs(xt::xtensor<float, 1>(ab::mean(centred, {1}))(49)) < 1e-6f);
}

TEST_CASE("sums over an axis of extent 1 are the operand, also where it is computed")
{
    const auto noise = ab::normal(ab::key{3}, {1, 100});
    const xt::xtensor<float, 2> values = noise;
    const xt::xtensor<float, 1> sum = ab::sum(noise, {0});
    CHECK((sum == xt::view(values, 0)));
    const xt::xtensor<float, 2> tall = xt::transpose(values);
    CHECK((xt::xtensor<float, 1>(ab::sum(xt::view(tall, xt::all(), xt::newaxis(), 0), {1})) == sum));
}

TEST_CASE("axes that do not exist or come twice, and means of nothing, are refused")
{
    const xt::xtensor<float, 2> x(std::array<std::size_t, 2>{2, 3}, 1.f);
    const xt::xarray<float> dynamic = x;
    CHECK(refusal([&] { (void)ab::sum(x, {2}); }) == "axis 2: an expression of rank 2 has axes -2…1");
    CHECK(refusal([&] { (void)ab::sum(dynamic, {-3}); }) == "axis -3: an expression of rank 2 has axes -2…1");
    CHECK(refusal([&] { (void)ab::sum(dynamic, {0, 1, 2}); }) == "axis 2: an expression of rank 2 has axes -2…1");
    CHECK(refusal([&] { (void)ab::log_sum_exp(x, {1, -1}); }) == "axis -1: named twice");
    const xt::xtensor<float, 2> none(std::array<std::size_t, 2>{0, 3});
    CHECK(refusal([&] { (void)ab::mean(none, {0}); }) == "axis 0 has extent 0: nothing to reduce");
    CHECK(refusal([&] { (void)ab::mean(none); }) == "an expression of size 0: nothing to reduce");
    xt::xarray<float> deep(extents(17, 1));
    CHECK(refusal([&] { (void)ab::sum(deep); }) == "rank 17: a reduction has room for 16 axes");
}

TEST_CASE("sums of many floats are as accurate as is said")
{
    // 0.1f again and again: each addition errs in the same direction, as nearly the worst case does.
    constexpr std::size_t n = 300'000;
    const xt::xtensor<float, 1> x(std::array<std::size_t, 1>{n}, 0.1f);
    const double exact = static_cast<double>(0.1f) * n;
    const auto error = [&](float sum) { return std::fabs(static_cast<double>(sum) - exact) / exact; };
    const double bound =
        ab::expression::sum_error<float>(n) * static_cast<double>(std::numeric_limits<float>::epsilon());
    const auto across = xt::broadcast(xt::view(x, xt::all(), xt::newaxis()), std::array<std::size_t, 2>{n, 32});
    CHECK(error(ab::sum(x)()) <= bound);
    CHECK(error(xt::xtensor<float, 1>(ab::sum(across, {0}))(31)) <= bound);
    CHECK(error(std::accumulate(x.begin(), x.end(), 0.f)) > bound);  // what is promised is not had for nothing

    // log(1 + (n - 1) e^-0.245): terms of one size, which a total that knows 24 bits adds with one error again and again.
    xt::xtensor<float, 1> terms(std::array<std::size_t, 1>{n}, -0.245f);
    terms(0) = 0;
    const double log_exact = std::log(1 + (n - 1) * std::exp(static_cast<double>(-0.245f)));
    const auto log_error = [&](float e) { return std::fabs(static_cast<double>(e) - log_exact); };
    const auto down = xt::broadcast(xt::view(terms, xt::all(), xt::newaxis()), std::array<std::size_t, 2>{n, 32});
    CHECK(log_error(ab::log_sum_exp(terms)()) <= bound);
    CHECK(log_error(xt::xtensor<float, 1>(ab::log_sum_exp(down, {0}))(31)) <= bound);
    float plain = 1;
    for (std::size_t i = 1; i < n; ++i)
    {
        plain += std::exp(-0.245f);
    }
    CHECK(log_error(std::log(plain)) > bound);
}
