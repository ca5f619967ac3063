"""An open corpus.db: what is done with it, a verb each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ..lists import ListError
from ..records import Seed
from . import plant
from .database import CorpusError, connect, identity, transaction
from .discovery.report import Report, report
from .forbidden.lists import Forbidden
from .frontier import Frontier
from .hosts.files import Hosts
from .judged.marks import Marks
from .plant import Planted
from .planted import planted_seeds
from .recrawl.counts import due_counts
from .recrawl.due import Due, has_due
from .rescue import doctor
from .rescue.doctor import Finding
from .seedbed import Seedbed
from .status import Status, status
from .visits import Visits, visits
from .why import Why, why

if TYPE_CHECKING:
    from ..judges.relevance import Topic
    from ..settings import Settings
    from .discovery.planting import Planter
    from .forbidden.takedowns import Takedowns
    from .judged.topics import SeedTopic
    from .reports.report import Report as RunReport

KEPT = "select * from corpus order by id"
READY = "select coalesce(sum(queued), 0) as queued, count(*) as hosts from hosts where queued > 0"
# Queries are few, what is queued may be millions: SQLite takes a cross join in the order it is written in.
READY_ABOVE = """select 1 from hosts where queued > 0 and crowded = 0 and best >= :least
union all select 1 from hosts where queued > 0 and crowded = 1 and best >= :least limit 1"""
QUERIES_LEFT = "select count(*) from queries cross join frontier using (id) where status = 'queued'"
SEED_IDS = "select id from seeds where dropped_at is null order by id"
ANY = "select 1 from frontier limit 1"


class Corpus:
    """An open corpus.db. Used by one thread at a time; close it, or use `with`."""

    def __init__(self, path: str | Path = "corpus.db", *, create: bool = False) -> None:
        """Open a corpus; raises CorpusError where there is none, unless `create`."""
        self.path = Path(path)
        self.connection = connect(self.path, create=create)
        self.identity = identity(self.path)
        self.frontier = Frontier(self.connection)
        self.hosts = Hosts(self.connection)
        self.marks = Marks(self.connection)
        self.seedbed = Seedbed(self.connection)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let the file go; a corpus that is nobody's any more leaves no -wal file behind."""
        self.connection.close()

    def check_in_place(self) -> None:
        """Raise CorpusError if the file is not where it was: SQLite would write on, for nobody."""
        if identity(self.path) != self.identity:
            msg = f"{self.path} was deleted, moved or replaced while in use: put it back, and run again"
            raise CorpusError(msg)

    def takedowns(self, settings: Settings) -> Takedowns:
        """Return the list of what was asked to be removed."""
        from .forbidden.takedowns import Takedowns  # noqa: PLC0415

        return Takedowns(self.connection, self.path.parent / settings.manners.takedowns, settings.duplicates)

    def forbid(self, settings: Settings) -> None:
        """Erase what was taken down, and never queue that or what is blocked from now on.

        Raises CorpusError for a list that can't be used.
        """
        try:
            self.takedowns(settings).apply()
            self.frontier.forbidden = Forbidden.load(self.path.parent, settings.manners)
        except ListError as error:
            raise CorpusError(str(error)) from None

    def plant(self, seeds: Sequence[Seed], starts: Iterable[str] = (), *, take_back: bool = False) -> Planted:
        """Store seeds and queue what they name, all or nothing; known ones stay as they are.

        Those that were dropped stay so, unless `take_back`.
        """
        with transaction(self.connection):
            return plant.plant(self.frontier, seeds, starts, take_back=take_back)

    def planter(self, settings: Settings) -> Planter:
        """Return what plants queries for seeds."""
        from .discovery.planting import Planter  # noqa: PLC0415  (providers cost a third of a second)

        return Planter(self.frontier, settings.discovery, self.path.parent)

    def plant_queries(
        self, settings: Settings, seeds: Collection[int] | None = None, *, again: bool = False
    ) -> int:
        """Plant queries for seeds, by default those that have no way in; return how many are to be asked.

        With `again`, what was answered is asked again.
        """
        return self.planter(settings).plant(seeds, again=again)

    def plant_due_queries(self, settings: Settings) -> int:
        """Plant queries for seeds that have no way in, and for what is new since `again_days` ago.

        Returns how many are to be asked.
        """
        return self.planter(settings).plant_due()

    def queries_left(self) -> int:
        """Return how many queries are still to be asked."""
        (left,) = self.connection.execute(QUERIES_LEFT).fetchone()
        return int(left)

    def discovered(self, limit: int = 20) -> Report:
        """Return what providers said, and the most promising addresses."""
        return report(self.connection, limit)

    def seeds(self) -> list[Seed]:
        """Return the seeds planted so far, but for those that were dropped."""
        return planted_seeds(self.connection)

    def seed_ids(self) -> list[int]:
        """Return the rows of the seeds planted so far."""
        return [id for (id,) in self.connection.execute(SEED_IDS)]  # noqa: A001  (the column's name)

    def topic(self) -> Topic:
        """Return what is sought, as far as seeds, marks and finished runs tell."""
        from .judged import learning  # noqa: PLC0415  (judges cost a second; most commands need none)

        return learning.topic(self.connection)

    def topics(self) -> list[SeedTopic]:
        """Return what each seed is about and has brought."""
        from .judged.topics import topics  # noqa: PLC0415

        return list(topics(self.connection))

    def mark(self, marks: Mapping[int, bool | None], settings: Settings) -> None:
        """Mark articles by id as sought or not, None for neither, and settle what follows at once."""
        from .judged import learning  # noqa: PLC0415

        self.marks.set(marks)
        learning.judge_marked(self.connection, settings, list(marks))

    def articles(self) -> Iterator[dict[str, Any]]:
        """Walk through the kept articles as dicts with the columns of the view `corpus`."""
        for row in self.connection.execute(KEPT):
            yield dict(row)

    def why(self, url: str) -> Why | None:
        """Return how we came to an address and what became of it; None if it was never met."""
        return why(self.connection, url)

    def status(self) -> Status:
        """Count everything once."""
        return status(self.connection)

    def report(self, run: int | None = None, listed: int = 10) -> RunReport | None:
        """Return what a run came to, by default the latest; None where there is no such run."""
        from .reports.report import report  # noqa: PLC0415

        return report(self.connection, run, listed)

    def due(self) -> dict[str, Any]:
        """Return how many pages are due, how many are `scheduled` at all, and when the first is."""
        return due_counts(self.connection)

    def has_due(self, due: Due) -> bool:
        """Say whether there is any page to fetch again."""
        return has_due(self.connection, due)

    def visits(self, run: int) -> Visits:
        """Return what the visits of a run came to."""
        return visits(self.connection, run)

    def examine(self) -> Iterator[Finding]:
        """Check the file; one finding per check."""
        return doctor.examine(self.connection)

    def is_rooted(self) -> bool:
        """Say whether any address was ever met: without one there is nothing to crawl."""
        return self.connection.execute(ANY).fetchone() is not None

    def has_ready(self, least: float = 0.0) -> bool:
        """Say whether any address is ready that has this priority at least."""
        return self.connection.execute(READY_ABOVE, {"least": least}).fetchone() is not None

    def queue(self) -> tuple[int, int]:
        """Return how many addresses are ready, on how many hosts."""
        queued, hosts = self.connection.execute(READY).fetchone()
        return queued, hosts
