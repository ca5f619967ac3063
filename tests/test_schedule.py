"""When runs begin, and what is written into crontabs, units and workflows: ours, and nothing else."""

from __future__ import annotations

import json
import shlex
import shutil
import stat
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from crawler.cli import cli
from crawler.schedule import cron, github, systemd
from crawler.schedule.fields import TimesError
from crawler.schedule.job import Job, ScheduleError
from crawler.schedule.times import Times, every, next_of

MONDAY = datetime(2026, 3, 2, 12, 30)  # noqa: DTZ001  (a wall clock)
OTHERS = b'# mine  \n\nMAILTO=me\n*/5 * * * * echo "100\\%" # corpuscle: not yours\n\t@daily  true\r\n'
CRONTAB = """#!/bin/sh
# Keeps a crontab in a file, as the real one does.
case $1 in
  -l) [ -e "$TABLE" ] && exec cat "$TABLE"; echo "no crontab for somebody" >&2; exit 1;;
  -r) exec rm "$TABLE";;
  -) exec cat > "$TABLE";;
esac
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1m", ["* * * * *"]),
        ("5m", ["4-59/5 * * * *"]),
        ("30m", ["4,34 * * * *"]),
        ("45m", ["34 0-21/3 * * *", "19 1-22/3 * * *", "4,49 2-23/3 * * *"]),
        ("90 min", ["34 0-21/3 * * *", "4 2-23/3 * * *"]),
        ("1h", ["34 * * * *"]),
        ("6h", ["34 0,6,12,18 * * *"]),
        ("1 day", ["34 4 * * *"]),
        ("1w", ["34 4 * * 6"]),
    ],
)
def test_an_interval_as_lines_of_cron(text, lines):
    assert [times.text for times in every(text, 34)] == lines


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("7h", ("6h", "8h")), ("50m", ("48m", "1h")), ("1000m", ("12h", "1d")), ("2d", ("1d", "--cron")),
        ("0h", ("30m",)), ("often", ("6h",)), ("6", ("6h",)), ("-6h", ("6h",)), ("", ("6h",)),
    ],
)  # fmt: skip
def test_an_interval_that_no_clock_shows(text, near):
    with pytest.raises(TimesError) as error:
        every(text)
    assert all(word in str(error.value) for word in near)


@pytest.mark.parametrize("minutes", [m for m in range(1, 1440) if 1440 % m == 0])
def test_runs_are_as_far_apart_as_was_asked(minutes):
    times, moment = every(f"{minutes}m", 12345), MONDAY
    began = [moment := next_of(times, moment) for _ in range(min(1440 // minutes + 3, 40))]
    gaps = {after - before for before, after in pairwise(began)}
    assert gaps == {timedelta(minutes=minutes)}


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("0 4 * * 1-5", "2026-03-03 04:00"),
        ("*/20 9-17/2 * * *", "2026-03-02 13:00"),
        ("0 0 13 * fri", "2026-03-06 00:00"),  # cron takes either, where both are set
        ("0 0 */2 * fri", "2026-03-13 00:00"),  # but not where one begins with a star
        ("15 6 29 feb *", "2028-02-29 06:15"),
        ("@daily", "2026-03-03 00:00"),
        ("30 12 * * 7", "2026-03-08 12:30"),
        ("31 12 * * 0-6", "2026-03-02 12:31"),
    ],
)
def test_when_an_expression_comes_next(text, following):
    assert f"{Times.parse(text).after(MONDAY):%Y-%m-%d %H:%M}" == following


@pytest.mark.parametrize(
    "text",
    ["", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5/15 * * * *",
     "*/0 * * * *", "5-1 * * * *", "a * * * *", "0 0 31 2 *", "@reboot", "1,,2 * * * *", "* * * * * root"],
)  # fmt: skip
def test_what_is_no_expression(text):
    with pytest.raises(TimesError):
        Times.parse(text)


@pytest.mark.parametrize(
    ("text", "calendars"),
    [
        ("34 0,6,12,18 * * *", ["*-*-* 00,06,12,18:34:00"]),
        ("0 4 1 1,7 *", ["*-01,07-01 04:00:00"]),
        ("*/30 * * * 0", ["Sun *-*-* *:00,30:00"]),
        ("0 0 13 * 5", ["*-*-13 00:00:00", "Fri *-*-* 00:00:00"]),
    ],
)
def test_an_expression_as_systemd_has_it(text, calendars):
    assert Times.parse(text).calendars() == calendars
    if shutil.which("systemd-analyze"):
        for calendar in calendars:
            command = ["systemd-analyze", "calendar", calendar]
            assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def job(path, *options, text="34 0,6,12,18 * * *"):
    return Job.of(Path(path), (Times.parse(text),), options)


NASTY = '/data/it\'s $HOME `x` "q" 100% ; # corpuscle:/other.db/corpus.db'


@pytest.mark.parametrize("path", ["/data/corpus.db", NASTY, "/тексты/语料 库.db"])
def test_a_line_of_cron_says_it_all(path):
    (line,) = cron.lines(job(path, "--pages", "5"))
    # what cron hands to the shell: all after five fields, up to a % that has no backslash
    command = line.split(None, 5)[5].replace("\\%", "%")
    words = shlex.split(command, comments=True)
    assert words[:3] == ["cd", str(Path(path).parent), "&&"]
    assert words[-6:] == ["||", "[", "$?", "-eq", "3", "]"]
    assert path in words
    assert words[words.index("--pages") + 1] == "5"
    assert sys.executable in words
    assert "%" not in line.replace("\\%", "")
    assert cron.corpus_of(f"{line}\n".encode()) == Path(path)


@pytest.mark.parametrize("path", ["/a\nb/corpus.db", "/a\x1b/corpus.db", "/a\udcff/corpus.db"])
def test_a_path_that_no_line_can_hold(path):
    with pytest.raises(ScheduleError, match="rename"):
        job(path)


def test_a_line_that_cron_would_cut(monkeypatch):
    folders = [f"/usr/lib/{number}" for number in range(90)]
    monkeypatch.setattr(Path, "is_dir", lambda _: True)
    monkeypatch.setenv("PATH", ":".join(folders))
    (line,) = cron.lines(job("/data/corpus.db"))
    assert f"PATH={Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin " in line
    with pytest.raises(ScheduleError, match="999"):
        cron.lines(job(f"/{'x' * 400}/corpus.db"))
    with pytest.raises(ScheduleError, match="backslash"):
        cron.lines(job("/a\\b/corpus.db"))


def test_units_as_systemd_reads_them(tmp_path):
    path = tmp_path / 'it\'s $HOME 100% "q"'
    path.mkdir()
    units = systemd.units(job(path / "corpus.db", text="0 0 13 * 5"))
    for name, text in units.items():
        (tmp_path / name).write_text(text)
    service, timer = units.values()
    assert "SuccessExitStatus=3" in service
    assert "Persistent=true" in timer
    assert timer.count("OnCalendar=") == 2
    if shutil.which("systemd-analyze"):
        command = ["systemd-analyze", "verify", "--user", *map(str, tmp_path.glob("corpuscle-*"))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        ours = [line for line in done.stderr.splitlines() if "corpuscle-" in line]
        assert ours == []


def test_a_workflow_is_yaml_that_keeps_the_corpus(tmp_path):
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "it's one"
    folder.mkdir()
    path = github.install(job(folder / "corpus.db", "--pages", "5"))[0]
    assert Path(path).parent == tmp_path / ".github" / "workflows"
    flow = yaml.safe_load(Path(path).read_text())
    assert flow[True]["schedule"] == [{"cron": "34 0,6,12,18 * * *"}]  # YAML takes `on` for true
    assert flow["concurrency"]["cancel-in-progress"] is False
    (run,) = flow["jobs"].values()
    assert run["defaults"]["run"]["working-directory"] == "it's one"
    steps = {step.get("name"): step for step in run["steps"]}
    assert "--pages 5 || [ $? -eq 3 ]" in steps["Run"]["run"]
    assert "it's one/corpus.db-wal" in steps["Keep the corpus"]["with"]["path"].splitlines()
    assert [entry.db for entry in github.entries(folder)] == [folder / "corpus.db"]
    github.remove(next(github.entries(folder)))
    assert not (tmp_path / ".github").exists()


@pytest.mark.parametrize(
    ("text", "fits"), [("*/4 * * * *", False), ("0,5 * * * *", True), ("0,58 * * * *", False)]
)
def test_github_starts_nothing_too_often(tmp_path, text, fits):
    try:
        github.workflow(job(tmp_path / "corpus.db", text=text))
    except ScheduleError:
        assert not fits
    else:
        assert fits


@pytest.fixture
def table(tmp_path, monkeypatch):
    """A crontab of somebody's, in a file, and no systemd; the folder of a corpus is the current one."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "cat", "rm"):
        (programs / name).symlink_to(shutil.which(name))
    (programs / "crontab").write_text(CRONTAB)
    (programs / "crontab").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("TABLE", str(tmp_path / "table"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "one" / "seeds").mkdir(parents=True)
    (tmp_path / "two" / "seeds").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "one")
    return tmp_path / "table"


