"""Which lines stand under a photo. A caption is content: it names speakers and places."""

from __future__ import annotations

import re

from partyx.reading.letters import ends_sentence, word_count

_LONGEST = 400
_SURE = re.compile(
    r"[(\[*]?\s?(?:trong\s)?(?:ảnh|hình)(?:\s(?:minh\s?h[oọ][aạ]|tư\sliệu|trên|dưới|\d{1,2}))?\s?[:(–-]"
    r"|[(\[]?\s?(?:ảnh|hình)\s(?:minh\s?h[oọ][aạ]|tư\sliệu)",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"[\s(\[.–-]\(?ảnh(?:\sminh\s?họa|\stư\sliệu)?\s?[:–-]\s?[^:!?]{1,60}\Z", re.IGNORECASE)
_LONGEST_CREDIT = 80
_SCENE = re.compile(
    r"(?:\W{0,3})(?:quang\scảnh|toàn\scảnh|một\sgóc|khung\scảnh|(?:một\ssố\s)?hình\sảnh\s(?:tại|về|hội|buổi|lễ|đại))\s",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\W{0,3}(?:các\s|một\ssố\s|đông\sđảo\s|đại\sdiện\s|tập\sthể\s|nguyên\s)?(?:đồng\schí|đ/c|ông|bà|đại\sbiểu|lãnh\sđạo"
    r"|thường\strực|chủ\stịch|phó|bí\sthư|trưởng|ủy\sviên|uỷ\sviên|tổng\sbí\sthư|thủ\stướng|bộ\strưởng|giám\sđốc|chánh"
    r"|tỉnh\s(?:ủy|uỷ)|huyện\s(?:ủy|uỷ)|thành\s(?:ủy|uỷ)|ban|đảng\s(?:ủy|uỷ)|đảng\sbộ|chi\sbộ|đoàn|đảng\sviên|cán\sbộ"
    r"|thiếu\stướng|trung\stướng|thượng\stướng|đại\stướng|đại\stá|thượng\stá|ubnd|btv|hội\snghị|hội\strường|buổi|lễ"
    r"|đại\shội|tổ|người\sdân|nhân\sdân|bà\scon|cấp\s(?:ủy|uỷ)|cơ\squan|phường|xã|thị\strấn|công\san|bộ\sđội|quần\schúng)(?!\w)",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"(?<!\w)(?:phát\sbiểu|chủ\strì|trao|tặng|điều\shành|tham\squan|khảo\ssát|thăm|kiểm\stra|báo\scáo|trình\sbày|quán\striệt"
    r"|tham\sdự|dự|biểu\squyết|bỏ\sphiếu|chụp\sảnh|chụp|lưu\sniệm|thảo\sluận|kết\sluận|tham\sluận|ký\skết|khai\smạc|bế\smạc"
    r"|chúc\smừng|tặng\shoa|ra\smắt|gặp\sgỡ|trao\sđổi|tiếp\sxúc|làm\sviệc|dâng\shương|tuyên\sthệ|công\sbố|sinh\shoạt"
    r"|nghiên\scứu|học\stập|giao\sban|tại\s(?:hội\snghị|buổi|lễ|đại\shội|điểm\scầu|phiên|cuộc|kỳ)"
    r"|(?:bìa|bên|hàng|ngoài\scùng)\s(?:trái|phải|đầu|trước)|(?:đứng|ngồi|thứ\s\w{1,4})\s(?:từ|giữa|bên|thứ))(?!\w)",
    re.IGNORECASE,
)
_LONGEST_SCENE = 25
"""Words. "Quang cảnh hội nghị." ends like a sentence and is none; a longer one is a paragraph."""


def is_sure_caption(text: str) -> bool:
    """Whether a line says so: it ends in a table bar, starts with "Ảnh:", or ends with a photo credit."""
    if len(text) > _LONGEST:
        return False
    if text.endswith("|") or _SURE.match(text):
        return True
    if _SCENE.match(text) and word_count(text) <= _LONGEST_SCENE:
        return True
    return _CREDIT.search(text, max(0, len(text) - _LONGEST_CREDIT)) is not None


def is_caption_like(text: str) -> bool:
    """Whether a line that ends like no sentence names people and says what they are seen doing."""
    if len(text) > _LONGEST or ends_sentence(text) or text[-1] in ":;,":
        return False
    return _PEOPLE.match(text) is not None and _SHOWN.search(text) is not None
