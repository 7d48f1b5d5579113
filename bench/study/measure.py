# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""One contest: everybody shows what he computes, then all are timed round by round, each in an order of its own."""

import random

from .checks import disagreement
from .processes import Refused, blas_folder

SLOW = 0.3  # seconds a run: who takes longer is measured in fewer rounds, in the first ones


def rounds_of(contest, plan):
    return plan.rounds_of_series if contest.series else plan.rounds


def run_contest(contest, processes, plan, progress, errors):
    """What study.json says of a contest. Who computes something else, or cannot, is in `errors` and is no row."""
    rounds = rounds_of(contest, plan)
    rows = {}
    reference = []  # what the first contender shows, the hand-written loop

    def shows(who):
        """What a contender shows, if it is right; otherwise None, and the error is noted."""
        try:
            shown = processes.ask(who.program, f"show {contest.line}\t{who.name_there}")
            blas = processes.ask(who.program, "facts")["blas"] if who.program.blas else None
            if blas and not any(str(blas_folder(who.program.blas)) in file for file in blas):
                raise Refused(f"has loaded {', '.join(blas)}")
            values = shown["values"]
            if who is contest.contenders[0]:
                reference[:] = values
            elif not reference and contest.law == "same":
                raise Refused(f"there is nothing to hold it against, for {contest.contenders[0].name} failed")
            if not values and who.program.is_peer:
                raise Refused("shows nothing")
            wrong = disagreement(contest, values, reference) if values else None
            if wrong:
                raise Refused(f"computes something else: {wrong}")
            return {**shown, "blas": blas}
        except Refused as refusal:
            errors.append(f"{contest.title}: {who.name}: {refusal}")
            progress.note(errors[-1])
            return None

    for who in contest.contenders:
        shown = shows(who)
        if shown is None:
            continue
        values, blas = shown["values"], shown["blas"]
        if who.timed:
            rows[who.name] = {
                "name": who.name,
                "peer": who.peer,
                "limit": not values,
                "allocations": shown["allocations"],
                "seconds": [],
                **({"blas": blas} if blas else {}),
            }

    shuffled = [who for who in contest.contenders if who.name in rows]
    progress.skip((sum(who.timed for who in contest.contenders) - len(shuffled)) * rounds)
    order = random.Random(contest.line)
    for done in range(rounds):
        order.shuffle(shuffled)
        for who in shuffled:
            seconds = rows[who.name]["seconds"]
            if done >= plan.rounds_if_slow and seconds[0] > SLOW:
                progress.skip(1)
                continue
            reply = processes.ask(who.program, f"time {contest.line}\t{who.name_there}\t{plan.seconds}")
            seconds.append(float(f"{reply['seconds']:.6g}"))
            progress.step(f"{contest.work}: {who.name}")

    for who in shuffled:
        if shows(who) is None:  # what was right before it was timed, and is not any more
            del rows[who.name]

    return {
        "component": contest.component,
        "work": contest.work,
        "title": contest.title,
        "sizes": contest.sizes,
        "series": contest.series,
        "count": contest.count,
        "unit": contest.unit,
        "law": contest.law,
        "bars": contest.bars,
        "growth_at_most": contest.growth_at_most,
        "contenders": [rows[who.name] for who in contest.contenders if who.name in rows],
    }
