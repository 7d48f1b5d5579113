// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>

#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace alphabar
{
    /// A covariance matrix that is none, or one of a law that lies in fewer dimensions than it says. With the pivot of
    /// Cholesky's factorisation that failed, counted from 0, and its value: what is left of the variance of that
    /// coordinate once the ones before it are known.
    struct not_positive_definite : argument_error
    {
        std::size_t pivot;
        double value;

        not_positive_definite(const std::string& message, std::size_t failed, double its_value)
            : argument_error(message), pivot(failed), value(its_value)
        {
        }
    };

    namespace distribution
    {
        /// "covariance: pivot 2 is -0.5 of a variance of 1: …"
        [[noreturn, gnu::cold, gnu::noinline]] inline void refuse_pivot(std::string_view name, std::size_t pivot,
                                                                        double value, double variance, double least)
        {
            const auto message =
                core::text(name, ": pivot ", pivot, " is ", value, " of a variance of ", variance,
                           value < -least * variance ? ": not positive definite" : ": rank deficient",
                           ", must be more than ", least, " of it");
#if defined(__cpp_exceptions)
            throw not_positive_definite(message, pivot, value);
#else
            (void)message;
            std::abort();
#endif
        }
    }
}
