"""Whether a record's other fields are its own: planned or reached, when, of whom, of which whole, who asks.

An engine names each by an id or a phrase that the article has, and the article may have it somewhere else:
the date of a document it cites, the deadline of an instruction, a body in somebody's quotation. Each function
says why a field is none of the record's, a predicate, or gives None when it may be.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from partyx.language.denials import denied, forbidden
from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.name import NAME
from partyx.language.passages import Passages
from partyx.language.plans import may_announce_plans
from partyx.language.unit import unit_after
from partyx.mention import Kind, NumberReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.grounding.places import Places
    from partyx.language.ranges import Range
    from partyx.mention import Mention, Number

_PLANNED = pattern(
    "(?P<aim><modality.aims|modality.obliges|modality.asks>)"
    "|(?P<plan><modality.announces|claims.plans>)|(?P<result><claims.results>)"
)
_REACHED = pattern(r"<measures.attains> (?:<measures.degrees> )?\d")
_DEADLINE = Behind("instructions.deadlines")
_PARTS = pattern("<measures.parts>")
_WHOLE = pattern("<claims.wholes>")
_OWNER = pattern(
    "<bodies.names|bodies.all_levels|places.nouns|statistics.everywhere|units.members|people.forms"
    "|claims.owners|places.provinces>"
)
_SHARE = pattern("[^%]? ?<+units.percent>")
_FINDS = pattern(r"[^;.()\d]{0,120}[,;] (?:<claims.acted> )?<claims.finds> (?:<claims.of_those> )?\Z")
_OF_PEOPLE = pattern(r"[^,;:.()\d]{0,120}, (?:<claims.of_those> )?\Z")
_EXAMINES = pattern(r"<claims.examines>[^,;:.()]{0,60}(?:\d[^,;:.()]{0,60})?\Z")
_OUT_OF = Behind("measures.out_of")
_ON_A_PLAN = pattern(
    r"[^,;:.()\d]{0,60}<claims.on> <statistics.plans>(?: <claims.amounts_to|claims.reaches>)? ?\Z"
)
_APART = pattern(r"[;:.(](?!\d)|<measures.up|measures.down>")
"""Between those and the figure, says that it is out of something else, or by how much they changed."""
_EXAMINED = 200
"""Characters before a whole in which it is said to have been examined. Half and twice of this and of the next
three change no record of the evals, nor of 149 answers of a strong model that were spoiled."""
_BEFORE_WHOLE = 40
"""Characters before a whole in which it is said to be one."""
_BEHIND_A_RESULT = 60
"""Characters behind a figure in which it is said to be reached."""
_REACH = 120
"""Characters before what is said of a record in which the name begins that it is a part of, and between a
figure and what was planned of the same."""
_SIDE_BY_SIDE = 12
"""Characters between two citations that share what they are about."""
_CITED = 600
"""Characters of a sentence on either side of what is said of a document in which others may be cited."""


def plan_objection(places: Places, at: Range) -> str | None:
    """A planned figure is said to be one before it: in its sentence, or in the line its list hangs from.

    Or its time was still to come: "đến hết tháng 12, 90% chi bộ có tủ sách".

    "Chỉ tiêu" alone may stand beside a result, which then says behind the figure that it was reached:
    "chỉ tiêu kết nạp 47/60, đạt 78,3%".
    """
    folded = places.article.folded
    sentence = places.sentence(at[0])
    said = places.found(_PLANNED, sentence)
    before = said.before(at[0])
    above = places.article.list_above(places.article.block_at(at[0]))
    if before and said.groups[before - 1] == "result":
        return "is a result"
    if _is_of_the_past(places, at):
        return "is of another time than what is planned"
    ahead = places.mentions.lies_ahead(places.article, at[0])
    announced = any(may_announce_plans(folded, *places.block(index)) for index in above[:1])
    if ahead or announced or said.first("aim") < before:
        return None
    if not before:
        return "is not said to be planned"
    reached = _REACHED.search(folded, at[1], min(sentence[1], at[1] + _BEHIND_A_RESULT))
    return None if reached is None else "is a result"


def period_objection(places: Places, start: int, at: Range) -> str | None:
    """The time of a figure is not a document's date, nor a deadline, nor printed in a later paragraph."""
    if places.mentions.cited.covers(start):
        return "is the date of a document"
    if _DEADLINE.start(places.article.folded, start - 1) is not None:
        return "is a deadline"
    return _later_objection(places, start, at)


