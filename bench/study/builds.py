# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""What is no loop: the time to compile the headers, and the peak memory of a process."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from .robust import ratios

BENCH = Path(__file__).resolve().parent.parent
FLAGS = ["-std=c++20", "-O3", "-DXTENSOR_USE_XSIMD", "-ffp-contract=off", f"-I{BENCH.parent / 'include'}"]
SINGLE_HEADERS = [
    "math/exp",
    "schedule/linear",
    "expression/fuse",
    "random/normal",
    "distribution/mixture",
    "kernel/gaussian",
]
LARGEST_MEMORY = 1 << 30  # bytes of output


def sources():
    """(name, what the compiler is given), the one that others are compared with first."""
    yield "plain xtensor", [str(BENCH / "compile/plain_xtensor.cpp")]
    yield "alphabar.hpp", [str(BENCH / "compile/umbrella.cpp")]
    for header in SINGLE_HEADERS:
        yield f"{header}.hpp alone", ["-include", f"alphabar/{header}.hpp", "-x", "c++", "/dev/null"]


def compile_time(arguments, core):
    """Seconds of the processor that g++ takes."""
    command = ["g++", *FLAGS, "-c", *arguments, "-o", "/dev/null"]
    child = subprocess.Popen(command, preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise subprocess.CalledProcessError(child.returncode, command)
    return used.ru_utime + used.ru_stime


def steps(rounds):
    return rounds * sum(1 for _ in sources())


def compile_times(rounds, core, progress):
    """An entry a source: its times, and their ratios to what its bar names."""
    if not shutil.which("g++"):
        return []
    given = dict(sources())
    seconds = {name: [] for name in given}
    for _ in range(rounds):
        for name, arguments in given.items():
            seconds[name].append(compile_time(arguments, core))
            progress.step(f"compile time: {name}")
    entries = []
    for name in given:
        against, bar = {"plain xtensor": (None, None), "alphabar.hpp": ("plain xtensor", 1.5)}.get(
            name, ("alphabar.hpp", 1)
        )
        entries.append(
            {
                "name": name,
                "title": f"compile time, g++ -O3, {name}",
                "unit": "s",
                "values": seconds[name],
                "against": against,
                "bar": bar,
                "ratios": ratios(seconds[name], seconds[against]) if against else None,
            }
        )
    return entries


def _available_memory():
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0


def peak_memory(programs, tiny):
    """The peak of a process that computes an output of 1 GiB, against its input and output."""
    program = Path(programs) / "alphabar_peak_memory"
    wanted = 1 << 16 if tiny else LARGEST_MEMORY
    if not program.exists() or _available_memory() < 2 * wanted:
        return []
    said = json.loads(subprocess.run([program, str(wanted)], capture_output=True, check=True, text=True).stdout)
    mib = 1 << 20
    return [
        {
            "name": "peak memory",
            "title": f"peak memory of an output of {wanted // mib:,} MiB, {said['held'] / mib:,.0f} MiB with the input",
            "unit": "MiB",
            "values": [said["peak"] / mib],
            "against": "input + output",
            "bar": None if tiny else 1.01,
            "ratios": [said["peak"] / said["held"]],
        }
    ]