def schedule(*args):
    return CliRunner().invoke(cli, ["schedule", *args])


def test_ours_comes_and_goes_and_the_rest_stays(table):
    table.write_bytes(OTHERS)
    assert schedule("--every", "45m", "--install").exit_code == 0
    assert schedule("--every", "1d", "--install", "--db", "../two/corpus.db").exit_code == 0
    assert table.read_bytes().startswith(OTHERS)
    listed = json.loads(schedule("list", "--json").stdout)
    assert [(row["on"], Path(row["corpus"]).parent.name, len(row["times"])) for row in listed] == [
        ("cron", "one", 3),
        ("cron", "two", 1),
    ]
    # installed again, it takes the place of what was there
    assert schedule("--cron", "0 4 * * *", "--install").exit_code == 0
    assert table.read_bytes().count(b"corpuscle:/") == 2
    assert schedule("remove").exit_code == 0
    assert table.read_bytes().count(b"corpuscle:/") == 1
    assert schedule("remove").exit_code == 3
    assert schedule("remove", "--all").exit_code == 0
    assert table.read_bytes() == OTHERS
    assert schedule("list").exit_code == 3


def test_a_crontab_of_ours_alone_goes_too(table):
    assert schedule("--every", "1d", "--install").exit_code == 0
    assert table.exists()
    assert schedule("remove").exit_code == 0
    assert not table.exists()


