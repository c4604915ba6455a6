"""From any text to every form of output, through the whole library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partyx
from partyx import Extraction, PartyxError, Settings

RULES = Settings(engine="rules")
PIECES = (
    "Sáng ngày 29/9/2023, Tỉnh ủy tổ chức hội nghị giao ban. ",
    "Đồng chí Lê Thị Hoa, Bí thư Huyện ủy, chủ trì và đề nghị các chi bộ thực hiện nghiêm ",
    "Chỉ thị số 12-CT/TU ngày 3/3/2024 của Ban Thường vụ Tỉnh ủy. ",
    "Kết nạp hơn 1.204 đảng viên (chiếm 57,5%), 2/89 chi bộ (chiếm 2,47%). ",
    "1\u200b.513 ",
    "9" * 400,
    "\n\n",
    "\x00\x1b[31m",
    "<b>&amp;</b>",
    "{{ x }} ⟨n1⟩ ",
    "Tỉnh u\u0309y ",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=12).map("".join))
@settings(deadline=None, max_examples=60)
def test_any_text_that_is_an_article_comes_out_in_every_form(text):
    try:
        extraction = partyx.extract(text, settings=RULES)
    except PartyxError:
        return
    assert Extraction.from_json(extraction.to_json()) == extraction
    assert str(extraction)
    assert extraction._repr_html_()
    frames = extraction.to_frames()
    for name in ("meetings", "statistics", "directives", "findings"):
        assert len(frames[name]) == len(getattr(extraction, name))


@pytest.mark.parametrize("digits", [10, 400, 5_000, 10_000])
def test_a_number_of_any_length_comes_out_in_every_form(digits):
    extraction = partyx.extract(f"Toàn Đảng bộ kết nạp {'9' * digits} đảng viên.", settings=RULES)
    assert Extraction.from_json(extraction.to_json()) == extraction
    assert str(extraction)
    assert extraction._repr_html_()
    assert len(extraction.to_frames()["statistics"]) == len(extraction.statistics)
