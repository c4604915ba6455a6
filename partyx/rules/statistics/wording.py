"""What a figure measures, in the article's own words: what was done or rated, and what was counted."""

from __future__ import annotations

from partyx.language.abbreviations import write_out
from partyx.language.claims import acts
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases, word
from partyx.language.unit import member

LONGEST = 120
"""Characters of an indicator; in the hand-made labels of the samples the longest has 74."""

_ACTED = pattern(r"(?! ?<statistics.measured>).*<statistics.acted> ")
"""Who did it: "các cấp ủy đảng đã kết nạp". What is measured stays: "số vụ án đã khởi tố"."""

_SHARE = pattern(r"(?:<statistics.shares>(?: <statistics.share_of>)* ?|[(=] ?)\Z")
_OPENING = pattern(r"(?:[ \-•+*,=]|(?!<statistics.one_word>)<statistics.openings>)+")
_CLOSING = pattern(
    r"(?:[ \-:=]|<statistics.changes> <statistics.levels>"
    r"|<statistics.closings|measures.of_so_many|qualifiers.at_least|qualifiers.at_most|qualifiers.nearly|qualifiers.about>){1,40}\Z"
)
_IN_ROW = pattern(
    r"[ ,]*+(?:<connectors.and>[ ,]*+)?"
    r"(?:<qualifiers.at_least|qualifiers.at_most|qualifiers.nearly|qualifiers.more_than|qualifiers.about>)? ?"
)
_MEASURED_BY = pattern(r" ?(?:<statistics.against> (?=[^\W\d])|(?=<statistics.plans>))")
_LEADS_TO = Behind("statistics.joins")
_CHANGE = pattern(r"(?:\A|.* )(?P<word><statistics.changes>)\Z")
_AGAINST = pattern(r"<statistics.against> ")
_TIMES = pattern(r" ?<statistics.times_as_much> ")
_IS_SHARE = pattern("<labels.share>")
_REPORTED = pattern(r"(?:<statistics.reported>[, ]+)+")
_EVERYWHERE = pattern(r" <statistics.everywhere> <places.nouns>")
_BOUND = pattern(r" ?<qualifiers.upwards|qualifiers.downwards>")
_BOUND_AT_END = pattern(r"<qualifiers.upwards|qualifiers.downwards>\Z")
_COMRADES = pattern(r"<units.comrades>")


def leans_back(left: str, opening: str) -> bool:
    """Whether a percentage is a share of the figure before it: "104 ĐV (đạt 101%)", "2/89, chiếm 2,47%".

    Args:
        left: The clause before the percentage, folded: nothing but the share's own words.
        opening: The character before the clause. A bracket leans back by itself; behind a semicolon or a
            full stop a share is of its own clause's noun: "khai trừ 3 đảng viên; 92% chi bộ ...".
    """
    share = _SHARE.search(left)
    if share is None:
        return opening == "(" and not left.strip(" (,")
    return not left[: share.start()].strip(" (,=")


def in_row(left: str) -> bool:
    """Whether a figure shares the verb of the one before: "kiểm tra 910 tổ chức và trên 250 đảng viên".

    Args:
        left: The clause before the figure, folded.
    """
    return _IN_ROW.fullmatch(left) is not None


def share_of(label: str, behind: str = "") -> str:
    """The label of a share of the figure of ``label``, and what it is measured by where that is behind it."""
    against = ""
    if found := _MEASURED_BY.match(fold_in_place(behind)):
        against = f" {word('statistics.against')} {_trimmed(behind[found.end() :])}"
    return f"{word('labels.share')} {bare(label)}{against}"


def bare(label: str) -> str:
    """A label without the word for a share before it."""
    return label.removeprefix(f"{word('labels.share')} ")


def done_in(label: str) -> bool:
    """Whether a label says what was done, and not only what is counted."""
    return next(acts(fold_in_place(label)), None) is not None


def part_of(whole: str, own: str, unit: str) -> str:
    """The label of a part of a whole: "kết nạp đảng viên" and "nữ đồng chí" are "kết nạp đảng viên nữ".

    What no word tells from the whole is none: "trong đó 5 đồng chí là nữ; đến nay có 120 đảng viên".
    """
    folded, counted = fold_in_place(own), fold(unit)
    noun = folded.find(counted)
    rest = f"{own[:noun]}{own[noun + len(counted) :]}".split() if noun >= 0 else own.split()
    return " ".join((*whole.split(), *rest))[:LONGEST] if rest else own


