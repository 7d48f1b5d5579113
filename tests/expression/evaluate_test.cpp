// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/evaluate.hpp>

#include <alphabar/expression/fuse.hpp>
#include <alphabar/random/normal.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <vector>

namespace ab = alphabar;

namespace
{
    using extents = std::array<std::size_t, 3>;
    using steps = std::array<std::ptrdiff_t, 3>;

    /// Memory seen through strides of any order, sign and gap, broadcast along some axes.
    struct operand
    {
        extents shape;
        steps strides{};
        std::vector<float> values;
        std::ptrdiff_t first = 0;

        operand(const extents& result, std::mt19937& random, bool may_broadcast) : shape(result)
        {
            std::array<std::size_t, 3> order = {0, 1, 2};
            switch (random() % 4)
            {
            case 0:
                break;  // row-major
            case 1:
                std::reverse(order.begin(), order.end());
                break;
            default:
                std::shuffle(order.begin(), order.end(), random);
            }
            std::ptrdiff_t stride = 1;
            std::ptrdiff_t last = 0;
            for (std::size_t k = 3; k-- > 0;)
            {
                const std::size_t axis = order[k];
                if (may_broadcast && random() % 3 == 0)
                {
                    shape[axis] = 1;
                }
                const std::size_t kind = random() % 8;
                stride *= kind == 0 ? 2 : kind == 1 ? 3 : 1;
                const bool backwards = kind == 2;
                strides[axis] = backwards ? -stride : stride;
                const auto span = static_cast<std::ptrdiff_t>(shape[axis] - 1) * stride;
                first += backwards ? span : 0;
                last += span;
                stride *= static_cast<std::ptrdiff_t>(shape[axis]);
            }
            values.resize(static_cast<std::size_t>(last) + 1);
            for (float& v : values)
            {
                v = static_cast<float>(static_cast<int>(random() % 4096) - 2048) / 64;
            }
        }

        auto expression()
        {
            return xt::adapt(values.data() + first, shape[0] * shape[1] * shape[2], xt::no_ownership(), shape, strides);
        }

        float& at(const extents& index)
        {
            std::ptrdiff_t position = first;
            for (std::size_t axis = 0; axis < 3; ++axis)
            {
                position += shape[axis] == 1 ? 0 : static_cast<std::ptrdiff_t>(index[axis]) * strides[axis];
            }
            return values[static_cast<std::size_t>(position)];
        }
    };

    template <class F>
    void each_index(const extents& shape, F&& f)
    {
        for (std::size_t i = 0; i < shape[0]; ++i)
        {
            for (std::size_t j = 0; j < shape[1]; ++j)
            {
                for (std::size_t k = 0; k < shape[2]; ++k)
                {
                    f(extents{i, j, k});
                }
            }
        }
    }

    TEST_CASE("Whatever the layouts and the broadcasting, each element is its own")
    {
        std::mt19937 random(2026);
        const std::size_t sizes[] = {1, 2, 3, 5, 8, 17, 40, 64, 70, 130};
        for (int trial = 0; trial < 400; ++trial)
        {
            extents shape;
            do
            {
                for (auto& extent : shape)
                {
                    extent = sizes[random() % std::size(sizes)];
                }
            } while (shape[0] * shape[1] * shape[2] > 40'000);
            operand a(shape, random, true);
            operand x(shape, random, trial % 2 == 0);
            operand e(shape, random, false);
            operand y(shape, random, false);
            const auto before = y.values;
            auto out = y.expression();
            const auto left = a.expression();
            const auto right = x.expression();
            const auto noise = e.expression();
            xt::noalias(out) = ab::fuse(left * right + noise);
            int wrong = 0;
            each_index(shape, [&](const extents& i) { wrong += y.at(i) != a.at(i) * x.at(i) + e.at(i); });
            // Nothing beside the elements was written.
            auto touched = y.values;
            std::copy(before.begin(), before.end(), y.values.begin());
            operand mark = y;
            each_index(shape, [&](const extents& i) { mark.at(i) = 1e30f; });
            for (std::size_t k = 0; k < touched.size(); ++k)
            {
                wrong += mark.values[k] != 1e30f && touched[k] != before[k];
            }
            INFO("trial " << trial << ", shape " << shape[0] << ", " << shape[1] << ", " << shape[2]);
            REQUIRE(wrong == 0);
        }
    }

    TEST_CASE("Noise joins operands of any layout")
    {
        std::mt19937 random(5);
        for (const auto& shape : {extents{3, 70, 64}, {5, 400, 3}, {2, 3, 513}, {64, 1, 70}, {1, 1, 5}})
        {
            const xt::xtensor<float, 3> z = ab::normal(ab::key{7}, shape);
            for (int trial = 0; trial < 12; ++trial)
            {
                operand x(shape, random, true);
                operand y(shape, random, false);
                auto out = y.expression();
                const auto left = x.expression();
                xt::noalias(out) = left + ab::normal(ab::key{7}, shape);
                int wrong = 0;
                each_index(shape, [&](const extents& i) { wrong += y.at(i) != x.at(i) + z(i[0], i[1], i[2]); });
                REQUIRE(wrong == 0);
            }
        }
    }
}
