# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""What the figures depend on, as far as the machine says it."""

import datetime
import os
import platform
import subprocess
from pathlib import Path

from .processes import Refused

FLAGS_THAT_MATTER = ("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512dq", "avx512vl", "avx512ifma", "asimd", "sve")


def _read(path):
    try:
        return Path(path).read_text().strip()
    except OSError:
        return None


def _processor():
    fields = {}
    for line in (_read("/proc/cpuinfo") or "").splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip(), value.strip())
    flags = set(fields.get("flags", fields.get("Features", "")).split())
    return {
        "model": fields.get("model name", platform.processor() or platform.machine()),
        "family, model, stepping": [fields.get(key) for key in ("cpu family", "model", "stepping")],
        "flags": [flag for flag in FLAGS_THAT_MATTER if flag in flags],
        "virtual": "hypervisor" in flags,
    }


def _caches():
    found = {}
    for index in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = (_read(index / name) for name in ("level", "type", "size"))
        if kind != "Instruction":
            found[f"L{level}"] = size
    return found


def _git(*arguments):
    try:
        done = subprocess.run(["git", *arguments], cwd=Path(__file__).parent, capture_output=True, text=True)
    except OSError:  # sources without git: an archive, a bare machine
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def facts(processes, programs, peers):
    """The machine, the compilers and the versions of all that was measured."""
    built = {}
    versions = {}
    for program in list(programs.values())[:1]:
        said = processes.ask(program, "facts")
        built = {"compiler": said["compiler"], "flags": said["flags"]}
        versions.update(said["versions"])
    blas = {}
    for name, (program, _) in peers.items():
        try:
            said = processes.ask(program, "facts")
        except Refused:
            continue
        versions.update(said["versions"])
        blas[name] = said["blas"]
    commit = _git("rev-parse", "HEAD")
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "commit": commit,
        "changed since": bool(_git("status", "--porcelain")) if commit else None,
        "processor": _processor(),
        "caches": _caches(),
        "cores": len(processes.cores),
        "governor": _read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
        "system": (_read("/etc/os-release") or "").split('PRETTY_NAME="')[-1].split('"')[0]
        if _read("/etc/os-release")
        else None,
        "kernel": platform.release(),
        "load": os.getloadavg(),
        **built,
        "versions": versions,
        "blas": blas,
    }
