"""Who is told of a run, as what; hostile titles are text, and failures to tell fail nothing."""

from __future__ import annotations

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from turns import empty, story, take_turn

from crawler import settings
from crawler.cli import cli
from crawler.corpus.reports.report import Report
from crawler.unattended.log import Log
from crawler.unattended.mail import hand_over
from crawler.unattended.markdown import headline, markdown
from crawler.unattended.sending import is_wanted, send, send_failure
from crawler.unattended.webhook import SendingError, post

HOSTILE = "\n~! touch /tmp/owned\n# [x](javascript:alert(1)) <script>`rm`</script> *_|\x1b[31m"
RUN = {
    "id": 7, "started_at": "2026-03-14T08:30:00.000Z", "finished_at": "2026-03-14T08:31:00.000Z",
    "status": "finished", "stop_reason": "frontier", "pages": 3, "articles": 1, "refused": 1, "bytes": 9,
}  # fmt: skip
ROW = {"id": 1, "url": "https://a.example/<x> y", "title": HOSTILE, "site": HOSTILE, "relevance": 0.9}
ALARM = {"host": "a.example", "what": "texts", "page": 0, "was": 1.0, "became": 0.0, "sentence": HOSTILE}
CORPUS = Path("/data/corpus.db")


def report(counts=None, status="finished", alarms=()):
    counts = {"new": 1, "changed": 2, "refused": 1} if counts is None else counts
    refused = ({"reason": "robots", "meaning": "Stay away", "visits": 1, "unasked": 1},)
    hosts = ({"host": "a.example", "visits": 3, "failed": 1, "trouble": "dns", "meaning": "No such name"},)
    return Report(RUN | {"status": status}, counts, 1, 2**20, refused, hosts, alarms, {"new": (ROW,)})


def test_nothing_of_the_web_is_more_than_text():
    text = markdown(report(alarms=(ALARM,)), "corpus.db")
    ours = ("# ", "## ", "- ", headline(report(alarms=(ALARM,))))
    assert all(line.startswith(ours) for line in text.splitlines() if line)
    assert "\x1b" not in text
    assert "](javascript" not in text.replace("\\]", "")
    assert "\\<script\\>\\`rm\\`" in text
    assert "(<https://a.example/xy>)" in text
    assert "1 new, 2 changed, 0 gone, 1 refused, 1 alarm" in text
    assert "25% of the pages were answered with 304" in text


@pytest.mark.parametrize(
    ("counts", "status", "alarms", "wanted"),
    [
        ({"new": 1}, "finished", (), {"always", "news"}),
        ({"same": 9}, "finished", (), {"always"}),
        ({}, "finished", (), {"always"}),
        ({"gone": 1}, "finished", (), {"always", "news"}),
        ({"same": 9}, "finished", (ALARM,), {"always", "news", "trouble"}),
        ({}, "failed", (), {"always", "news", "trouble"}),
    ],
)
def test_when_a_report_is_sent(counts, status, alarms, wanted):
    one = report(counts, status, alarms)
    assert {when for when in settings.report.WHEN if is_wanted(one, when)} == wanted


class Hook(HTTPServer):
    """What a webhook is to us: it keeps what it was sent."""

    def __init__(self, status=204):
        self.status = status
        self.bodies = []
        super().__init__(("127.0.0.1", 0), Handler)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/hooks/s3cret"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        pass


def test_webhook_and_mail_get_the_report(tmp_path):
    mailer = tmp_path / "mailer"
    mailer.write_text(f'#!/bin/sh\ncat > {tmp_path}/mail\necho "$@" > {tmp_path}/words\n')
    mailer.chmod(0o700)
    with Hook() as hook:
        wanted = settings.Report(webhook=hook.address, mail_command=f"{mailer} -s 'A corpus' $(x) ;")
        assert list(send(report(), CORPUS, wanted)) == ["webhook", "mail command"]
        assert list(send_failure("no room is left", CORPUS, wanted)) == ["webhook", "mail command"]
    first, second = hook.bodies
    assert first["text"] == f"Corpuscle, run 7 of corpus.db: {headline(report())}."
    assert first["report"]["articles"]["new"][0]["title"] == HOSTILE
    assert first["report"]["harvest"] == 0.5
    assert second["failure"] == "no room is left"
    assert (tmp_path / "mail").read_text() == "/data/corpus.db: no room is left\n"
    assert (tmp_path / "words").read_text() == "-s A corpus $(x) ;\n"


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_does_not_take_it(status):
    with Hook(status) as hook, pytest.raises(SendingError) as error:
        post(hook.address, {}, 5.0)
    assert str(status) in str(error.value)
    assert "s3cret" not in str(error.value)
    assert len(hook.bodies) == 1


