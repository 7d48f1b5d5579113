// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// Gaussians, from one dimension to many, and what adding them does: the tutorial's code, figures and numbers.
//
//     gaussians [DIRECTORY]      writes its figures there; build/tutorials if none is named

#include "check.hpp"
#include "figure.hpp"

#include "io/file.hpp"
#include "io/png.hpp"
#include "io/scene.hpp"
#include "io/strip.hpp"

#include <alphabar/alphabar.hpp>
#include <alphabar/distribution/convolution.hpp>
#include <alphabar/distribution/gridded_convolution.hpp>
#include <alphabar/distribution/isotropic_normal.hpp>
#include <alphabar/distribution/multivariate_normal.hpp>
#include <alphabar/distribution/sample_moments.hpp>

#include <numbers>

namespace ab = alphabar;
using tutorial::figure;
using tutorial::panel;
using tutorial::show;

using vector = xt::xtensor<double, 1>;
using matrix = xt::xtensor<double, 2>;

namespace
{
    std::filesystem::path directory = "build/tutorials";

    void univariate()
    {
        // [univariate]
        const auto law = ab::make_normal(0., 1.);
        const vector x = xt::linspace(-3., 3., 100);
        const vector p = law.pdf(x);
        // [univariate]
        figure chart("univariate_normal", "The standard normal law");
        chart.add("N(0, 1)", "x", "density").add(panel::kind::area, "", x, p).mark(0);
        chart.write(directory);
        show("density at the mean", law.pdf(0.)(), 1 / std::sqrt(2 * std::numbers::pi), 1e-16);
        show("probability within one standard deviation", law.cdf(1.)() - law.cdf(-1.)(), 0.6826894921370859, 1e-15);
    }

    void families()
    {
        const vector x = xt::linspace(-10., 10., 401);
        figure chart("univariate_family", "What mean and standard deviation do");
        auto& means = chart.add("the mean shifts", "x", "density");
        auto& deviations = chart.add("the standard deviation widens", "x", "density");
        // [family]
        for (const double mu : {0., -3., 3.})
        {
            const vector p = ab::make_normal(mu, 1.).pdf(x);
            means.add(panel::kind::line, ab::core::text("μ = ", mu), x, p).mark(mu);
        }
        for (const double sigma : {1., 2., 4.})
        {
            const vector p = ab::make_normal(0., sigma).pdf(x);
            deviations.add(panel::kind::line, ab::core::text("σ = ", sigma), x, p).mark(0);
        }
        // [family]
        chart.write(directory);
    }

    /// The points (x1, x2) of a square grid, as an array of pairs.
    xt::xtensor<double, 3> grid_of_pairs(const vector& axis)
    {
        const std::size_t n = axis.size();
        auto points = xt::xtensor<double, 3>::from_shape({n, n, 2});
        xt::view(points, xt::all(), xt::all(), 0) = xt::view(axis, xt::all(), xt::newaxis());
        xt::view(points, xt::all(), xt::all(), 1) = axis;
        return points;
    }

    void bivariate()
    {
        // [bivariate]
        const vector axis = xt::linspace(-3., 3., 61);
        const auto points = grid_of_pairs(axis);
        const auto law = ab::multivariate_normal(vector{0, 0}, matrix{{1, 0}, {0, 1}});
        const matrix p = law.pdf(points);
        // [bivariate]
        figure chart("bivariate_normal", "A bivariate normal density");
        chart.add("covariance 0", "x₁", "x₂").add_surface("", axis, axis, p);
        chart.write(directory);
        show("density at the centre", p(30, 30), 1 / (2 * std::numbers::pi), 1e-16);
    }

    void covariances()
    {
        const vector axis = xt::linspace(-3., 3., 61);
        const auto points = grid_of_pairs(axis);
        figure samples("covariance_samples", "2,000 draws of three laws");
        figure surfaces("covariance_densities", "Their densities");
        // [covariance]
        for (const double c : {-0.9, 0., 0.9})
        {
            const auto law = ab::multivariate_normal(vector{0, 0}, matrix{{1, c}, {c, 1}});
            const matrix draws = law.sample(ab::key{1234}, {2000});
            const matrix p = law.pdf(points);
            const matrix estimate = ab::covariance(draws);
            // [covariance]
            const auto title = ab::core::text("covariance ", c);
            samples.add(title, "x₁", "x₂")
                .add(panel::kind::points, "", xt::view(draws, xt::all(), 0), xt::view(draws, xt::all(), 1))
                .square(4);
            surfaces.add(title, "x₁", "x₂").add_surface("", axis, axis, p);
            // The variance of an estimated covariance is (1 + c²)/n.
            show(title + ", estimated from the draws", estimate(0, 1), c, 4 * std::sqrt((1 + c * c) / 2000));
        }
        samples.write(directory);
        surfaces.write(directory);
    }

    void isotropic()
    {
        // [isotropic]
        const double sigma = 2;
        const auto law = ab::isotropic_normal(vector{0, 0}, sigma);
        const matrix draws = law.sample(ab::key{1234}, {5000, 2});
        // [isotropic]
        const vector axis = xt::linspace(-6., 6., 61);
        const matrix p = law.pdf(grid_of_pairs(axis));
        figure chart("isotropic_normal", "An isotropic normal law: a product of univariate ones");
        chart.add("5,000 draws", "x₁", "x₂")
            .add(panel::kind::points, "", xt::view(draws, xt::all(), 0), xt::view(draws, xt::all(), 1))
            .square(8);
        chart.add("density", "x₁", "x₂").add_surface("", axis, axis, p);
        chart.write(directory);
        const auto one = ab::make_normal(0., sigma);
        show("density at (1, 2) over the product of the univariate ones",
             law.pdf(vector{1, 2})() / (one.pdf(1.)() * one.pdf(2.)()), 1, 1e-15);
    }

