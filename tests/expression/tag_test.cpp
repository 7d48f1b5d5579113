// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// Who owns what. The functions below return expressions whose scalars and rvalues are dead by the time of evaluation:
// under the address sanitizer, reading one of them stops the program.

#include "support/catch.hpp"

#include <alphabar/expression/functions.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/expression/gather.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/expression/tag.hpp>
#include <alphabar/random/normal.hpp>

#include <cmath>

namespace ab = alphabar;

namespace
{
    using vector = xt::xtensor<float, 1>;

    /// Overwrites the stack that a returned function has used.
    [[gnu::noinline]] float litter()
    {
        volatile float noise[512];
        for (auto& x : noise)
        {
            x = -12345.f;
        }
        return noise[100];
    }

    template <class E>
    vector after_the_fact(const E& e)
    {
        (void)litter();
        return e;
    }

    [[gnu::noinline]] auto scaled(const vector& x)
    {
        float scale = 3;
        const float shift = 1;
        return ab::fuse(scale * x + shift);
    }

    // Functions of one operand, of one operand, …: with two, std::tuple converts of itself.
    [[gnu::noinline]] auto functions_of_one_operand(const vector& x)
    {
        float scale = 3;
        return ab::fuse(xt::square(-(scale * x)));
    }

    [[gnu::noinline]] auto functions_of_one_operand_and_a_node(const vector& x)
    {
        float scale = 3;
        return xt::square(-xt::abs(scale * x)) + 0.f * ab::normal(ab::key{1}, {4});
    }

    [[gnu::noinline]] auto scaled_before_a_node_joins(const vector& x)
    {
        float scale = 3;
        double shift = 1;
        return scale * (x + shift) - 0.f * ab::normal(ab::key{1}, {4});
    }

    [[gnu::noinline]] auto plain_expression_made_first(const vector& x)
    {
        float scale = 3;
        auto plain = scale * x;
        return std::move(plain) + 0.f * ab::normal(ab::key{1}, {4});
    }

    [[gnu::noinline]] auto node_made_first(const vector& x)
    {
        float scale = 3;
        auto noise = ab::normal(ab::key{1}, {4});
        return scale * x + std::move(noise) * 0.f;
    }

    [[gnu::noinline]] auto plain_expression_that_is_a_variable(const vector& x)
    {
        float scale = 3;
        auto plain = scale * x;
        return plain + 0.f * ab::normal(ab::key{1}, {4});
    }

    [[gnu::noinline]] auto nodes_that_are_variables(const vector& x)
    {
        float scale = 3;
        auto noise = ab::normal(ab::key{1}, {4});
        auto signal = scale * x - noise;
        auto total = ab::sum(signal);
        return signal + noise + 0.f * total;
    }

    [[gnu::noinline]] auto scalar_inside_a_reduction(const vector& x)
    {
        float scale = 3;
        return ab::sum(x * scale) + 0.f * x;
    }

    [[gnu::noinline]] auto scalar_inside_a_function(const vector& x)
    {
        float scale = 0;
        return x + ab::exp(scale * x);
    }

    [[gnu::noinline]] auto owned_container() { return ab::fuse(2.f * vector{1, 2, 3, 4}); }

    [[gnu::noinline]] auto owned_index()
    {
        static constexpr float table[] = {10, 20, 30};
        return ab::gather(std::span<const float>(table), xt::xtensor<int, 1>{2, 0, 1, 1});
    }

    [[gnu::noinline]] auto owned_operand_of_a_reduction()
    {
        return ab::sum(xt::xtensor<float, 2>{{1, 2}, {3, 4}}, {0});
    }

}

TEST_CASE("scalars are owned: expressions outlive the variables that they were made of")
{
    const vector x{1, 2, 3, 4};
    CHECK((after_the_fact(scaled(x)) == vector{4, 7, 10, 13}));
    CHECK((after_the_fact(functions_of_one_operand(x)) == vector{9, 36, 81, 144}));
    CHECK((after_the_fact(functions_of_one_operand_and_a_node(x)) == vector{9, 36, 81, 144}));
    float scale = 3;
    CHECK(ab::sum(xt::square(x - scale))() == 6);
    CHECK((vector(ab::fuse(xt::cube(x * scale))) == vector{27, 216, 729, 1728}));
    CHECK((after_the_fact(scaled_before_a_node_joins(x)) == vector{6, 9, 12, 15}));
    CHECK((after_the_fact(plain_expression_made_first(x)) == vector{3, 6, 9, 12}));
    CHECK((after_the_fact(node_made_first(x)) == vector{3, 6, 9, 12}));
    CHECK((after_the_fact(plain_expression_that_is_a_variable(x)) == vector{3, 6, 9, 12}));
    const vector back = after_the_fact(nodes_that_are_variables(x));
    CHECK(std::fabs(back(3) - 12) < 1e-5f);
    CHECK((after_the_fact(scalar_inside_a_reduction(x)) == vector{30, 30, 30, 30}));
    CHECK((after_the_fact(scalar_inside_a_function(x)) == vector{2, 3, 4, 5}));
}

