"""A site's template: one HTML file, cut into named parts at lines like `<!-- part: list -->`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent / "templates"
CUT = re.compile(r"^<!-- part: (.+) -->\n", re.MULTILINE)


class Parts:
    """The parts of one template."""

    def __init__(self, name: str) -> None:
        """Read `templates/<name>.html`."""
        _, *pieces = CUT.split((FOLDER / f"{name}.html").read_text(encoding="utf-8"))
        self.templates = {
            name: Template(text.strip("\n")) for name, text in zip(pieces[::2], pieces[1::2], strict=True)
        }

    def __contains__(self, name: str) -> bool:
        """Say whether the site has such a part."""
        return name in self.templates

    def fill(self, name: str, fields: Mapping[str, str]) -> str:
        """Return a part with its `$fields` filled in; a part the site doesn't have is empty."""
        return self.templates[name].substitute(fields) if name in self else ""

    def block(self, name: str, rows: Iterable[Mapping[str, str]]) -> str:
        """Return part `name` around one `name item` for each row; nothing for no rows."""
        items = "\n".join(self.fill(f"{name} item", row) for row in rows)
        return self.fill(name, {"items": items}) if items else ""

    def like(self, prefix: str) -> dict[str, str]:
        """Return the rest of each part name that begins with `prefix`, and the full name."""
        return {name.removeprefix(prefix): name for name in self.templates if name.startswith(prefix)}
