# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""The charts, in SVG: all ratios, and the scaling series. The colour-blind tell the colours apart (Okabe and Ito's)."""

import math

from .report import OURS, faster_by, row_of
from .robust import median, quartiles

INK = "#222222"
GREY = "#8a8a8a"
COLOURS = {
    OURS: "#000000",
    "hand-written": "#7a7a7a",
    "plain xtensor": "#E69F00",
    "Eigen": "#56B4E9",
    "NumPy": "#009E73",
    "PyTorch": "#D55E00",
    "LibTorch": "#F0B090",
    "numba": "#CC79A7",
}
MARKERS = {
    "hand-written": "s",
    "plain xtensor": "D",
    "Eigen": "^",
    "NumPy": "o",
    "PyTorch": "v",
    "LibTorch": "<",
    "numba": "P",
}


def family(peer):
    """What is drawn alike: all of std:: is what one writes by hand."""
    return "hand-written" if peer.startswith("std::") else peer


def _pyplot():
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams.update(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "alphabar",
            "font.family": "sans-serif",
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": GREY,
            "axes.labelcolor": INK,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "axes.titlelocation": "left",
            "axes.titlesize": 10,
        }
    )
    return plt


def _save(figure, path):
    figure.savefig(path, format="svg", metadata={"Date": None}, bbox_inches="tight")


def _plain(axis):
    """1,000 and not 10^3."""
    from matplotlib.ticker import FuncFormatter, NullFormatter

    axis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.0f}" if x >= 1 else f"{x:g}"))
    axis.set_minor_formatter(NullFormatter())


def peers_of(contest):
    """The best formulation of each family that computes the same."""
    rows = {}
    for row in contest["contenders"]:
        if not row["limit"] and row["peer"] != OURS:
            name = family(row["peer"])
            if name not in rows or median(row["seconds"]) < median(rows[name]["seconds"]):
                rows[name] = row
    return rows


def short(contest):
    return contest["work"].replace("_", " ")


def ratio_chart(contests, path):
    """How many times faster the library is: a row a contest, a mark a peer, its quartiles a line."""
    plt = _pyplot()
    # A table that the compiler made is faster without measure, and would leave no room for the others; threads have no
    # peers.
    shown = [
        c
        for c in contests
        if not c["series"]
        and row_of(c, OURS)
        and peers_of(c)
        and c["work"] != "schedule"
        and "threads" not in c["sizes"]
    ]
    if not shown:
        return False
    figure, axes = plt.subplots(figsize=(8.4, 0.7 + 0.34 * len(shown)))
    seen = {}
    for y, contest in enumerate(reversed(shown)):
        for name, row in peers_of(contest).items():
            measured = faster_by(contest, row)
            low, high = quartiles(measured)
            axes.plot([low, high], [y, y], color=COLOURS.get(name, GREY), linewidth=1.2, zorder=2)
            seen[name] = axes.plot(
                median(measured),
                y,
                MARKERS.get(name, "o"),
                color=COLOURS.get(name, GREY),
                markersize=6,
                markeredgecolor="white",
                markeredgewidth=0.5,
                zorder=3,
                label=name,
            )[0]
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(shown)), [short(c) for c in reversed(shown)])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    axes.set_xscale("log")
    _plain(axes.xaxis)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.6, zorder=0)
    axes.grid(axis="y", color="#f0f0f0", linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)
    axes.set_xlabel("times faster than the peer's best formulation (log scale; left of 1: slower)")
    ordered = [
        seen[name] for name in sorted(seen, key=lambda name: list(COLOURS).index(name) if name in COLOURS else 99)
    ]
    axes.legend(
        handles=ordered, loc="lower left", bbox_to_anchor=(0, 1), ncol=len(ordered), frameon=False, handletextpad=0.2
    )
    _save(figure, path)
    plt.close(figure)
    return True


def _apart(positions, least):
    """The same positions, moved as little as it takes that labels don't overlap."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    moved = list(positions)
    for _ in range(200):
        for below, above in zip(order, order[1:]):
            short_of = least - (moved[above] - moved[below])
            if short_of > 1e-6:
                moved[below] -= short_of / 2
                moved[above] += short_of / 2
    return moved


def series_chart(points, usual, path):
    """Time a unit along the sizes: the library, the best of each peer at each size, and the machine's limits."""
    plt = _pyplot()
    points = sorted(points, key=lambda c: c["sizes"][c["series"]])
    along_elements = points[0]["unit"] == "element"  # of whatever shape
    xs = [c["count"] if along_elements else c["sizes"][c["series"]] for c in points]

    lines = [(OURS, OURS, "-")] if row_of(points[-1], OURS) else []
    lines += [(name, name, "-") for name in peers_of(usual)]
    lines += [(row["name"], GREY, "--") for row in usual["contenders"] if row["limit"]]
    figure, axes = plt.subplots(figsize=(6.4, 3.6))
    labels = []
    for name, kind, style in lines:
        rows = [peers_of(c).get(name) or row_of(c, name) for c in points]
        found = [(x, [s / c["count"] * 1e9 for s in row["seconds"]]) for x, c, row in zip(xs, points, rows) if row]
        if not found:
            continue
        colour = COLOURS.get(kind, GREY)
        where = [x for x, _ in found]
        middle = [median(times) for _, times in found]
        low, high = zip(*(quartiles(times) for _, times in found))
        axes.fill_between(where, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(where, middle, style, color=colour, linewidth=2 if name == OURS else 1.2, marker="o", markersize=2.5)
        labels.append((middle[-1], name, colour))
    axes.set_xscale("log")
    axes.set_yscale("log")
    _plain(axes.xaxis)
    _plain(axes.yaxis)
    low, high = axes.get_ylim()
    if high / low < 30:  # a decade or less has a label or two
        axes.yaxis.set_minor_formatter(axes.yaxis.get_major_formatter())
    heights = _apart([math.log10(y) for y, _, _ in labels], math.log10(high / low) * 0.055)
    for height, (_, name, colour) in zip(heights, labels):
        axes.annotate(
            name,
            (1.02, 10**height),
            xycoords=("axes fraction", "data"),
            color=colour,
            va="center",
            annotation_clip=False,
            fontweight="bold" if name == OURS else "normal",
        )
    axes.grid(color="#ececec", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel("elements" if along_elements else points[0]["series"])
    axes.set_title(f"{short(usual)}: ns a {usual['unit']}".replace("ns a element", "ns an element"))
    _save(figure, path)
    plt.close(figure)


def draw(study, folder):
    """All charts into the folder; their names. None without matplotlib."""
    try:
        _pyplot()
    except ImportError:
        return None
    contests = study["contests"]
    names = ["ratios.svg"] if ratio_chart(contests, folder / "ratios.svg") else []
    for usual in contests:
        points = [c for c in contests if c["series"] and c["work"] == usual["work"]]
        if usual["series"] or len(points) < 3:
            continue
        for size in dict.fromkeys(c["series"] for c in points):
            name = f"{usual['work']}-{size}.svg"
            series_chart([c for c in points if c["series"] == size], usual, folder / name)
            names.append(name)
    return names
