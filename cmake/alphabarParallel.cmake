# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
#
# alphabar::parallel: alphabar::alphabar with oneTBB, for expression/parallel.hpp. There is such a target only where oneTBB is.
if(NOT TARGET alphabar::parallel)
    find_package(TBB QUIET)
    if(TARGET TBB::tbb)
        add_library(alphabar::parallel INTERFACE IMPORTED GLOBAL)
        target_link_libraries(alphabar::parallel INTERFACE alphabar::alphabar TBB::tbb)
    endif()
endif()
