"""Mails and saved pages in mail form (.eml, .mht, .mbox): the body with its page, and what is attached."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email.errors import InvalidBase64LengthDefect
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any, Final

from partyx.errors import EmptySourceError, FormatError
from partyx.reading.inputs import cannot_be_read
from partyx.reading.metadata import is_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.reading.inputs import Input, Place, Unread

_HEADERS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:From |(?:[\w-]{2,40}:[ \t]?.{0,998}\r?\n(?:[ \t].{0,998}\r?\n){0,50}){1,60}?)",
    re.ASCII,
)
_SURE = re.compile(
    rb"^(?:MIME-Version|Content-Type|Message-ID|Received|Snapshot-Content-Location):",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_MAIL = re.compile(rb"\r?\n\r?\n(?=From [^\r\n]{1,200}\r?\n(?:[\w-]{2,40}:[ \t]))")
"""Between two mails of an mbox, which begin with a line of their own."""

_FORWARDED = "message/rfc822"
_TEXT_TYPES: Final = ("html", "plain")


_LONGEST_HEADER = 5_000
"""Characters of a header that are read. A subject of 7 MB in encoded words takes the parser 3 GB."""


if TYPE_CHECKING:
    _Default = EmailPolicy[EmailMessage]
else:
    _Default = EmailPolicy


class _Policy(_Default):
    """How mails are parsed: as the standard library does by default, but for long headers."""

    def header_fetch_parse(self, name: str, value: Any) -> Any:  # noqa: ANN401 - as it is declared there
        """A header as its own class, of a long one its beginning."""
        return super().header_fetch_parse(name, str(value)[:_LONGEST_HEADER])


_POLICY: Final = _Policy()


def is_mail(head: bytes) -> bool:
    """Whether bytes begin with the headers of a mail or of a page saved as one."""
    top = head.split(b"\r\n\r\n", 1)[0].split(b"\n\n", 1)[0]
    return (
        _SURE.search(top) is not None
        and _HEADERS.match(head) is not None
        and not top.lstrip().startswith(b"<")
    )


def mails_of(data: bytes, place: Place) -> Iterator[tuple[Place, bytes] | Input | Unread]:
    """What is in a mail, or in each of an mbox: bodies as inputs, attachments as places with their bytes."""
    mails = _NEXT_MAIL.split(data) if data.startswith(b"From ") else [data]
    for number, each in enumerate(mails, 1):
        yield from parts_of(each, place if len(mails) == 1 else place.row(number))


def parts_of(data: bytes, place: Place) -> Iterator[tuple[Place, bytes] | Input | Unread]:
    """The body of a mail as an input, and its attachments as places with their bytes."""
    try:
        message = email.message_from_bytes(data, policy=_POLICY)
        body = _body(message)
        if body is not None and _is_broken(body):
            yield place.unread(FormatError(f"{place.name} is a mail whose text is damaged: broken base64."))
            return
        found = _from_body(message, body, place) if body is not None else None
        attached = list(_attached(message, body, place))
    except Exception as error:  # noqa: BLE001 - the parser raises all kinds of errors on broken headers
        yield place.unread(cannot_be_read(place.name, error))
        return
    if found is not None:
        yield found
    elif not attached:
        yield place.unread(EmptySourceError(f"{place.name} is a mail without a text."))
    yield from attached


def _body(message: EmailMessage) -> EmailMessage | None:
    """The part that is the text: of a saved page its first HTML part, whatever the parts are called."""
    try:
        body = message.get_body(preferencelist=("html", "plain"))
    except (KeyError, AttributeError, LookupError):
        body = None
    if body is None:
        texts = (part for part in _parts(message) if part.get_content_maintype() == "text")
        body = next((part for part in texts if part.get_content_subtype() in _TEXT_TYPES), None)
    return body if isinstance(body, EmailMessage) else None


def _is_broken(body: EmailMessage) -> bool:
    """Whether the text is in base64 that cannot be decoded, which the parser hands over as it is."""
    body.get_payload(decode=True)
    return any(isinstance(defect, InvalidBase64LengthDefect) for defect in body.defects)


def _from_body(message: EmailMessage, body: EmailMessage, place: Place) -> Input | Unread:
    raw = body.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else str(body.get_payload()).encode("utf-8", "replace")
    address = str(message.get("Snapshot-Content-Location") or body.get("Content-Location") or "").strip()
    subject = " ".join(str(message.get("Subject") or "").split())
    if not content.strip():
        return place.unread(EmptySourceError(f"{place.name} is a mail without a text."))
    return replace(
        place.input(content),
        suffix=".html" if body.get_content_subtype() == "html" else ".txt",
        charset=body.get_content_charset(),
        title=None if address else subject or None,
        url=address if is_address(address) else None,
    )


def _attached(
    message: EmailMessage, body: EmailMessage | None, place: Place
) -> Iterator[tuple[Place, bytes]]:
    """Files that somebody attached, and mails; pictures, style sheets and frames of a page are its own."""
    for number, part in enumerate(_parts(message), 1):
        name = part.get_filename()
        if part.get_content_type() == _FORWARDED:
            yield place.inside(f"{number}.eml"), b"".join(bytes(mail) for mail in part.get_payload())
        elif part is not body and name and part.get_content_disposition() == "attachment":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                yield place.inside(name), data


def _parts(message: Any) -> Iterator[Any]:  # noqa: ANN401 - a payload is of many types
    """The parts of a mail that have none themselves; a mail in it is one of them."""
    if message.is_multipart() and message.get_content_type() != _FORWARDED:
        for part in message.get_payload():
            yield from _parts(part)
    else:
        yield message
