# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""The comparison study: `./dev bench`. docs/performance.md says how it measures."""
