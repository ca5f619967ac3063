"""GitHub Actions: a workflow that keeps the corpus as an artifact from one run to the next."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator
from pathlib import Path

from .job import SIGN, Entry, Job, ScheduleError

SHORTEST = 5  # minutes between two runs; GitHub leaves out what comes more often
WORKFLOWS = Path(".github") / "workflows"
WORKFLOW = """# {sign}{db}
# An unattended run of Corpuscle. Commit this file with corpuscle.toml and seeds/; set the repository
# variable CORPUSCLE_CONTACT to how site owners can reach you. The corpus is kept as an artifact for 90
# days after each run, and taken up by the next one. Texts belong to those who wrote them: whoever can
# read the repository can read its artifacts, so keep it private. GitHub's clock is UTC; in public
# repositories it ends schedules after 60 days without a commit.
name: {title}

on:
  schedule:
{times}
  workflow_dispatch:

concurrency:
  group: {name}
  cancel-in-progress: false

permissions:
  actions: read
  contents: read

env:
  PACKAGE: corpuscle  # what pip installs: a name, an address, or a path in this repository

jobs:
  run:
    runs-on: ubuntu-latest
    timeout-minutes: 350
    defaults:
      run:
        working-directory: {folder}
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
      - name: Install
        run: pip install --quiet "$PACKAGE"
        working-directory: .
      - name: Take up the corpus
        env:
          GH_TOKEN: ${{{{ github.token }}}}
        # a run that can't have the corpus must not begin another one
        run: |
          newest="repos/$GITHUB_REPOSITORY/actions/artifacts?name={name}&per_page=1"
          run=$(gh api "$newest" --jq '.artifacts[] | select(.expired | not) | .workflow_run.id')
          if [ -n "$run" ]; then gh run download "$run" --name {name}; else echo "No corpus yet."; fi
      - name: Run
        run: |
          corpuscle run --db {file} --minutes 300 --log {log} --contact "$CONTACT"{options} || [ $? -eq 3 ]
        env:
          CONTACT: ${{{{ vars.CORPUSCLE_CONTACT }}}}
      - name: Report
        if: always()
        run: corpuscle report --db {file} --markdown "$GITHUB_STEP_SUMMARY" || true
      - name: Keep the corpus
        if: always()
        uses: actions/upload-artifact@v6
        with:
          name: {name}
          path: |
            {kept}
          if-no-files-found: error
          retention-days: 90
"""


def repository(folder: Path) -> Path:
    """Return the repository that a folder is in; the folder itself where there is none."""
    return next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), folder)


def path_of(job: Job) -> Path:
    """Where the workflow of a corpus lies: corpuscle.yml, with a name for every other than corpus.db."""
    root = repository(job.folder)
    is_first = job.db == root / "corpus.db"
    return root / WORKFLOWS / ("corpuscle.yml" if is_first else f"{job.name}.yml")


def workflow(job: Job) -> str:
    """Return the file; raises ScheduleError for times that GitHub does not keep."""
    if any(is_too_often(times.minutes) for times in job.times):
        msg = f"GitHub starts nothing more often than every {SHORTEST} minutes: use a longer interval"
        raise ScheduleError(msg)
    folder = job.folder.relative_to(repository(job.folder))
    name = path_of(job).stem
    # a run that was cut off leaves a -wal, without which the corpus is not whole
    kept = [folder / name for name in (job.db.name, f"{job.db.name}-wal", job.log.name)]
    return WORKFLOW.format(
        sign=SIGN,
        db=job.db.relative_to(repository(job.folder)),
        title=f"Corpus {folder / job.db.stem}",
        times="\n".join(f'    - cron: "{times.text}"' for times in job.times),
        name=name,
        folder=quoted(str(folder)),
        file=shlex.quote(job.db.name),
        log=shlex.quote(job.log.name),
        options="".join(f" {shlex.quote(option)}" for option in job.options),
        kept="\n            ".join(map(str, kept)),
    )


def quoted(text: str) -> str:
    """Write a text as YAML reads it back."""
    return "'" + text.replace("'", "''") + "'"


def is_too_often(minutes: frozenset[int]) -> bool:
    """Say whether two of the minutes of an hour are closer to each other than GitHub allows."""
    there = sorted(minutes)
    gaps = [after - before for before, after in zip(there, [*there[1:], there[0] + 60], strict=True)]
    return len(there) > 1 and min(gaps) < SHORTEST


def install(job: Job) -> list[str]:
    """Write the workflow; return its path."""
    path = path_of(job)
    text = workflow(job)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return [str(path)]


def entries(folder: Path) -> Iterator[Entry]:
    """Yield what the repository around a folder has."""
    root = repository(folder.absolute())
    sign = f"# {SIGN}"
    for path in sorted((root / WORKFLOWS).glob("corpuscle*.yml")):
        lines = path.read_text("utf-8", "replace").splitlines()
        if lines and lines[0].startswith(sign):
            times = tuple(line.split('"')[1] for line in lines if line.startswith('    - cron: "'))
            yield Entry("github", root / lines[0].removeprefix(sign), times, str(path))


def remove(entry: Entry) -> list[str]:
    """Remove a workflow, and the folders that have nothing else."""
    path = Path(entry.where)
    path.unlink(missing_ok=True)
    for parent in (path.parent, path.parent.parent):
        with contextlib.suppress(OSError):  # others are there
            parent.rmdir()
    return [str(path)]
