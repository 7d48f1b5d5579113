// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/linear_image.hpp>

#include "support/catch.hpp"

namespace ab = alphabar;
namespace dist = alphabar::distribution;

namespace
{
    template <class Points>
    auto image(std::size_t rows, std::size_t columns, bool with_offset, const Points& points)
    {
        const auto entry = [](std::size_t i, std::size_t j) { return static_cast<double>((i * 5 + j * 3) % 7) - 3; };
        std::vector<double> offset(rows);
        for (std::size_t i = 0; i < rows; ++i)
        {
            offset[i] = 100 * static_cast<double>(i);
        }
        using vectors = dist::centred_points<double, const Points&>;
        const auto shared = [](auto table) { return std::make_shared<const decltype(table)>(std::move(table)); };
        return ab::expression::make_node(
            dist::linear_image<double, vectors>{shared(dist::packed_rows<double>(rows, columns, false, entry)),
                                                with_offset ? shared(offset) : nullptr,
                                                {points, shared(std::vector<double>(columns, 0.0))}},
            std::array<std::size_t, 2>{points.shape()[0], rows});
    }

    TEST_CASE("A node's elements are those of the product, however it is read, with more rows than columns and fewer")
    {
        for (const auto& [rows, columns] : {std::pair{1u, 3u}, {3u, 1u}, {2u, 2u}, {5u, 9u}, {70u, 130u}, {130u, 4u}})
        {
            for (const std::size_t count : {1u, 31u, 33u, 100u})
            {
                INFO(rows << " x " << columns << ", " << count << " vectors");
                auto x = xt::xtensor<double, 2>::from_shape({count, columns});
                for (std::size_t i = 0; i < x.size(); ++i)
                {
                    x.flat(i) = static_cast<double>(i * 11 % 17) - 8;
                }
                for (const bool with_offset : {false, true})
                {
                    const auto node = image(rows, columns, with_offset, x);
                    const xt::xtensor<double, 2> all = node;
                    const xt::xtensor<double, 2> turned = xt::transpose(node);
                    const xt::xtensor<double, 2> part =
                        xt::view(node, xt::range(count / 2, count), xt::range(rows / 2, rows));
                    bool right = true;
                    for (std::size_t i = 0; i < count; ++i)
                    {
                        for (std::size_t r = 0; r < rows; ++r)
                        {
                            double sum = with_offset ? 100 * static_cast<double>(r) : 0;
                            for (std::size_t k = 0; k < columns; ++k)
                            {
                                sum += (static_cast<double>((r * 5 + k * 3) % 7) - 3) * x(i, k);
                            }
                            right &= all(i, r) == sum && turned(r, i) == sum;
                            right &= i < count / 2 || r < rows / 2 || part(i - count / 2, r - rows / 2) == sum;
                        }
                    }
                    CHECK(right);
                    CHECK(node(count - 1, rows - 1) == all(count - 1, rows - 1));
                }
            }
        }
    }
}
