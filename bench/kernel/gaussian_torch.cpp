// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "kernel/noised_batch.hpp"

#include <torch/torch.h>

// LibTorch in place, as bench/peers/torch_peer.py does it without Python in between.
namespace
{
    struct tensors : bench::noised_batch
    {
        torch::Tensor signal_of, noise_of, data, noised;

        explicit tensors(const bench::sizes& n) : bench::noised_batch(n)
        {
            torch::set_num_threads(1);
            const auto of = [](xt::xtensor<float, 2>& array)
            {
                return torch::from_blob(array.data(), {static_cast<std::int64_t>(array.shape()[0]),
                                                       static_cast<std::int64_t>(array.shape()[1])});
            };
            signal_of = of(signal);
            noise_of = of(noise);
            data = of(x0);
            noised = of(x_t);
        }

        void run()
        {
            const torch::NoGradGuard no_gradients;
            noised.normal_();
            noised.mul_(noise_of);
            noised.addcmul_(signal_of, data);
        }
    };

    const bench::guest in_place("marginal", bench::on<tensors>("LibTorch, in place", [](tensors& d) { d.run(); }));
}
