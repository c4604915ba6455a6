"""From bytes to text: Unicode, what is declared, and the encodings of Vietnamese before Unicode."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final, NamedTuple

from partyx.errors import EncodingError, FormatError
from partyx.language.syllables import words_of
from partyx.reading.legacy import is_broken, mend

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as .docx or as plain text first"),
    (b"{\\rtf", "an RTF document; save it as .docx or as plain text first"),
    (b"\x89PNG", "an image (PNG); it has to go through text recognition (OCR) first"),
    (b"\xff\xd8\xff", "an image (JPEG); it has to go through text recognition (OCR) first"),
    (b"GIF8", "an image (GIF); it has to go through text recognition (OCR) first"),
    (b"II*\x00", "an image (TIFF); it has to go through text recognition (OCR) first"),
    (b"MM\x00*", "an image (TIFF); it has to go through text recognition (OCR) first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
)
_HEAD = 4096
_GUESS_FROM = 50_000
"""Bytes given to the guess: enough for a sure one, and it stays under half a second."""

_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r\x1a\x1b")
_CONTROL_SHARE = 0.01
"""A text file has next to no control characters, a NUL here and there; compressed data has 9% of them."""

_DECLARED = re.compile(
    rb"""<(?:meta\b[^<>]{0,200}|\?xml[^<>]{0,100})(?:charset|encoding)\s{0,3}=\s{0,3}["']?([\w-]{3,20})""",
    re.IGNORECASE,
)
_DAMAGED = 0.002
"""Share of the characters that may be no UTF-8 in a text that otherwise is, one in five hundred: a page that
was cut in a character, a stray byte of a banner."""

_LIKELY = 0.9
_SINGLE_BYTE: Final = frozenset({"cp1252", "iso8859-1", "latin-1", "ascii", "utf-8", "cp1258"})


class Decoded(NamedTuple):
    """A text, the encoding it was in, and how many characters of it could not be read."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    r"""Decode the bytes of a file as Python's text mode does: ``\r\n`` and ``\r`` become ``\n``.

    Args:
        data: Unicode with or without a byte order mark, or any encoding that Vietnamese was written in.
        name: How messages call the source.
        declared: The encoding that a header beside the bytes names; a page's own is looked for.

    Raises:
        FormatError: Not text: an office document, an image, an archive, other binary data.
        EncodingError: Text whose letters are lost, or in an encoding that cannot be told.
    """
    refuse_other_formats(data, name)
    found = _decode(data, name, declared)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in found.text else found.text
    return found._replace(text=text)


def mended(found: Decoded, name: str) -> Decoded:
    """A text with the letters of old encodings turned into Unicode.

    Raises:
        EncodingError: Its letters are lost: question marks in words, or encodings read as one another.
    """
    text, encoding = mend(found.text)
    if is_broken(text):
        raise EncodingError(
            f"{name} has lost its letters ({_example(text)}): it was saved in an encoding without "
            "Vietnamese, or read as the wrong one. Take it from its source again."
        )
    return found if encoding is None else Decoded(text, encoding, found.lost)


def _example(text: str) -> str:
    broken = (word for word in text.split() if is_broken(f"{word} " * 4))
    return repr(next(broken, text[:20])[:20])


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise FormatError when the first bytes are those of a known format that is not text."""
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise FormatError(f"{name} is {what}.")


def _decode(data: bytes, name: str, declared: str | None) -> Decoded:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _unicode(data, "utf-32", name)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _unicode(data, "utf-16", name)
    if guessed := _utf16_without_mark(data):
        return _unicode(data, guessed, name)
    if len(data) - len(data.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(data):
        raise FormatError(f"{name} is binary data, not text; give the article as text or HTML.")
    try:
        return Decoded(data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    lost = text.count("\ufffd")
    if lost <= max(1, _DAMAGED * len(text)) and words_of(text).share >= _LIKELY:
        return Decoded(text, "utf-8", lost)
    return _single_byte(data, name, declared or _declared(data), first_bad)


def _unicode(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{name} looks like {codec[:6].upper()} but breaks off at byte {error.start:,}; "
            "save it as UTF-8 first."
        ) from None


def _single_byte(data: bytes, name: str, declared: str | None, first_bad: int) -> Decoded:
    """Windows-1258, TCVN3 or VNI where one makes Vietnamese of it; else what is declared."""
    western = "".join(map(_WESTERN.__getitem__, data))
    tried = [Decoded(unicodedata.normalize("NFC", data.decode("cp1258", "replace")), "windows-1258")]
    text, encoding = mend(western)
    if encoding is not None:
        tried.append(Decoded(text, encoding))
    best = max(tried, key=lambda found: words_of(found.text).share)
    if words_of(best.text).share >= _LIKELY:
        return best
    codec = _codec(declared)
    if codec is not None and codec not in _SINGLE_BYTE:
        text = data.decode(codec, "replace")
        if text.count("\ufffd") <= max(1, _DAMAGED * len(text)):
            return Decoded(text, codec)
    if (
        codec in {"cp1252", "iso8859-1", "latin-1"}
        and words_of(western).marked < _MOST_MARKED * words_of(western).total
    ):
        return Decoded(western, codec)
    raise EncodingError(
        f"{name} is not UTF-8 (byte {first_bad:,} of {len(data):,}) and no old Vietnamese encoding; it looks "
        f"like {_guess(data, first_bad)}. Save it as UTF-8 first, for instance with iconv."
    )


_MOST_MARKED = 0.6
"""Of the words of a text in Windows-1252, the most that have an accent: French has one in four."""


def _western(code: int) -> str:
    """What Windows-1252 makes of a byte; the five that it leaves out stay what they are."""
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


_WESTERN: Final = tuple(map(_western, range(256)))


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else None


def _codec(declared: str | None) -> str | None:
    try:
        return codecs.lookup(declared).name if declared else None
    except (LookupError, ValueError):
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: 70% of Vietnamese characters are ASCII, so every other byte is."""
    head = data[:_HEAD]
    half = len(head) // 2
    if half < 2 or b"\0" not in head:  # noqa: PLR2004 - two characters are the least that show it
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    often, seldom = 0.3, 0.02
    if odd >= often and even <= seldom:
        return "utf-16-le"
    return "utf-16-be" if even >= often and odd <= seldom else None


def _guess(data: bytes, position: int) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 30 ms, only on the way to an error

    start = max(0, position - _GUESS_FROM // 2)
    best = from_bytes(data[start : start + _GUESS_FROM]).best()
    return best.encoding if best is not None else "no encoding that is known"
