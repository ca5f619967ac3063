"""Is it them, or is it us? Tells a network that is down from hosts that are: pure, told the time."""

from __future__ import annotations

from dataclasses import dataclass, field

# A few dead hosts in a row are everyday; with less silence than this a burst of them would do.
ENOUGH_FAILURES = 5
ENOUGH_HOSTS = 3
SILENCE = 5.0  # seconds without any answer
PROBE = 3.0  # seconds between two requests that try whether the network is back


@dataclass(slots=True)
class Outage:
    """What answers and failures of the network tell of the network; times are monotonic seconds."""

    minutes: float
    """How long it is waited for."""
    answered_at: float | None = None
    """When anything answered last; before that, no failure is blamed on the network."""
    began_at: float | None = None
    probed_at: float = 0.0
    failures: int = 0
    """In a row, over all hosts."""
    hosts: dict[str, float] = field(default_factory=dict)
    """Those that failed since, and when first."""

    @property
    def is_on(self) -> bool:
        """Say whether the network is taken to be down."""
        return self.began_at is not None

    def answered(self, now: float) -> None:
        """Hear of an answer, whatever it says: the network is there."""
        self.answered_at = now
        self.began_at = None
        self.failures = 0
        self.hosts.clear()

    def failed(self, host: str, now: float) -> None:
        """Hear of a host that could not be reached."""
        self.failures += 1
        self.hosts.setdefault(host, now)

    def blames(self, host: str, now: float) -> bool | None:
        """Say whether the network is why a host could not be reached; None if that will be seen soon."""
        if self.is_on:
            return True
        if self.answered_at is None or host not in self.hosts:
            return False
        is_silent = now - self.answered_at >= SILENCE
        if is_silent and self.failures >= ENOUGH_FAILURES and len(self.hosts) >= ENOUGH_HOSTS:
            self.began_at = self.probed_at = now
            return True
        return False if now - self.hosts[host] >= SILENCE else None

    def may_probe(self, now: float) -> bool:
        """Say whether it is time to try again; if so, it counts as tried."""
        is_time = now - self.probed_at >= PROBE
        if is_time:
            self.probed_at = now
        return is_time

    def is_over(self, now: float) -> bool:
        """Say whether it was waited for long enough."""
        return self.began_at is not None and now - self.began_at >= self.minutes * 60
