# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""What the peers share: the inputs of all contenders, what they show, and the protocol of bench/support/server.hpp.

A contender is a function of the sizes that prepares its data and returns (run, show): run does the work once, show says
in a few numbers what came out.
"""

import gc
import inspect
import json
import platform
import sys
import time

import numpy as np

_contenders = {}  # (work, name) -> prepare
_uses_blas = set()


def contender(work, name, blas=False):
    """Registers `prepare(**sizes) -> (run, show)`; blas: its speed is that of the matrix product of the BLAS library."""

    def register(prepare):
        _contenders[work, name] = prepare
        if blas:
            _uses_blas.add((work, name))
        return prepare

    return register


# --- inputs and summaries, the same numbers as bench/support/show.hpp -------------------------------------------------


def golden(n, low=0.0, high=1.0, first=0, dtype=np.float32):
    x = np.arange(first + 1, first + n + 1, dtype=np.float64)
    x *= 0.6180339887498949
    x -= np.floor(x)
    x *= high - low
    x += low
    return x.astype(dtype)


def spread(values):
    flat = np.asarray(values).reshape(-1)
    chosen = [float(flat[k * (flat.size - 1) // 15]) for k in range(16)]
    return chosen + [float(flat.sum(dtype=np.float64))]


def moments(values):
    z = np.asarray(values, dtype=np.float64).reshape(-1)
    least, greatest = float(z.min()), float(z.max())
    mean = z.mean()
    z = z - mean
    squares = z * z
    variance = squares.mean()
    skewness = (squares * z).mean() / variance**1.5
    kurtosis = (squares * squares).mean() / variance**2 - 3
    return [float(z.size), float(mean), float(variance), float(skewness), float(kurtosis), least, greatest]


# --- one measurement --------------------------------------------------------------------------------------------------


def time_of(run, seconds, seconds_a_run):
    """(seconds a run, how many runs): one measurement of about `seconds`."""
    if not seconds_a_run:
        run()
        start = time.perf_counter()
        run()
        seconds_a_run = max(time.perf_counter() - start, 1e-9)
    count = max(round(seconds / seconds_a_run), 1)
    gc.disable()
    start = time.perf_counter()
    for _ in range(count):
        run()
    each = (time.perf_counter() - start) / count
    gc.enable()
    return each, count


class Session:
    """Answers requests; what was prepared for one work is freed when another is asked for."""

    def __init__(self, facts):
        self.facts = facts
        self.line = None
        self.prepared = {}
        self.seconds_a_run = {}

    def of(self, line, name):
        if line != self.line:
            self.prepared.clear()
            self.seconds_a_run.clear()
            gc.collect()
            self.line = line
        if name not in self.prepared:
            work, *sizes = line.split()
            sizes = {key: int(value) for key, value in (size.split("=") for size in sizes)}
            self.prepared[name] = _contenders[work, name](**sizes)
        return self.prepared[name]

    def answer(self, line):
        request, _, rest = line.partition(" ")
        if request == "list":
            works = {}
            for work, name in _contenders:
                works.setdefault(work, []).append({"name": name, "blas": (work, name) in _uses_blas})
            return [{"work": work, "contenders": names} for work, names in works.items()]
        if request == "facts":
            return self.facts()
        work, name, *seconds = rest.split("\t")
        run, show = self.of(work, name)
        if request == "show":
            run()
            return {"values": show(), "allocations": None}
        if request == "time":
            each, count = time_of(run, float(seconds[0]), self.seconds_a_run.get(name))
            self.seconds_a_run[name] = each
            return {"seconds": each, "iterations": count}
        raise ValueError(f"{request}: list, facts, show or time")


def blas_in_use():
    """The BLAS library that this process has loaded, by its file: what a name stands for is the system's choice."""
    with open("/proc/self/maps") as maps:
        files = {
            line.split()[-1] for line in maps if "/libblas.so" in line or "/libcblas.so" in line or "/libmkl_rt" in line
        }
    return sorted(files)


def main(versions):
    """Serves the study (--serve), or prints a table of everything at the usual sizes, or of the works that are named."""

    def facts():
        return {"versions": {"Python": platform.python_version(), **versions()}, "blas": blas_in_use()}

    if sys.argv[1:] == ["--serve"]:
        replies, sys.stdout = sys.stdout, sys.stderr  # what libraries print is no reply
        session = Session(facts)
        for line in sys.stdin:
            try:
                reply = session.answer(line.rstrip("\n"))
            except Exception as error:  # whatever a peer cannot do is said, and the study goes on
                reply = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(reply), file=replies, flush=True)
        return
    unknown = set(sys.argv[1:]) - {work for work, _ in _contenders}
    if unknown:
        sys.exit(
            f"{', '.join(sorted(unknown))}: no such work; there are {', '.join(sorted({w for w, _ in _contenders}))}"
        )
    for (work, name), prepare in _contenders.items():
        if not sys.argv[1:] or work in sys.argv[1:]:
            parameters = inspect.signature(getattr(prepare, "sizes_of", prepare)).parameters
            sizes = {key: p.default for key, p in parameters.items()}
            run, _ = prepare(**sizes)
            each, count = time_of(run, 0.2, None)
            print(f"{work + '/' + name:60} {each * 1e9:16.0f} ns {count:8}   {sizes}")
