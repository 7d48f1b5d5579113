// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

/// Diffusion: schedules, noise, kernels, normal laws and mixtures, walks. laws.hpp has all other laws and information. Each
/// header also stands alone and is cheaper to compile.

#include <alphabar/core/config.hpp>
#include <alphabar/core/error.hpp>
#include <alphabar/core/version.hpp>
#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/expression/functions.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/expression/gather.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/kernel/fixed_factor.hpp>
#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/kernel/rectified_flow.hpp>
#include <alphabar/kernel/sub_vp.hpp>
#include <alphabar/kernel/variance_exploding.hpp>
#include <alphabar/process/forward.hpp>
#include <alphabar/random/key.hpp>
#include <alphabar/random/normal.hpp>
#include <alphabar/random/uniform.hpp>
#include <alphabar/schedule/concept.hpp>
#include <alphabar/schedule/constant.hpp>
#include <alphabar/schedule/cosine.hpp>
#include <alphabar/schedule/exponential.hpp>
#include <alphabar/schedule/from_betas.hpp>
#include <alphabar/schedule/inverse.hpp>
#include <alphabar/schedule/linear.hpp>
#include <alphabar/schedule/quadratic.hpp>
#include <alphabar/schedule/scaled_linear.hpp>
#include <alphabar/schedule/schedule.hpp>
#include <alphabar/schedule/sigmoid.hpp>
#include <alphabar/self_test.hpp>
