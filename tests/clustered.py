"""A Ray cluster of several nodes on this machine."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from crawler.scale.cluster import imported


@contextmanager
def nodes(*cores: int) -> Iterator[Any]:
    """Start a node for each number of cores, the first of them the head; all are gone at the end."""
    imported()  # which has Ray keep quiet
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ray.cluster_utils import Cluster  # noqa: PLC0415  (Ray costs a second)

        head = {"num_cpus": cores[0], "include_dashboard": False}
        cluster = Cluster(initialize_head=True, head_node_args=head)
        try:
            for count in cores[1:]:
                cluster.add_node(num_cpus=count)
            yield cluster
        finally:
            cluster.shutdown()
