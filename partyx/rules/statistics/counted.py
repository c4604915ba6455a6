"""What a figure counts when no noun stands behind it: the noun before it, or the topic of its paragraph."""

from __future__ import annotations

from partyx.language.grammar import Behind, pattern
from partyx.language.unit import noun_of_a_label

_STATED = pattern(r"(?P<phrase>[^.;:()\d\n]{2,90}?) ?(?:<units.stated>|:) ?\Z")
_SPEAKS_OF = pattern(r"\A.{0,80}<units.speaks_of> ")
_AS_FOLLOWS = pattern(r"(?: ?,)? ?<units.as_follows> ?\Z")
_LABELS = pattern(r": ?\d[\d.,]*(?: ?%)?(?: ?\([^()]{0,40}\))? ?;")
"""Behind the label of a single figure, of which the next one has nothing: "chế độ: 8; lãng phí: 5"."""
_EXAMPLES = Behind("units.examples")
_LONGEST_TOPIC = 160
LABEL_WORDS = 4
"""Words of the longest label that rates ("Hoàn thành xuất sắc nhiệm vụ" is never followed by a colon)."""
_REACH = 90


def unit_before(view: str, folded: str, start: int, low: int) -> str | None:
    """The noun a figure is stated of ("Đảng bộ cơ sở là 301", "tổng số đảng viên lên 74.127")."""
    low = max(low, start - _REACH)
    found = _STATED.search(folded[low:start])
    labelled = found is not None and found[0].rstrip().endswith(":")
    if found and labelled and folded.startswith("(", low + found.start() - 1):
        return None  # "kỷ luật 20 đảng viên (với các hình thức: 17 khiển trách)": members, not penalties
    return noun_of_a_label(view[low + found.start("phrase") : low + found.end("phrase")]) if found else None


def topic_before(view: str, folded: str, low: int, start: int) -> tuple[str, int] | None:
    """What the paragraph last said it speaks of ("Đối với tập thể lãnh đạo, quản lý: ...").

    Returns the words and where they end; nothing where examples follow ("như:"). Short labels
    ("Tốt:", "Khiển trách:") are no topics: they are part of what is counted.
    """
    colon = start
    while (colon := folded.rfind(":", low, colon)) >= 0:
        begin = _behind_a_stop(folded, max(low, colon - _LONGEST_TOPIC), colon)
        if folded.rfind("(", begin, colon) > folded.rfind(")", begin, colon):  # "98 đảng viên (năm 2022: 85)"
            continue
        if _LABELS.match(folded, colon, start):
            continue
        opened = _SPEAKS_OF.match(folded[begin:colon])
        if opened or len(folded[begin:colon].split()) > LABEL_WORDS:
            if _EXAMPLES.start(folded, colon - (folded[colon - 1] == " "), begin) is not None:
                return None
            begin += opened.end() if opened else 0
            ending = _AS_FOLLOWS.search(folded[begin:colon])
            words = view[begin : begin + ending.start() if ending else colon].strip(" -–+•*")
            return (words, colon) if words else None
    return None


def _behind_a_stop(folded: str, low: int, end: int) -> int:
    """Where the words before ``end`` begin. A pattern, tried at each, takes 40 us where this takes one."""
    return max(low - 1, *(folded.rfind(stop, low, end) for stop in ".;:")) + 1
