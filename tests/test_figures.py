"""Whatever the text, every digit has an id. What figures mean is in ``cases/vi/figures.toml``."""

from hypothesis import example, given, reject
from hypothesis import strategies as st

from partyx.errors import EncodingError
from partyx.mention import Kind
from partyx.mentions import find_mentions
from partyx.reading import read


@given(st.text(max_size=300))
@example("1" * 10_000)
@example("٣٤٥ năm ²³ ①")
@example("ngày 99/99/9999 và 0/0/2000, 1.1.1.1.1")
@example("từ 1 đến 2 đến 3 - 4 - 5%")
@example("Nghị quyết số số 12/12/12-NQ/TW12")
def test_every_digit_has_an_id(text: str) -> None:
    """Whatever the text, every digit lies in a mention, ids are unique, ranges are exact."""
    try:
        article = read(f". {text} .")  # behind a mark nothing is the head of a file or an address
    except EncodingError:  # letters that are lost are refused, digits and all
        reject()
    mentions = find_mentions(article)
    assert len(mentions.by_id) == len(mentions)
    inside = {position for mention in mentions for position in range(mention.start, mention.end)}
    for mention in mentions:
        assert article.view[mention.start : mention.end] == mention.text
        assert mention.readings
    for position, character in enumerate(article.view):
        assert not character.isdecimal() or position in inside, (character, position)


@given(
    st.lists(
        st.sampled_from(
            "1.513 80,8% 26/27 29/9 ngày tháng năm 2021 - / % (chiếm ) đảng viên, quý II số QĐ/TW 49- từ đến".split(
                " "
            )
        ),
        max_size=30,
    )
)
def test_hostile_mixtures(words: list[str]) -> None:
    """Forms run into each other in any order without losing a digit."""
    article = read("x " + " ".join(words))
    covered = {place for mention in find_mentions(article) for place in range(mention.start, mention.end)}
    assert all(place in covered for place, character in enumerate(article.view) if character.isdecimal())
    kinds = {mention.kind for mention in find_mentions(article)}
    assert kinds <= set(Kind)
