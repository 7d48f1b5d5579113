// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/memory_copy.hpp"
#include "support/show.hpp"

#include <alphabar/expression/fuse.hpp>

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif

namespace ab = alphabar;

namespace
{
    [[gnu::noinline]] void by_hand(const float* a, const float* s, const float* x, const float* e, float* y,
                                   std::size_t images, std::size_t pixels)
    {
        for (std::size_t b = 0; b < images; ++b)
        {
            for (std::size_t i = 0; i < pixels; ++i)
            {
                y[b * pixels + i] = a[b] * x[b * pixels + i] + s[b] * e[b * pixels + i];
            }
        }
    }

    struct data
    {
        std::size_t images, pixels;
        xt::xtensor<float, 2> a, s, x, e, y;

        explicit data(const bench::sizes& n) : images(n["images"]), pixels(n["pixels"])
        {
            const auto fill = [](auto& to, std::size_t rows, std::size_t columns, double low, std::size_t first)
            {
                to.resize({rows, columns});
                const auto values = bench::golden<float>(rows * columns, low, 1, first);
                std::copy(values.begin(), values.end(), to.data());
            };
            fill(a, images, 1, 0.5, 0);
            fill(s, images, 1, 0.5, images);
            fill(x, images, pixels, 0, 0);
            fill(e, images, pixels, 0, images * pixels);
            y.resize({images, pixels});
        }

        std::vector<double> show() const
        {
            return bench::spread(y.size(), [this](std::size_t i) { return y.data()[i]; });
        }
    };

#if __has_include(<Eigen/Core>)
    void by_eigen(data& d)
    {
        using matrix = Eigen::Array<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
        using column = Eigen::Array<float, Eigen::Dynamic, 1>;
        const auto rows = static_cast<Eigen::Index>(d.images), columns = static_cast<Eigen::Index>(d.pixels);
        const Eigen::Map<const column> a(d.a.data(), rows), s(d.s.data(), rows);
        const Eigen::Map<const matrix> x(d.x.data(), rows, columns), e(d.e.data(), rows, columns);
        Eigen::Map<matrix> y(d.y.data(), rows, columns);
        y = x.colwise() * a + e.colwise() * s;
    }

    /// A row at a time, which spares Eigen the broadcast.
    void by_eigen_rows(data& d)
    {
        using row = Eigen::Array<float, 1, Eigen::Dynamic>;
        const auto columns = static_cast<Eigen::Index>(d.pixels);
        for (std::size_t b = 0; b < d.images; ++b)
        {
            const Eigen::Map<const row> x(d.x.data() + b * d.pixels, columns), e(d.e.data() + b * d.pixels, columns);
            Eigen::Map<row>(d.y.data() + b * d.pixels, columns) = d.a(b, 0) * x + d.s(b, 0) * e;
        }
    }
#endif

    const bench::entry affine({
        .work = "affine",
        .title = "broadcast affine, a[b] x[b, i] + s[b] e[b, i], noise given, {images} × {pixels} float",
        .sizes = {{"images", 64, 3},
                  {"pixels", 12'288, 21, {16, 64, 256, 1'024, 4'096, 16'384, 65'536, 262'144, 468'750}}},
        .units = {"images", "pixels"},
        .unit = "element",
        .contenders = {bench::on<data>("hand-written",
                                       [](data& d)
                                       {
                                           by_hand(d.a.data(), d.s.data(), d.x.data(), d.e.data(), d.y.data(), d.images,
                                                   d.pixels);
                                       }),
                       bench::on<data>("plain xtensor", [](data& d) { xt::noalias(d.y) = d.a * d.x + d.s * d.e; }),
#if __has_include(<Eigen/Core>)
                       bench::on<data>("Eigen, broadcast", by_eigen),
                       bench::on<data>("Eigen, row by row", by_eigen_rows),
#endif
                       bench::on<data>("alphabar", [](data& d) { xt::noalias(d.y) = ab::fuse(d.a * d.x + d.s * d.e); }),
                       bench::memory_copy([](const bench::sizes& n) { return n["images"] * n["pixels"] * 12; })},
        .bars = {{"memory copy", 0.95}},
        .checked = {"same", 1e-6},
    });
}
