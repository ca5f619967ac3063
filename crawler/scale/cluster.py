"""Connecting to a Ray cluster: one call, and one line for whatever is wrong with it."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from .door import CLIENT, FORMS, Door, check, door_of, knock, named
from .errors import AwayError, DiedError, LostError, ScaleError, one_line

CONNECTING = 25.0  # seconds for Ray to be there; it would try for two minutes, and then end the process
SILENCE = 8.0  # seconds without a connection after which the head is taken for lost; Ray waits for 60
GLANCE = 1.0  # seconds between two looks
LEAVING = 5.0  # seconds to take leave
# What Ray reads when it is loaded: it would wait longer than a person does, warn of its own future,
# and under `uv run` send the folder with the corpus to every machine.
ENVIRONMENT = {
    "RAY_CLIENT_RECONNECT_GRACE_PERIOD": "10",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
LOGGERS = ("ray", "ray.util.client.logsclient")  # the second does not listen to the first
INSTALL = "--ray needs Ray, which is not installed here: pip install 'corpuscle[ray]'"
NO_AUTO = "no Ray cluster runs on this machine: start one with `ray start --head`, or name another: "
UNAUTHENTICATED = b"Unauthenticated"  # stands in what Ray writes then
UNKNOWN = (
    "the cluster asks for a token: set RAY_AUTH_MODE=token and run again; ~/.ray/auth_token must be the same "
    "here as on its head"
)
SILENT = "connection timeout"  # what Ray's client says also where it has no token
BROKEN = "Initialization failure from server"
# For each client from outside, the head starts a server. Ray does not wait for it on a busy machine, and now
# and then one dies as it is forked: how often it is worth another try, by what Ray says.
RETRIES = {SILENT: 1, BROKEN: 3}
VERSIONS = "Version mismatch"  # how Ray's error begins


@dataclass(slots=True)
class Cluster:
    """A cluster that this process is connected to."""

    ray: Any
    """The module; nothing else imports it."""
    door: Door
    """Where its head listens."""
    dashboard: str | None = None
    """Address of Ray's dashboard, if there is one."""
    heard_at: float = field(default_factory=time.monotonic)
    """When the head was heard last."""
    looked_at: float = field(default_factory=time.monotonic)

    def nodes(self) -> list[dict[str, Any]]:
        """Return the nodes that are alive, as Ray describes them."""
        return [node for node in self.ray.nodes() if node["Alive"]]

    def cpus(self) -> int:
        """Return how many cores the nodes offer, busy or not."""
        return int(self.ray.cluster_resources().get("CPU", 0))

    def free_cpus(self) -> int:
        """Return how many cores nobody uses."""
        return int(self.ray.available_resources().get("CPU", 0))

    def on(self, node: str, *, soft: bool = False) -> Any:
        """Return what places a task or an actor on a node; if `soft`, elsewhere when that is lost."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy  # noqa: PLC0415

        return NodeAffinitySchedulingStrategy(node, soft=soft)

    def check_head(self) -> None:
        """Raise LostError if the head has been silent too long; looks once a second at most."""
        now = time.monotonic()
        if now - self.looked_at < GLANCE:
            return
        self.looked_at = now
        if knock(self.door, GLANCE) is None:
            self.heard_at = time.monotonic()
        elif time.monotonic() - self.heard_at > SILENCE:
            raise self.lost()

    def lost(self) -> LostError:
        """Return what to say when the head is gone."""
        return LostError(
            f"the cluster's head at {named(self.door)} does not answer any more; what was saved is safe: "
            "bring it back (`ray start --head`), and run again to go on"
        )

    def wait(self, refs: Sequence[Any], seconds: float = GLANCE) -> tuple[list[Any], list[Any]]:
        """Wait for one of these results at most so long; return those that are there, and the others.

        Raises LostError if the head is lost. Ray by itself would wait on, and end the process then.
        """
        self.check_head()
        try:
            done, left = self.ray.wait(list(refs), timeout=seconds)
        except ConnectionError:  # from where Ray's client gave up
            raise self.lost() from None
        return done, left

    def get(self, ref: Any, watch: Callable[[], None] = lambda: None) -> Any:
        """Wait for a result for as long as it takes, calling `watch` about every second.

        Raises what the other side raised, and ScaleError for what became of the cluster.
        """
        while not self.wait([ref])[0]:
            watch()
        return self.result(ref)

    def result(self, ref: Any) -> Any:
        """Return a result that is there, or raise what the other side raised."""
        errors = self.ray.exceptions
        try:
            return self.ray.get(ref)
        except errors.RayTaskError as error:
            cause = error.cause
            raise (cause if isinstance(cause, Exception) else ScaleError(one_line(error))) from None
        except ConnectionError:
            raise self.lost() from None
        except errors.RayError as error:
            if knock(self.door, GLANCE):
                raise self.lost() from None
            said = one_line(error)
            if isinstance(error, errors.ActorDiedError):
                raise DiedError(said) from None
            if isinstance(error, errors.ActorUnavailableError):
                raise AwayError(said) from None
            raise ScaleError(f"the cluster failed ({said}): run again to go on") from None


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to a cluster for a block; raises ScaleError within half a minute if that can't be."""
    ray = imported()
    door = door_of(address)
    if door:
        check(door)
    context = init(ray, address)
    try:
        door = door or door_of(ray.get_runtime_context().gcs_address)
        yield Cluster(ray, door or ("", 0), link(context))
    finally:
        # in a thread: with a head that is no more it would wait for minutes
        leaving = threading.Thread(target=leave, args=[ray], daemon=True)
        leaving.start()
        leaving.join(LEAVING)


