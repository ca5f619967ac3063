"""What an exception was made of."""

from __future__ import annotations

from collections.abc import Iterator

from twisted.python.failure import Failure

MOST = 20  # that are looked at


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what led to it, outermost first."""
    waiting: list[BaseException] = [error]
    for _ in range(MOST):
        if not waiting:
            return
        one = waiting.pop(0)
        yield one
        reasons = getattr(one, "reasons", ())  # Twisted's way to say why
        waiting += [why.value for why in reasons if isinstance(why, Failure) and why.value]
        if one.__cause__:
            waiting.append(one.__cause__)
