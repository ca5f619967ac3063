"""What the recipes for clusters say is true, as far as one machine can tell."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

import click
import jsonschema
import pytest
import yaml
from console import wait_for

from crawler.cli import cli

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
KUBERNETES = {
    path.stem: list(yaml.safe_load_all(path.read_text("utf-8")))
    for path in EXAMPLES.glob("kubernetes/*.yaml")
}
CALL = re.compile(r"(?:^|entrypoint: |')(corpuscle [^`'\n|]+)", re.MULTILINE)


def test_the_cloud_takes_its_file():
    schema = Path(find_spec("ray").origin).parent / "autoscaler" / "ray-schema.json"
    cluster = yaml.safe_load((EXAMPLES / "cloud" / "cluster.yaml").read_text("utf-8"))
    jsonschema.validate(cluster, json.loads(schema.read_text("utf-8")))
    # the machine with the corpus is neither taken away nor kept busy
    head = cluster["available_node_types"][cluster["head_node_type"]]
    assert "InstanceMarketOptions" not in head["node_config"]
    assert any("--num-cpus=0" in command for command in cluster["head_start_ray_commands"])


@pytest.mark.parametrize("name", ["raycluster", "rayjob"])
def test_pods_find_what_they_need(name):
    (document,) = KUBERNETES[name]
    spec = document["spec"].get("rayClusterSpec", document["spec"])
    claims = {one["metadata"]["name"] for one in KUBERNETES["volumes"]}
    groups = [spec["headGroupSpec"], *spec["workerGroupSpecs"]]
    pods = [group["template"]["spec"] for group in groups]
    for pod in pods:
        (container,) = pod["containers"]
        named = {one["name"]: one["persistentVolumeClaim"]["claimName"] for one in pod["volumes"]}
        assert set(named.values()) <= claims
        assert {one["name"] for one in container["volumeMounts"]} == set(named)
    # one has the corpus, all have what is read under the same name, and all are of one image
    mounts = [{one["mountPath"] for one in pod["containers"][0]["volumeMounts"]} for pod in pods]
    assert ["/corpus" in paths for paths in mounts] == [True, False]
    assert all("/warcs" in paths for paths in mounts)
    assert len({pod["containers"][0]["image"] for pod in pods}) == 1
    assert spec["headGroupSpec"]["rayStartParams"]["num-cpus"] == "0"
    image = (EXAMPLES / "kubernetes" / "Dockerfile").read_text("utf-8")
    assert f"rayproject/ray:{spec['rayVersion']}-" in image


def test_commands_are_ones_that_there_are():
    """Also those of the docs: each is taken apart as the program would."""
    files = [ROOT / "docs" / "clusters.md", ROOT / "docs" / "merge.md", *EXAMPLES.rglob("*.yaml")]
    calls = [call for path in files for call in CALL.findall(path.read_text("utf-8")) if "…" not in call]
    assert len(calls) >= 8
    for call in calls:
        _, name, *arguments = shlex.split(call, comments=True)
        with click.Context(cli) as context:
            command = cli.get_command(context, name)
            assert command, call
            command.make_context(name, arguments, parent=context)


STUBS = {
    "scontrol": 'echo "scontrol $*" >>"$LOG"; if [ "$1" = show ]; then printf "n1\\nn2\\nn3\\n"; fi',
    "srun": 'echo "srun $*" >>"$LOG"; case "$*" in *hostname*) echo 10.0.0.1 ;; *) exec sleep 60 ;; esac',
    "ray": 'echo "ray $*" >>"$LOG"',
    "corpuscle": 'echo "corpuscle $*" >>"$LOG"; trap "exit 130" INT; while true; do sleep 0.1; done',
}


def test_a_job_of_slurm_is_queued_again_when_its_time_is_up(tmp_path):
    script = EXAMPLES / "slurm" / "corpuscle.sbatch"
    for name, body in STUBS.items():
        (tmp_path / name).write_text(f"#!/bin/bash\n{body}\n")
        (tmp_path / name).chmod(0o755)
    log = tmp_path / "log"
    about = {"LOG": str(log), "SLURM_SUBMIT_DIR": str(tmp_path), "SLURM_JOB_NODELIST": "n[1-3]"}
    about |= {"SLURM_CPUS_PER_TASK": "4", "SLURM_JOB_ID": "7", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    job = subprocess.Popen(["bash", script, "ingest", "/warcs"], env=os.environ | about)
    wait_for(lambda: log.exists() and "\ncorpuscle" in log.read_text())
    os.kill(job.pid, signal.SIGINT)
    assert job.wait(30) == 130
    said = log.read_text().splitlines()
    assert said[-1] == "scontrol requeue 7"
    assert f"corpuscle ingest /warcs --db {tmp_path}/corpus.db --ray 10.0.0.1:6379" in said
    started = sorted(line.partition(" ray start ")[2] for line in said if " ray start " in line)
    assert [("--head" in line, line.rpartition(" ")[2]) for line in started] == [
        (False, "--num-cpus=4"), (True, "--num-cpus=3"),
    ]  # fmt: skip
    assert any("--nodes=2 --exclude=n1 " in line for line in said)
