// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/schedule.hpp>

#include <array>
#include <concepts>
#include <iterator>
#include <span>

namespace alphabar
{
    namespace schedules::detail
    {
        template <class Iterator>
        class listed_betas
        {
        public:
            explicit constexpr listed_betas(Iterator at) : m_at(at) {}

            constexpr double_double next()
            {
                const auto beta = static_cast<double>(*m_at);
                ++m_at;
                return {beta, 0.0};
            }

        private:
            Iterator m_at;
        };

        template <class E>
        concept beta_expression = xt::is_xexpression<E>::value && std::floating_point<typename E::value_type>;

        template <class Range>
        concept beta_range = !xt::is_xexpression<Range>::value && requires(const Range& range) {
            { std::begin(range) } -> std::forward_iterator;
            { std::end(range) } -> std::sentinel_for<decltype(std::begin(range))>;
            requires std::floating_point<std::iter_value_t<decltype(std::begin(range))>>;
        };
    }

    /// A schedule of given betas, beta_1 first: a list, `ab::from_betas({0.1, 0.2, 0.4})`, or an array. T is part of
    /// the type, and the schedule can be constexpr.
    ///
    /// Domain: betas in (0, 1); the last may be 1 with `zero_terminal_snr`. At least one, at most longest_schedule.
    /// Errors: `argument_error` with the index and the value; in a constant expression the schedule does not compile.
    /// Accuracy: see `schedule_accuracy`; the betas are taken as they are, so that a float32 0.1f stays
    /// 0.100000001490116.
    /// Lifetime: the betas are read once and not kept.
    template <std::floating_point Value, std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> from_betas(const Value (&betas)[Steps], schedule_options options = {})
    {
        return {schedules::detail::listed_betas(static_cast<const Value*>(betas)), options};
    }

    template <std::floating_point Value, std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> from_betas(const std::array<Value, Steps>& betas,
                                                             schedule_options options = {})
    {
        return {schedules::detail::listed_betas(betas.data()), options};
    }

    /// The same for a span, a vector, or any range that can be passed over twice.
    template <schedules::detail::beta_range Range>
    [[nodiscard]] dynamic_schedule from_betas(const Range& betas, schedule_options options = {})
    {
        core::require(std::begin(betas) != std::end(betas), "betas: none given, must be at least one");
        return {static_cast<std::int64_t>(std::ranges::distance(std::begin(betas), std::end(betas))),
                schedules::detail::listed_betas(std::begin(betas)), options};
    }

    /// The same for any one-dimensional expression. Errors: another number of dimensions throws `argument_error`.
    template <schedules::detail::beta_expression E>
    [[nodiscard]] dynamic_schedule from_betas(const E& betas, schedule_options options = {})
    {
        core::require(betas.dimension() == 1, "betas have ", betas.dimension(), " dimensions: must have 1");
        core::require(betas.size() != 0, "betas: none given, must be at least one");
        return {static_cast<std::int64_t>(betas.size()), schedules::detail::listed_betas(betas.cbegin()), options};
    }
}
