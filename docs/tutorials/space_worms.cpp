// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// Kullback-Leibler divergence and the space worms: which simple law tells least wrongly what was found?
//
//     space_worms [DIRECTORY]      writes its figures there; build/tutorials if none is named

#include "check.hpp"
#include "figure.hpp"

#include <alphabar/distribution/binomial.hpp>
#include <alphabar/distribution/discrete_uniform.hpp>
#include <alphabar/distribution/fit.hpp>
#include <alphabar/information/tabulated.hpp>

#include <numbers>

namespace ab = alphabar;
using tutorial::figure;
using tutorial::panel;
using tutorial::show;

using vector = xt::xtensor<double, 1>;
using integers = xt::xtensor<std::int32_t, 1>;

int main(int count, char** arguments)
{
    const std::filesystem::path directory = count > 1 ? arguments[1] : "build/tutorials";

    // [data]
    const vector worms = {2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7};  // with 0, 1, …, 10 teeth: a hundred worms
    const integers teeth = xt::arange<std::int32_t>(11);
    const vector p = worms / 100.;
    // [data]

    // [fit]
    integers found = integers::from_shape({100});  // the teeth of each worm
    std::size_t worm = 0;
    for (std::size_t k = 0; k < 11; ++k)
    {
        for (int i = 0; i < static_cast<int>(worms(k)); ++i)
        {
            found(worm++) = teeth(k);
        }
    }
    const auto uniform = ab::fit_discrete_uniform(found);  // from the least to the largest number of teeth
    const auto binomial = ab::fit_binomial(found, 10);     // of ten teeth, each grows with probability mean/10
    // [fit]
    show("mean number of teeth", ab::mean(found)(), 5.44, 1e-14);
    show("p of the binomial law", binomial.probability()(), 0.544, 1e-15);

    const vector q_uniform = uniform.prob(teeth);
    const vector q_binomial = binomial.prob(teeth);
    show("uniform probability of each number", q_uniform(0), 1 / 11., 1e-16);
    show("binomial probability of no tooth", q_binomial(0), 0.00038873, 5e-9);
    show("binomial probability of 10 teeth", q_binomial(10), 0.0022698, 5e-8);

    // [divergence]
    const double to_uniform = ab::kl_divergence(p, q_uniform)();
    const double to_binomial = ab::kl_divergence(p, q_binomial)();
    // [divergence]
    show("KL(worms | uniform), nats", to_uniform, 0.136679710949669391, 1e-15);
    show("KL(worms | binomial), nats", to_binomial, 0.427349724856193118, 1e-15);
    show("the uniform law is nearer by, bits a worm", (to_binomial - to_uniform) / std::numbers::ln2,
         (0.427349724856193118 - 0.136679710949669391) / std::numbers::ln2, 1e-14);
    show("KL(worms | worms)", ab::kl_divergence(p, p)(), 0, 0);

    // The other way round, and what is symmetric: the order of the arguments is a choice.
    std::cout << "KL(uniform | worms): " << ab::kl_divergence(q_uniform, p)()
              << ", KL(binomial | worms): " << ab::kl_divergence(q_binomial, p)() << '\n'
              << "Jensen-Shannon: " << ab::jensen_shannon(p, q_uniform)() << " and "
              << ab::jensen_shannon(p, q_binomial)() << '\n';

    figure laws("worms_and_laws", "A hundred worms, and two laws that are simpler to tell");
    for (const auto& [title, q] : {std::pair{"the uniform law", q_uniform}, std::pair{"the binomial law", q_binomial}})
    {
        laws.add(title, "teeth", "probability").add(panel::kind::bars, "worms", teeth, p).add(panel::kind::line, "law", teeth, q);
    }
    laws.write(directory);

    // [every p]
    const vector chances = xt::linspace(0.02, 0.98, 97);
    vector divergence = vector::from_shape({97});
    for (std::size_t i = 0; i < 97; ++i)
    {
        divergence(i) = ab::kl_divergence(p, ab::make_binomial(10, chances(i)).prob(teeth))();
    }
    // [every p]
    const auto best = static_cast<std::size_t>(std::min_element(divergence.begin(), divergence.end()) - divergence.begin());
    show("the p that a search finds", chances(best), 0.54, 0.0051);  // a hundredth apart; the exact one is the fit
    figure search("worms_binomial_divergence", "No other p is nearer: the fit by moments is the likeliest law");
    search.add("KL(worms | binomial)", "p", "nats").add(panel::kind::line, "", chances, divergence).mark(0.544);
    search.write(directory);
}