def owner_objection(places: Places, owner: Range, at: Range) -> str | None:
    """Whose a figure is: a body, a place or people, and none that only a later paragraph names."""
    start, end = owner
    printed = places.view[start:end]
    bodies = places.mentions.within(start - _REACH, end, Kind.ORGANISATION)
    if not (any(one.end > start for one in bodies) or _OWNER.search(fold(printed)) or NAME.match(printed)):
        return "names no body, place or people"
    return _later_objection(places, start, at, printed)


def _is_of_the_past(places: Places, at: Range) -> bool:
    """Whether a figure stands in brackets with a time that has begun: "đạt 95% (năm 2024 là 88,7%)"."""
    article = places.article
    held = places.mentions.told_apart(article, at[0])
    if held is None:
        return False
    return not article.is_before(places.mentions.within(held, at[0], Kind.DATE)[-1].period)


def _later_objection(places: Places, position: int, at: Range, text: str | None = None) -> str | None:
    """Why what stands at a position, or somewhere as the same text, is not said of a figure before it."""
    paragraph = places.paragraph(at[0])
    if position < paragraph[1] and not places.article.orders.covers(position):
        return None
    first = places.first_said(text) if text else None
    if first is not None and first[1] <= paragraph[1]:
        return None
    return "is not said up to the end of its paragraph"


def whole_objection(places: Places, whole: Mention, at: Range, value: Number) -> str | None:
    """A whole is printed before its part, as one, and is no smaller."""
    reading = next(one for one in whole.readings if isinstance(one, NumberReading))
    if reading.value < value:
        return "is smaller than its part"
    folded, sentence = places.article.folded, places.sentence(at[0])
    before = sentence[0] <= whole.start < at[0]
    if _is_planned_for(places, whole, at, sentence):
        return None
    if before and (_has_parts(places, whole, at) or _is_among(places, whole, at, sentence)):
        return None
    paragraph = places.paragraph(at[0])
    low = max(paragraph[0], whole.start - _BEFORE_WHOLE)
    if low <= whole.start < sentence[1] and _WHOLE.search(folded, low, whole.start):
        return None
    return "is not said to be its whole"


def _has_parts(places: Places, whole: Mention, at: Range) -> bool:
    """Whether what follows a figure is its parts, this one among them: only shares stand between."""
    parts = _PARTS.search(places.article.folded, whole.end, at[0])
    if parts is None or ";" in places.view[whole.end : parts.start()].rstrip(" ;"):
        return False
    between = places.mentions.figures_within(whole.end, parts.start())
    return all(_SHARE.match(places.view, end - 1) for _, end in between)


def _is_among(places: Places, whole: Mention, at: Range, sentence: Range) -> bool:
    """Whether a figure counts some of those of the one before: out of them, what was found, people of them.

    "Trong 27 hồ sơ, 18 hồ sơ đã được duyệt"; "kiểm tra 940 chi bộ, phát hiện 57 chi bộ vi phạm"; "giới
    thiệu 14 quần chúng, 10 người đã được kết nạp".
    """
    view, folded = places.view, places.article.folded
    counted = unit_after(view, folded, whole.end, at[0])
    same = unit_after(view, folded, at[1], sentence[1])
    if counted is None or same is None:
        return False
    noun, part = fold(counted[0]), fold(same[0])
    if _OUT_OF.start(folded, whole.start - 1, sentence[0]) is not None and noun.startswith(part):
        return _APART.search(folded, whole.end, at[0]) is None
    if _OF_PEOPLE.fullmatch(folded, whole.end, at[0]):
        return part in phrases("units.person") and noun in phrases("units.persons")
    if not (noun.startswith(part) or part.startswith(noun)):
        return False
    low = max(sentence[0], whole.start - _EXAMINED)
    examined = _EXAMINES.search(folded, low, whole.start) is not None
    return examined and _FINDS.fullmatch(folded, whole.end, at[0]) is not None


