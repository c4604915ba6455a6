"""Record types of one's own for the attacks of attacks.toml: what was counted, and who did what."""

from __future__ import annotations

from typing import Literal

import partyx


class Count(partyx.Record):
    """Một con số đảng viên hoặc tổ chức."""

    number: partyx.FigureRef
    act: Literal["kết nạp", "khai trừ", "kiểm tra"] | None = None
    what: partyx.Label | None = None
    body: partyx.OrganisationRef | None = None
    day: partyx.DateRef | None = None


class Part(partyx.Record):
    """Phần của một người trong sự kiện."""

    person: partyx.PersonRef
    does: Literal["chủ trì", "dự"] | None = None
    post: partyx.Phrase | None = None
    said: partyx.Clause | None = None
    under: partyx.DocumentRef | None = None
