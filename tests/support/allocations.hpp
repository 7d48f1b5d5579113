// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cstddef>

// The address sanitizer has an allocator of its own, which is not counted. g++ and clang++ say differently that it is on.
#if defined(__SANITIZE_ADDRESS__)
#define ALPHABAR_TEST_COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#define ALPHABAR_TEST_COUNTS_ALLOCATIONS !__has_feature(address_sanitizer)
#else
#define ALPHABAR_TEST_COUNTS_ALLOCATIONS 1
#endif

/// Counts every heap allocation of a program that links allocations.cpp.
namespace alphabar::test
{
    /// Heap allocations of this process so far, of every kind.
    std::size_t allocations() noexcept;

    /// Heap allocations while f runs; 0 where they are not counted.
    template <class F>
    std::size_t allocations_of(F&& f)
    {
        const std::size_t before = allocations();
        f();
        return allocations() - before;
    }
}
