"""What need not be extracted: articles that were there already, and articles about something else."""

from __future__ import annotations

import base64
import json
import re
from typing import IO, TYPE_CHECKING, Any, Final

from partyx.errors import DuplicateError, IrrelevantError, MissingExtraError, OutputError
from partyx.files import boundary, parse_json
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.article import Article
    from partyx.mention import Mentions
    from partyx.pipeline import Run

_WORDS: Final = 4
"""Words of a shingle: the same sentence with one figure changed shares all but four of its shingles."""
_LIKE: Final = 0.7
"""Share of shingles in common from which on two articles may be one. Copies of the evals' 20 articles with
another lead have 0.77 and more, but for one whose lead is most of it; two different ones 0.03 at most."""
_FIGURES: Final = 0.9
"""Share of figures that the one with fewer has in common with the other. The same report of another month may
differ in nothing else: with every figure changed those articles still share up to 0.93 of their shingles."""
_PERMUTATIONS: Final = 128

_PARTY = pattern("<relevance.party>|/<relevance.issuers>|-<relevance.kinds>/")
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d[\d.,/]*")
_KINDS: Final = (Kind.ORGANISATION, Kind.PERSON, Kind.DOCUMENT)


class Screening:
    """Passes over duplicates, and articles that have nothing to do with Party-building work.

    Of articles that are alike the first is extracted, and the others lead to it.
    """

    def __init__(
        self, *, duplicates: bool = False, relevant: bool = False, memory: IO[bytes] | None = None
    ) -> None:
        """Know of no article, or of those in ``memory``.

        Args:
            duplicates: Pass over articles that are there already, word for word or nearly.
            relevant: Pass over articles that mention nothing of the Party's.
            memory: A file, open for reading and appending, that keeps what this screening has seen.

        Raises:
            MissingExtraError: Duplicates are looked for and datasketch is not installed.
        """
        self._duplicates, self._relevant, self._memory = duplicates, relevant, memory
        self._same: dict[str, str] = {}
        self._figures: dict[str, frozenset[str]] = {}
        self._index: Any = _index() if duplicates else None
        if duplicates and memory is not None:
            self._recall(memory)

    def __call__(self, run: Run) -> None:
        """Look at an article that was read.

        Raises:
            IrrelevantError: It is about something else.
            DuplicateError: It is there already.
        """
        if self._relevant and not is_relevant(run.mentions):
            raise IrrelevantError(f"{run.article.id} mentions nothing of the Party's.")
        if self._duplicates:
            self._compare(run.article)

    def _compare(self, article: Article) -> None:
        first = self._same.setdefault(article.sha256, article.id)
        if first != article.id:
            raise DuplicateError(f"{article.id} is {first} word for word.", first)
        content = _content(article)
        signature, figures = _signature(content), frozenset(_DIGITS.findall(content))
        for name in sorted(self._index.query(signature)):
            if name != article.id and _agree(figures, self._figures[name]):
                raise DuplicateError(f"{article.id} is {name}, but for a few words.", name)
        if article.id not in self._figures:
            self._learn(article.id, signature, figures)
            self._keep(article, signature, figures)

    def _learn(self, name: str, signature: Any, figures: frozenset[str]) -> None:  # noqa: ANN401
        self._index.insert(name, signature)
        self._figures[name] = figures

    def _keep(self, article: Article, signature: Any, figures: frozenset[str]) -> None:  # noqa: ANN401
        if self._memory is not None:
            packed = base64.b64encode(signature.hashvalues.astype("<u4").tobytes()).decode("ascii")
            row = [article.id, article.sha256, packed, sorted(figures)]
            with boundary(
                "what was seen", OutputError, "Make room, and run the same command again: it goes on."
            ):
                self._memory.write(json.dumps(row).encode() + b"\n")
                self._memory.flush()

    def _recall(self, memory: IO[bytes]) -> None:
        """Take in what was kept; a line that was cut is left out, its article is looked at again."""
        memory.seek(0)
        line = b"\n"
        for line in memory:
            try:
                name, sha256, values, figures = _seen(line)
            except (ValueError, TypeError, RecursionError):
                continue
            if name not in self._figures:
                self._same[sha256] = name
                self._learn(name, _minhash(values), figures)
        if not line.endswith(b"\n"):  # the next line is not to be lost with it
            memory.write(b"\n")


def _seen(line: bytes) -> tuple[str, str, Any, frozenset[str]]:
    """A line that was kept: an article's id and hash, its signature and its figures.

    Raises:
        ValueError: It is none.
        TypeError: Likewise.
        RecursionError: Likewise.
    """
    import numpy as np  # noqa: PLC0415 - comes with datasketch

    name, sha256, packed, figures = parse_json(line)
    values = np.frombuffer(base64.b64decode(packed), "<u4").astype("u8")
    if len(values) != _PERMUTATIONS or not all(isinstance(one, str) for one in (name, sha256, *figures)):
        raise ValueError("is no line of ours")
    return name, sha256, values, frozenset(figures)


def is_relevant(mentions: Mentions) -> bool:
    """Whether an article mentions a body, a person's post or a document of the Party's."""
    return any(_PARTY.search(fold(text)) for text in _named(mentions))


def _named(mentions: Mentions) -> Iterable[str]:
    for kind in _KINDS:
        for mention in mentions.of_kind(kind):
            yield mention.text
            yield from (str(title) for title in getattr(mention.reading, "titles", ()))


def _content(article: Article) -> str:
    """The article's content, spelling aside."""
    return fold(" ".join(article.view[it.start : it.end] for it in article.blocks if it.role.is_content))


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two articles print the same figures, as far as the one with fewer goes."""
    fewer = min(len(one), len(other))
    return len(one & other) >= _FIGURES * fewer if fewer else one == other


def _index() -> Any:  # noqa: ANN401 - datasketch's
    try:
        from datasketch import MinHashLSH  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(
            "duplicates are found by datasketch, which is not installed: pip install 'partyx[duplicates]'"
        ) from None
    return MinHashLSH(threshold=_LIKE, num_perm=_PERMUTATIONS)


def _signature(content: str) -> Any:  # noqa: ANN401
    """The signature of every few words in a row."""
    words = _WORD.findall(content)
    found = _minhash(None)
    found.update_batch(
        [" ".join(words[at : at + _WORDS]).encode() for at in range(max(1, len(words) - _WORDS + 1))]
    )
    return found


def _minhash(values: Any) -> Any:  # noqa: ANN401
    from datasketch import MinHash  # noqa: PLC0415

    return MinHash(num_perm=_PERMUTATIONS, hashvalues=values, scheme="affine32")
