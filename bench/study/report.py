# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""study.json as Markdown: the bars first, then a table a contest."""

from .robust import median, quartiles, ratios

OURS = "alphabar"


def row_of(contest, name):
    return next((row for row in contest["contenders"] if row["name"] == name), None)


def faster_by(contest, row):
    """How many times faster the library is than a row, round by round; None without a row of the library's."""
    ours = row_of(contest, OURS)
    return ratios(row["seconds"], ours["seconds"]) if ours else None


def best_of(contest, peer):
    """The fastest formulation of a peer: "plain xtensor", or one formulation by its full name."""
    rows = [
        row
        for row in contest["contenders"]
        if peer == row["name"] or (peer == row["peer"] and not row["limit"])
    ]
    return min(rows, key=lambda row: median(row["seconds"]), default=None)


def number(x):
    if x >= 99.5:
        return f"{x:,.0f}"
    return f"{x:.3g}" if x >= 1e-3 else f"{x:.1e}"


def interval(values):
    first, third = quartiles(values)
    return f"{number(first)}–{number(third)}"


def table(header, alignment, rows):
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, alignment, *rows])


def verdict(values, wanted, at_least=True):
    """Whether the median is on the right side of a bar; and whether the middle half of the rounds was on both."""
    met = median(values) >= wanted if at_least else median(values) <= wanted
    first, third = quartiles(values)
    return ("met" if met else "**missed**") + (", within noise" if first < wanted < third else "")


# --- bars -------------------------------------------------------------------------------------------------------------


def contest_bars(contest):
    """(work, what is asked, what was measured, met or missed) of the bars of a contest."""
    for bar in contest["bars"]:
        against, wanted = bar["against"], bar["times_faster"]
        asked = f"≥ {wanted:.3g} × {against}"
        row = best_of(contest, against)
        if row is None:
            yield contest["title"], asked, "not measured here", "—"
            continue
        measured = faster_by(contest, row)
        if measured is not None:
            text = f"{number(median(measured))} ({interval(measured)})"
            if row["name"] != against:
                text += f", against *{row['name']}*"
            yield contest["title"], asked, text, verdict(measured, wanted)


