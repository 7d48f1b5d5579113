// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// Empty: it makes the build precompile Catch2 and xtensor once, for all tests.
