"""`corpuscle.toml` → Settings, with everything that is wrong said by file and key."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import fields, replace
from math import inf
from pathlib import Path
from typing import Any, get_args, get_type_hints

from .everything import Settings

FILE_NAME = "corpuscle.toml"
HOST = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::\d+)?")
"""A host as addresses name it, in small letters, with its port unless that is the default one."""


class SettingsError(ValueError):
    """A settings file that can't be used; the message names file and key."""


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
            known_members(path, record, name, value)
            if name == "ignore_robots":
                named_hosts(path, name, value)
            return tuple(value)
    else:
        types = tuple(t for t in get_args(wanted) if t is not type(None)) or (wanted,)
        if float in types and type(value) is int:
            value = float(value)
        # type() and not isinstance(): true is no number
        if isinstance(value, str) and str in types:
            check_text(path, record, name, value)
        if type(value) in types and (isinstance(value, bool | str) or 0 <= value < inf):
            return value
    what = "a list of strings" if wanted == tuple[str, ...] else type_name(wanted)
    msg = f"{path}: {name} must be {what}, not {value!r}"
    raise SettingsError(msg)


def known_members(path: Path, record: Any, name: str, value: list[str]) -> None:
    """Raise SettingsError if a list has something that its setting does not offer."""
    (among,) = (f.metadata.get("among") for f in fields(record) if f.name == name)
    for member in value:
        check_text(path, record, name, member)
        if among and member not in among:
            msg = f"{path}: {name} has {member!r}; it can have {', '.join(among)}"
            raise SettingsError(msg)


def named_hosts(path: Path, name: str, value: list[str]) -> None:
    """Raise SettingsError if a list has something else than hosts by their full names."""
    for member in value:
        if not HOST.fullmatch(member):
            msg = f"{path}: {name} has {member!r}; name each host as addresses do, such as news.example"
            raise SettingsError(msg)


def check_text(path: Path, record: Any, name: str, value: str) -> None:
    """Raise SettingsError if a text is none that its setting can be."""
    (check,) = (f.metadata.get("check") for f in fields(record) if f.name == name)
    try:
        if check:
            check(value)
    except ValueError as error:
        msg = f"{path}: {name}: {error}"
        raise SettingsError(msg) from None


def type_name(wanted: Any) -> str:
    """Say in words what a setting takes."""
    names = {
        int: "a whole number, 0 or more",
        float: "a number, 0 or more",
        bool: "true or false",
        str: "a text",
    }
    return next(text for kind, text in names.items() if kind in (get_args(wanted) or (wanted,)))
