"""How often patterns of addresses, hosts and domains were asked, and what that brought."""

from __future__ import annotations

from ..schema import Column, Table

BUDGETS = Table(
    "budgets",
    "What may be asked without bringing an article: one row per pattern of addresses, host and domain asked",
    (
        Column("id", "integer primary key", "64-bit hash of scope and name"),
        Column("scope", "text not null", "shape (a pattern of addresses on a host), host or domain"),
        Column("name", "text not null", "Host with the pattern, host, or domain"),
        Column("fetched", "integer not null default 0", "Pages fetched; of a domain, hosts asked"),
        Column(
            "articles", "integer not null default 0", "Articles kept that it had, or that its pages led to"
        ),
        Column(
            "spent",
            "integer not null default 0",
            "1 if nothing more is asked of it until it has brought another article",
        ),
    ),
    indexes=(
        "create index budgets_name on budgets(name, scope)",
        "create index budgets_spent on budgets(id) where spent",
    ),
    facets=("scope", "spent"),
    label="name",
    sort_desc="fetched",
)
