"""The address of a cluster: whether anybody is there, before Ray waits for them for minutes."""

from __future__ import annotations

import re
import socket

from .errors import ScaleError

CLIENT = "ray://"
AUTO = "auto"
FORMS = "auto, HOST:PORT (on a machine of the cluster) or ray://HOST:PORT (on any other)"
ADDRESS = re.compile(r"(?:ray://)?(?P<host>[^\s:/\[\]]+|\[[0-9a-fA-F:.]+\]):(?P<port>\d{1,5})")
KNOCKING = 5.0  # seconds for a connection
GREETING = 6.0  # seconds for it to speak as Ray does

Door = tuple[str, int]
"""Host and port that the head of a cluster listens on."""


def door_of(address: str) -> Door | None:
    """Return host and port of an address, None for `auto`; raises ScaleError for what is none."""
    if address == AUTO:
        return None
    found = ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found["port"]) < 2**16:
        raise ScaleError(f"--ray {address}: no address of a cluster; it can be {FORMS}")
    return found["host"].strip("[]"), int(found["port"])


def check(door: Door) -> None:
    """Raise ScaleError if nobody listens there, or somebody who does not speak as Ray does."""
    trouble = knock(door, KNOCKING)
    if trouble:
        raise ScaleError(
            f"nobody answers at {named(door)} ({trouble}): is the cluster up (`ray start --head`), and the "
            f"address right? It can be {FORMS}"
        )
    if not greets(door):
        raise ScaleError(f"who answers at {named(door)} is no Ray cluster: the address can be {FORMS}")


def knock(door: Door, seconds: float) -> str | None:
    """Connect and hang up; return what went wrong."""
    try:
        socket.create_connection(door, seconds).close()
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return None


def greets(door: Door) -> bool:
    """Say whether gRPC is spoken there, as by every part of Ray."""
    import grpc  # noqa: PLC0415  (an extra)

    host = f"[{door[0]}]" if ":" in door[0] else door[0]
    with grpc.insecure_channel(f"{host}:{door[1]}", options=[("grpc.enable_http_proxy", 0)]) as channel:
        try:
            grpc.channel_ready_future(channel).result(GREETING)
        except grpc.FutureTimeoutError:
            return False
        return True


def named(door: Door) -> str:
    """Return a door as people write it."""
    return f"{door[0]}:{door[1]}"
