"""The closed tables of abbreviations, one a field, and what they stand for.

Field-scoped because the same letters mean different things: "CB" counted beside "ĐV" is "cán bộ", and
"TU" in a document's code (49-QĐ/TU) is never touched here. A table is closed: letters that are not in
it are left as they are printed, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Field = Literal["organisation", "title", "unit"]
"""Where a text stands: the name of an organisation, a person's title, or the thing a figure counts."""

_ORGANISATION = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "BCH": "Ban Chấp hành",
    "BTV": "Ban Thường vụ",
    "BTC": "Ban Tổ chức",
    "BTCTW": "Ban Tổ chức Trung ương",
    "BTG": "Ban Tuyên giáo",
    "BDV": "Ban Dân vận",
    "BNC": "Ban Nội chính",
    "BCĐ": "Ban Chỉ đạo",
    "BCS": "Ban cán sự",
    "BCSĐ": "Ban cán sự đảng",
    "UBKT": "Ủy ban Kiểm tra",
    "MTTQ": "Mặt trận Tổ quốc",
    "MTTQVN": "Mặt trận Tổ quốc Việt Nam",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBMTTQVN": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "ĐBQH": "đại biểu Quốc hội",
    "LĐLĐ": "Liên đoàn Lao động",
    "LHPN": "Liên hiệp Phụ nữ",
    "CCB": "Cựu chiến binh",
    "TNCS": "Thanh niên Cộng sản",
    "ĐTN": "Đoàn Thanh niên",
    "TW": "Trung ương",
    "TƯ": "Trung ương",
    "T.Ư": "Trung ương",
    "T.W": "Trung ương",
    "TU": "Tỉnh ủy",
    "HU": "Huyện ủy",
    "ĐU": "Đảng ủy",
    "ĐUK": "Đảng ủy Khối",
    "BCHQS": "Ban Chỉ huy Quân sự",
    "BĐBP": "Bộ đội Biên phòng",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện Kiểm sát nhân dân",
    "GDĐT": "Giáo dục và Đào tạo",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "KH&ĐT": "Kế hoạch và Đầu tư",
    "KH&CN": "Khoa học và Công nghệ",
    "TN&MT": "Tài nguyên và Môi trường",
    "TT&TT": "Thông tin và Truyền thông",
    "LĐTB&XH": "Lao động - Thương binh và Xã hội",
    "LĐ-TB&XH": "Lao động - Thương binh và Xã hội",
    "VHTT&DL": "Văn hóa, Thể thao và Du lịch",
    "VH-TT&DL": "Văn hóa, Thể thao và Du lịch",
    "GTVT": "Giao thông Vận tải",
    "CHXHCN": "Cộng hòa xã hội chủ nghĩa",
    "CNTT": "công nghệ thông tin",
    "DN": "doanh nghiệp",
    "CQ": "cơ quan",
    "TP": "thành phố",
    "TX": "thị xã",
}

_TITLE = {
    "UV": "Ủy viên",
    "UVBTV": "Ủy viên Ban Thường vụ",
    "UVTV": "Ủy viên Thường vụ",
    "UVBCH": "Ủy viên Ban Chấp hành",
    "UVTW": "Ủy viên Trung ương",
    "TUV": "Tỉnh ủy viên",
    "HUV": "Huyện ủy viên",
    "BT": "Bí thư",
    "PBT": "Phó Bí thư",
    "PBTTT": "Phó Bí thư Thường trực",
    "CT": "Chủ tịch",
    "PCT": "Phó Chủ tịch",
    "GĐ": "Giám đốc",
    "PGĐ": "Phó Giám đốc",
} | _ORGANISATION

_UNIT = {
    "ĐV": "đảng viên",
    "CB": "cán bộ",
    "CBĐV": "cán bộ, đảng viên",
    "CBCC": "cán bộ, công chức",
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CBGVNV": "cán bộ, giáo viên, nhân viên",
    "CC": "công chức",
    "VC": "viên chức",
    "ĐVTN": "đoàn viên thanh niên",
    "CNLĐ": "công nhân lao động",
    "CNVC": "công nhân viên chức",
    "CNVCLĐ": "công nhân viên chức lao động",
    "HS": "học sinh",
    "SV": "sinh viên",
    "HSSV": "học sinh, sinh viên",
    "DTTS": "dân tộc thiểu số",
    "TCĐ": "tổ chức đảng",
    "TCCSĐ": "tổ chức cơ sở đảng",
    "TCCS": "tổ chức cơ sở",
    "DN": "doanh nghiệp",
    "đ/c": "đồng chí",
    "Đ/c": "đồng chí",
}

ABBREVIATIONS: dict[Field, dict[str, str]] = {
    "organisation": _ORGANISATION,
    "title": _TITLE,
    "unit": _UNIT,
}
"""Field to abbreviation to what it stands for."""

_EDGE_LEFT = r"(?<![\w/&.])"
_EDGE_RIGHT = r"(?![\w&]|/\w)"


@lru_cache(maxsize=8)
def _pattern(field: Field) -> re.Pattern[str]:
    keys = sorted(ABBREVIATIONS[field], key=len, reverse=True)
    return re.compile(_EDGE_LEFT + "(?:" + "|".join(map(re.escape, keys)) + ")" + _EDGE_RIGHT)


@lru_cache(maxsize=1024)
def write_out(text: str, field: Field) -> str:
    """Write the abbreviations of one field out: "BTV Huyện ủy" is "Ban Thường vụ Huyện ủy".

    Letters inside a document's code ("49-QĐ/TW") are not touched.
    """
    table = ABBREVIATIONS[field]
    return _pattern(field).sub(lambda match: table[match[0]], text)


_OLD_TONES = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
_OLD_TONE = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE)


def _modern(match: re.Match[str]) -> str:
    new = _OLD_TONES[match[0].lower()]
    return new.upper() if match[0].isupper() else new[0].upper() + new[1] if match[0][0].isupper() else new


@lru_cache(maxsize=1024)
def modern_tones(text: str) -> str:
    """Put the tone where the newer spelling has it, for showing: "Uỷ" is "Ủy", "khoá" is "khóa".

    Only at the end of a syllable; "quý" and closed syllables ("hoàng") are spelled one way only.
    """
    return _OLD_TONE.sub(_modern, text)
