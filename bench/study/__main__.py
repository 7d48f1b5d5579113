# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""The command line of the study; see ./dev help."""

import argparse
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from . import compare, docs, machine, report
from .builds import compile_times, peak_memory, steps as compile_steps
from .charts import draw
from .contests import all_contests
from .measure import rounds_of, run_contest
from .processes import Processes, Refused, benchmark_programs, peer_programs
from .progress import Progress

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Plan:
    rounds: int
    seconds: float  # of one measurement
    rounds_of_series: int  # points of scaling series are many, and are read off a chart
    rounds_if_slow: int  # of who takes long
    rounds_of_builds: int
    size: str = "usual"
    series: str = "all"


PLANS = {
    "full": Plan(15, 0.08, 7, 5, 7),
    "quick": Plan(7, 0.02, 3, 2, 3, series="growth"),
    "tiny": Plan(1, 0.0001, 1, 1, 1, size="tiny", series="none"),
}


def read_study(path):
    try:
        study = json.loads(Path(path).read_text())
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}")
    except ValueError as error:
        sys.exit(f"{path}: is no study: {error}")
    missing = {"machine", "plan", "contests", "builds", "errors", "absent"} - set(study if isinstance(study, dict) else ())
    if missing:
        sys.exit(f"{path}: is no study: has no {', '.join(sorted(missing))}")
    return study


def why_not_in_the_docs(study):
    """The page shows a whole study without errors, of programs compiled for the processor that ran them; or None."""
    if study["plan"] != asdict(PLANS["full"]) or study.get("only"):
        return "is not a whole study; leave out --quick, --tiny and --only"
    if "-march=native" not in (study["machine"]["flags"] or ""):
        return "was compiled for another processor; leave out --arch"
    if study["errors"]:
        return "has errors"
    return None


def folder_of(options):
    """Where a study is written: a whole one beside the programs, a part of one below, so that it replaces none."""
    if options.out:
        return options.out
    kind = options.plan if options.plan in ("quick", "tiny") else ""
    return options.programs.parent / "-".join(filter(None, [kind, "part" if options.only else ""]))


def arguments():
    parser = argparse.ArgumentParser(
        prog="./dev bench",
        allow_abbrev=False,
        description="Measures the library and its peers; docs/performance.md says how.",
        epilog="./dev bench --arch NAME compiles for that processor (as g++ -march names it), into build/bench-NAME; "
        "./dev bench compare OLD.json NEW.json says what changed beyond noise; "
        "./dev bench report STUDY.json [--write-docs] writes tables and charts of a study that was measured before to build/bench/report.",
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--quick",
        dest="plan",
        action="store_const",
        const="quick",
        help="fewer rounds, no scaling series; under two minutes of measuring",
    )
    length.add_argument(
        "--tiny", dest="plan", action="store_const", const="tiny", help="everything once at tiny sizes: does it work?"
    )
    parser.add_argument(
        "--only", metavar="TEXT", default="", help="only contests whose component, name or title contains this"
    )
    parser.add_argument(
        "--write-docs", action="store_true", help="put the figures of this whole study into docs/performance.md"
    )
    parser.add_argument(
        "--programs", type=Path, default=ROOT / "build/bench/bench", help="where the benchmark programs are"
    )
    parser.add_argument(
        "--out",
        type=Path,
        help="where study.json, study.md and the charts go; build/bench, or a folder in it for a part of a study",
    )
    parser.add_argument("--check-arguments", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write_docs and (options.plan not in (None, "full") or options.only):
        parser.error("--write-docs: the page shows a whole study; leave out --quick, --tiny and --only")
    try:
        folder_of(options).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"--out {options.out}: {error.strerror}")
    return options


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
    tiny = options.plan == "tiny"
    plan = PLANS[options.plan or "full"]
    programs = benchmark_programs(options.programs)
    if not programs:
        sys.exit(f"{options.programs}: no benchmark programs there; build them first: cmake --build --preset bench")
    errors = []
    with Processes() as processes:
        peers, absent = find_peers(processes)
        every = list(all_contests(processes, programs, peers, plan.size, plan.series))
        wanted = options.only.casefold()
        names_of = lambda c: (f"{c.component}/{c.work}", c.title)
        contests = [c for c in every if any(wanted in name.casefold() for name in names_of(c))]
        unknown = {
            (peer, work) for peer, (_, works) in peers.items() for work in works if work not in {c.work for c in every}
        }
        errors += [f"{peer}: {work}: no contest has this name" for peer, work in sorted(unknown)]
        builds = [name for name in ("compile", "memory") if wanted in name]
        if not contests and not builds:
            names = dict.fromkeys(f"{c.component}/{c.work}" for c in every)
            sys.exit(f"--only {options.only}: no such contest. There are {', '.join(names)}, compile, memory")
        compiles = "compile" in builds and not tiny
        steps = sum(rounds_of(c, plan) * sum(who.timed for who in c.contenders) for c in contests)
        progress = Progress(steps + (compile_steps(plan.rounds_of_builds) if compiles else 0))
        for peer, why in absent.items():
            progress.note(f"{peer} does not take part: {why}")
        if not tiny and os.getloadavg()[0] > 0.5:
            progress.note(
                "the machine is not idle: times, those with threads above all, may say little about the library"
            )
        study = {
            "machine": machine.facts(processes, programs, peers),
            "plan": asdict(plan),
            "only": options.only,
            "absent": absent,
            "errors": errors,
            "builds": [],
            "contests": [],
        }
        for contest in contests:
            study["contests"].append(run_contest(contest, processes, plan, progress, errors))
        processes.stop()
        if compiles:
            study["builds"] += compile_times(plan.rounds_of_builds, processes.cores[0], progress)
        if "memory" in builds:
            study["builds"] += peak_memory(options.programs, tiny)
        progress.finish()
    return study


