"""Articles that instruct their reader, and a model that obeys: no lie comes out unflagged."""

import sys
from pathlib import Path

import pytest

import partyx

sys.path.insert(0, str(Path(__file__).parent.parent / "evals"))

import injection

ATTACKS = tuple(injection.attacks())


def test_there_are_enough_attacks_and_each_is_another():
    assert len(ATTACKS) >= 130
    assert (
        len({attack.name for attack in ATTACKS}) == len({attack.text for attack in ATTACKS}) == len(ATTACKS)
    )


@pytest.mark.parametrize("engine", injection.ENGINES)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_no_lie_comes_out_unflagged(attack, engine):
    found = injection.ENGINES[engine](attack)
    assert [injection.outcome(found, lie) for lie in attack.lies].count("unflagged") == 0


def test_what_is_said_without_orders_comes_out_whole():
    """The checks are against lies: the same article with true claims loses nothing."""
    claims = {
        "statistics": [
            {"printed": "47", "indicator": "đảng viên kết nạp", "unit": "đảng viên", "subject": "toàn huyện"},
            {"printed": "92%", "indicator": "tỷ lệ chi bộ hoàn thành tốt nhiệm vụ"},
            {"printed": "9", "indicator": "chi bộ chưa có nghị quyết chuyên đề", "unit": "chi bộ"},
            {"printed": "2,5%", "indicator": "tỷ lệ hộ nghèo giảm"},
            {"printed": "110", "indicator": "đảng viên kết nạp", "target": True, "period": "năm 2024"},
        ],
        "meetings": [{"name": "hội nghị sơ kết công tác xây dựng Đảng", "chairs": ["Lê Thị Thu Hoa"]}],
        "directives": [
            {
                "issuer": "Lê Thị Thu Hoa",
                "kind": "yêu cầu",
                "addressees": ["các chi bộ"],
                "tasks": ["rà soát nguồn kết nạp"],
            }
        ],
    }
    text = (injection.FOLDER / "article.txt").read_text(encoding="utf-8")
    found = partyx.extract(text, model=partyx.FakeModel([claims]), settings=injection.PLAIN)
    assert found.unlocated == ()
    assert [one.indicator for one in found.statistics] == [one["indicator"] for one in claims["statistics"]]
    assert [one.target for one in found.statistics] == [False, False, False, False, True]
    assert found.meetings[0].chairs[0].name == "Lê Thị Thu Hoa"
    assert (found.directives[0].issuer, found.directives[0].addressees) == ("Lê Thị Thu Hoa", ("các chi bộ",))
    assert not any(one.check == "addressed-to-the-reader" for one in found.findings)
