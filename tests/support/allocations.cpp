// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/allocations.hpp"

#include <atomic>
#include <cerrno>

namespace
{
    std::atomic<std::size_t> count{0};
}

std::size_t alphabar::test::allocations() noexcept { return count; }

#if ALPHABAR_TEST_COUNTS_ALLOCATIONS

// glibc lets a program define these; operator new and the aligned allocator of xsimd call them.
extern "C"
{
    void* __libc_malloc(std::size_t);
    void* __libc_memalign(std::size_t, std::size_t);

    void* malloc(std::size_t size)
    {
        ++count;
        return __libc_malloc(size);
    }

    void* memalign(std::size_t alignment, std::size_t size)
    {
        ++count;
        return __libc_memalign(alignment, size);
    }

    void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }

    int posix_memalign(void** out, std::size_t alignment, std::size_t size)
    {
        *out = memalign(alignment, size);
        return *out != nullptr ? 0 : ENOMEM;
    }
}

#endif