def imported() -> Any:
    """Import Ray and have it keep quiet; raises ScaleError if it is not installed."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        import grpc  # noqa: F401, PLC0415  (Ray's wheel comes without it, the extra with it)
        import ray  # noqa: PLC0415  (a second)
    except ImportError:
        raise ScaleError(INSTALL) from None
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module=r"ray\.")
    return ray


def init(ray: Any, address: str) -> Any:
    """Connect; return Ray's context."""
    for before in count():
        found, said = attempt(ray, address)
        if before >= retries(found, said):
            break
    if isinstance(found, BaseException):
        raise ScaleError(UNKNOWN if UNAUTHENTICATED in said else refusal(found, address))
    return found


def retries(found: Any, said: bytes) -> int:
    """Return how often it may be tried again to connect, after what was raised and what Ray wrote."""
    if not isinstance(found, ConnectionError) or UNAUTHENTICATED in said:
        return 0
    return next((number for words, number in RETRIES.items() if words in str(found)), 0)


def attempt(ray: Any, address: str) -> tuple[Any, bytes]:
    """Try to connect; return Ray's context, or what was raised, and what Ray wrote meanwhile."""
    results: list[Any] = []

    def connect() -> None:
        try:
            results.append(ray.init(address, log_to_driver=False, logging_level=logging.CRITICAL))
        except BaseException as error:  # noqa: BLE001  (Ray raises SystemExit here, too)
            results.append(error)

    thread = threading.Thread(target=connect, daemon=True)
    with overheard() as said:
        thread.start()
        thread.join(2 * CONNECTING if address.startswith(CLIENT) else CONNECTING)
    return (results[0] if results else TimeoutError()), bytes(said)


@contextmanager
def overheard() -> Iterator[bytearray]:
    """Take for a block what is written to stderr, also past Python, as by Ray while it tries to connect."""
    said = bytearray()
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            file.seek(0)
            said += file.read()


def refusal(error: BaseException, address: str) -> str:
    """Say why a cluster can't be had."""
    said = one_line(error)
    if VERSIONS in said:
        return f"{said[said.index(VERSIONS) :]}: install the same Ray and Python here as on the cluster"
    if isinstance(error, ConnectionError) and "running Ray instance" in said:
        return f"{NO_AUTO}{FORMS}"
    if SILENT in said:
        return f"--ray {address}: Ray does not let us in. It may be too busy, or {UNKNOWN}"
    why = f" ({said})" if str(error) else ""
    return f"--ray {address}: the cluster can't be used from here{why}: the address can be {FORMS}"


def link(context: Any) -> str | None:
    """Return the address of the dashboard, if there is one."""
    url = getattr(context, "dashboard_url", None)
    return f"http://{url}" if url else None


def leave(ray: Any) -> None:
    """Take leave of a cluster."""
    with suppress(Exception):
        ray.shutdown()
