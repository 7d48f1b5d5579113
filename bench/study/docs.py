# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Brings a study into docs/performance.md, whose figures all stand between markers and are never typed."""

import re
import shutil

from . import report


def parts(study):
    return {
        "machine": report.machine(study),
        "bars": report.bars(study),
        "tables": report.tables(study),
        "builds": report.builds_table(study["builds"]),
    }


def filled(text, study):
    for name, content in parts(study).items():
        begin, end = f"<!-- {name}: written by ./dev bench --write-docs -->", f"<!-- end of {name} -->"
        text, count = re.subn(
            re.escape(begin) + ".*?" + re.escape(end), lambda _: f"{begin}\n\n{content}\n\n{end}", text, flags=re.DOTALL
        )
        if count != 1:
            raise SystemExit(f"docs/performance.md: has {count} places for {name}, not 1")
    return text


def write(study, measured, charts, folder):
    """The page, and beside it the charts and every measurement."""
    page = folder / "performance.md"
    text = filled(page.read_text(), study)
    page.write_text(text)
    beside = folder / "performance"
    beside.mkdir(exist_ok=True)
    for name in ("study.json", *charts):
        if f"performance/{name}" in text:
            shutil.copyfile(measured / name, beside / name)
