"""How the owner of a site can reach whoever runs a crawl."""

from __future__ import annotations

import re

PAGE = re.compile(r"https?://[^\s/()<>;]+\.[^\s()<>;]+", re.IGNORECASE)
MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
WHAT = "a web page (https://…) or a mail address"


class NoContactError(Exception):
    """The public web was about to be asked by somebody who can't be reached."""

    def __init__(self, host: str) -> None:
        """Name the host."""
        super().__init__(
            f"{host} is on the public web: say how its owner can reach you, "
            "with --contact URL|MAIL or `contact` in corpuscle.toml"
        )


def is_contact(text: str) -> bool:
    """Say whether a text is a way to reach somebody, and fit for a header."""
    return is_mail(text) or PAGE.fullmatch(text) is not None


def is_mail(text: str) -> bool:
    """Say whether a text looks like a mail address."""
    return MAIL.fullmatch(text) is not None