def write(study, folder):
    """study.json with a line a contest, the tables, the charts."""
    folder.mkdir(parents=True, exist_ok=True)
    for chart in folder.glob("*.svg"):
        chart.unlink()
    lines = ",\n".join("  " + json.dumps(contest, ensure_ascii=False) for contest in study["contests"])
    rest = json.dumps({key: value for key, value in study.items() if key != "contests"}, indent=1, ensure_ascii=False)
    (folder / "study.json").write_text(f'{rest[:-2]},\n "contests": [\n{lines}\n ]\n}}\n')
    (folder / "study.md").write_text(report.markdown(study))
    return draw(study, folder)


def publish(study, options, out):
    why_not = why_not_in_the_docs(study) if options.write_docs else None
    charts = write(study, out)
    if study["plan"]["size"] == "tiny":
        count = len(study["contests"])
        print(f"{count} contest{'' if count == 1 else 's'} ran; figures of such sizes mean nothing")
    else:
        print(report.bars(study))
    print(
        f"\n{out}/study.md has the tables, study.json every measurement; "
        + (
            f"{len(charts)} chart{'' if len(charts) == 1 else 's'} beside them"
            if charts is not None
            else "no charts: matplotlib cannot be imported"
        )
    )
    if options.write_docs:
        if why_not:
            sys.exit(f"docs/performance.md is left as it is: the study {why_not}")
        docs.write(study, out, charts or [], ROOT / "docs")
        print("docs/performance.md and docs/performance/ have these figures now")
    if study["errors"]:
        sys.exit("\n".join(["", "errors:", *study["errors"]]))


def main():
    command, *rest = sys.argv[1:] or [""]
    if command == "compare":
        if len(rest) != 2:
            sys.exit("./dev bench compare OLD.json NEW.json")
        print(compare.text(*(read_study(path) for path in rest)))
    elif command == "report":
        parser = argparse.ArgumentParser(prog="./dev bench report", allow_abbrev=False)
        parser.add_argument("study", type=Path)
        parser.add_argument("--write-docs", action="store_true")
        options = parser.parse_args(rest)
        publish(read_study(options.study), options, ROOT / "build" / "bench" / "report")
    else:
        options = arguments()
        if not options.check_arguments:
            publish(measure(options), options, folder_of(options))


if __name__ == "__main__":
    try:
        main()
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