def is_share(label: str) -> bool:
    """Whether a label says that it is one of a share."""
    return _IS_SHARE.match(fold_in_place(label)) is not None


def says_change(action: str) -> bool:
    """Whether the words before a figure say that something rose or fell."""
    return _CHANGE.match(fold_in_place(action)) is not None


def without_report(topic: str) -> str:
    """A topic without what reports and where: "Kết quả đánh giá tổ chức đảng toàn tỉnh"."""
    reported = _REPORTED.match(fold_in_place(topic))
    topic = topic[reported.end() :] if reported else topic
    everywhere = _EVERYWHERE.search(fold_in_place(topic))
    return topic[: everywhere.start()] + topic[everywhere.end() :] if everywhere else topic


def compared(action: str, behind: str, previous: str) -> str | None:
    """The label of a figure that says how much another one rose or fell: "tăng 12 tổ chức so với năm 2021".

    Args:
        action: The words before the figure.
        behind: The words behind it.
        previous: The label of the figure before, where that may be what rose; "" where none may.

    Returns:
        What rose or fell, in which direction and against what; None where the figure says no change.
    """
    change = _CHANGE.match(fold_in_place(action))
    what = (action[: change.start("word")].strip() or previous) if change else ""
    if change is None or not what:
        return None
    folded = fold_in_place(behind)
    against, times = _AGAINST.search(folded), _TIMES.match(folded)
    tail = behind[against.start() :] if against else ""
    if times and not against:
        tail = f"{word('statistics.against')} {behind[times.end() :]}"
    direction = "" if change["word"] in phrases("statistics.times") else action[change.start("word") :]
    return " ".join(filter(None, (what, direction, _trimmed(tail))))


def _trimmed(text: str) -> str:
    return " ".join(text.split()).removeprefix(")").rstrip(" /.").strip(" ,;:.")


def action_before(text: str, drop: tuple[str, ...]) -> str:
    """The words before a figure that act or rate, without fillers and without ``drop`` (subject, dates)."""
    acted = _ACTED.match(fold_in_place(text))
    text = text[acted.end() :] if acted else text
    for phrase in drop:
        text = _without(text, phrase)
    opening = _OPENING.match(fold_in_place(text))
    text = text[opening.end() :] if opening else text
    return " ".join(_without_end(text).split())


def _without(text: str, phrase: str) -> str:
    """A text without a phrase and the word that leads to it: "tổng số đảng viên trong toàn Đảng bộ"."""
    at = text.find(phrase) if phrase else -1
    while at >= 0:
        joined = _LEADS_TO.start(fold_in_place(text), at - 1)
        kept = text[: at if joined is None else joined] + " "
        text = kept + text[at + len(phrase) :]
        at = text.find(phrase, len(kept))
    return text


def _without_end(text: str) -> str:
    """A text without the words at its end that say nothing of what is counted."""
    folded = fold_in_place(text)
    closing = None if _BOUND_AT_END.search(folded) else _CLOSING.search(folded)
    return text[: closing.start() if closing else len(text)]


def label(action: str, counted: str, noun: str | None, topic: str | None) -> str:
    """Put together what is measured, each part once.

    Args:
        action: What was done or how it was rated ("kết nạp mới").
        counted: The noun behind the figure with its modifiers ("tổ chức đảng hoàn thành nhiệm vụ").
        noun: What is counted, for a figure with no noun behind it; None of money, measures and shares.
        topic: What the paragraph said it speaks of.

    Returns:
        The words; none when there are none.
    """
    action, counted = write_out(action, "unit"), write_out(_trimmed(_without_end(f" {counted}")), "unit")
    comrades = _COMRADES.match(fold(counted))
    if noun == member() and comrades:
        counted = noun + counted[comrades.end() :]
    if _BOUND.fullmatch(fold(counted).removeprefix(fold(noun or ""))):
        counted = noun or ""
    topic = without_report(topic or "")
    if not counted:
        # "Tinh giản biên chế: 9,8%": the label before the colon is the topic and the action at once.
        action = topic if topic and fold(action) in fold(topic) else f"{topic} {action}".strip()
        counted = noun or ""
    if fold(counted) in fold(action):
        counted = ""
    return f"{action} {counted}".strip()[:LONGEST]
