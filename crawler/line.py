"""Who waits for which process: each call goes where its like went before, as far as nobody is idle for that.

What a process has learned of a site, such as its menus, it need not learn once more; of many processes each
would learn all sites.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque

MOST = 10_000  # sorts of calls of which it is remembered where they went


class Line:
    """Calls that wait for one of some places, so many at each of some processes."""

    def __init__(self, processes: int, places: int) -> None:
        """Begin with all of them free."""
        self.free = [places] * processes
        """Places that are free, by the number of a process."""
        self.waiting: deque[tuple[str, asyncio.Future[int]]] = deque()
        """What each call is like, and who hears of its place."""
        self.known: OrderedDict[str, int] = OrderedDict()
        """Sort of call → the process that had the first of it."""

    async def enter(self, like: str) -> int:
        """Wait for a place; return the number of its process. Whoever has one leaves it."""
        most = max(self.free)
        if most:
            least_busy = [number for number, free in enumerate(self.free) if free == most]
            known = self.known.get(like)
            return self.seat(like, known if known in least_busy else least_busy[0])
        place: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        entry = like, place
        self.waiting.append(entry)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.leave(place.result())  # it came too late
            elif entry in self.waiting:
                self.waiting.remove(entry)
            raise

    def seat(self, like: str, process: int) -> int:
        """Take a place, and remember who has calls like this."""
        self.free[process] -= 1
        if like not in self.known and len(self.known) >= MOST:
            self.known.popitem(last=False)
        self.known.setdefault(like, process)
        self.known.move_to_end(like)
        return process

    def leave(self, process: int) -> None:
        """Give a place to who waits for this process, else to who waits longest."""
        self.free[process] += 1
        waiting = [entry for entry in self.waiting if not entry[1].done()]
        if waiting:
            entry = next((one for one in waiting if self.known.get(one[0]) == process), waiting[0])
            self.waiting.remove(entry)
            entry[1].set_result(self.seat(entry[0], process))
