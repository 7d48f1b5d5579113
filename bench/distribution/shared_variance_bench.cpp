// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"

#include <alphabar/distribution/mixture.hpp>

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace ab = alphabar;

// A kernel density estimate: many narrow components of one width, at many points. Of the count² pairs only those near each
// other matter, and for every count here as many for each point.
namespace
{
    template <class T>
    struct data
    {
        std::size_t count;
        T variance;
        xt::xtensor<T, 1> mu, x, p;

        explicit data(const bench::sizes& n)
            : count(n["count"]),
              variance(static_cast<T>(25. / static_cast<double>(count) / static_cast<double>(count))),
              mu(xt::xtensor<T, 1>::from_shape({count})), x(mu), p(mu)
        {
            const auto means = bench::golden<T>(count, 0, 1);
            std::copy(means.begin(), means.end(), mu.begin());
            const auto points = bench::golden<T>(count, 0, 1, count);
            std::copy(points.begin(), points.end(), x.begin());
        }

        /// 16 of the densities; the full sums of all would take minutes.
        std::vector<double> show() const
        {
            auto values = bench::spread(count, [this](std::size_t m) { return p(m); });
            values.pop_back();
            return values;
        }
    };

    /// The full sum in long double, at the points that are shown: what is right.
    template <class T>
    struct full_sum : data<T>
    {
        using data<T>::data;

        std::vector<double> show() const
        {
            using real = long double;
            const real v = this->variance;
            std::vector<double> values;
            for (std::size_t k = 0; k < 16; ++k)
            {
                const real point = this->x(k * (this->count - 1) / 15);
                real sum = 0;
                for (const T mean : this->mu)
                {
                    sum += std::exp(-(point - mean) * (point - mean) / (2 * v));
                }
                values.push_back(static_cast<double>(
                    sum / (static_cast<real>(this->count) * std::sqrt(2 * std::numbers::pi_v<real> * v))));
            }
            return values;
        }
    };

    /// Components sorted beforehand, as the law's are.
    template <class T>
    struct sorted_data : data<T>
    {
        std::vector<T> sorted{this->mu.begin(), this->mu.end()};

        explicit sorted_data(const bench::sizes& n) : data<T>(n) { std::sort(sorted.begin(), sorted.end()); }

        T reach() const
        {
            return std::sqrt(-2 * this->variance * std::log(std::numeric_limits<T>::epsilon() / T(64)));
        }
        T factor() const
        {
            return 1 / (static_cast<T>(this->count) * std::sqrt(2 * std::numbers::pi_v<T> * this->variance));
        }
    };

    /// What a careful engineer writes: of each point the components within reach summed.
    template <class T>
    void by_hand(sorted_data<T>& d)
    {
        const T scale = T(-0.5) / d.variance;
        const T reach = d.reach();
        const T factor = d.factor();
        for (std::size_t m = 0; m < d.count; ++m)
        {
            const T x = d.x(m);
            T sum = 0;
            for (auto mu = std::lower_bound(d.sorted.begin(), d.sorted.end(), x - reach);
                 mu != d.sorted.end() && *mu <= x + reach; ++mu)
            {
                sum += std::exp(scale * (x - *mu) * (x - *mu));
            }
            d.p(m) = factor * sum;
        }
    }

#if __has_include(<Eigen/Core>)
    template <class T>
    void by_eigen(sorted_data<T>& d)
    {
        using array = Eigen::Array<T, Eigen::Dynamic, 1>;
        const T scale = T(-0.5) / d.variance;
        const T reach = d.reach();
        const T factor = d.factor();
        for (std::size_t m = 0; m < d.count; ++m)
        {
            const T x = d.x(m);
            const auto begin = std::lower_bound(d.sorted.begin(), d.sorted.end(), x - reach);
            const auto end = std::upper_bound(begin, d.sorted.end(), x + reach);
            const Eigen::Map<const array> near(&*d.sorted.begin() + (begin - d.sorted.begin()), end - begin);
            d.p(m) = factor * (scale * (near - x).square()).exp().sum();
        }
    }
#endif

    template <class T>
    struct law : data<T>
    {
        decltype(ab::mixture(1., std::declval<const xt::xtensor<T, 1>&>(), T())) q =
            ab::mixture(1., this->mu, this->variance);

        using data<T>::data;
    };

    template <class T>
    bench::contest contest(const std::string& type, double tolerance)
    {
        bench::contender right = bench::on<full_sum<T>>("full sum", [](full_sum<T>&) {});
        right.timed = false;
        return {
            .work = "shared_variance_" + type,
            .title = "mixture density, shared narrow variance, {count} components × {count} points, " + type,
            .sizes = {{"count", 100'000, 200, {1'000, 10'000, 100'000}}},
            .units = {"count"},
            .unit = "point",
            .contenders = {right, bench::on<sorted_data<T>>("hand-written, sorted", by_hand<T>),
#if __has_include(<Eigen/Core>)
                           bench::on<sorted_data<T>>("Eigen, sorted", by_eigen<T>),
#endif
                           bench::on<law<T>>("alphabar", [](law<T>& d) { xt::noalias(d.p) = d.q.pdf(d.x); }),
                           bench::on<data<T>>("alphabar, the law made anew",
                                              [](data<T>& d)
                                              { xt::noalias(d.p) = ab::mixture(1., d.mu, d.variance).pdf(d.x); })},
            .bars = {},
            .checked = {"same", tolerance},
            .growth_at_most = 12.5,  // ten times, and tables that leave the caches
        };
    }

    const bench::entry floats(contest<float>("float", 1e-6));
    const bench::entry doubles(contest<double>("double", 1e-13));
}