    void conditional()
    {
        // [conditional]
        const auto joint = ab::multivariate_normal(vector{0, 0}, matrix{{1, 0.9}, {0.9, 1}});
        const double a = 1.5;
        const auto given = joint.conditional({1}, vector{a});  // x₁ where x₂ = a
        // [conditional]
        show("mean of x1 where x2 = 1.5", given.mean()(0), 0.9 * a, 1e-15);
        show("variance of x1 where x2 = 1.5", given.covariance()(0, 0), 1 - 0.9 * 0.9, 1e-15);

        const matrix draws = joint.sample(ab::key{1234}, {2000});
        const vector x = xt::linspace(-4., 4., 401);
        const vector prior = ab::make_normal(0., 1.).pdf(x);
        const vector p = ab::make_normal(given.mean()(0), std::sqrt(given.covariance()(0, 0))).pdf(x);
        figure chart("conditional_normal", "What knowing x₂ says of x₁");
        chart.add("the joint law", "x₂", "x₁")
            .add(panel::kind::points, "", xt::view(draws, xt::all(), 1), xt::view(draws, xt::all(), 0))
            .square(4)
            .mark(a);
        chart.add("x₁ alone, and where x₂ = 1.5", "x₁", "density")
            .add(panel::kind::area, "p(x₁)", x, prior)
            .add(panel::kind::area, "p(x₁ | x₂ = 1.5)", x, p);
        chart.write(directory);
    }

    void convolution()
    {
        // [convolution]
        const auto law_x = ab::make_normal(0., 2.), law_y = ab::make_normal(2., 4.);
        const auto law_z = ab::convolve(law_x, law_y);  // in closed form: N(2, 2² + 4²)

        const double step = 1e-4;
        const vector points = xt::arange(-30., 30., step);
        const vector p_x = law_x.pdf(points), p_y = law_y.pdf(points), p_z = law_z.pdf(points);
        const vector convolved = ab::convolve_gridded(p_x, p_y, step).values;  // its first value stands at −60
        // [convolution]
        // Value k of the convolution stands at −60 + k·step: from 300,000 on they are those of the grid itself.
        const vector on_grid = xt::view(convolved, xt::range(300'000, 900'000));
        double worst = 0, worst_within = 0;
        for (std::size_t i = 0; i < points.size(); ++i)
        {
            const double error = std::abs(on_grid(i) - p_z(i));
            worst = std::max(worst, error);
            worst_within = std::abs(points(i)) < 10 ? std::max(worst_within, error) : worst_within;
        }
        show("standard deviation of the sum", law_z.stddev()(), std::sqrt(20.), 1e-15);
        show("largest difference of numerical and exact convolution where |x| < 10", worst_within, 0, 1e-12);
        // Y ends at 30, seven of its deviations from its mean: what it leaves out is missing at the edge of the grid.
        show("largest difference on the whole grid", worst, 0, 1e-9);

        const auto few = [](const vector& of) { return vector(xt::view(of, xt::range(0, 600'000, 1000))); };
        figure chart("convolution", "The law of a sum is the convolution of the laws");
        auto& left = chart.add("Z = X + Y", "x", "density");
        auto& right = chart.add("the densities convolved", "x", "density");
        for (auto* p : {&left, &right})
        {
            p->add(panel::kind::line, "X", few(points), few(p_x)).add(panel::kind::line, "Y", few(points), few(p_y));
        }
        left.add(panel::kind::line, "Z", few(points), few(p_z));
        right.add(panel::kind::line, "X * Y", few(points), few(on_grid));
        chart.write(directory);
    }

    void forward()
    {
        // [forward]
        const auto schedule = ab::linear_schedule(100, 1e-4, 0.05);
        const auto kernel = ab::gaussian_kernel(schedule);
        const auto x0 = ab::io::to_hwc(ab::io::draw_scene(128, 128));
        const auto frames = ab::trajectory(kernel, x0, ab::key{1234}, {0, 20, 40, 60, 80, 100});
        // [forward]
        std::vector<ab::io::strip_frame> strip;
        for (std::size_t i = 0; i < frames.shape(0); ++i)
        {
            const xt::xtensor<float, 3> frame = xt::view(frames, i);
            strip.push_back({ab::io::from_hwc(frame), ab::core::text("t = ", 20 * i), ""});
        }
        ab::io::write_file(directory / "forward_process.png", ab::io::encode_png(ab::io::make_strip(strip)));
        std::cout << "figure forward_process: a picture dissolves\n";
        show("what is left of the picture after 100 steps", kernel.signal(ab::step{100}), 0.279704, 1e-6);
    }
}

int main(int count, char** arguments)
{
    if (count > 1)
    {
        directory = arguments[1];
    }
    std::filesystem::create_directories(directory);
    univariate();
    families();
    bivariate();
    covariances();
    isotropic();
    conditional();
    convolution();
    forward();
}
