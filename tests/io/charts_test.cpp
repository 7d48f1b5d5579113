// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "io/chart_style.hpp"
#include "io/charts.hpp"
#include "io/png.hpp"

#include <algorithm>
#include <cmath>

using namespace alphabar;

namespace
{
    /// One particle that stays at 0; q_t is 0 where nobody writes.
    io::density_over_time at_rest(std::size_t steps)
    {
        io::density_over_time d;
        d.description = "at rest";
        d.particles = xt::zeros<double>({steps + 1, std::size_t{1}});
        d.mean = d.deviation = xt::zeros<double>({steps + 1});
        d.alpha_bar = xt::ones<double>({steps + 1});
        d.grid = xt::linspace<double>(-9.5, 9.5, 20);
        d.density = xt::zeros<double>({steps, std::size_t{20}});
        return d;
    }

    io::image drawn(const io::density_over_time& d) { return io::to_rgb(io::decode_png(io::draw_density(d), "chart")); }

    /// The chart's pixel at a step t and a height within the lower panel.
    const std::uint8_t* pixel(const io::image& chart, double t, double steps, double up)
    {
        const double x = 0.08 + 0.80 * t / (steps + 0.5), y = 1 - (0.066 + 0.392 * up);
        return chart.row(static_cast<std::size_t>(y * static_cast<double>(chart.height))) +
               3 * static_cast<std::size_t>(x * static_cast<double>(chart.width));
    }
}

TEST_CASE("the column of step t is centred on t", "[io]")
{
    for (const std::size_t lit : {1u, 2u, 4u})
    {
        auto d = at_rest(4);
        xt::view(d.density, lit - 1, xt::all()) = 1.0;
        const auto chart = drawn(d);
        for (double t = 0.02; t < 4.5; t += 0.04)
        {
            const double distance = std::abs(t - static_cast<double>(lit));
            if (std::abs(distance - 0.5) > 0.02)
            {
                CAPTURE(lit, t);
                CHECK((pixel(chart, t, 4, 0.75)[0] > 200) == (distance < 0.5));
            }
        }
    }
    auto d = at_rest(1);  // a single one, too
    d.density.fill(1.0);
    CHECK(pixel(drawn(d), 0.45, 1, 0.75)[0] < 50);
    CHECK(pixel(drawn(d), 0.55, 1, 0.75)[0] > 200);
    CHECK(pixel(drawn(d), 1.45, 1, 0.75)[0] > 200);
}

TEST_CASE("colours that end below the peak are marked", "[io]")
{
    auto d = at_rest(20);
    d.density.fill(0.05);
    const auto white_at_the_tip = [&]
    {
        const auto chart = drawn(d);
        const auto* tip = chart.row(static_cast<std::size_t>((1 - 0.463) * static_cast<double>(chart.height))) +
                          3 * static_cast<std::size_t>(0.903 * static_cast<double>(chart.width));
        return std::all_of(tip, tip + 3, [](std::uint8_t v) { return v == 255; });
    };
    CHECK(white_at_the_tip());
    d.density(3, 5) = 1.0;
    CHECK_FALSE(white_at_the_tip());
}

TEST_CASE("the scale shows the highest peak, or ends above the usual ones", "[io]")
{
    xt::xtensor<double, 2> density = xt::zeros<double>({20, 3});
    xt::view(density, xt::all(), 1) = 1.0;
    density(0, 2) = 1.9;
    const io::density_scale whole(density);
    CHECK(whole.top == 1.9);
    CHECK_FALSE(whole.is_cut());
    density(0, 2) = 5.0;
    const io::density_scale cut(density);
    CHECK(cut.top == 1.05);
    CHECK(cut.peak == 5.0);
    CHECK(cut.is_cut());
    CHECK(io::density_scale(xt::zeros<double>({2, 3})).top == 1.0);
}

TEST_CASE("coarser cells hold the means of finer ones, and lose no needle", "[io]")
{
    for (std::size_t i = 0; i < 1001; ++i)
    {
        xt::xtensor<double, 2> density = xt::zeros<double>({1, 1001});
        density(0, i) = 6.0;
        const auto coarse = io::coarsened(density, 400);
        REQUIRE(coarse.shape(1) == 400);
        const double highest = *std::max_element(coarse.begin(), coarse.end());
        CHECK((highest == 2.0 || highest == 3.0));  // of three or two
        CHECK((io::coarsened(density, 2000) == density));
    }
}
