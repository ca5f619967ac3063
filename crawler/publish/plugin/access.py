"""Who may see a corpus: Datasette's word, in the forms of 0.65 and of 1.0."""

from __future__ import annotations

from typing import Any

from datasette import Forbidden


async def check(datasette: Any, actor: Any, database: str) -> None:
    """Raise Forbidden unless somebody may see a database and the articles in it."""
    if not await may_see(datasette, actor, database):
        raise Forbidden("You may not see this corpus")


async def may_see(datasette: Any, actor: Any, database: str) -> bool:
    """Say whether somebody may see a database and the articles in it."""
    if hasattr(datasette, "allowed"):
        return await allowed(datasette, actor, database)
    asked = (("view-instance", None), ("view-database", database), ("view-table", (database, "articles")))
    return all(
        [await datasette.permission_allowed(actor, action, resource, True) for action, resource in asked]  # noqa: FBT003
    )


async def allowed(datasette: Any, actor: Any, database: str) -> bool:
    """Ask Datasette 1.0."""
    from datasette.resources import DatabaseResource, TableResource  # noqa: PLC0415  (not in 0.65)

    asked = (
        ("view-instance", None),
        ("view-database", DatabaseResource(database)),
        ("view-table", TableResource(database, "articles")),
    )
    return all([await datasette.allowed(action=action, resource=of, actor=actor) for action, of in asked])
