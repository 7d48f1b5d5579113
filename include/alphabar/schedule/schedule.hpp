// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/xtensor.hpp>
#include <alphabar/schedule/at_times.hpp>

namespace alphabar
{
    /// A noise schedule: how much signal and how much noise is in x_t, for t = 0..T.
    ///
    ///     x_t = sqrt(alpha_bar_t) x_0 + sqrt(1 - alpha_bar_t) eps,    alpha_bar_t = (1 - beta_1) ... (1 - beta_t)
    ///
    /// Source: Sohl-Dickstein et al. 2015; Ho, Jain, Abbeel 2020, "Denoising diffusion probabilistic models",
    /// eqs. 2 and 4.
    ///
    /// Made by `linear_schedule`, `cosine_schedule` and their kin. `schedule_table<T>` is a literal type, so that a
    /// schedule can be a constexpr variable, checked and tabulated by the compiler; `dynamic_schedule` takes T at run
    /// time. Both model `noise_schedule`.
    ///
    /// Each quantity q (`beta`, `alpha`, `alpha_bar`, ... as in `quantity`) comes in three forms:
    ///
    /// - `s.q(ab::step{t})`: its value at one step, a double;
    /// - `s.q(times)`, `s.q<float>(times)`: an expression of the shape of `times`, an expression of integers; the
    ///   double is cast last. It broadcasts as xtensor broadcasts, from the last axis: one time an image of x (B, H, W)
    ///   is `s.q(xt::view(times, xt::all(), xt::newaxis(), xt::newaxis()))`. Kernels align a (B) with the first axis
    ///   themselves;
    /// - `s.q()`: a view of its values at t = 1..T, a one-dimensional expression of T doubles.
    ///
    /// Domain: steps 0..T; beta, alpha and posterior_variance belong to a transition and start at 1. Step 0 is data:
    /// alpha_bar = 1, sigma = 0, and the signal-to-noise ratio is infinite. Where the value is infinite it is given
    /// only with `ends::limit` as a last argument.
    /// Errors: a step outside the domain throws `argument_error` that names t and T; of an expression all times are
    /// checked before anything is written, and the message gives the position.
    /// Accuracy: within `schedule_accuracy` of the real number, see there; a float made of it within 0.5001 ulp.
    /// Laziness, lifetime: the second and third form compute nothing until they are assigned; they borrow the schedule
    /// (and `times`, if it is an lvalue) and are deleted for a schedule that is an rvalue.
    /// Cost: values are looked up; a schedule holds 13 (T + 1) doubles.
    template <std::size_t Steps>
    class schedule_table
    {
    public:
        /// Tabulates betas; see `schedules::detail::tabulate` for what they are.
        template <class Betas>
        constexpr schedule_table(const Betas& betas, schedule_options options)
            requires(Steps != std::dynamic_extent)
            : m_table(static_cast<std::int64_t>(Steps), betas, options)
        {
        }

        template <class Betas>
        constexpr schedule_table(std::int64_t steps, const Betas& betas, schedule_options options)
            requires(Steps == std::dynamic_extent)
            : m_table(steps, betas, options)
        {
        }

        /// T, the number of steps and the last of them.
        [[nodiscard]] constexpr std::int64_t steps() const noexcept { return m_table.steps(); }

        /// The three forms of a quantity that is chosen at run time.
        [[nodiscard]] constexpr double at(quantity q, step t, ends policy = ends::refuse) const
        {
            return m_table.at(q, t, policy);
        }

        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto at(quantity q, Times&& times, ends policy = ends::refuse) const&
        {
            return schedules::detail::lookup<Value>(m_table, q, policy, std::forward<Times>(times));
        }

        [[nodiscard]] auto at(quantity q, ends policy = ends::refuse) const&
        {
            m_table.check(q, 1, policy);
            m_table.check(q, steps(), policy);
            const auto size = static_cast<std::size_t>(steps());
            return xt::adapt(m_table.row(q).data() + 1, size, xt::no_ownership(), std::array<std::size_t, 1>{size});
        }

        template <std::floating_point Value = double, step_expression Times>
        auto at(quantity q, Times&& times, ends policy = ends::refuse) const&& = delete;
        auto at(quantity q, ends policy = ends::refuse) const&& = delete;

