"""A real cluster of two nodes on this machine: a node is lost, the driver is killed; every row once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from fault_server import Exchange, FaultServer, answer, slow, status
from redis_server import RedisServer, needed

import partyx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("ray", reason="NO RAY here: runs in a cluster are NOT TESTED (pip install 'partyx[ray]')")
pytestmark = [needed, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
parquet = pytest.importorskip("pyarrow.parquet")
pa = pytest.importorskip("pyarrow")

COUNT, CONCURRENCY = 300, 8
NOTHING = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}
DRIVER = """
import sys
import ray
from partyx.distributed import extract_parquet
ray.init(address=sys.argv[1], logging_level="ERROR", log_to_driver=False)
ray.data.DataContext.get_current().enable_progress_bars = False
print("\\nrows and errors:", *extract_parquet(sys.argv[2], sys.argv[3]))
"""


def text(number: int) -> str:
    return f"Năm 2022, Đảng bộ huyện số {number} kết nạp {number + 1000} đảng viên."


def admitted(exchange: Exchange) -> None:
    """What a model would say of one of the articles."""
    asked = exchange.request.body["messages"][-1]["content"]
    figure = re.search(r"kết nạp \d+⟨(n\d+)⟩", asked)[1]
    stat = {"v": figure, "ind": "đảng viên kết nạp", "unit": "đảng viên", "subj": None, "per": None}
    answer(json.dumps(NOTHING | {"stats": [stat]}))(exchange)


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """A head that computes nothing, and a node with two processors."""
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    store = 100 * 2**20
    quick = {
        "health_check_period_ms": 500,
        "health_check_timeout_ms": 2000,
        "health_check_failure_threshold": 4,
    }
    head = {"num_cpus": 1, "object_store_memory": store, "_system_config": quick}
    made = Cluster(initialize_head=True, head_node_args=head)
    made.node = lambda: made.add_node(num_cpus=2, object_store_memory=store)
    made.first = made.node()
    made.wait_for_nodes()
    yield made
    made.shutdown()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [{"id": f"r{number}", "text": text(number)} for number in range(COUNT)]
    rows += [{"id": "empty", "text": " "}]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    return tmp_path / "in.parquet"


def driver(cluster, source: Path, to: Path) -> subprocess.Popen:
    command = [sys.executable, "-c", DRIVER, cluster.address, str(source), str(to)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def counted(said: str) -> list[tuple[str, str]]:
    """The two numbers that a driver prints, in what it and Ray print (Ray's own lines come when they like)."""
    return re.findall(r"^rows and errors: (\d+) (\d+)$", said, re.MULTILINE)


def wait_for(child: subprocess.Popen, server: FaultServer, calls: int) -> None:
    while len(server.requests) < calls:
        assert child.poll() is None, child.communicate()
        time.sleep(0.02)


def test_a_lost_node_and_a_killed_driver_lose_and_double_no_row(
    cluster, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "out"
    with RedisServer() as redis, FaultServer(default=slow(0.1, admitted)) as server:
        for name, value in {
            "BASE_URL": server.url, "MODEL": "m", "CACHE_URL": redis.url, "CONCURRENCY": CONCURRENCY,
            "SECOND_ASK": "false", "ASK": "article",
        }.items():  # fmt: skip
            monkeypatch.setenv(f"PARTYX_{name}", str(value))
        first = driver(cluster, table, to)
        wait_for(first, server, 40)
        cluster.remove_node(cluster.first, allow_graceful=False)
        cluster.node()
        wait_for(first, server, 150)
        first.kill()
        first.communicate()
        assert len(server.requests) < COUNT
        second = driver(cluster, table, to)
        said, complained = second.communicate()
        assert second.returncode == 0, complained
        calls = [request.body["messages"][-1]["content"] for request in server.requests]
        third = driver(cluster, table, to)
        assert counted(third.communicate()[0]) == [(str(COUNT), "1")]
        assert len(server.requests) == len(calls)
    assert counted(said) == [(str(COUNT), "1")]
    rows = parquet.read_table(to).to_pylist()
    assert Counter(row["source"] for row in rows) == Counter([f"r{it}" for it in range(COUNT)] + ["empty"])
    good = [partyx.Extraction.from_json(row["extraction"]) for row in rows if row["error"] is None]
    assert sorted(it.statistics[0].value for it in good) == [number + 1000 for number in range(COUNT)]
    (bad,) = [row for row in rows if row["error"] is not None]
    assert (bad["source"], bad["stage"], bad["retryable"]) == ("empty", "read", False)
    # Of a process that is killed the calls in flight are lost, and no other: one node, one driver.
    assert len(set(calls)) == COUNT
    assert len(calls) - COUNT <= 2 * CONCURRENCY


def test_what_no_row_would_escape_ends_the_run_with_our_error(
    cluster, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTYX_MODEL", "m")
    monkeypatch.setenv("PARTYX_CACHE", "off")
    with FaultServer(default=status(401)) as server:
        monkeypatch.setenv("PARTYX_BASE_URL", server.url)
        child = driver(cluster, table, tmp_path / "out")
        _, complained = child.communicate()
        assert len(server.requests) < COUNT
    assert child.returncode == 1
    assert complained.splitlines()[-1].startswith("partyx.errors.AuthenticationError: ")
