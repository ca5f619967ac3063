"""Posting a report to an address that the user set."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener


class SendingError(Exception):
    """A report did not arrive; the message says why."""


class NoRedirect(HTTPRedirectHandler):
    """A post that is redirected would arrive as an empty question."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: the answer counts as a failure."""


def post(address: str, payload: dict[str, Any], seconds: float) -> None:
    """Post JSON; raises SendingError for anything but an answer that says it was taken.

    The address may be private: it is the user's, and nothing from the web has a say in it.
    """
    body = json.dumps(payload, ensure_ascii=False, default=str).encode("utf-8", "replace")
    request = Request(address, body, {"Content-Type": "application/json; charset=utf-8"})  # noqa: S310  (checked in the settings)
    try:
        with build_opener(NoRedirect).open(request, timeout=seconds):
            pass
    except HTTPError as error:
        with error:
            raise SendingError(f"webhook {without_secrets(address)}: {error}") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise SendingError(f"webhook {without_secrets(address)}: {error}") from error


def without_secrets(address: str) -> str:
    """Return scheme and host of an address: paths of webhooks are passwords."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}"
