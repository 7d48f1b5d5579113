# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""What changed between two studies, beyond noise and beyond what the machine did to everybody."""

import math

from .report import OURS, number, row_of, table
from .robust import change_of_median, median

LEAST = 0.02  # changes below this are none, however sure


def key(contest):
    return contest["work"], tuple(sorted(contest["sizes"].items())), contest["series"]


def drift(old, new):
    """How much slower everybody else in a contest became: that is the machine's doing, or another build's."""
    changes = []
    for row in new["contenders"]:
        before = row_of(old, row["name"])
        if before and row["peer"] != OURS:
            changes.append(median(row["seconds"]) / median(before["seconds"]))
    return median(changes) if changes else 1.0


def changes(old, new):
    """(title, old ns, new ns, change, interval, drift) of the library's row in every contest that both have."""
    before = {key(c): c for c in old["contests"]}
    for contest in new["contests"]:
        was = before.get(key(contest))
        if was is None:
            continue
        for row in contest["contenders"]:
            old_row = row_of(was, row["name"])
            if row["peer"] != OURS or not old_row:
                continue
            moved = drift(was, contest)
            low, high = (end / moved for end in change_of_median(old_row["seconds"], row["seconds"]))
            each_old, each_new = (median(r["seconds"]) / contest["count"] * 1e9 for r in (old_row, row))
            title = contest["title"] + ("" if row["name"] == OURS else f": {row['name']}")
            yield title, each_old, each_new, each_new / each_old / moved, (low, high), moved


def beyond_noise(interval):
    low, high = interval
    return low > 1 + LEAST or high < 1 - LEAST


def differences(old, new, path="machine"):
    """What is written otherwise about the machines, without what always is."""
    for name in sorted(set(old) | set(new)):
        if name in ("date", "load", "commit", "changed since"):
            continue
        a, b = old.get(name), new.get(name)
        if isinstance(a, dict) and isinstance(b, dict):
            yield from differences(a, b, f"{path}, {name}")
        elif a != b:
            yield f"{path}, {name}: {a} → {b}"


def text(old, new):
    rows, same = [], 0
    for title, was, now, change, interval, moved in sorted(changes(old, new), key=lambda c: -abs(math.log(c[3]))):
        if beyond_noise(interval):
            rows.append([
                title, number(was), number(now), f"{'slower' if change > 1 else 'faster'} by {abs(change - 1) * 100:.0f} %",
                f"{(interval[0] - 1) * 100:+.0f} … {(interval[1] - 1) * 100:+.0f} %", f"{(moved - 1) * 100:+.0f} %",
            ])
        else:
            same += 1
    parts = [f"- {line}" for line in differences(old["machine"], new["machine"])]
    parts = ["The machines differ; the change of the others is taken out below, but trust it less:\n" + "\n".join(parts)] if parts else []
    if rows:
        header = ["work", "ns, old", "ns, new", "alphabar is", "99 % interval", "everybody else"]
        parts.append(table(header, ["---", "---:", "---:", "---", "---", "---:"], rows))
    elif not same:
        parts.append("The two studies have no contest in common.")
    parts.append(f"{len(rows)} changed, {same} did not beyond noise.")
    parts.append(
        f"A change is the ratio of the medians of all rounds, divided by the median change of the other contenders of the same "
        f"contest; it counts when its bootstrap interval lies more than {LEAST * 100:.0f} % from none."
    )
    return "\n\n".join(parts)
