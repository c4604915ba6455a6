"""Spoken instructions: "đồng chí X đề nghị ...", with what is asked for in the sentences after it.

An instruction begins with a verb that directs ("đề nghị", "yêu cầu", "giao", "lưu ý", "chỉ đạo", or
"nhấn mạnh" from "cần" and "phải" on) whose subject is a person, an office or a body. It runs on
through the sentences after it, over paragraphs, as long as they ask for something and nobody else
begins to speak. Verbs that report ("cho biết", "đánh giá cao", "tin tưởng", "khẳng định") begin none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.deadline import in_time
from partyx.draft import DraftDirective, DraftTask
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.language.modality import OBLIGES
from partyx.mention import Kind
from partyx.rules.directives.imperatives import LIST_MARK, Asked, Imperatives
from partyx.rules.directives.speakers import Speaker, Speakers

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from partyx.article import Article, Sentence
    from partyx.mention import Mentions

_VERB = pattern(r"<instructions.directs>")
_NO_VERB_BEHIND = pattern(r"<instructions.no_verb_behind> $")
_NO_VERB_BEFORE = pattern(
    r" (?:<instructions.no_verb_before>|<instructions.tasks_word>(?! <instructions.tasks_given>))"
)
_TO_WHOM = pattern(r" (?:<instructions.received> )?(?:<instructions.receivers>|(?P<name>[^\W\d_]))")
_OBLIGED = pattern(OBLIGES)
_UPWARDS = pattern(r"[ ,:]+(?:<instructions.asks> )?<instructions.upwards>")
_CENTRAL = pattern(r"<instructions.central>")
_SAME_SPEAKER = pattern(r" ?(?:<connectors.same_speaker>)?[ ,:]*(?:<instructions.adverbs> )?")
_OPENS_SPEECH = pattern(r" ?[:,]")
_OPENS_ITEM = pattern(rf" ?(?:{LIST_MARK} ?)?")
_ITEM = pattern(
    rf" ?(?:{LIST_MARK}|<connectors.items>|<connectors.item_marks> <connectors.item_numbers>)[ ,:]"
)
_BULLET = pattern(r"[-+*•·] ?")
_BEFORE_DEADLINE = pattern(r"<instructions.deadlines> ?$")
_REACH = 600
_LONGEST_CUE = 40
_BLOCKS_APART = 3
"""Blocks that may lie between two parts of one speech: a picture, its caption, a subheading."""


@dataclass(slots=True)
class _Turn:
    """One speaker's instruction while it is being read."""

    speaker: Speaker
    kind: str
    block: int
    sentences: list[tuple[int, int]] = field(default_factory=list)
    tasks: list[tuple[int, int]] = field(default_factory=list)
    addressees: list[tuple[int, int]] = field(default_factory=list)
    in_list: bool = False

    def take(self, sentence: Sentence, start: int, asked: Asked) -> None:
        """Add what one sentence asks for."""
        self.sentences.append((start, sentence.end))
        self.tasks += asked.tasks
        self.in_list = asked.opens_list
        self.addressees += asked.addressees
        self.block = sentence.block


def draft_instructions(article: Article, mentions: Mentions) -> list[DraftDirective]:
    """One directive for each turn of a speaker who directs."""
    return _Speeches(article, mentions).draft()


