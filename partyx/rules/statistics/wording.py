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
_OPENING = pattern(
    r"(?:[ \-•+*,=“”\"]|(?!<statistics.one_word>)<statistics.openings>"
    r"|<statistics.raises> (?=<relations.totals>))+"
)
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
_CHANGE_AT_END = pattern(r"<statistics.changes> ?\Z")
_AGAINST = pattern(r"<statistics.against> ")
_AGAINST_FIRST = pattern(r"[ ,;]*<statistics.against> +(?=<statistics.changes> ?\Z)")
_TIMES = pattern(r" ?<statistics.times_as_much> ")
_MEASURES_ITSELF = pattern(r"[ \-+*]*<statistics.magnitudes>")
_PLAN_BEHIND = pattern(" ?<statistics.plans>")
_SAYS_NEW = pattern(r" ?<statistics.changes|statistics.acted|statistics.shares|measures.parts|actors.does>")
_IS_TOTAL = pattern("<relations.totals>")
_IS_SHARE = pattern("(?:<statistics.changes> )?<labels.share|statistics.in_percent>")
_REPORTED = pattern(r"(?:<statistics.reported>[, ]+)+")
_EVERYWHERE = pattern(r" <statistics.everywhere> <places.nouns>")
_BOUND = pattern(r" ?<qualifiers.upwards|qualifiers.downwards>")
_LEVEL_AT_END = pattern(r"<statistics.levels_below> ?\Z")
_DANGLING = pattern(r" <statistics.dangling>\Z")
_BOUND_AT_END = pattern(r"<qualifiers.upwards|qualifiers.downwards>\Z")
_IS = pattern(" ?<connectors.is> ")
_COMRADES = pattern(r"<units.comrades>")
_PEOPLE = pattern(r"<units.members|units.cases>")
_STATED = pattern(r" <statistics.equals> \Z")
_BELONGS = pattern(r" <statistics.belongs>(?: <statistics.share_of>)? \Z")
_SAYS_MORE = pattern(r"<relations.totals|units.rates|statistics.acted|statistics.changes>")


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


def says_its_own(behind: str) -> bool:
    """Whether the words behind a figure in brackets say what it is of, which is not then the figure before.

    "khai trừ 3 đảng viên (92% chi bộ hoàn thành tốt nhiệm vụ)", "kết nạp 45 đảng viên (80% là nữ)".
    """
    return done_in(behind) or _IS.match(fold_in_place(behind)) is not None


def part_of(whole: str, own: str, unit: str) -> str:
    """The label of a part of a whole: "kết nạp đảng viên" and "nữ đồng chí" are "kết nạp đảng viên nữ".

    What no word tells from the whole is none: "trong đó 5 đồng chí là nữ; đến nay có 120 đảng viên".
    """
    folded, counted = fold_in_place(own), fold(unit)
    noun = folded.find(counted)
    rest = f"{own[:noun]}{own[noun + len(counted) :]}".split() if noun >= 0 else own.split()
    return _cut(" ".join((*whole.split(), *rest))) if rest else own


def is_a_total(label: str) -> bool:
    """Whether a label says that all are counted, no part of the figures before: "tổng số đảng viên"."""
    return _IS_TOTAL.match(fold_in_place(label)) is not None


def share_in_brackets(label: str, unit: str, behind: str) -> str | None:
    """The label of a share in brackets that names whose it is: "kết nạp 50 đảng viên (80% đảng viên nữ)".

    Args:
        label: The label of the figure before the brackets.
        unit: What that counts.
        behind: The words behind the share.

    Returns:
        None where they do not begin with what is counted and say more of it.
    """
    said = _trimmed(behind)
    more = fold(said).startswith(f"{fold(unit)} ")
    return f"{word('labels.share')} {part_of(bare(label), said, unit)}" if more else None


def in_place_of(whole: str, unit: str, own: str) -> str | None:
    """The label of a part with a noun of its own: "kỷ luật cấp ủy viên", of "kỷ luật đảng viên".

    Args:
        whole: The label of the whole.
        unit: What that counts.
        own: The part's own label, which says nothing of what was done.

    Returns:
        None where the whole's label does not name what it counts.
    """
    at = fold_in_place(whole).rfind(fold(unit))
    return _cut(f"{whole[:at]}{own}") if at > 0 else None


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


