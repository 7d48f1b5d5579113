// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "resize.hpp"

#include "interrupt.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace alphabar::io
{
    namespace
    {
        struct taps
        {
            std::size_t first;
            std::vector<float> weights;
        };

        std::vector<taps> triangle(std::size_t from, std::size_t to)
        {
            const double scale = static_cast<double>(from) / static_cast<double>(to);
            const double radius = std::max(scale, 1.0);
            std::vector<taps> out(to);
            for (std::size_t i = 0; i < to; ++i)
            {
                const double centre = (static_cast<double>(i) + 0.5) * scale;
                const double low = std::max(std::floor(centre - radius), 0.0);
                const double high = std::min(std::ceil(centre + radius), static_cast<double>(from));
                std::vector<double> weights;
                double sum = 0;
                for (double j = low; j < high; ++j)
                {
                    const double weight = std::max(0.0, 1 - std::abs(j + 0.5 - centre) / radius);
                    weights.push_back(weight);
                    sum += weight;
                }
                out[i].first = static_cast<std::size_t>(low);
                for (const double weight : weights)
                {
                    out[i].weights.push_back(static_cast<float>(weight / sum));
                }
            }
            return out;
        }

        // Source rows are narrowed one at a time and added to the new rows they touch: the memory is that of one row
        // of the source and of the result.
        template <class Row>
        xt::xtensor<float, 3> resample(std::size_t from_height, std::size_t from_width, std::size_t channels,
                                       std::size_t height, std::size_t width, const Row& row)
        {
            core::require(height > 0 && width > 0, "the size ", width, " x ", height, ": no side may be 0");
            core::require(from_height > 0 && from_width > 0, "a picture of ", from_width, " x ", from_height,
                          " pixels: must not be empty");
            const auto across = triangle(from_width, width);
            const auto down = triangle(from_height, height);
            auto out = xt::xtensor<float, 3>::from_shape({height, width, channels});
            std::fill(out.begin(), out.end(), 0.f);
            std::vector<float> wide(from_width * channels), narrow(width * channels);
            std::size_t first = 0;
            for (std::size_t y = 0; y < from_height; ++y)
            {
                check_interrupt();
                row(y, wide.data());
                for (std::size_t x = 0; x < width; ++x)
                {
                    for (std::size_t c = 0; c < channels; ++c)
                    {
                        const auto& t = across[x];
                        float sum = 0;
                        for (std::size_t k = 0; k < t.weights.size(); ++k)
                        {
                            sum += t.weights[k] * wide[(t.first + k) * channels + c];
                        }
                        narrow[x * channels + c] = sum;
                    }
                }
                while (first < height && down[first].first + down[first].weights.size() <= y)
                {
                    ++first;
                }
                for (std::size_t i = first; i < height && down[i].first <= y; ++i)
                {
                    const float weight = down[i].weights[y - down[i].first];
                    auto* to = out.data() + i * width * channels;
                    for (std::size_t k = 0; k < narrow.size(); ++k)
                    {
                        to[k] += weight * narrow[k];
                    }
                }
            }
            return out;
        }
    }

    xt::xtensor<float, 3> resize(const image& picture, std::size_t height, std::size_t width)
    {
        return resample(picture.height, picture.width, picture.channels, height, width,
                        [&](std::size_t y, float* to)
                        {
                            const auto* from = picture.row(y);
                            std::transform(from, from + picture.width * picture.channels, to,
                                           [](std::uint8_t v) { return static_cast<float>(v) / 255.f; });
                        });
    }

    xt::xtensor<float, 3> resize(const xt::xtensor<float, 3>& picture, std::size_t height, std::size_t width)
    {
        const std::size_t row_size = picture.shape(1) * picture.shape(2);
        return resample(picture.shape(0), picture.shape(1), picture.shape(2), height, width,
                        [&](std::size_t y, float* to) { std::copy_n(picture.data() + y * row_size, row_size, to); });
    }
}
