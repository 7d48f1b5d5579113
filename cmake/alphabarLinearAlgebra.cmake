# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
#
# alphabar::linear_algebra: alphabar::alphabar with Eigen, for laws with full covariance and for convolution on grids. There is
# such a target only where Eigen is. Its headers come with it, and nothing to link.
if(NOT TARGET alphabar::linear_algebra)
    find_package(Eigen3 3.4 QUIET NO_MODULE)
    if(TARGET Eigen3::Eigen)
        add_library(alphabar::linear_algebra INTERFACE IMPORTED GLOBAL)
        target_link_libraries(alphabar::linear_algebra INTERFACE alphabar::alphabar Eigen3::Eigen)
    endif()
endif()
