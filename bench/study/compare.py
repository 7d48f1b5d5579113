# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""What changed between two studies, beyond noise and beyond what the machine did to everybody."""

import math
import statistics
from dataclasses import dataclass

from .report import OURS, number, row_of, table
from .robust import change_of_median, median

LEAST = 0.02  # changes below this are none, however sure


def key(contest):
    return contest["work"], tuple(sorted(contest["sizes"].items())), contest["series"]


def yardstick(contest, names):
    """What everybody else took, round by round: the geometric mean of those that are in both studies."""
    rows = [row["seconds"] for row in contest["contenders"] if row["name"] in names]
    full = max(map(len, rows), default=0)
    rows = [row for row in rows if len(row) == full]  # the slow sat out some rounds
    return [math.exp(statistics.fmean(map(math.log, moment))) for moment in zip(*rows)]


def relative(seconds, others):
    """Times in units of the yardstick of the same round, so that what slows the whole machine down is no change."""
    return [time / other for time, other in zip(seconds, others)] if others else seconds


@dataclass
class Change:
    title: str
    old: float  # ns
    new: float
    ratio: float  # against everybody else
    interval: tuple
    others: float  # how everybody else changed


def changes(old, new):
    """The library's rows of every contest that both studies have."""
    before = {key(c): c for c in old["contests"]}
    for contest in new["contests"]:
        was = before.get(key(contest))
        if was is None:
            continue
        names = {
            row["name"]
            for c in (was, contest)
            for row in c["contenders"]
            if row_of(was, row["name"]) and row_of(contest, row["name"])
        }
        others = {name for name in names if row_of(contest, name)["peer"] != OURS}
        old_yard, new_yard = yardstick(was, others), yardstick(contest, others)
        for name in sorted(names - others):
            old_row, row = row_of(was, name)["seconds"], row_of(contest, name)["seconds"]
            then, now = relative(old_row, old_yard), relative(row, new_yard)
            yield Change(
                contest["title"] + ("" if name == OURS else f": {name}"),
                median(old_row) / contest["count"] * 1e9,
                median(row) / contest["count"] * 1e9,
                median(now) / median(then),
                change_of_median(then, now),
                median(new_yard) / median(old_yard) if old_yard else 1.0,
            )


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


def percent(ratio):
    return f"{(ratio - 1) * 100:+.0f} %"


def text(old, new):
    found = sorted(changes(old, new), key=lambda change: -abs(math.log(change.ratio)))
    rows = [
        [
            c.title,
            number(c.old),
            number(c.new),
            "slower" if c.ratio > 1 else "faster",
            percent(c.ratio),
            f"{percent(c.interval[0])} … {percent(c.interval[1])}",
            percent(c.others),
        ]
        for c in found
        if beyond_noise(c.interval)
    ]
    parts = []
    machines = list(differences(old["machine"], new["machine"]))
    if machines:
        parts.append(
            "The machines or versions differ, which no yardstick makes good:\n"
            + "\n".join(f"- {line}" for line in machines)
        )
    if not found:
        return "\n\n".join([*parts, "The two studies have no contest in common."])
    plans = [f"{study['plan']['rounds']} rounds of {study['plan']['seconds']} s" for study in (old, new)]
    if plans[0] != plans[1]:
        parts.append(f"The plans differ: {plans[0]} → {plans[1]}.")
    keys = [{key(c) for c in study["contests"]} for study in (old, new)]
    alone = [len(mine - others) for mine, others in (keys, keys[::-1])]
    if any(alone):
        parts.append(f"Left out are contests that one study alone has: {alone[0]} of the old, {alone[1]} of the new.")
    if rows:
        header = ["work", "ns, old", "ns, new", "alphabar is", "time", "99 % interval", "everybody else"]
        parts.append(table(header, ["---", "---:", "---:", "---", "---:", "---:", "---:"], rows))
    widths = [high / low for low, high in (c.interval for c in found)]
    parts.append(
        f"{len(rows)} of {len(found)} changed beyond noise; "
        f"the noise here hides changes of {percent(math.sqrt(median(widths)))[1:]} and less."
    )
    parts.append(
        "Times are taken in units of what everybody else in the contest took in the same round, the geometric mean; "
        "a change is the ratio of their medians, and counts when its bootstrap interval lies more than "
        f"{LEAST * 100:.0f} % away from none."
    )
    return "\n\n".join(parts)
