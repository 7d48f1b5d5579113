// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/quantity.hpp>

#include "support/catch.hpp"

#include <set>
#include <string>

namespace ab = alphabar;

namespace
{
    static_assert(ab::name_of(ab::quantity::beta) == "beta");
    static_assert(ab::name_of(ab::quantity::log_snr) == "log_snr");
    static_assert(ab::name_of(ab::quantity::posterior_variance) == "posterior_variance");
    static_assert(ab::name_of(ab::quantity::step_noise) == "step_noise");

    TEST_CASE("Every quantity is listed once, in order, under a name of its own")
    {
        std::set<std::string> names;
        for (std::size_t i = 0; i < ab::all_quantities.size(); ++i)
        {
            CHECK(static_cast<std::size_t>(ab::all_quantities[i]) == i);
            names.insert(std::string(ab::name_of(ab::all_quantities[i])));
        }
        CHECK(names.size() == ab::all_quantities.size());
    }

    TEST_CASE("What belongs to a transition starts at step 1, what belongs to a state at step 0")
    {
        for (const auto q : ab::all_quantities)
        {
            const bool transition = q == ab::quantity::beta || q == ab::quantity::alpha ||
                                    q == ab::quantity::posterior_variance || q == ab::quantity::step_signal ||
                                    q == ab::quantity::step_noise;
            CHECK(ab::first_step_of(q) == (transition ? 1 : 0));
        }
    }
}
