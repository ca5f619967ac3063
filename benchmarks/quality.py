"""Measure the quality judge: false alarms on whole texts, and how much made-up damage it finds.

    python benchmarks/quality.py TEXTS.jsonl [--most N] [--low]

TEXTS.jsonl has one object a line: text, and language (ISO 639-1) where it is known. Texts that are
flagged as they are take no part in the damage. `--low` lists the texts below 0.8.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from crawler.judges.quality.judge import Quality
from crawler.reading.article import count_words
from crawler.records import Article

DICE = random.Random(7)
WHOLE_END = re.compile(r"[.!?…。！？।]\W*$")
PLEAS = (
    "Subscribe to continue reading", "Jetzt abonnieren und weiterlesen", "Abonnez-vous pour lire la suite",
    "Suscríbete para seguir leyendo", "Assine para continuar lendo", "Abbonati per continuare a leggere",
    "Log in om verder te lezen", "Prenumerera för att läsa vidare", "Tilaa ja jatka lukemista",
    "Zaprenumeruj, aby czytać dalej", "Předplaťte si a čtěte dál", "Оформите подписку, чтобы читать дальше",
    "Okumaya devam etmek için abone olun", "اشترك لمتابعة القراءة", "पढ़ना जारी रखने के लिए सब्सक्राइब करें",
    "สมัครสมาชิกเพื่ออ่านต่อ", "Đăng ký để đọc tiếp", "订阅以继续阅读", "続きを読むには会員登録が必要です",
    "구독하고 계속 읽기",
)  # fmt: skip
Damage = Callable[[str], str | None]


def repeat(text: str) -> str | None:
    """Paste a paragraph five times."""
    long = [line for line in text.split("\n") if len(line) > 60]
    return text.replace(line := DICE.choice(long), "\n".join([line] * 5), 1) if len(long) > 2 else None


def shuffle(text: str) -> str:
    """Put the words in no order."""
    words = text.split()
    DICE.shuffle(words)
    return " ".join(words)


def cut(text: str) -> str | None:
    """End somewhere in the middle of a sentence."""
    part = text[: int(len(text) * DICE.uniform(0.3, 0.8))].rstrip()
    return None if len(text) < 600 or WHOLE_END.search(part) else part


def dots(text: str) -> str | None:
    """Cut, and say so."""
    part = cut(text)
    return part and part + DICE.choice(["…", "...", " […]", "... Read more", "\nWeiterlesen"])


def listed(text: str) -> str | None:
    """Make 60 % of the lines, or sentences, items of a list."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 6:
        lines = re.split(r"(?<=[.!?])\s+", text)
    if len(lines) < 8:
        return None
    items = set(DICE.sample(range(len(lines)), -(-len(lines) * 6 // 10)))
    return "\n".join(f"- {line}" if number in items else line for number, line in enumerate(lines))


def stub(text: str) -> str | None:
    """Leave two paragraphs and a plea."""
    long = [line for line in text.split("\n") if len(line) > 60]
    return "\n".join([*long[:2], DICE.choice(PLEAS)])[-1500:] if len(long) > 2 else None


def decode(charset: str, errors: str = "replace") -> Damage:
    """Read UTF-8 as something else, where that makes a difference."""

    def damage(text: str) -> str | None:
        enough = len(re.findall(r"[^\x00-\x7f]", text)) >= 5
        return text.encode("utf-8", "replace").decode(charset, errors) if enough else None

    return damage


def as_utf_8(text: str) -> str | None:
    """Read Windows-1252 as UTF-8."""
    raw = text.encode("cp1252", "ignore")
    broken = raw.decode("utf-8", "replace")
    return broken if broken.count("\ufffd") >= 5 else None


DAMAGES: dict[str, tuple[str, Damage]] = {
    "a paragraph five times": ("repeated-text", repeat),
    "words shuffled": ("shuffled", shuffle),
    "UTF-8 as Latin-1": ("mojibake", decode("latin-1")),
    "UTF-8 as Windows-1252": ("mojibake", decode("cp1252")),
    "UTF-8 as Windows-1251": ("mojibake", decode("cp1251")),
    "UTF-8 as KOI8-R": ("mojibake", decode("koi8-r")),
    "UTF-8 as Mac Roman": ("mojibake", decode("mac_roman")),
    "UTF-8 as GB 18030": ("mojibake", decode("gb18030")),
    "Windows-1252 as UTF-8": ("lost-characters", as_utf_8),
    "cut in mid-sentence": ("truncated", cut),
    "cut with dots or a link": ("truncated", dots),
    "60 % list items": ("list", listed),
    "a stub with a plea": ("paywall", stub),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--most", type=int, default=400, help="texts that are damaged")
    parser.add_argument("--low", action="store_true", help="list the texts below 0.8")
    options = parser.parse_args()
    articles = list(load(options.texts))
    if not articles:
        sys.exit("no texts")
    judge = Quality()
    judge(articles[0])
    start = time.process_time()
    verdicts = [judge(article) for article in articles]
    spent = time.process_time() - start
    words = sum(article.words for article in articles)
    fine = [article for article, verdict in zip(articles, verdicts, strict=True) if not verdict.parts]
    good = sum((verdict.score or 0) >= 0.8 for verdict in verdicts)
    print(f"{len(articles)} texts, {good / len(articles):.1%} at 0.8 or more, {len(fine)} without a flag")
    print(f"{500_000 * spent / words:.2f} ms per 500 words")
    for article, verdict in zip(articles, verdicts, strict=True):
        if options.low and (verdict.score or 0) < 0.8:
            print(f"  {verdict.score}  {article.title}  {article.language}  {verdict.evidence}")
    DICE.shuffle(fine)
    for name, (flag, damage) in DAMAGES.items():
        total = sum(flag in verdict.parts for verdict in verdicts)
        print(f"{name:26} {measure(judge, fine[: options.most], flag, damage)}  ", end="")
        print(f"flagged undamaged {total / len(articles):.1%}")


def load(path: Path) -> Iterator[Article]:
    """Yield the texts of a file as articles."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("text"):
            name = row.get("url") or row.get("id")
            yield Article(name, row["text"], language=row.get("language"), words=count_words(row["text"]))


def measure(judge: Quality, articles: list[Article], flag: str, damage: Damage) -> str:
    """Return which share of damaged texts gets the flag."""
    found = []
    for article in articles:
        broken = damage(article.text)
        if broken:
            verdict = judge(replace(article, text=broken, words=count_words(broken)))
            found.append(flag in verdict.parts)
    return f"{sum(found):4} of {len(found):4} found ({sum(found) / max(1, len(found)):.0%})"


if __name__ == "__main__":
    main()
