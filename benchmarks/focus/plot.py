"""Draw what `run.py --json FILE` wrote.

    python benchmarks/focus/plot.py FILE OUT.svg

One curve a way to walk: which share of the topic's stories was found after so many fetches, the mean
over all walks, with the band in which half of them lie. Needs matplotlib.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt

STEP = 10  # fetches between two points of a curve
COLOURS = {
    "corpuscle": "#0b6e4f",
    "best-first by page": "#c05746",
    "keyword blocks": "#d9a441",
    "breadth-first": "#5b6c8f",
}


def main() -> None:
    """Draw."""
    source, out = map(Path, sys.argv[1:])
    walks = json.loads(source.read_text())
    mpl.rcParams.update({"svg.hashsalt": "corpuscle", "font.size": 10, "axes.spines.top": False})
    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    reach = min(min(2 * walk["size"], walk["pages"]) for walk in walks)
    fetches = np.arange(1, reach + 1, STEP)
    for way, colour in COLOURS.items():
        curves = np.array(
            [
                np.searchsorted(np.sort(walk["found"]), fetches) / walk["size"]
                for walk in walks
                if walk["way"] == way
            ]
        )
        if not len(curves):
            continue
        low, high = np.percentile(curves, (25, 75), axis=0)
        axes.fill_between(fetches, low, high, color=colour, alpha=0.15, linewidth=0)
        axes.plot(fetches, curves.mean(axis=0), color=colour, label=way)
    axes.set(xlabel="pages fetched", ylabel="share of the topic found", xlim=(0, reach), ylim=(0, 1))
    axes.spines["right"].set_visible(False)
    axes.legend(frameon=False, loc="upper left")
    figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    main()