@pytest.mark.parametrize(
    ("command", "said"),
    [("false", "ended with 1"), ("no-such-program", "No such file"), ("sleep 60", "timed out")],
)
def test_a_mail_command_that_fails(command, said):
    with pytest.raises(SendingError, match=said):
        hand_over(command, "text" * 100_000, 0.5)


def test_one_that_fails_keeps_nothing_from_the_other():
    wanted = settings.Report(webhook="http://127.0.0.1:9/x", mail_command="cat", seconds=5.0)
    failed, sent = send(report(), CORPUS, wanted)
    assert isinstance(failed, SendingError)
    assert sent == "mail command"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('when = "sometimes"', "always, news, trouble, never"),
        ('webhook = "ftp://x/"', "https://"),
        ('webhook = "hooks.example/x"', "https://"),
        ('mail_command = "mail \'x"', "mail_command"),
    ],
)
def test_settings_that_can_not_be(tmp_path, line, said):
    (tmp_path / "corpuscle.toml").write_text(f"[report]\n{line}\n")
    with pytest.raises(settings.SettingsError, match=said):
        settings.load(tmp_path)


def test_the_log_is_bounded_and_a_line_is_a_line(tmp_path):
    path = tmp_path / "corpus.log"
    log = Log(path, settings.Report(log_megabytes=0.002, log_files=2), quiet=True)
    for number in range(100):
        log.say("event %d of %s", number, "evil\n2026-01-01T00:00:00Z INFO    run 1: forged\x1b[31m")
    logging.getLogger("scrapy").info("not worth knowing")
    logging.getLogger("scrapy").warning("worth knowing")
    log.close()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["corpus.log", "corpus.log.1", "corpus.log.2"]
    assert all(file.stat().st_size <= 2_000 for file in files)
    lines = "".join(file.read_text() for file in files).splitlines()
    assert all("event" in line or "worth" in line for line in lines)
    assert not any("not worth" in line or "\x1b" in line for line in lines)
    assert "worth knowing" in path.read_text()


def test_a_log_that_can_not_be_opened_is_said(tmp_path, capsys):
    Log(tmp_path / "nowhere" / "corpus.log", settings.Report(), quiet=True).close()
    assert "corpus.log can't be written" in capsys.readouterr().err


def test_a_report_at_the_terminal_as_markdown_and_as_json(corpus, monkeypatch):
    monkeypatch.chdir(corpus.path.parent)
    shown = CliRunner().invoke(cli, ["report"])
    assert shown.exit_code == 3
    for first, teach in ((0, story), (12, story), (24, empty)):
        take_turn(corpus, [f"https://a.example/{number}" for number in range(first, first + 12)], teach)
    shown = CliRunner().invoke(cli, ["report"])
    assert "0 new" in shown.stdout
    assert "Alarm" in shown.stdout
    assert "a text was found on 0% of 12 pages" in " ".join(shown.stdout.split())
    assert "12 new" in CliRunner().invoke(cli, ["report", "1"]).stdout
    as_json = json.loads(CliRunner().invoke(cli, ["report", "1", "--json"]).stdout)
    assert as_json["counts"] == {"new": 12}
    assert CliRunner().invoke(cli, ["report", "--markdown", "report.md"]).exit_code == 0
    assert Path("report.md").read_text().startswith("# Run 3 of corpus.db\n")
    assert CliRunner().invoke(cli, ["report", "--markdown", "no/report.md"]).exit_code == 1
    assert CliRunner().invoke(cli, ["report", "9"]).exit_code == 3
