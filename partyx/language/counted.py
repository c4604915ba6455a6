"""What the genre counts: the nouns that follow a figure, and the words that never do.

The nouns were collected from the five sample articles and from the vocabulary of Party statistics
(membership, cells, inspection, discipline, congresses, mass work) and of provincial budgets. They are
heads: "tổ chức" stands for "tổ chức cơ sở đảng", "tổ chức đảng", "tổ chức chính trị - xã hội".
"""

from __future__ import annotations

import re

COUNTED = tuple(
    " ".join(noun.split())
    for noun in """
    an toàn khu, ban, bia, biên bản, biên chế, buôn, buổi, bài, bàn, bác sĩ, báo cáo, bên, bí thư, bước,
    bản, bằng, bằng khen, bệnh nhân, bệnh viện, bộ, ca, cb, cbcc, chi, chi bộ, chi hội, chi đoàn, chiếc,
    chiến sĩ, chuyên mục, chuyên đề, chuyến, chính sách, chương trình, chỉ thị, chỉ tiêu, chị, chốt, chủ
    trương, chủ tịch, chức danh, chức sắc, con, cuốn, cuộc, cuộc họp, cá nhân, cái, cán bộ, câu, câu lạc bộ,
    cây, công chức, công dân, công nhân, công trình, công ty, công đoàn, căn, cơ quan, cơ sở, cấp, cặp, cổ
    đông, cụm, cử tri, cựu chiến binh, danh hiệu, di tích, doanh nghiệp, dân, dân quân, dân tộc, dự thảo, dự
    án, gia đình, gian, giám đốc, giáo viên, giải, giải pháp, giấy, giấy khen, giống, gương, ha, hecta, hiện
    vật, hoạt động, hs, huy chương, huy hiệu, huyện, huyện uỷ, huyện ủy, hv, hành vi, héc ta, hình thức, hòm
    thư, hướng dẫn, hạng mục, hạt, học sinh, học viên, hồ sơ, hộ, hội, hội nghị, hội thi, hội thảo, hội
    viên, hội đồng, hợp tác xã, kg, khoá, khu, khu dân cư, khu phố, khách, khách mời, khâu, khóa, khóm,
    kilômét, kiến nghị, km, kế hoạch, kết luận, kỳ, lao động, liệt sĩ, loại, luật, lãnh đạo, lít, lĩnh vực,
    lượng, lượt, lần, lễ, lớp, mét, món, mô hình, mũi, mẫu, mặt, mục tiêu, nam, nghề, nghị quyết, nguyên
    nhân, ngành, ngày công, người, nhiệm vụ, nhu cầu, nhà, nhà giáo, nhà văn hóa, nhân khẩu, nhân sự, nhóm,
    nông dân, nơi, nội dung, nữ, phiên, phiên họp, phiếu, phong trào, phòng, phòng trào, phó, phút, phường,
    phần, phần quà, phần việc, phụ nữ, quy chế, quy hoạch, quy định, quyết định, quyển, quân nhân, quần
    chúng, quận, quỹ, sinh viên, suất, sáng kiến, sĩ quan, sản phẩm, sổ, sở, thanh niên, thi hài, thiết chế,
    thành phần, thành phố, thành uỷ, thành viên, thành ủy, thí sinh, thôn, thương binh, thẻ, thị trấn, thị
    xã, thủ tục, thủ tục hành chính, tin, tin bài, tiêu chí, tiểu ban, tiểu khu, trang, tranh, trung tâm,
    trung đoàn, trường, trường hợp, trạm, trẻ, trẻ em, tuyến, tuyến đường, tài khoản, tài liệu, tác phẩm,
    tên, tín đồ, tạ, tấm, tấn, tập, tập thể, tỉnh, tỉnh ủy, tổ, tổ chức, tổ dân phố, tổ hợp, tổ viên, tổng,
    tờ, uỷ viên, viên chức, việc, văn bản, văn kiện, văn phòng, vấn đề, vận động viên, vị, vị trí, vở, vụ,
    vụ việc, vụ án, xuất, xã, xóm, ông, ý kiến, đ/c, điều, điểm, đoàn, đoàn viên, đv, đám, đôi, đơn, đơn
    thư, đơn vị, đường, đại biểu, đại hội, đảng, đảng bộ, đảng uỷ, đảng viên, đảng đoàn, đảng ủy, đầu báo,
    đầu mối, đầu sách, đề tài, đề xuất, đề án, địa bàn, địa chỉ, địa phương, đối tượng, đồn, đồng, đồng bào,
    đồng chí, đội, đợt, ấn phẩm, ấp, ổ, ủy ban, ủy ban nhân dân, ủy viên
    """.split(",")
)
"""Heads of noun phrases that a figure counts, lower case, NFC."""

NOT_COUNTED = frozenset(
    """
    và hoặc hay đến tới là của trong với tại ở được đã đang sẽ cho từ về theo trên dưới vào ra do bởi
    nhưng mà thì để nên vì nếu khi cũng còn đều có không chưa rất so tăng giảm đạt chiếm bằng gồm như
    này đó nọ kia qua nay lên xuống sau trước ngoài giữa cùng nhằm thông hoàn nhất đầu cuối nhờ bị phải
    cần nói trở hơn lẻ tuổi
    """.split()
)
"""Words that may follow a figure without being counted by it."""

YEAR = re.compile(r"(?:19[3-9]|20[0-4])\d")
"""Digits that read as a year of the genre, 1930 to 2049; counts of a thousand and more have a point."""

_COUNTED = frozenset(COUNTED)
_LONGEST = max(len(noun.split()) for noun in COUNTED)
_WORDS = re.compile(rf"\s*(?P<words>[^\W\d_]+(?:[/\s]\s*[^\W\d_]+){{0,{_LONGEST - 1}}})")


def counts_something(view: str, position: int, *, sure: bool = False) -> bool:
    """Whether the words at ``view[position:]`` are what the figure before them counts.

    Args:
        view: The text.
        position: Right behind the figure.
        sure: Only for the nouns of :data:`COUNTED`; else any lower-case word will do that is not in
            :data:`NOT_COUNTED`.
    """
    match = _WORDS.match(view, position)
    if match is None:
        return False
    words = match["words"].lower().split()
    if any(" ".join(words[:count]) in _COUNTED for count in range(len(words), 0, -1)):
        return True
    return not sure and match["words"][0].islower() and words[0] not in NOT_COUNTED
