"""From bytes to text: UTF-8 and UTF-16, and a clear word about everything else."""

from __future__ import annotations

import codecs

from partyx.errors import EncodingError, FormatError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF; take its text out first, for instance with pdftotext FILE.pdf FILE.txt"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as plain text (UTF-8) first"),
    (b"{\\rtf", "an RTF document; save it as plain text (UTF-8) first"),
    (b"\x89PNG", "an image (PNG); it has to go through text recognition first"),
    (b"\xff\xd8\xff", "an image (JPEG); it has to go through text recognition first"),
    (b"GIF8", "an image (GIF); it has to go through text recognition first"),
    (b"II*\x00", "an image (TIFF); it has to go through text recognition first"),
    (b"MM\x00*", "an image (TIFF); it has to go through text recognition first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (.docx); save it as plain text (UTF-8) first"),
    (b"xl/", "an Excel workbook; save the article as plain text (UTF-8) first"),
    (b"mimetype", "an OpenDocument or EPUB file; save it as plain text (UTF-8) first"),
)
_HEAD = 4096
_GUESS_FROM = 50_000
"""Bytes given to the guess: enough for a sure one, and it stays under half a second."""

_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r\x1a\x1b")
_CONTROL_SHARE = 0.01
"""A text file has next to no control characters; compressed data has 9% of them."""


def decode(data: bytes, name: str) -> str:
    r"""Decode the bytes of a file as Python's text mode does: ``\r\n`` and ``\r`` become ``\n``.

    Args:
        data: UTF-8 with or without a byte order mark, or UTF-16 with or without one. The mark is not
            part of the text.
        name: How messages call the source.

    Raises:
        FormatError: Not text: a PDF, an office document, an image, an archive, other binary data.
        EncodingError: Text in some other encoding; the message names the likeliest.
    """
    refuse_other_formats(data, name)
    text = _decode(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise FormatError when the first bytes are those of a known format that is not text."""
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise FormatError(f"{name} is {what}.")
    if head.startswith(b"PK\x03\x04"):
        what = next((what for mark, what in _ZIPPED if mark in head), "a ZIP archive; unpack it first")
        raise FormatError(f"{name} is {what}.")


def _decode(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise EncodingError(f"{name} is UTF-32; save it as UTF-8: iconv -f UTF-32 -t UTF-8.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data, "utf-16", name)
    if guessed := _utf16_without_mark(data):
        return _utf16(data, guessed, name)
    if b"\0" in data or len(data) - len(data.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(data):
        raise FormatError(f"{name} is binary data, not text; give the article as text or HTML.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{name} is not UTF-8 (byte {error.start:,} of {len(data):,}); it looks like "
            f"{_guess(data, error.start)}. Save it as UTF-8 first, for instance with iconv."
        ) from None


def _utf16(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{name} looks like UTF-16 but breaks off at byte {error.start:,}; save it as UTF-8 first."
        ) from None


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