def test_a_last_line_without_an_end_is_not_ours_to_join(table):
    table.write_bytes(b"@daily true")
    assert schedule("--every", "1d", "--install").exit_code == 0
    assert table.read_bytes().startswith(b"@daily true\n")
    assert table.read_bytes().count(b"\n") == 2


@pytest.mark.parametrize("say", ["crontab: permission denied", ""])
def test_what_can_not_be_read_is_not_written_over(table, say):
    table.write_bytes(OTHERS)
    program = table.parent / "bin" / "crontab"
    program.write_text(CRONTAB.replace("-l) ", f"-l) echo '{say}' >&2; exit 1;; -l) "))
    done = schedule("--every", "1d", "--install")
    assert done.exit_code == 1
    assert "left alone" in done.stderr
    assert table.read_bytes() == OTHERS


def test_neither_cron_nor_systemd(table):
    (table.parent / "bin" / "crontab").unlink()
    done = schedule("--every", "1d", "--install")
    assert done.exit_code == 1
    assert "install cron" in done.stderr
    assert schedule("--every", "1d", "--install", "--on", "cron").exit_code == 1
    assert "--on cron" in schedule("--every", "1d", "--install", "--on", "systemd").stderr
    # to print, nothing is needed
    assert schedule("--every", "1d").exit_code == 0
    assert schedule("list").exit_code == 3


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        ((), 2, "--every"),
        (("--every", "1h", "--cron", "0 * * * *"), 2, "say when"),
        (("--every", "7h"), 2, "6h or 8h"),
        (("--every", "1h", "--with", "--pagez 5"), 2, "--pagez"),
        (("--every", "1h", "--with", "'"), 2, "--with"),
        (("--every", "1h", "--with", "--help"), 2, "--help"),
        (("--every", "1h", "--on", "print", "--install"), 2, "nothing to install"),
        (("--every", "1h", "--db", "nowhere/corpus.db"), 1, "not a folder"),
        (("--every", "1h", "--db", "../corpus.db"), 1, "nothing to begin with"),
        (("--every", "1m", "--on", "github"), 1, "5 minutes"),
    ],
)
def test_what_can_not_be_scheduled(table, args, status, said):
    done = schedule(*args)
    assert done.exit_code == status, done.output
    assert said in done.stderr
    assert not table.exists()


@pytest.mark.usefixtures("table")
def test_runs_of_one_corpus_are_started_by_one():
    assert schedule("--every", "1d", "--install").exit_code == 0
    done = schedule("--every", "1d", "--install", "--on", "github")
    assert done.exit_code == 1
    assert "cron has runs into" in done.stderr
    assert not Path(".github").exists()


def test_without_a_contact_it_says_so(table):
    assert "contact" in schedule("--every", "1d").stderr
    Path("corpuscle.toml").write_text('[manners]\ncontact = "me@example.org"\n')
    assert "contact" not in schedule("--every", "1d").stderr
    assert not table.exists()


@pytest.mark.usefixtures("table")
def test_the_command_printed_is_one_that_runs():
    (Path("seeds") / "start.urls").write_text("http://127.0.0.1:9/\n")
    command = schedule("--every", "1d", "--on", "print").stdout
    environment = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["/bin/sh", "-c", command], env=environment, cwd="/", capture_output=True, check=False
    )
    assert done.returncode in (0, 3), done.stderr
    assert done.stdout + done.stderr == b""
    assert "ended in" in Path("corpus.log").read_text()
