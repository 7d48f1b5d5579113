# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""What is measured: contests as the C++ programs list them, with the peers of other languages seated."""

import math
from dataclasses import dataclass, field, replace

from .processes import Program, blas_folder, BLAS_FOLDERS

ORDER = ("math", "random", "expression", "schedule", "kernel", "process", "distribution")  # from the bottom up


@dataclass
class Contender:
    name: str
    program: Program
    name_there: str  # what its own process calls it
    timed: bool = True
    threaded: bool = False  # gets as many cores as the size "threads" says

    @property
    def peer(self):
        """ "PyTorch" of "PyTorch, matrix product": a bar against a peer is one against its best formulation."""
        return self.name.split(",")[0]


@dataclass
class Contest:
    component: str
    work: str
    title_pattern: str
    sizes: dict
    units: list  # the sizes whose product divides the printed time
    unit: str
    law: str
    tolerance: float
    floor: float
    bars: list
    growth_at_most: float
    contenders: list = field(default_factory=list)
    series: str | None = None  # the size that varies, where this is a point of a scaling series

    @property
    def title(self):
        return self.title_pattern.format(**{name: f"{value:,}" for name, value in self.sizes.items()})

    @property
    def line(self):
        return " ".join([self.work, *(f"{name}={value}" for name, value in self.sizes.items())])

    @property
    def count(self):
        return math.prod(self.sizes[name] for name in self.units)


def with_each_blas(name, program):
    """The contender once for every BLAS that is installed: what an installation brings differs."""
    installed = [blas for blas in BLAS_FOLDERS if blas_folder(blas)]
    if not installed:
        return [Contender(name, program, name)]
    return [Contender(f"{name} ({blas})", replace(program, blas=blas), name) for blas in installed]


def listed(component, program, listing, peers, size):
    """The contest of one entry of a C++ program's list; `size` picks the usual or the tiny value."""
    sizes = {entry["name"]: entry[size] for entry in listing["sizes"]}
    contest = Contest(
        component,
        listing["work"],
        listing["title"],
        sizes,
        listing["units"],
        listing["unit"],
        listing["law"],
        listing["tolerance"],
        listing["floor"],
        listing["bars"],
        listing["growth_at_most"],
    )
    for entry in listing["contenders"]:
        used = sizes["threads"] if entry["threaded"] else 1
        contest.contenders.append(
            Contender(entry["name"], replace(program, cores=used), entry["name"], entry["timed"], entry["threaded"])
        )
    for peer, works in peers.values():
        for entry in works.get(contest.work, []):
            contest.contenders += (
                with_each_blas(entry["name"], peer)
                if entry["blas"]
                else [Contender(entry["name"], peer, entry["name"])]
            )
    return contest


def series_of(contest, listing, cores, at_most):
    """The contest at the other sizes of its scaling series; of threads, as many as there are cores."""
    for entry in listing["sizes"]:
        size = entry["name"]
        values = [value for value in entry["series"] if size != "threads" or value <= cores]
        for value in values[-at_most:] if at_most else values:
            changed = replace(contest, sizes={**contest.sizes, size: value}, series=size, bars=[])
            if size == "threads":
                changed.contenders = [
                    replace(who, program=replace(who.program, cores=value)) if who.threaded else who
                    for who in contest.contenders
                ]
            yield changed


def all_contests(processes, programs, peers, size="usual", series="all"):
    """Every contest; series: "all", "none", or "growth", the two points that a bar on growth needs."""
    for component in sorted(programs, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER)):
        program = programs[component]
        for listing in sorted(processes.ask(program, "list"), key=lambda entry: entry["work"]):
            contest = listed(component, program, listing, peers, size)
            if contest.sizes.get("threads", 1) > len(processes.cores) and size != "tiny":
                continue
            yield contest
            if series == "all" or (series == "growth" and contest.growth_at_most):
                yield from series_of(contest, listing, len(processes.cores), 2 if series == "growth" else 0)
