"""What came without the network: files that were ingested, corpora merged, readings of the archive."""

from __future__ import annotations

from ..schema import Column, Table

INGESTS = Table(
    "ingests",
    "Files that were ingested: how far each was read, and what was in it",
    (
        Column("id", "integer primary key", "Number of the ingestion"),
        Column("source", "text not null", "File or folder, and for a WACZ file the WARC file in it"),
        Column("hosts", "text not null", "Hosts whose pages were taken; empty for all"),
        Column("bytes", "integer not null", "Size of the file, or of all files of the folder"),
        Column("fingerprint", "text not null", "Hash of its size and its beginning: what makes it this file"),
        Column("position", "integer not null default 0", "Where the next record begins, or pages read"),
        Column("records", "integer not null default 0", "Records of any kind, or files, gone through"),
        Column("answers", "integer not null default 0", "How many of them were answers for a page"),
        Column("articles", "integer not null default 0", "Articles kept"),
        Column("refused", "integer not null default 0", "Pages turned down; each has its reason in pages"),
        Column("skipped", "integer not null default 0", "Answers not read: held already, or of other hosts"),
        Column("damaged", "integer not null default 0", "Places that could not be read"),
        Column("status", "text not null", "running (ingested again it goes on), finished or failed"),
        Column("detail", "text", "What went wrong"),
        Column("run", "integer", "Run that read it last", "runs(id)"),
        Column("started_at", "text not null", "UTC"),
        Column("finished_at", "text", "UTC; empty until all of it was read"),
    ),
    indexes=("create unique index ingests_file on ingests(fingerprint, hosts)",),
    facets=("status", "run"),
    sort_desc="id",
    label="source",
)

DAMAGES = Table(
    "damages",
    "Places in ingested files that could not be read",
    (
        Column("ingest", "integer not null", "Ingestion that met it", "ingests(id)"),
        Column("position", "integer not null", "Bytes before it, or number of the file in the folder"),
        Column("length", "integer not null", "Bytes that were passed over"),
        Column("detail", "text not null", "What is wrong"),
    ),
    key=("ingest", "position"),
    facets=("ingest",),
)

REREADS = Table(
    "rereads",
    "Readings of the archive with another reader, and how far each is",
    (
        Column("id", "integer primary key", "Number of the reading"),
        Column("extractor", "text not null", "What it read with: name, version, settings"),
        Column("condition", "text not null", "Which pages, in SQL"),
        Column("settings", "text not null", "Hash of the settings it judged with"),
        Column("last", "integer not null default 0", "Last page that is done; they are read in their order"),
        Column("started_at", "text not null", "UTC"),
        Column("finished_at", "text", "UTC; empty if it was interrupted: the next one goes on from there"),
        Column("changes", "text not null default '{}'", "What came of it so far, JSON"),
    ),
    sort_desc="id",
    label="condition",
)

MERGES = Table(
    "merges",
    "Corpora that were merged into this one, each time they brought something",
    (
        Column("id", "integer primary key", "Number of the merge"),
        Column("source", "text not null", "File of the other corpus"),
        Column("as_of", "text", "When a page had last been fetched for it, UTC"),
        Column("merged_at", "text not null", "UTC"),
        Column("seeds", "integer not null", "Seeds that came"),
        Column("runs", "integer not null", "Runs that came"),
        Column("addresses", "integer not null", "Addresses nobody had met here"),
        Column("articles", "integer not null", "Articles that came, and newer readings of known ones"),
        Column("versions", "integer not null", "Earlier and other texts that came"),
        Column("captures", "integer not null", "Answers in the archive that came"),
    ),
    sort_desc="id",
    label="source",
)
