# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""The study's own tests, `python3 -m unittest study.tests` in bench/: what must be caught is, what is right passes."""

import random
import unittest

from dataclasses import asdict

from . import checks, compare, docs, report, robust
from .__main__ import PLANS, why_not_in_the_docs
from .charts import _apart


def moments(values):
    n = len(values)
    mean = sum(values) / n
    second, third, fourth = (sum((v - mean) ** k for v in values) / n for k in (2, 3, 4))
    return [n, mean, second, third / second**1.5, fourth / second**2 - 3, min(values), max(values)]


def a_study(own, peer, bars=()):
    rows = [
        {"name": name, "peer": name, "limit": False, "allocations": 0, "seconds": seconds}
        for name, seconds in (("alphabar", own), ("hand-written", peer))
    ]
    contest = {
        "work": "work",
        "title": "some work",
        "sizes": {"count": 10},
        "series": None,
        "count": 10,
        "unit": "number",
        "bars": list(bars),
        "growth_at_most": 0,
        "contenders": rows,
    }
    machine = {
        "processor": {"model": "a processor", "virtual": False, "flags": ["avx2"]},
        "caches": {},
        "cores": 2,
        "system": "a system",
        "kernel": "1",
        "governor": None,
        "compiler": "c",
        "flags": "-O3",
        "versions": {},
        "date": "today",
        "load": [0.0],
        "commit": None,
        "changed since": None,
    }
    return {
        "machine": machine,
        "plan": {"rounds": len(own), "seconds": 1},
        "contests": [contest],
        "builds": [],
        "errors": [],
        "absent": {},
    }


class Checks(unittest.TestCase):
    def setUp(self):
        self.source = random.Random(1)

    def test_noise_of_the_right_law_passes(self):
        self.assertIsNone(checks.normal(moments([self.source.gauss(0, 1) for _ in range(100_000)])))
        self.assertIsNone(checks.uniform(moments([self.source.random() for _ in range(100_000)])))

    def test_noise_of_another_law_is_caught(self):
        wider = [self.source.gauss(0, 1.02) for _ in range(100_000)]
        moved = [self.source.gauss(0.02, 1) for _ in range(100_000)]
        sums = [sum(self.source.random() for _ in range(12)) - 6 for _ in range(100_000)]  # thin tails
        cut = [max(-3.5, min(3.5, self.source.gauss(0, 1))) for _ in range(100_000)]
        for values in (wider, moved, sums, cut):
            self.assertIsNotNone(checks.normal(moments(values)))
        self.assertIsNotNone(checks.uniform(moments([self.source.random() * 1.001 for _ in range(100_000)])))
        self.assertIsNotNone(checks.uniform(moments([self.source.random() ** 1.03 for _ in range(100_000)])))

    def test_other_numbers_are_caught(self):
        self.assertIsNone(checks.same([1, 1e-40], [1 + 1e-7, 0], 1e-6, 1e-38))
        self.assertIsNotNone(checks.same([1, 2], [1, 2.1], 1e-6, 0))
        self.assertIsNotNone(checks.same([1, float("nan")], [1, 2], 1e-6, 0))
        self.assertIsNotNone(checks.same([1], [1, 2], 1e-6, 0))


class Figures(unittest.TestCase):
    def test_quartiles(self):
        self.assertEqual(robust.quartiles([5, 1, 3, 2, 4]), (2, 4))
        self.assertEqual(robust.quartiles([7]), (7, 7))

    def test_a_bar_is_met_or_missed_by_the_median_of_the_ratios_of_each_round(self):
        study = a_study([1, 2, 4], [3, 6, 12], [{"against": "hand-written", "times_faster": 3}])
        self.assertIn("| met |", report.bars(study))
        study = a_study([1, 2, 4], [2.9, 5.8, 11.6], [{"against": "hand-written", "times_faster": 3}])
        self.assertIn("missed", report.bars(study))

    def test_a_bar_that_the_rounds_straddle_is_within_noise(self):
        study = a_study([1, 1, 1, 1], [2.8, 2.9, 3.1, 3.2], [{"against": "hand-written", "times_faster": 2.99}])
        self.assertIn("within noise", report.bars(study))

    def test_what_computes_nothing_decides_no_bar(self):
        study = a_study([1, 1], [4, 4], [{"against": "NumPy", "times_faster": 3}])
        rows = study["contests"][0]["contenders"]
        rows.append({**rows[1], "name": "NumPy, all", "peer": "NumPy", "seconds": [4, 4]})
        rows.append({**rows[1], "name": "NumPy, nothing", "peer": "NumPy", "limit": True, "seconds": [0.1, 0.1]})
        self.assertIn("against *NumPy, all* | met", report.bars(study))

    def test_a_part_of_a_study_does_not_reach_the_page(self):
        study = a_study([1, 1], [2, 2])
        study["machine"]["flags"] = "-O3 -march=native"
        self.assertIn("whole", why_not_in_the_docs(study))
        study["plan"] = asdict(PLANS["full"])
        self.assertIsNone(why_not_in_the_docs(study))
        study["machine"]["flags"] = "-O3 -march=x86-64-v3"
        self.assertIn("processor", why_not_in_the_docs(study))

    def test_labels_are_moved_apart_and_keep_their_order(self):
        moved = _apart([0, 0.01, 0.02, 5], 1)
        self.assertTrue(all(above - below > 0.99 for below, above in zip(moved, moved[1:])))
        self.assertAlmostEqual(moved[1], 0.01, delta=0.05)


class Comparisons(unittest.TestCase):
    def rounds(self, scale):
        source = random.Random(scale)
        machine = [source.uniform(1, 1.5) for _ in range(15)]  # what hits everybody in a round
        own = [scale * m * source.uniform(1, 1.02) for m in machine]
        return own, [3 * m * source.uniform(1, 1.02) for m in machine]

    def test_a_change_of_a_tenth_is_seen_through_a_noisy_machine(self):
        text = compare.text(a_study(*self.rounds(1)), a_study(*self.rounds(1.1)))
        self.assertIn("slower", text)
        self.assertIn("1 of 1 changed", text)

    def test_a_machine_that_is_slower_for_all_is_no_change(self):
        own, peer = self.rounds(1)
        slower = a_study([2 * t for t in own], [2 * t for t in peer])
        self.assertIn("0 of 1 changed", compare.text(a_study(own, peer), slower))


class Documents(unittest.TestCase):
    page = "\n\n".join(
        f"<!-- {name}: written by ./dev bench --write-docs -->\nold\n<!-- end of {name} -->"
        for name in ("machine", "bars", "tables", "builds")
    )

    def test_figures_are_replaced_and_can_be_again(self):
        study = a_study([1, 1], [2, 2])
        once = docs.filled(self.page, study)
        self.assertNotIn("old", once)
        self.assertIn("some work", once)
        self.assertEqual(docs.filled(once, study), once)

    def test_a_page_without_a_place_is_refused(self):
        with self.assertRaises(SystemExit):
            docs.filled("no places", a_study([1], [1]))


if __name__ == "__main__":
    unittest.main()
