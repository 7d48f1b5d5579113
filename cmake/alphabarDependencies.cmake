# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
#
# What the headers stand on: xtensor (with xtl) from 0.24 on, xsimd from 8.1 on. Read by the build and, installed beside
# alphabarConfig.cmake, by every consumer. A project that already has the targets keeps its own.
include(CMakeFindDependencyMacro)

if(NOT TARGET xtensor)
    find_dependency(xtensor 0.24)
endif()
if(NOT TARGET xsimd)
    find_dependency(xsimd) # its version file refuses every other major version, so the floor is checked here
    if(xsimd_VERSION AND xsimd_VERSION VERSION_LESS 8.1)
        message(FATAL_ERROR "alphabar needs xsimd 8.1 or newer; found ${xsimd_VERSION} in ${xsimd_DIR}")
    endif()
endif()
