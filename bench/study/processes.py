# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""The processes of the contenders: C++ programs and Python peers that speak the protocol of bench/support/server.hpp."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PEERS = Path(__file__).resolve().parent.parent / "peers"
BLAS_FOLDERS = {
    "OpenBLAS": "/usr/lib/{arch}-linux-gnu/openblas-pthread",
    "reference BLAS": "/usr/lib/{arch}-linux-gnu/blas",
}


class Refused(Exception):
    """A contender that cannot do what it was asked; the message is its own."""


@dataclass(frozen=True)
class Program:
    """How a process is started: what, on how many cores, with which BLAS (None: the system's choice)."""

    command: tuple
    cores: int = 1
    blas: str | None = None

    @property
    def is_peer(self):
        """Written in Python: not one of the C++ programs, which may show limits that compute nothing."""
        return self.command[0] == sys.executable


def cores():
    """The cores that may be used, those of the contenders first: the study itself runs on the last of them."""
    return sorted(os.sched_getaffinity(0), reverse=True)


def blas_folder(name):
    folder = Path(BLAS_FOLDERS[name].format(arch=os.uname().machine))
    return folder if (folder / "libblas.so.3").exists() else None


def environment(program):
    """One thread for everyone who would start more by himself."""
    variables = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONUNBUFFERED="1")
    for pool in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA"):
        variables[f"{pool}_NUM_THREADS"] = str(program.cores)
    if program.blas:
        variables["LD_LIBRARY_PATH"] = str(blas_folder(program.blas))
    return variables


class Process:
    def __init__(self, program, all_cores):
        chosen = set(all_cores[: program.cores])
        self.process = subprocess.Popen(
            [*program.command, "--serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if program.is_peer else None,
            text=True,
            env=environment(program),
            preexec_fn=lambda: os.sched_setaffinity(0, chosen),  # before any thread is started, so for all of them
        )

    def ask(self, request):
        try:
            self.process.stdin.write(request + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            said = (self.process.stderr.read() if self.process.stderr else "").strip().splitlines()
            raise Refused(f"ended with {self.process.wait()}" + (f": {said[-1]}" if said else ""))
        reply = json.loads(line)
        if isinstance(reply, dict) and "error" in reply:
            raise Refused(reply["error"])
        return reply

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        if self.process.stderr:
            self.process.stderr.close()


class Processes:
    """Starts processes when they are first asked something, and stops them all at the end of a `with`."""

    def __init__(self):
        self.cores = cores()
        self.running = {}

    def __enter__(self):
        if len(self.cores) > 1:
            os.sched_setaffinity(0, {self.cores[-1]})
        return self

    def __exit__(self, *_):
        self.stop()
        os.sched_setaffinity(0, set(self.cores))

    def ask(self, program, request):
        if program not in self.running:
            self.running[program] = Process(program, self.cores)
        try:
            return self.running[program].ask(request)
        except Refused:
            if self.running[program].process.poll() is not None:
                del self.running[program]
            raise

    def stop(self):
        for process in self.running.values():
            process.stop()
        self.running.clear()


def peer_programs():
    """The Python peers, by the name of their file."""
    return {path.stem: Program((sys.executable, str(path))) for path in sorted(PEERS.glob("*_peer.py"))}


def benchmark_programs(folder):
    """The C++ programs, by their component."""
    prefix = "alphabar_bench_"
    found = sorted(path for path in Path(folder).glob(prefix + "*") if path.is_file() and os.access(path, os.X_OK))
    return {path.name.removeprefix(prefix): Program((str(path.resolve()),)) for path in found}
