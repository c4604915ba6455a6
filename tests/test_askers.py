"""Who asks for a task, and by which verb: sentences of a task, and what is read in them."""

from __future__ import annotations

import pytest

from partyx.checks.directives.askers import Asked, asked_by
from partyx.checks.printed import Printed
from partyx.mentions import find_mentions
from partyx.reading import read

WORK = "rà soát nguồn kết nạp"
VUI = "rất vui " * 60


def asked(text: str) -> tuple[Asked | None, str]:
    """How the task of a text is asked for, and the verb."""
    article = read(f"Đảng bộ huyện Bình Lâm\n\n05/10/2023\n\n{text} các xã {WORK}.\n")
    found = asked_by(Printed(article, find_mentions(article)), article.view.index(WORK))
    return found, article.view[slice(*found.verb)] if found else ""


@pytest.mark.parametrize(
    ("text", "verb", "who", "known_as"),
    [
        # The last person before the verb, with the titles.
        ("Ông Lê Hà, Bí thư Huyện ủy yêu cầu", "yêu cầu", "Lê Hà", ("Bí thư Huyện ủy",)),
        ("Ông Lê Hà và bà Đỗ Thu yêu cầu", "yêu cầu", "Đỗ Thu", ()),
        ("Ông Lê Hà đề nghị mở lớp, yêu cầu", "yêu cầu", "Lê Hà", ()),
        # Of "Ông" those of the last sentence before that names any, in the same paragraph and not far back.
        ("Ông Lê Hà, Bí thư Huyện ủy phát biểu. Ông cũng đề nghị", "đề nghị", "Lê Hà", ("Lê Hà", "Bí thư Huyện ủy")),
        ("Ông Lê Hà và bà Đỗ Thu phát biểu. Đồng chí này đề nghị", "đề nghị", "Lê Hà", ("Lê Hà", "Đỗ Thu")),
        ("Bà Đỗ Thu dự. Ông Lê Hà nói. Ông đề nghị", "đề nghị", "Lê Hà", ("Lê Hà",)),
        ("Ông Lê Hà nói. Việc chậm. Lớp ít. Ông đề nghị", "đề nghị", "Lê Hà", ("Lê Hà",)),
        ("Ông Lê Hà nói. Việc chậm. Lớp ít. Xã xa. Ông đề nghị", "đề nghị", None, ()),
        ("Ông Lê Hà nói.\n\nÔng đề nghị", "đề nghị", None, ()),
        # The verb of a sentence before, unless somebody else is named since.
        ("Ông Lê Hà yêu cầu đổi mới. Việc ấy cần", "yêu cầu", "Lê Hà", ()),
        ("Ông Lê Hà yêu cầu đổi mới. Việc ấy chậm. Tích cực cùng", "yêu cầu", "Lê Hà", ()),
        (f"Ông Lê Hà yêu cầu {VUI}", "yêu cầu", "Lê Hà", ()),
    ],
)  # fmt: skip
def test_a_person_asks(text: str, verb: str, who: str | None, known_as: tuple[str, ...]) -> None:
    found, by = asked(text)
    assert found is not None
    assert (by, found.who, found.known_as, found.is_person) == (verb, who, known_as, True)


@pytest.mark.parametrize(
    ("text", "verb", "who", "known_as"),
    [
        # A body or an office that runs up to the verb.
        ("Ban Thường vụ Huyện ủy đã yêu cầu", "yêu cầu", "Ban Thường vụ Huyện ủy", ()),
        ("Bí thư Ban Thường vụ Huyện ủy yêu cầu", "yêu cầu", "Bí thư Ban Thường vụ Huyện ủy", ()),
        ("Ông Lê Hà, Bí thư Huyện ủy dự. Bí thư Huyện ủy yêu cầu", "yêu cầu", "Bí thư Huyện ủy", ("Lê Hà",)),
        ("Ông Lê Hà, Bí thư Huyện ủy nói. Đồng chí Bí thư đề nghị", "đề nghị", "Bí thư", ("Lê Hà",)),
        # No body that does something else before, or issued what is cited.
        ("Ban Thường vụ Huyện ủy họp và yêu cầu", "yêu cầu", None, ()),
        ("Thực hiện Chỉ thị số 5-CT/TU ngày 3/5/2023 của Tỉnh ủy yêu cầu", "yêu cầu", None, ()),
        ("Hội nghị yêu cầu", "yêu cầu", None, ()),
        (f"Ông Lê Hà {VUI}yêu cầu", "yêu cầu", None, ()),  # too far away to be read with it
    ],
)
def test_a_body_or_an_office_asks(text: str, verb: str, who: str | None, known_as: tuple[str, ...]) -> None:
    found, by = asked(text)
    assert found is not None
    assert (by, found.who, found.known_as, found.is_person) == (verb, who, known_as, False)


@pytest.mark.parametrize(
    "text",
    [
        "Chiều qua,",
        "Theo yêu cầu của huyện,",
        "Nhiều đề nghị kết nạp được xét,",
        "Ông Lê Hà yêu cầu đổi mới. Bà Đỗ Thu cùng",
        "Ông Lê Hà yêu cầu đổi mới.\n\nChiều qua,",
    ],
)
def test_nobody_asks(text: str) -> None:
    assert asked(text) == (None, "")


@pytest.mark.parametrize(
    ("who", "known_as", "issuer", "may_be"),
    [
        ("Lê Hà", (), "Lê Hà", True),
        ("Lê Hà", ("Bí thư Huyện ủy",), "Bí thư Huyện ủy", True),
        ("Lê Hà", ("Bí thư Huyện ủy",), "Bí thư Huyện ủy Bình Lâm", True),
        ("Lê Hà", ("Bí thư Huyện ủy",), "Đỗ Thu", False),
        (None, (), "Đỗ Thu", True),
    ],
)
def test_who_asks_may_be_named_otherwise(
    who: str | None, known_as: tuple[str, ...], issuer: str, *, may_be: bool
) -> None:
    assert Asked((0, 1), 0, who, known_as).may_be(issuer) is may_be
