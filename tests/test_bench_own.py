"""The peers' benchmark for record types of one's own: what a peer quotes is scored as partyx's own answer is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import get_args

import pytest

from partyx.kinds.record import spec_of
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.metric.likeness import HEADLINE
from partyx.scoring.metric.score import score_document

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "evals" / "bench" / "peers"


@pytest.fixture(scope="module")
def own():
    """The script, read from its path: a record file of another test may be a module "own" as well."""
    sys.path.insert(0, str(PEERS))
    spec = importlib.util.spec_from_file_location("bench_of_own_records", PEERS / "own.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]
    sys.path.remove(str(PEERS))


@pytest.fixture(scope="module")
def case():
    """A written article about appointments, with its gold."""
    (found,) = EvalFolder(ROOT / "evals" / "records" / "appointments").cases(["a2"])
    return found


def quotes(case) -> list[dict[str, object]]:
    """The gold records as a peer that is always right quotes them, with the empty fields that it has to fill."""
    return [
        {"decision": None, "by": "", **record.values, "votes": _printed(record.values.get("votes"))}
        | ({"effective": None} if "effective" in record.values else {})
        for record in case.gold.own["appointments"]
    ]


def _printed(votes):
    return None if votes is None else f"{votes['value']} {votes['unit']}"


def test_what_is_quoted_rightly_is_scored_so(own, case) -> None:
    (spec,) = map(spec_of, case.types.own)
    found, refused = own.of_quotes(case, spec, quotes(case))
    figures = score_document(case.gold, found, case.text, case.types).figures
    assert refused == 0
    assert figures[f"appointments/cells@{HEADLINE}"].precision == 1
    assert figures[f"appointments/records@{HEADLINE}"].f1 == 1


def test_what_no_record_can_be_is_refused_and_what_is_nowhere_is_counted(own, case) -> None:
    (spec,) = map(spec_of, case.types.own)
    good = {**quotes(case)[0], "votes": None}
    records = [
        good,
        {**good, "kind": "lên chức"},
        {**good, "person": "Ma Văn Bịa", "post": "Bí thư Tỉnh ủy Bịa"},
    ]
    found, refused = own.of_quotes(case, spec, records)
    assert (refused, len(found.records["appointments"])) == (1, 1)
    given, nowhere = own.invented(spec, records, case.text)
    assert (given > nowhere, nowhere) == (True, 2)


def test_a_peer_is_asked_for_texts_choices_and_lists(own, case) -> None:
    (spec,) = map(spec_of, case.types.own)
    fields = own.plain_model(spec).model_fields
    assert fields["person"].annotation is str
    assert set(get_args(fields["kind"].annotation)) == set(spec.by_name["kind"].role.values)
    assert type(None) in get_args(fields["votes"].annotation)
    assert own.shaped(spec, {"person": ["Vi Thị Sen"], "post": "", "x": 1}) == {"person": "Vi Thị Sen"}