TEST_CASE("containers that are rvalues are owned")
{
    CHECK((after_the_fact(owned_container()) == vector{2, 4, 6, 8}));
    CHECK((after_the_fact(owned_index()) == vector{30, 10, 20, 20}));
    CHECK((after_the_fact(owned_operand_of_a_reduction()) == vector{4, 6}));
}

TEST_CASE("a scalar is read when the expression is made, a borrowed container when it is evaluated")
{
    float scale = 2;
    vector x{1, 2};
    const auto e = ab::fuse(scale * x);
    scale = 100;
    x(1) = 5;
    CHECK((vector(e) == vector{2, 10}));
}

TEST_CASE("the type says what is borrowed")
{
    using fused = decltype(ab::fuse(std::declval<vector&>()));
    STATIC_REQUIRE(std::same_as<fused, xt::xfunction<alphabar::expression::identity, const vector&>>);
    using owning = decltype(ab::fuse(std::declval<vector>()));
    STATIC_REQUIRE(std::same_as<owning, xt::xfunction<alphabar::expression::identity, vector>>);
    using sum = decltype(std::declval<fused>() + std::declval<float&>());
    STATIC_REQUIRE(std::same_as<sum, xt::xfunction<xt::detail::plus, fused, xt::xscalar<float>>>);
    using nested = decltype(ab::fuse(std::declval<float&>() * std::declval<const vector&>()));
    STATIC_REQUIRE(
        std::same_as<nested, xt::xfunction<alphabar::expression::identity,
                                           xt::xfunction<xt::detail::multiplies, xt::xscalar<float>, const vector&>>>);
}

TEST_CASE("functions and nodes that are lvalues are copied unless they own a container")
{
    using noise = decltype(ab::normal(ab::key{1}, {4}));
    STATIC_REQUIRE(
        std::same_as<decltype(ab::fuse(std::declval<noise&>())), xt::xfunction<alphabar::expression::identity, noise>>);
    using plain = decltype(std::declval<float&>() * std::declval<vector&>());
    STATIC_REQUIRE(
        std::same_as<decltype(ab::fuse(std::declval<plain&>())),
                     xt::xfunction<alphabar::expression::identity,
                                   xt::xfunction<xt::detail::multiplies, xt::xscalar<float>, const vector&>>>);
    using owning = decltype(ab::fuse(std::declval<vector>()));
    STATIC_REQUIRE(std::same_as<decltype(ab::fuse(std::declval<owning&>())),
                                xt::xfunction<alphabar::expression::identity, const owning&>>);
    using owning_node = decltype(ab::sum(std::declval<vector>()));
    STATIC_REQUIRE(std::same_as<decltype(ab::fuse(std::declval<owning_node&>())),
                                xt::xfunction<alphabar::expression::identity, const owning_node&>>);
}

TEST_CASE("the tag spreads through operators, functions and views, and to nothing else")
{
    using alphabar::fused_tag;
    vector x{1, 2, 3, 4};
    const auto node = ab::normal(ab::key{1}, {4});
    STATIC_REQUIRE(std::same_as<decltype(node)::expression_tag, fused_tag>);
    STATIC_REQUIRE(std::same_as<decltype(x + node)::expression_tag, fused_tag>);
    STATIC_REQUIRE(std::same_as<decltype(-(2.f * (x - node)))::expression_tag, fused_tag>);
    STATIC_REQUIRE(std::same_as<decltype(xt::abs(node))::expression_tag, fused_tag>);
    STATIC_REQUIRE(std::same_as<decltype(ab::exp(x))::expression_tag, fused_tag>);
    STATIC_REQUIRE(std::same_as<decltype(xt::view(node, xt::range(0, 2)))::expression_tag, fused_tag>);
    STATIC_REQUIRE(std::same_as<decltype(xt::broadcast(node, {2, 4}))::expression_tag, fused_tag>);
    STATIC_REQUIRE(std::same_as<decltype(xt::strided_view(node, {xt::range(0, 2)}))::expression_tag, fused_tag>);
    STATIC_REQUIRE(std::same_as<decltype(x + x)::expression_tag, xt::xtensor_expression_tag>);
    STATIC_REQUIRE(std::same_as<decltype(xt::view(x, xt::range(0, 2)))::expression_tag, xt::xtensor_expression_tag>);
}
