"""The program, on a machine whose name server calls a host public once, and loopback ever after."""

from __future__ import annotations

import socket
from collections import Counter

from publicweb import PUBLIC

NAME = "rebinding.example"
getaddrinfo = socket.getaddrinfo
asked = Counter()


def change_mind(host, *arguments, **more):
    name = host.decode() if isinstance(host, bytes) else host
    if name.endswith(NAME):
        asked[name] += 1
        host = PUBLIC if asked[name] == 1 else "127.0.0.1"
    return getaddrinfo(host, *arguments, **more)


if __name__ == "__main__":
    socket.getaddrinfo = change_mind
    # from here on: what is imported below takes the function with it
    from crawler.bot import resolver
    from crawler.cli import main

    resolver.GOOD_FOR = 0.0  # as if a minute passed between any two questions
    main()
