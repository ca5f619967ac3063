"""Results as bars: speed, CPU and memory of every candidate."""

from __future__ import annotations

from pathlib import Path

from .candidates import CANDIDATES, OURS
from .results import Results

MEASURES = (
    ("speed", "pages/s, more is better"),
    ("cpu", "CPU ms per page, less is better"),
    ("megabytes", "peak memory in MiB, less is better"),
)
OURS_COLOUR, PEER_COLOUR, LIMIT_COLOUR = "#0b6e4f", "#8a97ad", "#d3d8e1"


def draw(results: Results, file: Path) -> None:
    """Draw one panel a measure; without matplotlib, say what to install."""
    try:
        import matplotlib as mpl  # noqa: PLC0415
    except ImportError:
        print("no plot without matplotlib: pip install 'corpuscle[bench]'")
        return
    from matplotlib import pyplot as plt  # noqa: PLC0415

    rows = {name: row for name in CANDIDATES if isinstance(row := results.row(name), dict)}
    if not rows:
        return
    mpl.rcParams.update({"svg.hashsalt": "corpuscle", "font.size": 9, "svg.fonttype": "none"})
    figure, panels = plt.subplots(
        1, 3, figsize=(10, 0.8 + 0.36 * len(rows)), sharey=True, layout="constrained"
    )
    colours = [colour_of(name) for name in rows]
    for panel, (measure, title) in zip(panels, MEASURES, strict=True):
        bars = panel.barh(list(rows), [row[measure] for row in rows.values()], color=colours)
        panel.bar_label(bars, fmt=lambda value: f"{value:.3g}" if value < 100 else f"{value:.0f}", padding=3)
        panel.set_title(title, fontsize=9, loc="left")
        panel.spines[:].set_visible(False)
        panel.tick_params(length=0, labelbottom=False)
        panel.margins(x=0.18)
    panels[0].invert_yaxis()
    figure.savefig(file, metadata={"Date": None})


def colour_of(name: str) -> str:
    """Return the colour of a candidate: ours, a peer's, or a limit's."""
    if name == OURS:
        return OURS_COLOUR
    return PEER_COLOUR if CANDIDATES[name].stores else LIMIT_COLOUR