        /// beta_t: the variance that step t adds, t = 1..T.
        [[nodiscard]] constexpr double beta(step t) const { return at(quantity::beta, t); }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto beta(Times&& times) const&
        {
            return at<Value>(quantity::beta, std::forward<Times>(times));
        }
        [[nodiscard]] auto beta() const& { return at(quantity::beta); }
        template <std::floating_point Value = double, step_expression Times>
        auto beta(Times&& times) const&& = delete;
        auto beta() const&& = delete;

        /// alpha_t = 1 - beta_t, t = 1..T.
        [[nodiscard]] constexpr double alpha(step t) const { return at(quantity::alpha, t); }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto alpha(Times&& times) const&
        {
            return at<Value>(quantity::alpha, std::forward<Times>(times));
        }
        [[nodiscard]] auto alpha() const& { return at(quantity::alpha); }
        template <std::floating_point Value = double, step_expression Times>
        auto alpha(Times&& times) const&& = delete;
        auto alpha() const&& = delete;

        /// alpha_bar_t = alpha_1 ... alpha_t: the share of the signal's variance left in x_t.
        [[nodiscard]] constexpr double alpha_bar(step t) const { return at(quantity::alpha_bar, t); }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto alpha_bar(Times&& times) const&
        {
            return at<Value>(quantity::alpha_bar, std::forward<Times>(times));
        }
        [[nodiscard]] auto alpha_bar() const& { return at(quantity::alpha_bar); }
        template <std::floating_point Value = double, step_expression Times>
        auto alpha_bar(Times&& times) const&& = delete;
        auto alpha_bar() const&& = delete;

        /// 1 - alpha_bar_t: the variance of the noise in x_t, to full relative accuracy where it is small.
        [[nodiscard]] constexpr double one_minus_alpha_bar(step t) const
        {
            return at(quantity::one_minus_alpha_bar, t);
        }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto one_minus_alpha_bar(Times&& times) const&
        {
            return at<Value>(quantity::one_minus_alpha_bar, std::forward<Times>(times));
        }
        [[nodiscard]] auto one_minus_alpha_bar() const& { return at(quantity::one_minus_alpha_bar); }
        template <std::floating_point Value = double, step_expression Times>
        auto one_minus_alpha_bar(Times&& times) const&& = delete;
        auto one_minus_alpha_bar() const&& = delete;

        /// log alpha_bar_t, finite where alpha_bar_t is below the smallest double.
        [[nodiscard]] constexpr double log_alpha_bar(step t, ends policy = ends::refuse) const
        {
            return at(quantity::log_alpha_bar, t, policy);
        }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto log_alpha_bar(Times&& times, ends policy = ends::refuse) const&
        {
            return at<Value>(quantity::log_alpha_bar, std::forward<Times>(times), policy);
        }
        [[nodiscard]] auto log_alpha_bar(ends policy = ends::refuse) const&
        {
            return at(quantity::log_alpha_bar, policy);
        }
        template <std::floating_point Value = double, step_expression Times>
        auto log_alpha_bar(Times&& times, ends policy = ends::refuse) const&& = delete;
        auto log_alpha_bar(ends policy = ends::refuse) const&& = delete;

        /// The signal-to-noise ratio alpha_bar_t / (1 - alpha_bar_t).
        [[nodiscard]] constexpr double snr(step t, ends policy = ends::refuse) const
        {
            return at(quantity::snr, t, policy);
        }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto snr(Times&& times, ends policy = ends::refuse) const&
        {
            return at<Value>(quantity::snr, std::forward<Times>(times), policy);
        }
        [[nodiscard]] auto snr(ends policy = ends::refuse) const& { return at(quantity::snr, policy); }
        template <std::floating_point Value = double, step_expression Times>
        auto snr(Times&& times, ends policy = ends::refuse) const&& = delete;
        auto snr(ends policy = ends::refuse) const&& = delete;

        /// Its logarithm: lambda in Salimans and Ho 2022, "Progressive distillation for fast sampling of diffusion
        /// models"; twice the lambda of DPM-Solver.
        [[nodiscard]] constexpr double log_snr(step t, ends policy = ends::refuse) const
        {
            return at(quantity::log_snr, t, policy);
        }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto log_snr(Times&& times, ends policy = ends::refuse) const&
        {
            return at<Value>(quantity::log_snr, std::forward<Times>(times), policy);
        }
        [[nodiscard]] auto log_snr(ends policy = ends::refuse) const& { return at(quantity::log_snr, policy); }
        template <std::floating_point Value = double, step_expression Times>
        auto log_snr(Times&& times, ends policy = ends::refuse) const&& = delete;
        auto log_snr(ends policy = ends::refuse) const&& = delete;