def growth_bars(contests):
    """Of works whose cost must not grow faster than so: the time at ten times the size over the time."""
    for contest in contests:
        if not contest["growth_at_most"] or contest["series"]:
            continue
        points = [c for c in contests if c["work"] == contest["work"] and c["series"] and row_of(c, OURS)]
        by_size = {c["sizes"][c["series"]]: row_of(c, OURS)["seconds"] for c in points}
        for size in by_size:
            if size == max(by_size) and size // 10 in by_size:
                growth = ratios(by_size[size], by_size[size // 10])
                yield (
                    contest["title"],
                    f"10 × the size takes ≤ {contest['growth_at_most']:.3g} × the time",
                    f"{number(median(growth))} ({interval(growth)})",
                    verdict(growth, contest["growth_at_most"], at_least=False),
                )


def allocation_bar(contests):
    counts = {
        c["title"]: row_of(c, OURS)["allocations"]
        for c in contests
        if row_of(c, OURS) and not c["series"] and "threads" not in c["sizes"]
    }
    if counts:
        allocating = [f"{count} in *{title}*" for title, count in counts.items() if count]
        yield "heap allocations, every row called alphabar but those with threads", "0", "; ".join(allocating) or "0", "**missed**" if allocating else "met"


def builds_table(builds):
    rows = [
        [
            entry["title"],
            f"{number(median(entry['values']))} {entry['unit']}",
            interval(entry["values"]),
            f"{number(median(entry['ratios']))} × {entry['against']}" if entry["ratios"] else "",
        ]
        for entry in builds
    ]
    return table(["what", "median", "quartiles", "ratio"], ["---", "---:", "---:", "---:"], rows)


def build_bars(builds):
    """Compile times and peak memory, which are measured otherwise."""
    for entry in builds:
        if entry["bar"] is not None:
            values = entry["ratios"]
            yield (
                entry["title"],
                f"≤ {entry['bar']:.3g} × {entry['against']}",
                f"{number(median(values))} ({interval(values)})",
                verdict(values, entry["bar"], at_least=False),
            )


def bars(study):
    contests = study["contests"]
    rows = [bar for c in contests if not c["series"] for bar in contest_bars(c)]
    rows += [*growth_bars(contests), *allocation_bar(contests), *build_bars(study["builds"])]
    return table(["work", "bar", "measured: median (quartiles)", ""], ["---", "---", "---", "---"], rows)


# --- tables -----------------------------------------------------------------------------------------------------------


def contest_table(contest):
    wanted = {bar["against"]: bar["times_faster"] for bar in contest["bars"]}
    rows = []
    for row in contest["contenders"]:
        each = [seconds / contest["count"] * 1e9 for seconds in row["seconds"]]
        ours = faster_by(contest, row)
        bar = ""
        for against, times in wanted.items():
            if ours and best_of(contest, against) is row:
                bar = f"{times:.3g}: {verdict(ours, times)}"
        rows.append(
            [
                f"*{row['name']}*" if row["limit"] else f"**{row['name']}**" if row["name"] == OURS else row["name"],
                number(median(each)),
                interval(each),
                "" if ours is None or row["name"] == OURS else f"{number(median(ours))} ({interval(ours)})",
                bar,
                "" if row["allocations"] is None or row["limit"] else str(row["allocations"]),
            ]
        )
    header = [
        "contender",
        f"ns {article(contest['unit'])} {contest['unit']}",
        "quartiles",
        "alphabar is faster by",
        "bar",
        "allocations",
    ]
    return table(header, ["---", "---:", "---:", "---:", "---", "---:"], rows)


def article(noun):
    return "an" if noun[0] in "aeiou" else "a"


def series_table(points):
    """Times of all contenders along a scaling series, one row a size."""
    names = list(dict.fromkeys(row["name"] for c in points for row in c["contenders"]))
    rows = []
    for c in sorted(points, key=lambda c: c["sizes"][c["series"]]):
        found = [row_of(c, name) for name in names]
        rows.append(
            [
                f"{c['sizes'][c['series']]:,}",
                *(number(median(row["seconds"]) / c["count"] * 1e9) if row else "" for row in found),
            ]
        )
    return table([points[0]["series"], *names], ["---:"] * (len(names) + 1), rows)


def tables(study):
    parts = []
    for contest in study["contests"]:
        if not contest["series"]:
            parts += [f"### {contest['title']}", contest_table(contest)]
            points = [c for c in study["contests"] if c["series"] and c["work"] == contest["work"]]
            for size in dict.fromkeys(c["series"] for c in points):
                parts += [
                    f"ns {article(contest['unit'])} {contest['unit']}, by {size}:",
                    series_table([c for c in points if c["series"] == size]),
                ]
    return "\n\n".join(parts)


def machine(study):
    m = study["machine"]
    processor = m["processor"]
    versions = ", ".join(f"{name} {version}" for name, version in m["versions"].items())
    caches = ", ".join(f"{level} {size}" for level, size in m["caches"].items()) or "not shown"
    lines = [
        f"{processor['model']}{' (virtual)' if processor['virtual'] else ''}, {m['cores']} cores, "
        f"{' '.join(processor['flags'])}; caches {caches}.",
        f"{m['system']}, Linux {m['kernel']}, governor {m['governor'] or 'not shown'}. {m['compiler']}, `{m['flags']}`.",
        f"{versions}.",
        f"{study['plan']['rounds']} round{'' if study['plan']['rounds'] == 1 else 's'} of {study['plan']['seconds']} s, "
        f"{m['date']}, load {m['load'][0]:.2g} when it began, "
        f"commit {(m['commit'] or 'unknown')[:12]}"
        f"{' with changes' if m['changed since'] else ''}.",
    ]
    return "\n".join(lines)


def markdown(study):
    parts = ["# The study", machine(study), "## Bars", bars(study), "## Contests", tables(study)]
    if study["builds"]:
        parts += ["## Compile time and memory", builds_table(study["builds"])]
    if study["errors"]:
        parts[1:1] = ["**Errors**", "\n".join(f"- {error}" for error in study["errors"])]
    if study["absent"]:
        parts.append("\n".join(f"- {peer} did not take part: {why}" for peer, why in study["absent"].items()))
    return "\n\n".join(parts) + "\n"
