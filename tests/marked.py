"""A short article of our own, read and marked, for the tests of the model engine."""

from __future__ import annotations

from partyx.mentions import find_mentions
from partyx.model.marking import Marked, mark
from partyx.model.refs import Refs
from partyx.reading import read

TEXT = """Đảng bộ huyện Phù Lan phát triển đảng viên mới

15/10/2024 09:10

Sáng 14/10, Huyện ủy Phù Lan tổ chức hội nghị sơ kết công tác phát triển đảng 9 tháng đầu năm 2024. Đồng chí Trần Văn Khê, Bí thư Huyện ủy chủ trì hội nghị.

9 tháng đầu năm 2024, toàn Đảng bộ huyện kết nạp 128 đồng chí (đạt 80% kế hoạch), nâng tổng số đảng viên lên hơn 5.240 đồng chí. Có 41/43 chi bộ (chiếm 95,3%) hoàn thành tốt nhiệm vụ, mỗi chi bộ giúp đỡ từ 10 - 15 quần chúng. Huyện phấn đấu cả năm kết nạp 170 đảng viên.

Các cấp ủy thực hiện Quy định số 24-QĐ/HU ngày 2/3/2023 của Ban Thường vụ Huyện ủy về kết nạp đảng viên; gắn Quy định 24 với đánh giá cuối năm.

Đồng chí Lý Thị Mai, Trưởng ban Tổ chức Huyện ủy báo cáo tại hội nghị

Kết luận hội nghị, đồng chí Trần Văn Khê yêu cầu các chi bộ rà soát nguồn phát triển đảng ở từng thôn, nhất là thôn vùng cao; hoàn thành hồ sơ trước ngày 30/11/2024. Quan tâm giúp đỡ đảng viên dự bị.

Lượt xem: 4.512
"""


def refs(text: str = TEXT) -> Refs:
    """An article, read, its mentions found, marked."""
    return Refs(marked(text))


def marked(text: str = TEXT) -> Marked:
    """Likewise."""
    article = read(text)
    return mark(article, find_mentions(article))


def id_of(found: Refs, printed: str, nth: int = 1) -> str:
    """The id of the ``nth`` mention that is printed so."""
    return [mention.id for mention in found.marked.shown.values() if mention.text == printed][nth - 1]


def sentence_with(found: Refs, words: str) -> str:
    """The id of the sentence that holds these words."""
    view = found.marked.article.view
    return next(line.id for line in found.marked.lines if words in view[line.start : line.end])
