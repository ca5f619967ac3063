"""The tables of corpus.db, in the order they refer to each other."""

from __future__ import annotations

from .schema import Column, Table

REASONS = Table(
    "reasons",
    "Why something is not in the corpus: the closed list that other tables refer to",
    (
        Column("slug", "text primary key", "Short name"),
        Column("stage", "text not null", "Who says no: frontier (before a fetch), fetch, reading or judge"),
        Column("meaning", "text not null", "What it means, in a sentence"),
    ),
    label="slug",
)

SEEDS = Table(
    "seeds",
    "Articles to find more of, as a person gave them",
    (
        Column("id", "integer primary key", "Number of the seed"),
        Column("path", "text not null", "File it was read from, or the URL it was given as"),
        Column("title", "text", "Headline"),
        Column("url", "text", "Address, where it has one"),
        Column("site", "text", "Site it was published on"),
        Column("author", "text", "Names, separated by semicolons"),
        Column("published", "text", "Date of publication or update, ISO 8601"),
        Column("language", "text", "Language of the text, ISO 639-1"),
        Column("keywords", "text not null default '[]'", "Keywords a person gave, JSON list"),
        Column("start_urls", "text not null default '[]'", "Addresses to begin from, JSON list"),
        Column("feeds", "text not null default '[]'", "Feeds to read, JSON list"),
        Column("added_at", "text not null", "When it was first planted, UTC"),
        Column("sha256", "text not null unique", "Hash of text and addresses: the same seed is planted once"),
        Column("text", "text not null", "The article: yardstick of relevance; empty for a bare URL"),
    ),
    label="title",
)

RUNS = Table(
    "runs",
    "One row per crawl run",
    (
        Column("id", "integer primary key", "Number of the run"),
        Column("started_at", "text not null", "UTC"),
        Column("finished_at", "text", "UTC; empty while it runs, or if it was killed"),
        Column("status", "text not null", "running, finished, interrupted, failed or killed"),
        Column(
            "stop_reason",
            "text",
            "What ended it: pages, minutes, per-host, depth, frontier, waiting, interrupted, failed, killed",
        ),
        Column("pages", "integer not null default 0", "Pages fetched"),
        Column("articles", "integer not null default 0", "Articles kept"),
        Column("refused", "integer not null default 0", "Addresses fetched or asked for, and turned down"),
        Column("bytes", "integer not null default 0", "Bytes of all bodies"),
        Column("process", "text not null", "Process number and machine that ran it"),
        Column("version", "text not null", "Version of Corpuscle"),
        Column("settings", "text not null", "Settings it ran with, JSON"),
    ),
    sort_desc="id",
    facets=("status", "stop_reason"),
)

HOSTS = Table(
    "hosts",
    "Sites asked, and when each may be asked again",
    (
        Column("host", "text primary key", "Host, with its port unless that is the default one"),
        Column("next_at", "text not null default ''", "Not asked before this time, UTC; empty for any time"),
        Column("delay", "real", "Seconds between requests that its robots.txt asks for"),
        Column("robots_status", "text", "How its robots.txt was had: ok, missing, unreachable"),
        Column("robots_trouble", "text", "Why its robots.txt could not be had"),
        Column("robots_at", "text", "When its robots.txt was fetched, UTC"),
        Column("robots", "text", "Its robots.txt"),
        Column("fetched", "integer not null default 0", "Pages fetched"),
        Column("articles", "integer not null default 0", "Articles kept"),
        Column("failures", "integer not null default 0", "Failures in a row; 0 after a good answer"),
        Column("queued", "integer not null default 0", "Addresses ready to be fetched (kept by triggers)"),
        Column("best", "real not null default -1", "Highest priority among them (kept by triggers)"),
        Column("run", "integer", "Run that last took an address", "runs(id)"),
        Column("taken", "integer not null default 0", "Addresses that run took"),
    ),
    indexes=(
        # covers the whole question "which hosts, best first, may be asked now?"
        "create index hosts_ready on hosts(best desc, next_at, host) where queued > 0",
    ),
    sort_desc="articles",
    facets=("robots_status",),
)

