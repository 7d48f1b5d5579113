// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/memory_copy.hpp"
#include "support/show.hpp"

#include <alphabar/expression/fuse.hpp>

namespace ab = alphabar;

// The affine work of fuse_bench.cpp over the other layouts and broadcasts: y = a x + s e costs its memory, whatever the
// strides. The peers do the same over arrays of the same layout.
namespace
{
    using row_major = xt::xtensor<float, 2>;
    using column_major = xt::xtensor<float, 2, xt::layout_type::column_major>;

    /// Element (i, j) of an array of so many columns is the (i columns + j)-th number, whatever its layout.
    template <class Array>
    Array filled(std::size_t rows, std::size_t columns, double low, std::size_t first)
    {
        Array array = Array::from_shape({rows, columns});
        for (std::size_t i = 0; i < rows; ++i)
        {
            for (std::size_t j = 0; j < columns; ++j)
            {
                array(i, j) = static_cast<float>(low + (1 - low) * bench::golden(first + i * columns + j));
            }
        }
        return array;
    }

    template <class Y>
    std::vector<double> show_matrix(const Y& y)
    {
        const std::size_t columns = y.shape()[1];
        return bench::spread(y.size(), [&](std::size_t i) { return y(i / columns, i % columns); });
    }

    // --- (1, C, 1, 1): a factor a channel ---------------------------------------------------------------------------

    struct per_channel
    {
        std::size_t images, channels, side;
        xt::xtensor<float, 4> a, s, x, e, y;

        explicit per_channel(const bench::sizes& n) : images(n["images"]), channels(n["channels"]), side(n["side"])
        {
            const std::size_t pixels = images * channels * side * side;
            const auto fill = [](auto& to, double low, std::size_t first)
            {
                const auto values = bench::golden<float>(to.size(), low, 1, first);
                std::copy(values.begin(), values.end(), to.data());
            };
            a.resize({1, channels, 1, 1});
            s.resize(a.shape());
            x.resize({images, channels, side, side});
            e.resize(x.shape());
            y.resize(x.shape());
            fill(a, 0.5, 0);
            fill(s, 0.5, channels);
            fill(x, 0, 0);
            fill(e, 0, pixels);
        }

        std::vector<double> show() const
        {
            return bench::spread(y.size(), [this](std::size_t i) { return y.data()[i]; });
        }
    };

    void by_hand(per_channel& d)
    {
        const std::size_t plane = d.side * d.side;
        for (std::size_t k = 0; k < d.images * d.channels; ++k)
        {
            const float a = d.a.data()[k % d.channels], s = d.s.data()[k % d.channels];
            const float *x = d.x.data() + k * plane, *e = d.e.data() + k * plane;
            float* y = d.y.data() + k * plane;
            for (std::size_t i = 0; i < plane; ++i)
            {
                y[i] = a * x[i] + s * e[i];
            }
        }
    }

    // --- matrices: a factor a pixel, column-major, transposed noise, every other pixel ------------------------------

    struct per_pixel
    {
        std::size_t images, pixels;
        row_major a, s, x, e, y;

        explicit per_pixel(const bench::sizes& n)
            : images(n["images"]), pixels(n["pixels"]), a(filled<row_major>(1, pixels, 0.5, 0)),
              s(filled<row_major>(1, pixels, 0.5, pixels)), x(filled<row_major>(images, pixels, 0, 0)),
              e(filled<row_major>(images, pixels, 0, images * pixels)), y(x)
        {
        }
        std::vector<double> show() const { return show_matrix(y); }
    };

    void by_hand(per_pixel& d)
    {
        const float *a = d.a.data(), *s = d.s.data();
        for (std::size_t b = 0; b < d.images; ++b)
        {
            const float *x = d.x.data() + b * d.pixels, *e = d.e.data() + b * d.pixels;
            float* y = d.y.data() + b * d.pixels;
            for (std::size_t i = 0; i < d.pixels; ++i)
            {
                y[i] = a[i] * x[i] + s[i] * e[i];
            }
        }
    }

    struct by_columns
    {
        std::size_t images, pixels;
        column_major a, s, x, e, y;

        explicit by_columns(const bench::sizes& n)
            : images(n["images"]), pixels(n["pixels"]), a(filled<column_major>(images, 1, 0.5, 0)),
              s(filled<column_major>(images, 1, 0.5, images)), x(filled<column_major>(images, pixels, 0, 0)),
              e(filled<column_major>(images, pixels, 0, images * pixels)), y(x)
        {
        }
        std::vector<double> show() const { return show_matrix(y); }
    };

    void by_hand(by_columns& d)
    {
        const float *a = d.a.data(), *s = d.s.data();
        for (std::size_t i = 0; i < d.pixels; ++i)
        {
            const float *x = d.x.data() + i * d.images, *e = d.e.data() + i * d.images;
            float* y = d.y.data() + i * d.images;
            for (std::size_t b = 0; b < d.images; ++b)
            {
                y[b] = a[b] * x[b] + s[b] * e[b];
            }
        }
    }