def compared(action: str, behind: str, previous: str, *, share: bool = False) -> str | None:
    """The label of a figure that says how much another one rose or fell: "tăng 12 tổ chức so với năm 2021".

    Args:
        action: The words before the figure.
        behind: The words behind it.
        previous: The label of the figure before, where that may be what rose; "" where none may.
        share: Whether the figure is one: "vượt 15% kế hoạch" is a share of the plan.

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
    elif not tail and _PLAN_BEHIND.match(folded):
        tail = f"{word('statistics.against')} {behind}"
    direction = "" if change["word"] in phrases("statistics.times") else action[change.start("word") :]
    if share and change["word"] in phrases("statistics.beyond"):
        what = f"{word('labels.share')} {bare(what)}"
    return " ".join(filter(None, (what, direction, _trimmed(tail))))


def _cut(text: str) -> str:
    """As much of a label as one may have, in whole words."""
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0]


def _trimmed(text: str) -> str:
    return " ".join(text.split()).removeprefix(")").rstrip(" /.").strip(" ,;:.!?…")


def counts_the_one_before(text: str) -> bool:
    """Whether words between two figures say what the first one counts, and how the second belongs to it.

    "165 đại biểu đại diện cho 1.800 đảng viên", "35 chi bộ với 1.807 đảng viên": nothing was done, and the
    second is no total.
    """
    folded = fold_in_place(text)
    return _BELONGS.search(folded) is not None and not (done_in(text) or _SAYS_MORE.search(folded))


def measures_itself(text: str) -> bool:
    """Whether words begin with a noun that is measured: "tổng giá trị", "tỷ lệ", "doanh thu"."""
    return _MEASURES_ITSELF.match(fold_in_place(text)) is not None


def begins_otherwise(text: str) -> bool:
    """Whether the words right before a figure say something new: an act, a change, another measured noun."""
    return done_in(text) or _SAYS_NEW.match(fold_in_place(text)) is not None or measures_itself(text)


def action_before(text: str, drop: tuple[str, ...]) -> str:
    """The words before a figure that act or rate, without fillers and without ``drop`` (subject, dates)."""
    acted = _ACTED.match(fold_in_place(text))
    text = text[acted.end() :] if acted else text
    for phrase in drop:
        text = _without(text, phrase)
    if against := _AGAINST_FIRST.match(fold_in_place(text)):  # "so với năm 2022 tăng 57 tổ chức"
        text = text[against.end() :]
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
    ends = (_BOUND_AT_END, _CHANGE_AT_END, _LEVEL_AT_END)  # "ít hơn", "tăng", "cấp dưới"
    kept = any(end.search(folded) for end in ends)
    closing = None if kept else _CLOSING.search(folded)
    end = closing.start() if closing else len(text)
    return text if any(map(str.isupper, text[end:])) else text[:end]  # "Trường THPT Đại Từ 26 em"


def is_stated(left: str) -> bool:
    """Whether a figure is stated of the noun before it: "số bị khai trừ là 26 người".

    Args:
        left: The clause before the figure, folded.
    """
    return _STATED.search(left) is not None


def _what_is_counted(words: str, noun: str | None) -> str:
    """The words behind a figure, written out, without a bound: "90% trở lên chi bộ hoàn thành tốt"."""
    counted = write_out(_trimmed(_without_end(f" {words}")), "unit")
    comrades = _COMRADES.match(fold(counted))
    if noun == member() and comrades:
        counted = noun + counted[comrades.end() :]
    if _BOUND.fullmatch(fold(counted).removeprefix(fold(noun or ""))):
        return noun or ""
    if (dangling := _DANGLING.search(fold_in_place(counted))) and not _LEVEL_AT_END.search(fold(counted)):
        counted = counted[: dangling.start()]
    bound = _BOUND.match(fold_in_place(counted))
    return counted[bound.end() :].strip() if bound else counted


def label(action: str, counted: str, noun: str | None, topic: str | None, *, stated: bool = False) -> str:
    """Put together what is measured, each part once.

    Args:
        action: What was done or how it was rated ("kết nạp mới").
        counted: The noun behind the figure with its modifiers ("tổ chức đảng hoàn thành nhiệm vụ").
        noun: What is counted, for a figure with no noun behind it; None of money, measures and shares.
        topic: What the paragraph said it speaks of.
        stated: Whether the figure is stated of the action's noun: "số bị khai trừ là 26 người".

    Returns:
        The words; none when there are none.
    """
    action, counted = write_out(action, "unit"), _what_is_counted(counted, noun)
    if stated and _PEOPLE.fullmatch(fold(counted)) and " " in action:
        return _cut(action)
    if noun is None and action and _PLAN_BEHIND.match(fold_in_place(counted)):
        counted = f"{word('statistics.against')} {counted}"  # "giao quân đạt 100% chỉ tiêu"
    topic = without_report(topic or "")
    if not counted:
        # "Tinh giản biên chế: 9,8%": the label before the colon is the topic and the action at once.
        if topic and fold(action) in fold(topic):
            action = topic
        elif not measures_itself(action) and len(topic) + len(action) < LONGEST:
            action = f"{topic} {action}".strip()
        counted = noun or ""
    if fold(counted) in fold(action):
        counted = ""
    elif fold(counted).startswith(f"{fold(action)} "):  # "5 chi đoàn nhưng chỉ 2 chi đoàn có bí thư"
        action = ""
    return _cut(f"{action} {counted}".strip())