IS_READY = "{row}.status = 'queued' and {row}.due_at is null"
NEW_READY = IS_READY.format(row="new")
OLD_READY = IS_READY.format(row="old")
BEST = """coalesce((select priority from frontier indexed by frontier_ready
    where host = {row}.host and status = 'queued' and due_at is null
    order by priority desc, id limit 1), -1)"""

FRONTIER = Table(
    "frontier",
    "Every address ever met, and what became of it",
    (
        Column("id", "integer primary key", "Number of the address; its page and article have the same"),
        Column(
            "key",
            "integer not null unique",
            "64-bit hash of the address without scheme, www. and tracking parameters",
        ),
        Column("url", "text not null", "Address as met"),
        Column("host", "text not null", "Host, the unit of politeness", "hosts(host)"),
        Column(
            "status",
            "text not null",
            "queued, claimed (being fetched), done (an article was kept) or refused",
        ),
        Column("reason", "text", "Why it was refused, or what last went wrong", "reasons(slug)"),
        Column("priority", "real not null", "0..1, higher is fetched sooner"),
        Column("depth", "integer not null", "Links away from the nearest seed"),
        Column("via", "integer", "Page that led here; empty for what a person gave", "frontier(id)"),
        Column(
            "kind",
            "text not null",
            "Kind of link that led here: seed, related, inline, next, body, navigation, feed or sitemap",
        ),
        Column("seed", "integer", "Seed whose trail it is on", "seeds(id)"),
        Column("due_at", "text", "Not before this time, UTC: when a failed fetch is tried again"),
        Column("hops", "integer not null default 0", "Redirects in a row that led here"),
        Column("attempts", "integer not null default 0", "Failed fetches so far"),
        Column("block", "integer", "Block that its link stands in", "blocks(id)"),
        Column("astray", "integer not null default 0", "Off-topic pages in a row that led here"),
        Column("parts", "text", "What the priority is made of, in log-odds, JSON"),
    ),
    indexes=(
        """create index frontier_ready on frontier(host, priority desc, id)
where status = 'queued' and due_at is null""",
        "create index frontier_due on frontier(due_at) where due_at is not null",
        "create index frontier_claimed on frontier(id) where status = 'claimed'",
        "create index frontier_status on frontier(status, reason)",
    ),
    triggers=(
        f"""create trigger frontier_ai after insert on frontier when {NEW_READY} begin
  update hosts set queued = queued + 1, best = max(best, new.priority) where host = new.host;
end""",
        f"""create trigger frontier_au after update of status, due_at, priority on frontier
when ({OLD_READY}) or ({NEW_READY}) begin
  update hosts set queued = queued + ({NEW_READY}) - ({OLD_READY}), best = {BEST.format(row="new")}
  where host = new.host;
end""",
        # we never delete, but people do
        f"""create trigger frontier_ad after delete on frontier when {OLD_READY} begin
  update hosts set queued = queued - 1, best = {BEST.format(row="old")} where host = old.host;
end""",
    ),
    facets=("status", "reason", "kind", "depth"),
    label="url",
    sort_desc="id",
)

PAGES = Table(
    "pages",
    "What the network answered: one row per address fetched",
    (
        Column("id", "integer primary key", "Number of the address in frontier", "frontier(id)"),
        Column("url", "text not null", "Address asked for"),
        Column("final_url", "text", "Address that answered, or that a redirect points to"),
        Column("status", "integer", "HTTP status"),
        Column("reason", "text", "Why nothing usable came", "reasons(slug)"),
        Column("detail", "text", "What exactly went wrong"),
        Column("fetched_at", "text not null", "UTC"),
        Column("seconds", "real", "From asking to the last byte"),
        Column("content_type", "text", "What the server calls it"),
        Column("bytes", "integer not null default 0", "Size of the body, decompressed"),
        Column("etag", "text", "Version mark for asking again"),
        Column("last_modified", "text", "Date for asking again"),
        Column("read_seconds", "real", "CPU seconds spent on reading and judging"),
        Column("run", "integer", "Run that fetched it", "runs(id)"),
    ),
    indexes=("create index pages_fetched on pages(fetched_at)",),
    facets=("status", "reason", "run"),
    label="url",
    sort_desc="fetched_at",
)