def _is_planned_for(places: Places, whole: Mention, at: Range, sentence: Range) -> bool:
    """Whether a figure behind is what was planned of the same: "13 căn trên kế hoạch 20 căn"."""
    view, folded = places.view, places.article.folded
    if not 0 < whole.start - at[1] <= _REACH or not _ON_A_PLAN.fullmatch(folded, at[1], whole.start):
        return False
    counted = unit_after(view, folded, at[1], whole.start)
    planned = unit_after(view, folded, whole.end, sentence[1])
    return counted is not None and (planned is None or fold(counted[0]).startswith(fold(planned[0])))


def document_objection(places: Places, what: str, at: Range, citations: Sequence[Range]) -> str | None:
    """What is said of a document stands in a paragraph that cites it: who issued it is a body or a person.

    Args:
        places: The article.
        what: "issuer", "date" or "subject".
        at: Where it stands.
        citations: Where the document is cited, in order, each with all that belongs to it.
    """
    block = places.article.block_at
    here = [place for place in citations if block(place[0]) == block(at[0])]
    if not here or places.article.orders.covers(at[0]):
        return "stands in no paragraph that cites it"
    if _is_of_another(places, what, at, here):
        return "stands in a sentence that cites another document"
    if what == "issuer" and not _issues(places, at):
        return "names no body and no person"
    if what == "subject" and at[0] < here[0][0]:
        return "stands before its citation"
    return None


def _is_of_another(places: Places, what: str, at: Range, citations: Sequence[Range]) -> bool:
    """Whether another document's citation holds it, or its sentence cites others and not the one meant.

    What a document is about may be told again in such a sentence, and be that of two that stand side by side:
    "Nghị quyết Trung ương 4 khóa XI, khóa XII về xây dựng, chỉnh đốn Đảng".
    """
    low, high = places.sentence(at[0])
    low, high = max(low, at[0] - _CITED), min(high, at[0] + _CITED)
    others = [one for one in places.mentions.within(low, high, Kind.DOCUMENT) if one.whole not in citations]
    holder = next((one for one in others if one.start <= at[0] < one.whole[1]), None)
    if holder is not None:
        beside = any(0 <= holder.start - end <= _SIDE_BY_SIDE for _, end in citations)
        return not (what == "subject" and beside)
    return (
        what != "subject" and bool(others) and not any(start < high and end > low for start, end in citations)
    )


def _issues(places: Places, at: Range) -> bool:
    near = places.mentions.within(at[0] - _REACH, at[1])
    issuers = (Kind.ORGANISATION, Kind.PERSON, Kind.DOCUMENT)
    return (
        any(one.kind in issuers and one.end > at[0] for one in near) or places.issuers.at(at[0]) is not None
    )


def speaker_objection(places: Places, name: str, begins: Range) -> str | None:
    """Who gives an instruction is not another than the one person whom its sentence names."""
    sentence = places.sentence(begins[0])
    named = places.mentions.within(*sentence, Kind.PERSON)
    same = places.mentions.persons.get(fold(name), ())
    index = bisect_left(same, sentence[0], key=attrgetter("start"))
    if not named or any(one.start < sentence[1] for one in same[index : index + 1]):
        return None
    if fold(name).strip() in places.plain(sentence):
        return None
    return f"is not {named[0].text!r}, whom the sentence names"


def paragraphs_of(places: Places, evidence: Iterable[Range]) -> Passages:
    """The paragraphs of an instruction, in which :func:`addressee_objection` looks for each addressee."""
    paragraphs = sorted({places.paragraph(start) for start, _ in evidence})
    return Passages([places.plain(place) for place in paragraphs])


def addressee_objection(paragraphs: Passages, addressee: str) -> str | None:
    """Who is to act is named in a paragraph of the instruction."""
    return None if paragraphs.say(fold(addressee).strip()) else "is named in another paragraph"


def task_objection(places: Places, task: Range) -> str | None:
    """A task is quoted with the word that denies or forbids it."""
    word = forbidden(places.article.folded, task[0], places.sentence(task[0])[0])
    return None if word is None else f"leaves out {word!r}, which stands before it"


def denial_objection(places: Places, at: Range) -> str | None:
    """Words are quoted with the one that denies them; forbidden or ended things are topics as well."""
    word = denied(places.article.folded, at[0], places.sentence(at[0])[0])
    return None if word is None else f"leaves out {word!r}, which stands before it"
