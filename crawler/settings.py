"""What can be set: `corpuscle.toml` beside the corpus, each value with its help and its reason."""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from importlib.metadata import version
from math import inf
from pathlib import Path
from typing import Any, get_args, get_type_hints

FILE_NAME = "corpuscle.toml"


class SettingsError(ValueError):
    """A settings file that can't be used; the message names file and key."""


def setting(default: Any, help: str) -> Any:  # noqa: A002  (the word users know)
    """Declare a setting with its default and the help that the docs print."""
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Crawl:
    """How far a run goes."""

    pages: int = setting(1000, "Pages to fetch in one run; 0 for no limit")
    minutes: float = setting(0.0, "Minutes one run may take; 0 for no limit")
    depth: int = setting(6, "Links away from a seed that are still followed")
    per_host: int = setting(200, "Pages to fetch from one host in one run; 0 for no limit")
    breadth: bool = setting(
        default=False, help="Follow every link in the order found instead of the most promising first"
    )
    parallel: int = setting(16, "Requests under way at once, over all hosts")
    patience: float = setting(60.0, "Seconds a run waits for hosts that asked for a pause before it ends")


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave as a guest on the web."""

    contact: str = setting(
        "", "Web page or mail address that site owners can reach you at; part of the user agent"
    )
    delay: float = setting(1.0, "Seconds between two requests to one host")
    longest_delay: float = setting(
        60.0, "Longest Crawl-delay of a robots.txt that is obeyed in full, in seconds"
    )
    timeout: float = setting(25.0, "Seconds until an answer must be complete")
    max_megabytes: float = setting(10.0, "Largest body, after decompression")
    redirects: int = setting(5, "Redirects in a row that are followed")
    attempts: int = setting(3, "Fetches of one address before a passing failure counts as final")
    retry_minutes: float = setting(5.0, "Minutes until a failed address is tried again; doubled each time")
    allow_private: bool = setting(default=False, help="Fetch from loopback and private addresses")

    @property
    def user_agent(self) -> str:
        """What we call ourselves in every request."""
        about = f" (+{self.contact})" if self.contact else ""
        return f"Corpuscle/{version('corpuscle')}{about}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a page may cost."""

    workers: int = setting(0, "Reader processes; 0 for one per core")
    seconds: float = setting(10.0, "Seconds after which a reader is killed and the page refused")
    megabytes: int = setting(2048, "Memory of one reader process")

    @property
    def processes(self) -> int:
        """Reader processes to start."""
        return self.workers or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Judges:
    """What a text must be to be kept."""

    min_words: int = setting(60, "Shortest text that is kept, in words (CJK: characters / 1.6)")
    languages: tuple[str, ...] = setting((), "Languages to keep, as ISO 639-1 codes; empty for all")
    # Plain TF-IDF: unrelated news texts of one language score up to 0.02 against a seed of 300
    # words, loosely related ones 0.05 and more.
    min_relevance: float = setting(0.03, "Lowest relevance to the nearest seed that is kept, 0..1")
    # Names alone: news in other languages about something else score up to 0.01.
    min_relevance_abroad: float = setting(0.012, "The same for texts in a language that no seed is in")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; the names of these fields are the tables of `corpuscle.toml`."""

    crawl: Crawl = field(default_factory=Crawl)
    manners: Manners = field(default_factory=Manners)
    reading: Reading = field(default_factory=Reading)
    judges: Judges = field(default_factory=Judges)

    def with_values(self, table: str, **values: Any) -> Settings:
        """Return a copy with the values that are not None put into `table`."""
        given = {name: value for name, value in values.items() if value is not None}
        return replace(self, **{table: replace(getattr(self, table), **given)})

    def as_dict(self) -> dict[str, Any]:
        """Return tables of names and values, as a run records them."""
        return asdict(self)


def load(folder: Path) -> Settings:
    """Read `corpuscle.toml` in a folder; the defaults where there is none.

    Raises SettingsError for what it can't use.
    """
    path = folder / FILE_NAME
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        msg = f"{path}: {error}"
        raise SettingsError(msg) from error
    settings = Settings()
    for table, values in tables.items():
        known_name(path, table, settings, "table")
        if not isinstance(values, dict):
            msg = f"{path}: {table} is a table: write [{table}] and its settings below"
            raise SettingsError(msg)
        checked = {
            name: checked_value(path, getattr(settings, table), name, value) for name, value in values.items()
        }
        settings = replace(settings, **{table: replace(getattr(settings, table), **checked)})
    return settings


def known_name(path: Path, name: str, record: Any, noun: str) -> None:
    """Raise SettingsError with the nearest known name if `record` has no such field."""
    names = [f.name for f in fields(record)]
    if name not in names:
        near = difflib.get_close_matches(name, names, 1) or [", ".join(names)]
        msg = f"{path}: no {noun} called {name!r}; did you mean {near[0]}?"
        raise SettingsError(msg)


def checked_value(path: Path, record: Any, name: str, value: Any) -> Any:
    """Return a value in the type that its setting has, or raise SettingsError."""
    known_name(path, name, record, "setting")
    wanted = get_type_hints(type(record))[name]
    if wanted == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(member, str) for member in value):
            return tuple(value)
    else:
        types = tuple(t for t in get_args(wanted) if t is not type(None)) or (wanted,)
        if float in types and type(value) is int:
            value = float(value)
        # type() and not isinstance(): true is no number
        if type(value) in types and (isinstance(value, bool | str) or 0 <= value < inf):
            return value
    what = "a list of strings" if wanted == tuple[str, ...] else type_name(wanted)
    msg = f"{path}: {name} must be {what}, not {value!r}"
    raise SettingsError(msg)


def type_name(wanted: Any) -> str:
    """Say in words what a setting takes."""
    names = {
        int: "a whole number, 0 or more",
        float: "a number, 0 or more",
        bool: "true or false",
        str: "a text",
    }
    return next(text for kind, text in names.items() if kind in (get_args(wanted) or (wanted,)))