class _Speeches:
    """Reads the instructions of one article."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        self._article = article
        self._mentions = mentions
        self._folded = article.folded
        self._speakers = Speakers(article, mentions)
        self._imperatives = Imperatives(article.view, article.folded)

    def draft(self) -> list[DraftDirective]:
        """One directive a turn."""
        return [self._directive(turn) for turn in _merged(self._turns()) if turn.sentences]

    def _turns(self) -> Iterator[_Turn]:
        article = self._article
        turn: _Turn | None = None
        previous: Speaker | None = None
        verbs = self._verbs()
        for index, sentence in enumerate(in_time(article.sentences)):
            role = article.blocks[sentence.block].role
            if role not in {Role.LEAD, Role.BODY}:
                # Captions stand between the paragraphs of a speech; anything else ends it.
                if role is not Role.CAPTION and turn:
                    yield turn
                    turn = None
                continue
            known = turn.speaker if turn else previous
            begun = self._begin(sentence, verbs[index], known, speaking=turn) if index in verbs else None
            if begun:
                speaker, verb, content = begun
                if turn is None or turn.speaker.key != speaker.key or _is_another_act(turn.kind, verb):
                    if turn:
                        yield turn
                    turn = _Turn(speaker, verb, sentence.block)
                turn.take(sentence, sentence.start, self._imperatives.asked_for(content, sentence.end))
            elif turn and not self._goes_on(sentence, turn):
                yield turn
                turn = None
            if turn is None and index in verbs:
                turn = self._opened(sentence, verbs[index], known)
            named = self._speakers.last_person(sentence.start, sentence.end)
            previous = named or (turn.speaker if turn else previous)
        if turn:
            yield turn

    def _verbs(self) -> dict[int | None, list[re.Match[str]]]:
        """The verbs that may begin an instruction, by the index of their sentence."""
        verbs: dict[int | None, list[re.Match[str]]] = defaultdict(list)
        for match in _VERB.finditer(self._folded):
            verbs[self._article.sentence_at(match.start())].append(match)
        return verbs

    def _begin(
        self,
        sentence: Sentence,
        verbs: list[re.Match[str]],
        known: Speaker | None,
        *,
        speaking: _Turn | None,
    ) -> tuple[Speaker, str, int] | None:
        """Who begins to direct in a sentence, with which verb, and where what is asked for begins.

        "- Giao UBND xã chỉ đạo Công an ..." is what the speaker of the list before asks, and not UBND xã.
        """
        for match in verbs:
            if not self._directs(match, sentence):
                continue
            speaker = self._speakers.speaker_of(sentence.start, match.start())
            if _OPENS_ITEM.fullmatch(self._folded, sentence.start, match.start()):
                if match[0] in phrases("instructions.assigns") and speaking:
                    speaker = speaking.speaker
                elif match[0] in phrases("instructions.starts_no_sentence"):
                    return None
            if speaker is None and known and self._is_unsaid(sentence.start, match, known):
                speaker = known
            if speaker is None or self._petitions(match, speaker):
                continue
            content = match.end()
            if match[0] in phrases("instructions.needs_obligation"):
                content = self._obliged_clause(match.end(), sentence.end)
            return speaker, self._article.view[match.start() : match.end()].lower(), content
        return None

    def _opened(self, sentence: Sentence, verbs: list[re.Match[str]], known: Speaker | None) -> _Turn | None:
        """What "nhấn mạnh: ..." opens that asks for nothing yet: its paragraph may, further on."""
        opens = (verb for verb in verbs if _OPENS_SPEECH.match(self._folded, verb.end()))
        verb = next((verb for verb in opens if verb[0] in phrases("instructions.needs_obligation")), None)
        if verb is None:
            return None
        speaker = self._speakers.speaker_of(sentence.start, verb.start())
        if speaker is None and known and self._is_unsaid(sentence.start, verb, known):
            speaker = known
        if speaker is None:
            return None
        return _Turn(speaker, self._article.view[slice(*verb.span())].lower(), sentence.block)

    def _is_unsaid(self, start: int, verb: re.Match[str], speaker: Speaker) -> bool:
        """Whether the subject is the sentence before's: "Đồng chí cũng yêu cầu", "Đồng thời đề nghị"."""
        if self._speakers.stands_for(start, verb.start(), speaker):
            return True
        # "Chỉ đạo các chi bộ ..." at the start of a sentence is itself asked for.
        return (
            verb[0] not in phrases("instructions.starts_no_sentence")
            and _SAME_SPEAKER.fullmatch(self._folded, start, verb.start()) is not None
        )

    def _directs(self, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether the word is used as a verb that directs, not as a noun or for something reported."""
        folded, end = self._folded, sentence.end
        before = max(sentence.start, match.start() - _LONGEST_CUE)
        if _NO_VERB_BEHIND.search(folded, before, match.start()):
            return False
        if _NO_VERB_BEFORE.match(folded, match.end(), end):
            return False
        if match[0] in phrases("instructions.names_receiver"):
            whom = _TO_WHOM.match(folded, match.end(), end)
            return whom is not None and (not whom["name"] or self._article.view[whom.start("name")].isupper())
        if match[0] in phrases("instructions.needs_obligation"):
            return _OBLIGED.search(folded, match.end(), min(end, match.end() + _REACH)) is not None
        return True

    def _petitions(self, match: re.Match[str], speaker: Speaker) -> bool:
        """Whether a lower body asks a higher one: "Tỉnh ủy đề nghị Trung ương ..." directs nobody."""
        if not _UPWARDS.match(self._folded, match.end()):
            return False
        mention = self._mentions.by_id.get(speaker.issuer)
        titles = " ".join(getattr(mention.reading, "titles", ())) if mention else speaker.issuer
        return not _CENTRAL.search(fold(titles))

    def _obliged_clause(self, start: int, end: int) -> int:
        """Where the clause with "cần" or "phải" begins: behind the last colon or semicolon before it."""
        obliges = _OBLIGED.search(self._folded, start, min(end, start + _REACH))
        high = obliges.start() if obliges else start
        return max(start, *(self._folded.rfind(mark, start, high) + 1 for mark in ":;"))

    def _goes_on(self, sentence: Sentence, turn: _Turn) -> bool:
        """Whether a sentence goes on with the instruction; if so it is taken."""
        if sentence.block > turn.block + _BLOCKS_APART:
            return False
        if self._mentions.within(sentence.start, sentence.end, Kind.PERSON):
            return False
        if _BULLET.match(self._folded, sentence.start) and not (turn.in_list or turn.block == sentence.block):
            return False
        asked = self._imperatives.in_sentence(sentence.start, sentence.end)
        if not turn.sentences:
            if sentence.block == turn.block and not (asked and asked.obliges):
                return True
            asked = asked if sentence.block == turn.block else None
        elif asked is None and turn.block == sentence.block:
            asked = self._told_to_a_body(sentence)
        if asked is None and turn.sentences and _ITEM.match(self._folded, sentence.start, sentence.end):
            asked = self._imperatives.asked_for(sentence.start, sentence.end)
        if asked is None:
            return False
        opened = turn.in_list
        turn.take(sentence, sentence.start, asked)
        turn.in_list = turn.in_list or opened
        return True

    def _told_to_a_body(self, sentence: Sentence) -> Asked | None:
        """What a sentence asks for that begins with a body, and then the verb of what it is to do."""
        for body in self._mentions.within(sentence.start, sentence.end, Kind.ORGANISATION)[:1]:
            if body.start == sentence.start:
                return self._imperatives.told_to(body.start, body.end, sentence.end)
        return None

    def _directive(self, turn: _Turn) -> DraftDirective:
        view = self._article.view
        asks = turn.speaker.is_document
        return DraftDirective(
            source="document" if asks else "speech",
            evidence=tuple(_joined(view, turn.sentences)),
            kind=None if asks else turn.kind,
            document=turn.speaker.issuer if asks else None,
            issuer=None if asks else turn.speaker.issuer,
            addressees=tuple(dict.fromkeys(view[low:high] for low, high in turn.addressees)),
            tasks=tuple(DraftTask(view[low:high], ((low, high),)) for low, high in turn.tasks),
            deadline=self._deadline(turn.sentences),
        )

    def _deadline(self, sentences: list[tuple[int, int]]) -> str | None:
        """The first date behind "trước ngày", "chậm nhất", "hoàn thành trong"."""
        for start, end in sentences:
            for date in self._mentions.within(start, end, Kind.DATE):
                if _BEFORE_DEADLINE.search(self._folded, max(start, date.start - _LONGEST_CUE), date.start):
                    return date.id
        return None


def _is_another_act(kind: str, verb: str) -> bool:
    """Whether a speaker goes over to giving work to somebody: that is an instruction of its own."""
    receiver = phrases("instructions.assigns")
    return fold(verb) in receiver and fold(kind) not in receiver


def _merged(turns: Iterator[_Turn]) -> list[_Turn]:
    """Turns of one speaker with the same verb are one instruction, told in two places."""
    found: dict[tuple[str, str], _Turn] = {}
    for turn in turns:
        known = found.setdefault((turn.speaker.key, turn.kind), turn)
        if known is not turn:
            known.sentences += turn.sentences
            known.tasks += turn.tasks
            known.addressees += turn.addressees
    return list(found.values())


def _joined(view: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring sentences of one block as one range."""
    joined: list[tuple[int, int]] = []
    for start, end in sentences:
        gap = view[joined[-1][1] : start] if joined else "\n"
        if not gap.strip() and "\n" not in gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