        /// sigma_t = sqrt((1 - alpha_bar_t)/alpha_bar_t): the noise level of x_t / sqrt(alpha_bar_t) (Karras et
        /// al. 2022).
        [[nodiscard]] constexpr double sigma(step t, ends policy = ends::refuse) const
        {
            return at(quantity::sigma, t, policy);
        }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto sigma(Times&& times, ends policy = ends::refuse) const&
        {
            return at<Value>(quantity::sigma, std::forward<Times>(times), policy);
        }
        [[nodiscard]] auto sigma(ends policy = ends::refuse) const& { return at(quantity::sigma, policy); }
        template <std::floating_point Value = double, step_expression Times>
        auto sigma(Times&& times, ends policy = ends::refuse) const&& = delete;
        auto sigma(ends policy = ends::refuse) const&& = delete;

        /// sqrt(alpha_bar_t): the factor of x_0 in x_t.
        [[nodiscard]] constexpr double signal(step t) const { return at(quantity::signal, t); }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto signal(Times&& times) const&
        {
            return at<Value>(quantity::signal, std::forward<Times>(times));
        }
        [[nodiscard]] auto signal() const& { return at(quantity::signal); }
        template <std::floating_point Value = double, step_expression Times>
        auto signal(Times&& times) const&& = delete;
        auto signal() const&& = delete;

        /// sqrt(1 - alpha_bar_t): the factor of eps in x_t.
        [[nodiscard]] constexpr double noise(step t) const { return at(quantity::noise, t); }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto noise(Times&& times) const&
        {
            return at<Value>(quantity::noise, std::forward<Times>(times));
        }
        [[nodiscard]] auto noise() const& { return at(quantity::noise); }
        template <std::floating_point Value = double, step_expression Times>
        auto noise(Times&& times) const&& = delete;
        auto noise() const&& = delete;

        /// beta_t (1 - alpha_bar_{t-1})/(1 - alpha_bar_t), t = 1..T: the variance of q(x_{t-1} | x_t, x_0), 0 at t = 1
        /// (Ho et al., eq. 7).
        [[nodiscard]] constexpr double posterior_variance(step t) const { return at(quantity::posterior_variance, t); }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto posterior_variance(Times&& times) const&
        {
            return at<Value>(quantity::posterior_variance, std::forward<Times>(times));
        }
        [[nodiscard]] auto posterior_variance() const& { return at(quantity::posterior_variance); }
        template <std::floating_point Value = double, step_expression Times>
        auto posterior_variance(Times&& times) const&& = delete;
        auto posterior_variance() const&& = delete;

        /// sqrt(alpha_t), t = 1..T: the factor of x_{t-1} in x_t.
        [[nodiscard]] constexpr double step_signal(step t) const { return at(quantity::step_signal, t); }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto step_signal(Times&& times) const&
        {
            return at<Value>(quantity::step_signal, std::forward<Times>(times));
        }
        [[nodiscard]] auto step_signal() const& { return at(quantity::step_signal); }
        template <std::floating_point Value = double, step_expression Times>
        auto step_signal(Times&& times) const&& = delete;
        auto step_signal() const&& = delete;

        /// sqrt(beta_t), t = 1..T: the factor of the noise that step t adds.
        [[nodiscard]] constexpr double step_noise(step t) const { return at(quantity::step_noise, t); }
        template <std::floating_point Value = double, step_expression Times>
        [[nodiscard]] auto step_noise(Times&& times) const&
        {
            return at<Value>(quantity::step_noise, std::forward<Times>(times));
        }
        [[nodiscard]] auto step_noise() const& { return at(quantity::step_noise); }
        template <std::floating_point Value = double, step_expression Times>
        auto step_noise(Times&& times) const&& = delete;
        auto step_noise() const&& = delete;

    private:
        schedules::detail::table<Steps> m_table;
    };

    /// A schedule whose T is known at run time.
    using dynamic_schedule = schedule_table<std::dynamic_extent>;
}
