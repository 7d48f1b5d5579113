# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""The command line of the study; see ./dev help."""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from . import machine, report
from .contests import all_contests, selected
from .measure import run_contest
from .processes import Processes, Refused, benchmark_programs, peer_programs
from .progress import Progress

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Plan:
    rounds: int
    rounds_if_slow: int
    seconds: float  # of one measurement
    size: str = "usual"
    series: str = "all"


PLANS = {
    "full": Plan(15, 5, 0.08),
    "quick": Plan(7, 2, 0.02, series="growth"),
    "tiny": Plan(1, 1, 0.0001, size="tiny", series="none"),
}


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measures the library and its peers.")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", dest="plan", action="store_const", const="quick", help="under two minutes of measuring, no series")
    length.add_argument("--tiny", dest="plan", action="store_const", const="tiny", help="everything once at tiny sizes: does it work?")
    parser.add_argument("--only", metavar="TEXT", default="", help="contests whose component or work contains this")
    parser.add_argument("--programs", type=Path, default=ROOT / "build/bench/bench", help="where the benchmark programs are")
    parser.add_argument("--out", type=Path, default=ROOT / "build/bench", help="where study.json, study.md and the charts go")
    return parser.parse_args()


def find_peers(processes):
    """The Python peers that can run, each with the works it does; and why the others cannot."""
    peers, absent = {}, {}
    for name, program in peer_programs().items():
        try:
            works = {entry["work"]: entry["contenders"] for entry in processes.ask(program, "list")}
            peers[name] = (program, works)
        except Refused as refusal:
            absent[name] = str(refusal)
    return peers, absent


def measure(options):
    plan = PLANS[options.plan or "full"]
    programs = benchmark_programs(options.programs)
    if not programs:
        sys.exit(f"{options.programs}: no benchmark programs there; build them first: cmake --build --preset bench")
    errors = []
    with Processes() as processes:
        peers, absent = find_peers(processes)
        contests = selected(all_contests(processes, programs, peers, plan.size, plan.series), options.only)
        if not contests:
            every = all_contests(processes, programs, {}, plan.size, "none")
            sys.exit(f"--only {options.only}: no such contest; there are: " + ", ".join(f"{c.component}/{c.work}" for c in every))
        study = {"machine": machine.facts(processes, programs, peers), "plan": asdict(plan), "absent": absent, "contests": []}
        progress = Progress(plan.rounds * sum(who.timed for c in contests for who in c.contenders))
        for contest in contests:
            study["contests"].append(run_contest(contest, processes, plan, progress, errors))
        progress.finish()
    study["errors"] = errors
    return study


def main():
    options = arguments()
    study = measure(options)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "study.json").write_text(json.dumps(study, indent=1) + "\n")
    (options.out / "study.md").write_text(report.markdown(study))
    print(report.bars(study))
    print(f"\n{options.out / 'study.md'} has the tables, {options.out / 'study.json'} every measurement")
    if study["errors"]:
        sys.exit("\n".join(["", "errors:", *study["errors"]]))


if __name__ == "__main__":
    main()