    struct transposed
    {
        std::size_t images, pixels;
        row_major a, s, x, y;
        column_major e;  // what a transpose of a (pixels, images) array is

        explicit transposed(const bench::sizes& n)
            : images(n["images"]), pixels(n["pixels"]), a(filled<row_major>(images, 1, 0.5, 0)),
              s(filled<row_major>(images, 1, 0.5, images)), x(filled<row_major>(images, pixels, 0, 0)), y(x),
              e(filled<column_major>(images, pixels, 0, images * pixels))
        {
        }
        std::vector<double> show() const { return show_matrix(y); }
    };

    void by_hand(transposed& d)
    {
        constexpr std::size_t block = 16;  // of pixels: a cache line of each image, and one of each of 16 rows of e
        for (std::size_t first = 0; first < d.pixels; first += block)
        {
            const std::size_t last = std::min(first + block, d.pixels);
            for (std::size_t b = 0; b < d.images; ++b)
            {
                const float a = d.a.data()[b], s = d.s.data()[b];
                for (std::size_t i = first; i < last; ++i)
                {
                    d.y.data()[b * d.pixels + i] = a * d.x.data()[b * d.pixels + i] + s * d.e.data()[i * d.images + b];
                }
            }
        }
    }

    struct strided
    {
        std::size_t images, pixels;
        row_major a, s, wide, e, y;

        explicit strided(const bench::sizes& n)
            : images(n["images"]), pixels(n["pixels"]), a(filled<row_major>(images, 1, 0.5, 0)),
              s(filled<row_major>(images, 1, 0.5, images)), wide(filled<row_major>(images, 2 * pixels, 0, 0)),
              e(filled<row_major>(images, pixels, 0, 2 * images * pixels)), y(e)
        {
        }
        auto every_other() const { return xt::view(wide, xt::all(), xt::range(0, 2 * pixels, 2)); }
        std::vector<double> show() const { return show_matrix(y); }
    };

    void by_hand(strided& d)
    {
        for (std::size_t b = 0; b < d.images; ++b)
        {
            const float a = d.a.data()[b], s = d.s.data()[b];
            const float *x = d.wide.data() + 2 * b * d.pixels, *e = d.e.data() + b * d.pixels;
            float* y = d.y.data() + b * d.pixels;
            for (std::size_t i = 0; i < d.pixels; ++i)
            {
                y[i] = a * x[2 * i] + s * e[i];
            }
        }
    }

    // --- the contests -----------------------------------------------------------------------------------------------

    const auto x_of = [](const auto& d) -> decltype(auto)
    {
        if constexpr (requires { d.every_other(); })
        {
            return d.every_other();
        }
        else
        {
            return (d.x);
        }
    };

    template <class Data>
    bench::contest contest(std::string work, std::string title, std::vector<bench::size> sizes, double bytes_an_element)
    {
        std::vector<std::string> units;
        for (const auto& s : sizes)
        {
            units.push_back(s.name);
        }
        if (units.back() == "side")
        {
            units.push_back("side");
        }
        const auto bytes = [=](const bench::sizes& n)
        {
            double product = bytes_an_element;
            for (const auto& name : units)
            {
                product *= static_cast<double>(n[name]);
            }
            return product;
        };
        return {
            .work = std::move(work),
            .title = std::move(title),
            .sizes = std::move(sizes),
            .units = units,
            .unit = "element",
            .contenders = {bench::on<Data>("hand-written", [](Data& d) { by_hand(d); }),
                           bench::on<Data>("plain xtensor",
                                           [](Data& d) { xt::noalias(d.y) = d.a * x_of(d) + d.s * d.e; }),
                           bench::on<Data>("alphabar",
                                           [](Data& d) { xt::noalias(d.y) = ab::fuse(d.a * x_of(d) + d.s * d.e); }),
                           bench::memory_copy(bytes)},
            .bars = {{"memory copy", 0.95}},
            .checked = {"same", 1e-6},
        };
    }

    const std::vector<bench::size> matrix = {{"images", 64, 3}, {"pixels", 12'288, 21}};

    const bench::entry channels(contest<per_channel>(
        "affine_per_channel", "broadcast affine, a factor a channel, {images} × {channels} × {side} × {side} float",
        {{"images", 64, 3}, {"channels", 3, 2}, {"side", 64, 5}}, 12));
    const bench::entry pixels(contest<per_pixel>("affine_per_pixel",
                                                 "broadcast affine, a factor a pixel, {images} × {pixels} float",
                                                 matrix, 12));
    const bench::entry
        columns(contest<by_columns>("affine_column_major",
                                    "broadcast affine, column-major, a factor an image, {images} × {pixels} float",
                                    matrix, 12));
    const bench::entry transposes(contest<transposed>(
        "affine_transposed", "broadcast affine, the noise a transposed array, {images} × {pixels} float", matrix, 12));
    // Of the array that the view skips through, every cache line is read.
    const bench::entry views(contest<strided>(
        "affine_strided", "broadcast affine, x every other pixel of an array, {images} × {pixels} float", matrix, 16));
}