ARTICLES = Table(
    "articles",
    "Texts read from pages, kept or not",
    (
        Column("id", "integer primary key", "Number of the page", "pages(id)"),
        Column("url", "text not null", "Address of the page"),
        Column("title", "text", "Headline"),
        Column("author", "text", "Names, separated by semicolons"),
        Column("site", "text", "Name of the site"),
        Column("published", "text", "When it was published, as the page says"),
        Column("modified", "text", "When it was changed, as the page says"),
        Column("language", "text", "Language of the text, ISO 639-1"),
        Column("words", "integer not null", "Length of the text"),
        Column("relevance", "real", "Closeness to the nearest seed, 0..1"),
        Column("quality", "real", "Quality of the text, 0..1"),
        Column("reason", "text", "Why it is not in the corpus; empty for a kept article", "reasons(slug)"),
        Column("first_seen", "text not null", "When we first read it, UTC"),
        Column("last_changed", "text not null", "When its text last changed, UTC"),
        Column("section", "text", "Section of the site"),
        Column("tags", "text", "Tags, JSON list"),
        Column("description", "text", "The page's own summary"),
        Column("image", "text", "Address of its main image"),
        Column("licence", "text", "Licence the page names"),
        Column("canonical", "text", "Address the page gives as its own"),
        Column("paywalled", "integer", "1 if the page says that it is not free to read, 0 if it says it is"),
        Column("declared_language", "text", "Language the page declares"),
        Column("language_confidence", "real", "How sure the detected language is, 0..1"),
        Column("extractor", "text not null", "What read the text: name, version, settings"),
        Column("mends", "text", "What was corrected in its answer, JSON list"),
        Column("origins", "text", "Where each field came from, JSON object"),
        Column("sha256", "text not null", "Hash of the text without case, punctuation and spacing"),
        # bulky, so last: whoever scans the columns before them reads no overflow pages
        Column("text", "text not null", "Main text, one paragraph a line"),
        Column("split_title", "text", "Title with CJK characters apart, for search; empty without CJK"),
        Column("split_text", "text", "Text with CJK characters apart, for search; empty without CJK"),
    ),
    indexes=(
        "create index articles_url on articles(url)",
        "create index articles_sha256 on articles(sha256)",
        "create index articles_first_seen on articles(first_seen)",
        "create index articles_language on articles(language, first_seen)",
        "create index articles_site on articles(site, first_seen)",
        "create index articles_relevance on articles(relevance)",
        "create index articles_reason on articles(reason, first_seen)",
    ),
    facets=("language", "site", "reason"),
    label="title",
    sort_desc="first_seen",
)

VERSIONS = Table(
    "versions",
    "Texts that an article had before it changed",
    (
        Column("article", "integer not null", "Article that changed", "articles(id)"),
        Column("seen_at", "text not null", "Until when we saw this text, UTC"),
        Column("title", "text", "Headline then"),
        Column("sha256", "text not null", "Hash of the text then"),
        Column("text", "text not null", "Text then"),
    ),
    key=("article", "seen_at"),
)

VERDICTS = Table(
    "verdicts",
    "What each judge said about each article",
    (
        Column("article", "integer not null", "Article judged", "articles(id)"),
        Column("judge", "text not null", "Who judged: length, language, relevance, …"),
        Column("score", "real", "What the judge measured"),
        Column("reason", "text", "Why it was turned down; empty for keep", "reasons(slug)"),
        Column("evidence", "text", "What the score rests on"),
        Column("parts", "text", "What the score is made of, JSON"),
    ),
    key=("article", "judge"),
    facets=("judge", "reason"),
)

