"""The crawlers of a run: who they are, when they were heard last, and what they did. Pure, told the time."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import clock
from ..bot.tally import Tally
from .leases import Ticket

# A crawler speaks every second. One that is busy for so long with anything else has hung.
SILENCE = 20.0


@dataclass(slots=True)
class Member:
    """A crawler."""

    ticket: Ticket
    node: str
    """What Ray calls its node."""
    machine: str
    """What people call it."""
    heard_at: float
    joined_at: str = field(default_factory=clock.now)
    """When it joined first."""
    seen_at: str = field(default_factory=clock.now)
    is_silent: bool = False
    tally: Tally = field(default_factory=Tally)

    @property
    def restarts(self) -> int:
        """How often it was replaced, or came back after a silence."""
        return self.ticket[1]


class Crew:
    """Crawlers by number."""

    def __init__(self, now: float, silence: float = SILENCE) -> None:
        """Begin now; take a crawler for lost after so many seconds without a word."""
        self.began = now
        self.silence = silence
        self.members: dict[int, Member] = {}

    def join(self, number: int, node: str, machine: str, now: float) -> Member:
        """Take in a crawler; one that had this number before is out."""
        known = self.members.get(number)
        if known is None:
            self.members[number] = Member((number, 0), node, machine, now)
        else:
            known.ticket = (number, known.ticket[1] + 1)
            known.node, known.machine = node, machine
            known.heard_at, known.is_silent = now, False
        return self.members[number]

    def hear(self, ticket: Ticket, now: float) -> Member | None:
        """Hear of a crawler; None for one that is out, and has to join anew."""
        member = self.members.get(ticket[0])
        if member is None or member.ticket != ticket or member.is_silent:
            return None
        member.heard_at, member.seen_at = now, clock.now()
        return member

    def lost(self, now: float) -> list[Member]:
        """Return those that have become silent since this was asked last; they are out."""
        found = [
            member
            for member in self.members.values()
            if not member.is_silent and now - member.heard_at > self.silence
        ]
        for member in found:
            member.is_silent = True
        return found

    def silence_of_all(self, now: float) -> float:
        """Return the seconds since any crawler was heard."""
        return now - max((member.heard_at for member in self.members.values()), default=self.began)
