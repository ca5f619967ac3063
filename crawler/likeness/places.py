"""Where the runs of a text stand, and which of them stand in another text as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Runs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Places:
    """The runs of a text in a form in which others are looked for: made once for all it is compared with."""

    runs: npt.NDArray[np.uint32]
    """Each once, in the order of their checksums."""
    each: npt.NDArray[np.intp]
    """Which of them stands in each place of the text."""

    @classmethod
    def of(cls, text: Runs) -> Places:
        """Sort the runs of a text."""
        import numpy as np  # noqa: PLC0415  (most commands compare no texts)

        return cls(*np.unique(np.asarray(text.each, np.uint32), return_inverse=True))

    def shared(self, text: Runs) -> tuple[bytes, bytes]:
        """Return a byte for each place in this text and one for each in another: 1 for what both have.

        Neither may be empty.
        """
        import numpy as np  # noqa: PLC0415  (most commands compare no texts)

        there = np.asarray(text.each, np.uint32)
        nearest = self.runs.searchsorted(there)
        is_shared = self.runs.take(nearest, mode="clip") == there
        is_here = np.zeros(len(self.runs), np.bool_)
        is_here[nearest[is_shared]] = True
        return is_here[self.each].tobytes(), is_shared.tobytes()
