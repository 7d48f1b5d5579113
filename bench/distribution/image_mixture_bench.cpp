// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"

#include <alphabar/distribution/mixture.hpp>

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif

#include <cmath>
#include <numbers>

namespace ab = alphabar;

// The law of noised images: a normal around each image of a data set. Of so many dimensions densities leave the range of
// every floating-point type, so their logarithms are computed; the squared distances are a matrix product.
namespace
{
    constexpr double variance = 0.25;

    struct data
    {
        std::size_t images, dimensions, points;
        xt::xtensor<float, 2> mu, x;
        xt::xtensor<float, 1> log_p;

        /// Points are images with a noise of the law's own size, so that each is near one image.
        explicit data(const bench::sizes& n)
            : images(n["images"]), dimensions(n["dimensions"]), points(n["points"]),
              mu(xt::xtensor<float, 2>::from_shape({images, dimensions})),
              x(xt::xtensor<float, 2>::from_shape({points, dimensions})),
              log_p(xt::xtensor<float, 1>::from_shape({points}))
        {
            const auto values = bench::golden<float>(mu.size(), 0, 1);
            std::copy(values.begin(), values.end(), mu.data());
            const double reach = std::sqrt(3 * variance);
            const auto noise = bench::golden<float>(x.size(), -reach, reach, mu.size());
            for (std::size_t i = 0; i < x.size(); ++i)
            {
                const std::size_t image = i / dimensions * 7 % images;
                x.data()[i] = mu(image, i % dimensions) + noise[i];
            }
        }

        std::vector<double> show() const
        {
            return bench::spread(points, [this](std::size_t m) { return log_p(m); });
        }
    };

    /// log Σ exp(−q_n) − log N − d/2 log(2πv)
    float log_mean_exp(const float* q, std::size_t count, std::size_t dimensions)
    {
        float least = q[0];
        for (std::size_t n = 1; n < count; ++n)
        {
            least = std::min(least, q[n]);
        }
        float sum = 0;
        for (std::size_t n = 0; n < count; ++n)
        {
            sum += std::exp(least - q[n]);
        }
        const double norm = std::log(static_cast<double>(count)) +
                            0.5 * static_cast<double>(dimensions) * std::log(2 * std::numbers::pi * variance);
        return static_cast<float>(std::log(static_cast<double>(sum)) - static_cast<double>(least) - norm);
    }

    void by_hand(data& d)
    {
        std::vector<float> q(d.images);
        for (std::size_t m = 0; m < d.points; ++m)
        {
            const float* x = d.x.data() + m * d.dimensions;
            for (std::size_t n = 0; n < d.images; ++n)
            {
                const float* mu = d.mu.data() + n * d.dimensions;
                constexpr std::size_t lanes = 32;  // sums of their own, that the compiler may vectorise
                float sums[lanes] = {};
                std::size_t k = 0;
                for (; k + lanes <= d.dimensions; k += lanes)
                {
                    for (std::size_t lane = 0; lane < lanes; ++lane)
                    {
                        const float z = x[k + lane] - mu[k + lane];
                        sums[lane] += z * z;
                    }
                }
                float sum = 0;
                for (; k < d.dimensions; ++k)
                {
                    sum += (x[k] - mu[k]) * (x[k] - mu[k]);
                }
                for (const float part : sums)
                {
                    sum += part;
                }
                q[n] = sum * static_cast<float>(0.5 / variance);
            }
            d.log_p(m) = log_mean_exp(q.data(), d.images, d.dimensions);
        }
    }

#if __has_include(<Eigen/Core>)
    using matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    /// |x − μ|² = |x|² + |μ|² − 2 x·μ
    struct eigen_data : data
    {
        matrix products;
        Eigen::VectorXf mu_squared;

        explicit eigen_data(const bench::sizes& n) : data(n), mu_squared(eigen(mu).rowwise().squaredNorm()) {}

        static Eigen::Map<const matrix> eigen(const xt::xtensor<float, 2>& of)
        {
            return {of.data(), static_cast<Eigen::Index>(of.shape()[0]), static_cast<Eigen::Index>(of.shape()[1])};
        }

        void run()
        {
            products.noalias() = eigen(x) * eigen(mu).transpose();
            for (Eigen::Index m = 0; m < products.rows(); ++m)
            {
                const float x_squared = eigen(x).row(m).squaredNorm();
                products.row(m) = ((mu_squared.transpose() - 2 * products.row(m)).array() + x_squared) *
                                  static_cast<float>(0.5 / variance);
                log_p(static_cast<std::size_t>(m)) = log_mean_exp(products.row(m).data(), images, dimensions);
            }
        }
    };
#endif

    struct law : data
    {
        decltype(ab::mixture(1., mu, variance)) q = ab::mixture(1., mu, variance);

        using data::data;
    };

    const bench::entry density({
        .work = "image_mixture",
        .title = "log density of an image-sized empirical law, {images} components in {dimensions} dimensions × "
                 "{points} points, float",
        .sizes = {{"images", 1'000, 11}, {"dimensions", 3'072, 37}, {"points", 64, 16}},
        .units = {"images", "points"},
        .unit = "pair",
        .contenders = {bench::on<data>("hand-written", by_hand),
#if __has_include(<Eigen/Core>)
                       bench::on<eigen_data>("Eigen, matrix product", [](eigen_data& d) { d.run(); }),
#endif
                       bench::on<law>("alphabar", [](law& d) { xt::noalias(d.log_p) = d.q.log_prob(d.x); })},
        .bars = {{"PyTorch", 3}},
        .checked = {"same", 1e-5},
    });
}
