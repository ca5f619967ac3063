"""The actor that crawls: Scrapy as on one machine, with the desk and the readers elsewhere."""

from __future__ import annotations

from socket import gethostname
from typing import Any

from ..bot.process import Ended, Spider, run, values
from ..bot.tally import Tally
from .desk_actor import plain
from .job import Job
from .leases import Ticket
from .remote import RemoteDesk
from .remote_readers import RemoteReaders
from .shared import Answer


class CrawlerActor:
    """Crawls once in its life; Ray starts another in its place if it dies."""

    def __init__(self, job: Job, number: int) -> None:
        """Be a crawler of a job."""
        self.job = job
        self.number = number

    def crawl(self, desk: Any, preparation: list[Any]) -> Ended:
        """Crawl for a desk to the end of the run.

        `preparation` has the reference to what readers are prepared with. Called again, in another
        process, when this one dies.
        """
        import ray  # noqa: PLC0415  (only ever called by it)

        node = ray.get_runtime_context().get_node_id()

        async def join() -> Ticket:
            ticket: Ticket = await desk.join.remote(self.number, node, gethostname())
            return ticket

        async def send(*args: Any) -> Answer:
            answer: Answer = await desk.call.remote(*args)
            return answer

        share = self.job.share(self.number)
        settings = self.job.settings.with_values("reading", workers=share)
        readers = RemoteReaders(ray, preparation, share, settings.archive)
        spider = Spider(RemoteDesk(join, send), readers, settings, Tally())
        ended = run(spider, values(settings, self.job.overrules), signals=False)
        return Ended(ended.stop, plain(ended.failure))
