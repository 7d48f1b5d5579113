# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""How far the study is, on standard error: a bar on a terminal, a plain line now and then elsewhere."""

import shutil
import sys
import time


def duration(seconds):
    return f"{seconds // 60:.0f}:{seconds % 60:02.0f}"


class Progress:
    PLAIN_EVERY = 15  # seconds

    def __init__(self, total):
        self.total = max(total, 1)
        self.done = 0
        self.start = time.monotonic()
        self.said = self.start
        self.terminal = sys.stderr.isatty()

    def step(self, what):
        self.done += 1
        now = time.monotonic()
        left = (now - self.start) / self.done * (self.total - self.done)
        state = f"{100 * self.done // self.total:3d} %, {duration(left)} left"
        if self.terminal and (now - self.said > 0.1 or self.done == self.total):
            width = 24
            full = width * self.done // self.total
            line = f"[{'#' * full}{'.' * (width - full)}] {state}  {what}"
            print("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1], end="", file=sys.stderr, flush=True)
            self.said = now
        elif not self.terminal and now - self.said > self.PLAIN_EVERY:
            print(f"{state}  {what}", file=sys.stderr, flush=True)
            self.said = now

    def skip(self, steps):
        """Steps that will not be made after all."""
        self.total = max(self.total - steps, 1)

    def note(self, text):
        """A line that stays."""
        print(("\r\x1b[K" if self.terminal else "") + text, file=sys.stderr, flush=True)

    def finish(self):
        if self.terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