DUPLICATES = Table(
    "duplicates",
    "Pairs of articles of which one stands in the other, in whole or in part; one for what was left out",
    (
        Column("article", "integer not null", "The copy or excerpt", "articles(id)"),
        Column(
            "original", "integer not null", "What it was taken from; always in the corpus", "articles(id)"
        ),
        Column("kind", "text not null", "exact, near or excerpt"),
        Column("similarity", "real not null", "Share of the article that stands in the original, 0..1"),
    ),
    key=("article", "original"),
    indexes=("create index duplicates_original on duplicates(original)",),
    facets=("kind",),
)

MARKS = Table(
    "marks",
    "What people said of articles: their word outweighs the relevance judge's, and teaches it",
    (
        Column("article", "integer primary key", "Article marked", "articles(id)"),
        Column("relevant", "integer not null", "1 if it is what is sought, 0 if not"),
        Column("marked_at", "text not null", "UTC"),
    ),
    facets=("relevant",),
)

BLOCKS = Table(
    "blocks",
    "Blocks of links: the same block on other pages of a host is one row",
    (
        Column("id", "integer primary key", "Number of the block"),
        Column("host", "text not null", "Host it stands on", "hosts(host)"),
        Column(
            "kind",
            "text not null",
            "What its links are: related, inline, next, body, navigation, feed or sitemap",
        ),
        Column("heading", "text not null", "Visible heading"),
        Column("path", "text not null", "Where it stands in the page's tree"),
        Column("tries", "integer not null default 0", "Pages read that it was the first to lead to"),
        Column("kept", "integer not null default 0", "How many of them were kept"),
        Column("pages", "integer not null default 0", "Pages it was seen on"),
        Column("links", "integer not null default 0", "Links in it, on all pages but the first"),
        Column("fresh", "integer not null default 0", "How many of them it had not shown on another page"),
        Column(
            "sitewide",
            "integer not null default 0",
            "1 if it shows the same links on every page: then they count as navigation",
        ),
    ),
    indexes=("create unique index blocks_place on blocks(host, kind, heading, path)",),
    facets=("kind", "host"),
    label="heading",
)

LINKS = Table(
    "links",
    "Who links to whom, and how; the view edges shows it with addresses",
    (
        Column("source", "integer not null", "Page the link stands on", "frontier(id)"),
        Column("target", "integer not null", "Address it leads to", "frontier(id)"),
        Column("block", "integer not null", "Block it stands in", "blocks(id)"),
        Column("anchor", "text not null", "Text of the link"),
        Column("position", "integer not null", "Order on the page, from 0"),
        Column("score", "real not null", "How sure we are that it leads to more of the same, 0..1"),
        Column("nofollow", "integer not null default 0", "1 if the page asks robots not to follow it"),
    ),
    key=("source", "target"),
    indexes=("create index links_target on links(target)",),
    hidden=True,
)

FINGERPRINTS = Table(
    "fingerprints",
    "By what copies of each kept article are found",
    (
        Column("article", "integer primary key", "Article that was kept", "articles(id)"),
        Column("scheme", "integer not null", "Version of how the samples were taken"),
        Column("samples", "blob not null", "Hashes of some of its runs of words, four bytes each"),
    ),
    hidden=True,
)

SAMPLES = Table(
    "samples",
    "Which kept articles have a run of words; what more than a few have is found in those few only",
    (
        Column("sample", "integer not null", "Hash of a run of words"),
        # no reference: with one, deleting an article would read through all of this
        Column("article", "integer not null", "Article that has it"),
    ),
    key=("sample", "article"),
    hidden=True,
)

TABLES = (
    REASONS, SEEDS, RUNS, HOSTS, FRONTIER, PAGES, ARTICLES, VERSIONS, VERDICTS, MARKS, DUPLICATES, BLOCKS,
    LINKS, FINGERPRINTS, SAMPLES,
)  # fmt: skip
