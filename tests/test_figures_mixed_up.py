"""Figures and labels dealt out wrongly within one paragraph, by kind, and true claims beside them."""

from __future__ import annotations

import pytest

import partyx

SETTINGS = {"cache": "off", "second_ask": False, "reasks": 0}
HEAD = "Đảng bộ huyện Tân Bình: Nhiều kết quả trong công tác xây dựng Đảng\n\nThứ Ba, 12/03/2024 - 08:05\n\n"


def notes(body, printed, label, said):
    """The checks that name the record of a claim about an article with this body; it stands as it was claimed."""
    claim = {"printed": printed, "indicator": label, **said}
    fake = partyx.FakeModel([{"statistics": [claim]}])
    found = partyx.extract(f"{HEAD}{body}\n", model=fake, settings=SETTINGS)
    assert [(one.field, one.reason) for one in found.unlocated] == []
    assert len(found.statistics) == 1
    return {one.check for one in found.findings if "statistics[0]" in one.records}


COUNTED_THOUGH_NUMBERED = [
    ("Ngày 5/3, Huyện ủy Tân Bình tổ chức hội nghị Ban Chấp hành lần thứ 24, quyết định kết nạp 8 đảng viên.", "lần thứ 24", "hội nghị đã tổ chức", {}),
    ("Đại hội Chi bộ thôn Hạ lần thứ 12 đã bầu 5 cấp ủy viên.", "lần thứ 12", "đại hội chi bộ", {}),
    ("Tại kỳ họp thứ 8, Ủy ban Kiểm tra Tỉnh ủy đề nghị khai trừ 3 đảng viên.", "họp thứ 8", "kỳ họp của Ủy ban Kiểm tra", {}),
    ("Xã Yên Lạc là xã thứ 17 của huyện đạt chuẩn nông thôn mới; toàn huyện còn 4 xã chưa đạt chuẩn.", "thứ 17", "xã đạt chuẩn nông thôn mới", {}),
    ("Tổ công tác số 6 của Ban Thường vụ Huyện ủy đã giải quyết 31 đơn thư.", "số 6", "tổ công tác", {}),
    ("Phiên họp thứ 26 của Ban Chỉ đạo thống nhất đưa 9 vụ án vào diện theo dõi.", "họp thứ 26", "phiên họp của Ban Chỉ đạo", {}),
    ("Lớp bồi dưỡng nhận thức về Đảng khóa 3 có 78 học viên.", "khóa 3", "lớp bồi dưỡng nhận thức về Đảng", {}),
    ("Chi bộ tổ dân phố 9 kết nạp 2 quần chúng.", "phố 9", "tổ dân phố", {}),
]  # fmt: skip
COUNTED_THOUGH_NAMED = [
    ("Quỹ “2 nghìn đồng” của hội phụ nữ đã giúp 14 hội viên vay vốn.", "“2 nghìn", "tiền giúp hội viên vay vốn", {}),
    ("Mô hình “5 không, 3 sạch” được nhân rộng ở 21 chi hội.", "“5", "chi hội nhân rộng mô hình", {}),
    ("Chi bộ phát động phong trào “Hũ gạo 1 kg”, quyên góp được 350 kg gạo.", "gạo 1", "gạo quyên góp được", {}),
    ("Đảng ủy xã duy trì mô hình “Ngày thứ 7 vì dân” với 26 buổi ra quân.", "thứ 7", "buổi ra quân", {}),
    ("Câu lạc bộ “100 đồng vì người nghèo” hiện có 64 thành viên.", "“100", "thành viên câu lạc bộ", {}),
    ("Chi bộ “4 tốt” tiêu biểu của huyện là 38 chi bộ.", "“4 tốt", "chi bộ tốt tiêu biểu", {}),
    ("Phong trào “Nuôi 1.000 con heo đất” gây quỹ được 215 triệu đồng.", "1.000 con", "heo đất gây quỹ", {}),
]  # fmt: skip
ANOTHER_NOUN = [
    ("Toàn xã có 18 chi bộ; Hội Nông dân xã có 940 hội viên.", "18 chi", "chi hội", {}),
    ("Toàn huyện có 14 xã đạt chuẩn nông thôn mới, thôn nào cũng có nhà văn hóa.", "14 xã", "thôn đạt chuẩn nông thôn mới", {}),
    ("Các cấp ủy kiểm tra 35 tổ chức đảng; đảng viên vi phạm được nhắc nhở.", "35 tổ", "đảng viên được kiểm tra", {}),
    ("Đoàn trao 60 suất quà cho các hộ chính sách.", "60 suất", "hộ chính sách được trao quà", {}),
    ("Có 9 chi bộ tổ chức đại hội điểm; đảng bộ cơ sở đang chuẩn bị.", "9 chi", "đảng bộ cơ sở tổ chức đại hội điểm", {}),
    ("Thành lập 22 tổ công nghệ số cộng đồng, mỗi tổ gồm bí thư chi bộ và đoàn viên.", "22 tổ", "chi bộ thành lập", {}),
    ("Đảng ủy biểu dương 33 tập thể, cá nhân vắng mặt được gửi quà sau.", "33 tập", "cá nhân được biểu dương", {}),
]  # fmt: skip
DONE_OR_YET_TO_BE = [
    ("Ủy ban Kiểm tra thu hồi 2,1 tỷ đồng trên tổng số 3,4 tỷ đồng phải thu hồi.", "3,4", "số tiền đã thu hồi", {}),
    ("Huyện đã kiểm tra 15 chi bộ, 9 chi bộ phải kiểm tra bổ sung.", "9 chi", "chi bộ đã kiểm tra bổ sung", {}),
    ("Đã giải quyết 30 đơn, còn 4 đơn đang giải quyết.", "4 đơn", "đơn đã giải quyết", {}),
    ("Hội đồng đề nghị khen thưởng 25 tập thể.", "25 tập", "tập thể đã được khen thưởng", {}),
    ("Hiện có 17 quần chúng chờ kết nạp, 26 quần chúng đã học lớp nhận thức.", "17 quần", "quần chúng đã kết nạp", {}),
    ("Toàn huyện đã xây 40 nhà, còn 12 nhà cần sửa chữa.", "12 nhà", "nhà đã sửa chữa", {}),
    ("Đảng bộ đã bổ nhiệm 6 cán bộ, dự kiến luân chuyển 5 cán bộ.", "5 cán", "cán bộ đã luân chuyển", {}),
    ("Xã đã công nhận 3 thôn kiểu mẫu, đề nghị công nhận 2 thôn.", "2 thôn", "thôn đã được công nhận", {}),
    ("Có 8 đảng viên đang được xem xét kỷ luật, 5 đảng viên đã bị kỷ luật.", "8 đảng", "đảng viên đã bị kỷ luật", {}),
]  # fmt: skip
SAID_OF_THE_SAME_BESIDES = [
    ("Có 8 đơn tố cáo sai hoàn toàn, 3 đơn tố cáo sai.", "3 đơn", "đơn tố cáo sai hoàn toàn", {}),
    ("Chi bộ có 5 đảng viên miễn sinh hoạt, 31 đảng viên.", "31 đảng", "đảng viên miễn sinh hoạt", {}),
    ("Toàn huyện có 4 xã đạt chuẩn nông thôn mới nâng cao, 11 xã đạt chuẩn nông thôn mới.", "11 xã", "xã đạt chuẩn nông thôn mới nâng cao", {}),
    ("Năm qua có 6 đồng chí được khen thưởng cấp tỉnh, 20 đồng chí được khen thưởng.", "20 đồng", "đồng chí được khen thưởng cấp tỉnh", {}),
    ("Kết quả: 2 đơn khiếu nại đúng một phần; 7 đơn khiếu nại đúng.", "7 đơn", "đơn khiếu nại đúng một phần", {}),
    ("Cả khu có 3 hộ vay vốn quá hạn, 45 hộ vay vốn.", "45 hộ", "hộ vay vốn quá hạn", {}),
    ("Mở 2 lớp đảng viên mới vào buổi tối, 5 lớp đảng viên mới.", "5 lớp", "lớp đảng viên mới vào buổi tối", {}),
    ("Tỉnh có 9 mô hình học tập Bác cấp trung ương, 130 mô hình học tập Bác.", "130 mô", "mô hình học tập Bác cấp trung ương", {}),
]  # fmt: skip
SAID_OF_A_PART = [
    ("Gần 1.200 lượt đảng viên được tập huấn, hơn 300 lượt trong số này học trực tuyến.", "1.200", "lượt đảng viên học trực tuyến", {}),
    ("Đảng bộ kết nạp 64 đảng viên, trong đó 20 đảng viên là học sinh, sinh viên.", "64 đảng", "đảng viên kết nạp là học sinh, sinh viên", {}),
    ("Tiếp nhận 90 đơn thư, trong đó có 12 đơn nặc danh.", "90 đơn", "đơn thư nặc danh", {}),
    ("Huyện xây 52 căn nhà, trong đó 15 căn cho cựu chiến binh.", "52 căn", "căn nhà xây cho cựu chiến binh", {}),
    ("Có 18 chi bộ tổ chức đại hội, gồm 4 chi bộ trường học.", "18 chi", "chi bộ trường học tổ chức đại hội", {}),
    ("Kỷ luật 37 đảng viên, trong số đó 5 đảng viên là cấp ủy viên.", "37 đảng", "cấp ủy viên bị kỷ luật", {}),
    ("Quỹ đã cho 76 hộ vay, trong đó 9 hộ do phụ nữ làm chủ.", "76 hộ", "hộ do phụ nữ làm chủ được vay", {}),
    ("Đoàn khám bệnh cho 410 người, trong đó 88 người cao tuổi được tặng quà.", "410 người", "người cao tuổi được khám bệnh", {}),
    ("Xã có 230 hộ hiến đất, trong số này 31 hộ hiến trên 100 m2.", "230 hộ", "hộ hiến trên 100 m2", {}),
]  # fmt: skip
OF_ANOTHER_IN_BRACKETS = [
    ("Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ đạt 91%; tỷ lệ đảng viên dự sinh hoạt đạt 96,2% (năm 2022 là 93,4%).", "93,4", "tỷ lệ chi bộ hoàn thành tốt nhiệm vụ", {}),
    ("Thu đảng phí đạt 3,1 tỷ đồng; chi hỗ trợ cơ sở 1,4 tỷ đồng (năm 2022: 1,1 tỷ đồng).", "1,1", "thu đảng phí", {}),
    ("Có 16 xã đạt chuẩn nông thôn mới, 7 xã đạt chuẩn nâng cao (năm 2021: 4 xã).", "4 xã", "xã đạt chuẩn nông thôn mới", {}),
    ("Tiếp 320 lượt công dân, nhận 145 đơn kiến nghị (cùng kỳ năm 2022 là 160).", "là 160", "lượt công dân được tiếp", {}),
    ("Tỷ lệ hộ nghèo còn 2,1%, tỷ lệ lao động qua đào tạo đạt 68% (năm 2022: 65%).", "65%", "tỷ lệ hộ nghèo", {}),
    ("Giám sát 22 tổ chức đảng, kiểm tra 54 đảng viên (năm 2022: 49 đảng viên).", "49 đảng", "tổ chức đảng được giám sát", {}),
]  # fmt: skip
ANOTHER_KIND = [
    ("Sai phạm tập trung ở lĩnh vực đầu tư công (8 vụ), đất đai (5 vụ), tài chính (3 vụ).", "8 vụ", "vụ sai phạm lĩnh vực tài chính", {}),
    ("Đảng viên mới kết nạp chủ yếu là giáo viên (34 đồng chí), công nhân (21 đồng chí), nông dân (17 đồng chí).", "34 đồng", "đảng viên mới kết nạp là công nhân", {}),
    ("Nội dung đơn thư tập trung vào chế độ chính sách (26 đơn), môi trường (11 đơn), khác (4 đơn).", "26 đơn", "đơn thư về môi trường", {}),
    ("Đại biểu dự đại hội gồm cán bộ xã (45 người), cán bộ thôn (30 người), lực lượng vũ trang (12 người).", "30 người", "đại biểu lực lượng vũ trang", {}),
    ("Nhân dân đóng góp xây dựng nông thôn mới bằng tiền mặt (4,2 tỷ đồng), ngày công (1,6 tỷ đồng), đất (900 triệu đồng).", "4,2", "đóng góp bằng ngày công xây dựng nông thôn mới", {}),
    ("Huyện xử lý kỷ luật do vi phạm dân số (14 đảng viên), giao thông (6 đảng viên), đánh bạc (2 đảng viên).", "6 đảng", "đảng viên vi phạm đánh bạc", {}),
    ("Quỹ khuyến học thu từ doanh nghiệp 310 triệu đồng, hộ dân 75 triệu đồng, cán bộ 42 triệu đồng.", "310", "quỹ khuyến học thu từ hộ dân", {}),
]  # fmt: skip
ANOTHER_BODY = [
    ("Chi bộ thôn Đông có 35 đảng viên, năm 2023 hoàn thành xuất sắc nhiệm vụ.\n\nChi bộ thôn Đoài bên cạnh thì khác: có 21 đảng viên, nhiều người cao tuổi.", "21 đảng", "đảng viên", {"subject": "Chi bộ thôn Đông"}),
    ("Chi bộ khu 3 có 40 đảng viên.\n\nChi bộ khu 7 lại gặp khó: chỉ 16 đảng viên, trong đó 9 đảng viên trên 60 tuổi.", "16 đảng", "đảng viên", {"subject": "Chi bộ khu 3"}),
    ("Chi bộ khu 3 có 40 đảng viên.\n\nChi bộ khu 8 thì ngược lại: 2 năm liền không có nguồn; chi bộ này còn 11 đảng viên.", "11 đảng", "đảng viên", {"subject": "Chi bộ khu 3"}),
    ("Chi bộ Trường THPT Nguyễn Du kết nạp 6 học sinh.\n\nChi bộ Trường THPT Lê Lợi cũng có cách làm riêng: 4 học sinh được kết nạp.", "4 học", "học sinh được kết nạp", {"subject": "Chi bộ Trường THPT Nguyễn Du"}),
    ("Chi bộ bản Nà Lốc có 17 đảng viên là người Thái.\n\nChi bộ bản Huổi Sản mới thành lập: toàn chi bộ 5 đảng viên.", "5 đảng", "đảng viên", {"subject": "Chi bộ bản Nà Lốc"}),
    ("Chi đoàn khu phố 2 giới thiệu 3 đoàn viên ưu tú.\n\nChi đoàn khu phố 6 ít hơn: 1 đoàn viên được giới thiệu, 24 đoàn viên sinh hoạt đều.", "24 đoàn", "đoàn viên sinh hoạt đều", {"subject": "Chi đoàn khu phố 2"}),
]  # fmt: skip
NOT_BEGUN = [
    ("Huyện đã chi 1,8 tỷ đồng hỗ trợ hộ nghèo và sẽ nâng lên 3 tỷ đồng vào năm 2025.", "1,8", "tiền hỗ trợ hộ nghèo", {"period": "năm 2025"}),
    ("Đảng bộ hiện có 420 đảng viên, phấn đấu có 500 đảng viên vào năm 2026.", "420", "đảng viên", {"period": "năm 2026"}),
    ("Xã đã đạt 15 tiêu chí, sẽ đạt 19 tiêu chí trong năm 2025.", "15 tiêu", "tiêu chí đạt", {"period": "năm 2025"}),
    ("Huyện ủy đã kiểm tra 12 chi bộ, dự kiến kiểm tra 20 chi bộ trong năm 2025.", "12 chi", "chi bộ được kiểm tra", {"period": "năm 2025"}),
    ("Quỹ đã giúp 30 hội viên và sẽ giúp thêm 45 hội viên trong năm 2025.", "30 hội", "hội viên được giúp", {"period": "năm 2025"}),
    ("Kết nạp 25 đảng viên năm 2022 và 31 đảng viên năm 2023.", "25 đảng", "đảng viên kết nạp", {"period": "năm 2023"}),
    ("Năm 2022 xóa 14 nhà tạm, năm 2023 xóa 22 nhà tạm.", "14 nhà", "nhà tạm được xóa", {"period": "năm 2023"}),
    ("Năm 2021 tiếp nhận 55 đơn; đến năm 2023 chỉ còn 19 đơn.", "55 đơn", "đơn tiếp nhận", {"period": "năm 2023"}),
]  # fmt: skip
TRUE = [
    ("Ngày 5/3, Huyện ủy Tân Bình tổ chức hội nghị Ban Chấp hành lần thứ 24, quyết định kết nạp 8 đảng viên.", "8 đảng", "đảng viên được kết nạp", {}),
    ("Đại hội Chi bộ thôn Hạ lần thứ 12 đã bầu 5 cấp ủy viên.", "5 cấp", "cấp ủy viên được bầu", {}),
    ("Tại kỳ họp thứ 8, Ủy ban Kiểm tra Tỉnh ủy đề nghị khai trừ 3 đảng viên.", "3 đảng", "đảng viên bị đề nghị khai trừ", {}),
    ("Lễ trao Huy hiệu Đảng đợt 2 năm 2024 có 61 đảng viên được nhận.", "61 đảng", "đảng viên được nhận Huy hiệu Đảng", {}),
    ("Đảng bộ xã đứng thứ 3 toàn huyện về học tập Bác, với 42 mô hình.", "42 mô", "mô hình học tập Bác", {}),
    ("Xã Yên Lạc là xã thứ 17 của huyện đạt chuẩn nông thôn mới; toàn huyện còn 4 xã chưa đạt chuẩn.", "4 xã", "xã chưa đạt chuẩn", {}),
    ("Tổ công tác số 6 của Ban Thường vụ Huyện ủy đã giải quyết 31 đơn thư.", "31 đơn", "đơn thư đã giải quyết", {}),
    ("Phiên họp thứ 26 của Ban Chỉ đạo thống nhất đưa 9 vụ án vào diện theo dõi.", "9 vụ", "vụ án đưa vào diện theo dõi", {}),
    ("Lớp bồi dưỡng nhận thức về Đảng khóa 3 có 78 học viên.", "78 học", "học viên lớp bồi dưỡng nhận thức về Đảng", {}),
    ("Chi bộ tổ dân phố 9 kết nạp 2 quần chúng.", "2 quần", "quần chúng được kết nạp", {}),
    ("Đây là lần thứ 5 chi bộ được tặng giấy khen; năm 2023 chi bộ kết nạp 4 đảng viên.", "4 đảng", "đảng viên được kết nạp", {}),
    ("Quỹ “2 nghìn đồng” của hội phụ nữ đã giúp 14 hội viên vay vốn.", "14 hội", "hội viên được vay vốn", {}),
    ("Mô hình “5 không, 3 sạch” được nhân rộng ở 21 chi hội.", "21 chi", "chi hội nhân rộng mô hình", {}),
    ("Chi bộ phát động phong trào “Hũ gạo 1 kg”, quyên góp được 350 kg gạo.", "350 kg", "gạo quyên góp được", {}),
    ("Cuộc vận động “Mỗi đảng viên giúp 1 hộ nghèo” đã có 86 hộ thoát nghèo.", "86 hộ", "hộ thoát nghèo", {}),
    ("Đảng ủy xã duy trì mô hình “Ngày thứ 7 vì dân” với 26 buổi ra quân.", "26 buổi", "buổi ra quân", {}),
    ("Câu lạc bộ “100 đồng vì người nghèo” hiện có 64 thành viên.", "64 thành", "thành viên câu lạc bộ", {}),
    ("Chi bộ “4 tốt” tiêu biểu của huyện là 38 chi bộ.", "38 chi", "chi bộ tiêu biểu của huyện", {}),
    ("Phong trào “Nuôi 1.000 con heo đất” gây quỹ được 215 triệu đồng.", "215 triệu", "tiền quỹ gây được", {}),
    ('Chương trình "Xuân biên giới" trao 300 suất quà.', "300 suất", "suất quà trao", {}),
    ('Huyện đoàn đã xóa 45 căn nhà tạm theo đề án "Mái ấm tình thương".', "45 căn", "căn nhà tạm đã xóa", {}),
    ("Toàn xã có 18 chi bộ; Hội Nông dân xã có 940 hội viên.", "18 chi", "chi bộ", {}),
    ("Huyện có 27 trường học, bố trí 310 cán bộ quản lý.", "27 trường", "trường học", {}),
    ("Đã xử lý 41 đơn thư của công dân, tổ chức đối thoại với 12 hộ.", "12 hộ", "hộ được đối thoại", {}),
    ("Toàn huyện có 14 xã đạt chuẩn nông thôn mới, thôn nào cũng có nhà văn hóa.", "14 xã", "xã đạt chuẩn nông thôn mới", {}),
    ("Các cấp ủy kiểm tra 35 tổ chức đảng; đảng viên vi phạm được nhắc nhở.", "35 tổ", "tổ chức đảng được kiểm tra", {}),
    ("Đoàn trao 60 suất quà cho các hộ chính sách.", "60 suất", "suất quà trao cho hộ chính sách", {}),
    ("Có 9 chi bộ tổ chức đại hội điểm; đảng bộ cơ sở đang chuẩn bị.", "9 chi", "chi bộ tổ chức đại hội điểm", {}),
    ("Thành lập 22 tổ công nghệ số cộng đồng, mỗi tổ gồm bí thư chi bộ và đoàn viên.", "22 tổ", "tổ công nghệ số cộng đồng thành lập", {}),
    ("Đảng ủy biểu dương 33 tập thể, cá nhân vắng mặt được gửi quà sau.", "33 tập", "tập thể được biểu dương", {}),
    ("Giải quyết 58 lượt đơn khiếu nại của các hộ dân.", "58 lượt", "lượt đơn khiếu nại", {}),
    ("Ủy ban Kiểm tra thu hồi 2,1 tỷ đồng trên tổng số 3,4 tỷ đồng phải thu hồi.", "3,4", "số tiền phải thu hồi", {}),
    ("Huyện đã kiểm tra 15 chi bộ, 9 chi bộ phải kiểm tra bổ sung.", "9 chi", "chi bộ phải kiểm tra bổ sung", {}),
    ("Đã giải quyết 30 đơn, còn 4 đơn đang giải quyết.", "4 đơn", "đơn đang giải quyết", {}),
    ("Hội đồng đề nghị khen thưởng 25 tập thể.", "25 tập", "tập thể được đề nghị khen thưởng", {}),
    ("Hiện có 17 quần chúng chờ kết nạp, 26 quần chúng đã học lớp nhận thức.", "17 quần", "quần chúng chờ kết nạp", {}),
    ("Toàn huyện đã xây 40 nhà, còn 12 nhà cần sửa chữa.", "12 nhà", "nhà cần sửa chữa", {}),
    ("Đảng bộ đã bổ nhiệm 6 cán bộ, dự kiến luân chuyển 5 cán bộ.", "5 cán", "cán bộ dự kiến luân chuyển", {"target": True}),
    ("Xã đã công nhận 3 thôn kiểu mẫu, đề nghị công nhận 2 thôn.", "2 thôn", "thôn được đề nghị công nhận", {}),
    ("Có 8 đảng viên đang được xem xét kỷ luật, 5 đảng viên đã bị kỷ luật.", "8 đảng", "đảng viên đang được xem xét kỷ luật", {}),
    ("Đã thu hồi 1,9 tỷ đồng trên tổng số 2,3 tỷ đồng phải thu hồi.", "1,9", "số tiền đã thu hồi", {}),
    ("Đến nay đã kết nạp được 31 đảng viên, đang làm thủ tục kết nạp 6 quần chúng.", "31 đảng", "đảng viên đã kết nạp", {}),
    ("Các chi bộ phải kiểm điểm đã kiểm điểm 14 đảng viên.", "14 đảng", "đảng viên đã kiểm điểm", {}),
    ("Có 8 đơn tố cáo sai hoàn toàn, 3 đơn tố cáo sai.", "3 đơn", "đơn tố cáo sai", {}),
    ("Chi bộ có 5 đảng viên miễn sinh hoạt, 31 đảng viên.", "31 đảng", "đảng viên", {}),
    ("Toàn huyện có 4 xã đạt chuẩn nông thôn mới nâng cao, 11 xã đạt chuẩn nông thôn mới.", "11 xã", "xã đạt chuẩn nông thôn mới", {}),
    ("Năm qua có 6 đồng chí được khen thưởng cấp tỉnh, 20 đồng chí được khen thưởng.", "20 đồng", "đồng chí được khen thưởng", {}),
    ("Kết quả: 2 đơn khiếu nại đúng một phần; 7 đơn khiếu nại đúng.", "7 đơn", "đơn khiếu nại đúng", {}),
    ("Cả khu có 3 hộ vay vốn quá hạn, 45 hộ vay vốn.", "45 hộ", "hộ vay vốn", {}),
    ("Mở 2 lớp đảng viên mới vào buổi tối, 5 lớp đảng viên mới.", "5 lớp", "lớp đảng viên mới", {}),
    ("Tỉnh có 9 mô hình học tập Bác cấp trung ương, 130 mô hình học tập Bác.", "130 mô", "mô hình học tập Bác", {}),
    ("Có 47 đảng viên và 12 đảng viên dự bị bị kỷ luật.", "47 đảng", "đảng viên bị kỷ luật", {}),
    ("Gần 1.200 lượt đảng viên được tập huấn, hơn 300 lượt trong số này học trực tuyến.", "1.200", "lượt đảng viên được tập huấn", {}),
    ("Đảng bộ kết nạp 64 đảng viên, trong đó 20 đảng viên là học sinh, sinh viên.", "64 đảng", "đảng viên kết nạp", {}),
    ("Tiếp nhận 90 đơn thư, trong đó có 12 đơn nặc danh.", "90 đơn", "đơn thư tiếp nhận", {}),
    ("Huyện xây 52 căn nhà, trong đó 15 căn cho cựu chiến binh.", "52 căn", "căn nhà xây", {}),
    ("Có 18 chi bộ tổ chức đại hội, gồm 4 chi bộ trường học.", "18 chi", "chi bộ tổ chức đại hội", {}),
    ("Kỷ luật 37 đảng viên, trong số đó 5 đảng viên là cấp ủy viên.", "37 đảng", "đảng viên bị kỷ luật", {}),
    ("Quỹ đã cho 76 hộ vay, trong đó 9 hộ do phụ nữ làm chủ.", "76 hộ", "hộ được vay", {}),
    ("Đoàn khám bệnh cho 410 người, trong đó 88 người cao tuổi được tặng quà.", "410 người", "người được khám bệnh", {}),
    ("Xã có 230 hộ hiến đất, trong số này 31 hộ hiến trên 100 m2.", "230 hộ", "hộ hiến đất", {}),
    ("Toàn Đảng bộ có 3.120 đảng viên, trong đó 1.010 đảng viên nữ, sinh hoạt tại 88 chi bộ.", "3.120", "đảng viên sinh hoạt tại chi bộ", {}),
    ("Kết nạp 64 đảng viên, trong đó 20 là học sinh.", "20 là", "đảng viên kết nạp là học sinh", {}),
    ("Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ đạt 91%; tỷ lệ đảng viên dự sinh hoạt đạt 96,2% (năm 2022 là 93,4%).", "93,4", "tỷ lệ đảng viên dự sinh hoạt", {}),
    ("Thu đảng phí đạt 3,1 tỷ đồng; chi hỗ trợ cơ sở 1,4 tỷ đồng (năm 2022: 1,1 tỷ đồng).", "1,1", "chi hỗ trợ cơ sở", {}),
    ("Có 16 xã đạt chuẩn nông thôn mới, 7 xã đạt chuẩn nâng cao (năm 2021: 4 xã).", "4 xã", "xã đạt chuẩn nâng cao", {}),
    ("Kết nạp 210 đảng viên; chuyển chính thức 195 đảng viên (năm 2022: 180).", "180", "đảng viên chuyển chính thức", {}),
    ("Tỷ lệ hộ nghèo còn 2,1%, tỷ lệ lao động qua đào tạo đạt 68% (năm 2022: 65%).", "65%", "tỷ lệ lao động qua đào tạo", {}),
    ("Giám sát 22 tổ chức đảng, kiểm tra 54 đảng viên (năm 2022: 49 đảng viên).", "49 đảng", "đảng viên được kiểm tra", {}),
    ("Sai phạm tập trung ở lĩnh vực đầu tư công (8 vụ), đất đai (5 vụ), tài chính (3 vụ).", "8 vụ", "vụ sai phạm lĩnh vực đầu tư công", {}),
    ("Đảng viên mới kết nạp chủ yếu là giáo viên (34 đồng chí), công nhân (21 đồng chí), nông dân (17 đồng chí).", "34 đồng", "đảng viên mới kết nạp là giáo viên", {}),
    ("Nội dung đơn thư tập trung vào chế độ chính sách (26 đơn), môi trường (11 đơn), khác (4 đơn).", "26 đơn", "đơn thư về chế độ chính sách", {}),
    ("Đại biểu dự đại hội gồm cán bộ xã (45 người), cán bộ thôn (30 người), lực lượng vũ trang (12 người).", "30 người", "đại biểu cán bộ thôn", {}),
    ("Nhân dân đóng góp xây dựng nông thôn mới bằng tiền mặt (4,2 tỷ đồng), ngày công (1,6 tỷ đồng), đất (900 triệu đồng).", "4,2", "đóng góp bằng tiền mặt xây dựng nông thôn mới", {}),
    ("Huyện xử lý kỷ luật do vi phạm dân số (14 đảng viên), giao thông (6 đảng viên), đánh bạc (2 đảng viên).", "6 đảng", "đảng viên vi phạm giao thông", {}),
    ("Quỹ khuyến học thu từ doanh nghiệp 310 triệu đồng, hộ dân 75 triệu đồng, cán bộ 42 triệu đồng.", "310", "quỹ khuyến học thu từ doanh nghiệp", {}),
    ("Vi phạm chủ yếu về dân số (112 trường hợp), đất đai (29 trường hợp).", "29 trường", "trường hợp vi phạm về đất đai", {}),
    ("Chi bộ thôn Đông có 35 đảng viên, năm 2023 hoàn thành xuất sắc nhiệm vụ.\n\nChi bộ thôn Đoài bên cạnh thì khác: có 21 đảng viên, nhiều người cao tuổi.", "21 đảng", "đảng viên", {"subject": "Chi bộ thôn Đoài"}),
    ("Chi bộ khu 3 có 40 đảng viên.\n\nChi bộ khu 7 lại gặp khó: chỉ 16 đảng viên, trong đó 9 đảng viên trên 60 tuổi.", "16 đảng", "đảng viên", {"subject": "Chi bộ khu 7"}),
    ("Chi bộ khu 3 có 40 đảng viên.\n\nChi bộ khu 8 thì ngược lại: 2 năm liền không có nguồn; chi bộ này còn 11 đảng viên.", "11 đảng", "đảng viên", {"subject": "Chi bộ khu 8"}),
    ("Xã Tân Lập đạt 19 tiêu chí nông thôn mới, thu nhập bình quân 58 triệu đồng.\n\nXã Tân Hòa kề bên thì chậm hơn: mới đạt 14 tiêu chí.", "14 tiêu", "tiêu chí đạt", {"subject": "Xã Tân Hòa"}),
    ("Chi bộ ấp 1 xây dựng quỹ nghĩa tình được 52 triệu đồng.\n\nỞ Chi bộ ấp 4, quỹ này mới có 9 triệu đồng, giúp 2 hộ.", "9 triệu", "quỹ", {"subject": "Chi bộ ấp 4"}),
    ("Chi bộ Trường THPT Nguyễn Du kết nạp 6 học sinh.\n\nChi bộ Trường THPT Lê Lợi cũng có cách làm riêng: 4 học sinh được kết nạp.", "4 học", "học sinh được kết nạp", {"subject": "Chi bộ Trường THPT Lê Lợi"}),
    ("Chi bộ bản Nà Lốc có 17 đảng viên là người Thái.\n\nChi bộ bản Huổi Sản mới thành lập: toàn chi bộ 5 đảng viên.", "5 đảng", "đảng viên", {"subject": "Chi bộ bản Huổi Sản"}),
    ("Chi đoàn khu phố 2 giới thiệu 3 đoàn viên ưu tú.\n\nChi đoàn khu phố 6 ít hơn: 1 đoàn viên được giới thiệu, 24 đoàn viên sinh hoạt đều.", "24 đoàn", "đoàn viên sinh hoạt đều", {"subject": "Chi đoàn khu phố 6"}),
    ("Chi bộ khu 3 có 40 đảng viên.\n\nChi bộ còn giúp 7 hộ thoát nghèo.", "7 hộ", "hộ thoát nghèo", {"subject": "Chi bộ khu 3"}),
    ("Chi bộ khu 3 có 40 đảng viên.\n\nNoi gương Chi bộ khu 7, chi bộ kết nạp 5 đảng viên.", "5 đảng", "đảng viên kết nạp", {"subject": "Chi bộ khu 3"}),
    ("Huyện đã chi 1,8 tỷ đồng hỗ trợ hộ nghèo và sẽ nâng lên 3 tỷ đồng vào năm 2025.", "3 tỷ", "tiền hỗ trợ hộ nghèo", {"period": "năm 2025", "target": True}),
    ("Đảng bộ hiện có 420 đảng viên, phấn đấu có 500 đảng viên vào năm 2026.", "500", "đảng viên", {"period": "năm 2026", "target": True}),
    ("Xã đã đạt 15 tiêu chí, sẽ đạt 19 tiêu chí trong năm 2025.", "19 tiêu", "tiêu chí đạt", {"period": "năm 2025", "target": True}),
    ("Huyện ủy đã kiểm tra 12 chi bộ, dự kiến kiểm tra 20 chi bộ trong năm 2025.", "20 chi", "chi bộ được kiểm tra", {"period": "năm 2025", "target": True}),
    ("Quỹ đã giúp 30 hội viên và sẽ giúp thêm 45 hội viên trong năm 2025.", "45 hội", "hội viên được giúp thêm", {"period": "năm 2025", "target": True}),
    ("Kết nạp 25 đảng viên năm 2022 và 31 đảng viên năm 2023.", "25 đảng", "đảng viên kết nạp", {"period": "năm 2022"}),
    ("Năm 2022 xóa 14 nhà tạm, năm 2023 xóa 22 nhà tạm.", "22 nhà", "nhà tạm được xóa", {"period": "năm 2023"}),
    ("Chi bộ có 18 đảng viên khi thành lập, còn đến cuối năm 2023 có 33 đảng viên.", "33 đảng", "đảng viên", {"period": "cuối năm 2023"}),
    ("Năm 2021 tiếp nhận 55 đơn; đến năm 2023 chỉ còn 19 đơn.", "19 đơn", "đơn tiếp nhận", {"period": "năm 2023"}),
    ("Kết nạp 5 đảng viên, khai trừ 2 đảng viên trong năm 2023.", "5 đảng", "đảng viên kết nạp", {"period": "năm 2023"}),
    ("Đảng bộ kết nạp 25 đảng viên và chuyển chính thức 20 đảng viên trong quý I/2024.", "25 đảng", "đảng viên kết nạp", {"period": "quý I/2024"}),
    ("Có 12 chi bộ hoàn thành chỉ tiêu kết nạp; riêng Chi bộ thôn Hạ chỉ đạt 60%.", "60%", "tỷ lệ hoàn thành chỉ tiêu kết nạp", {"subject": "Chi bộ thôn Hạ"}),
    ("Các xã đều giải ngân vượt kế hoạch, riêng xã Nam Sơn mới đạt 71,5%.", "71,5", "tỷ lệ giải ngân", {"subject": "xã Nam Sơn"}),
    ("Số đảng viên được kết nạp tăng từ 15 đồng chí năm 2021 lên 28 đồng chí năm 2023.", "28 đồng", "đảng viên được kết nạp", {"period": "năm 2023"}),
    ("Số đơn tố cáo giảm từ 60 đơn xuống còn 22 đơn.", "22 đơn", "đơn tố cáo", {}),
    ("Kinh phí đào tạo cán bộ là 2 tỷ đồng, năm nay nâng lên 2,6 tỷ đồng.", "2,6 tỷ", "kinh phí đào tạo cán bộ", {}),
    ("Nhân dân đóng góp 1.100 ngày công và 430 triệu đồng làm đường.", "430", "tiền đóng góp làm đường", {}),
    ("Doanh nghiệp ủng hộ 25 tấn xi măng và 150 triệu đồng.", "150", "tiền doanh nghiệp ủng hộ", {}),
    ("Tổ chức 14 buổi tọa đàm và 6 cuộc thi về học tập Bác.", "6 cuộc", "cuộc thi về học tập Bác được tổ chức", {}),
    ("Trong 40 đơn tiếp nhận, 33 đơn đã được giải quyết.", "33 đơn", "đơn đã được giải quyết", {"of": 40}),
    ("Trong 18 chi bộ, 15 chi bộ hoàn thành tốt nhiệm vụ.", "15 chi", "chi bộ hoàn thành tốt nhiệm vụ", {"of": 18}),
    ("Năm 2023 huyện chỉ kết nạp 45 đảng viên trên chỉ tiêu 60 đảng viên.", "45 đảng", "đảng viên kết nạp", {"of": 60, "period": "Năm 2023"}),
    ("Mới xây 7 nhà văn hóa trên kế hoạch 10 nhà.", "7 nhà", "nhà văn hóa mới xây", {"of": 10}),
    ("Trong 9 đảng viên vi phạm, 4 đảng viên bị khiển trách, 5 đảng viên bị cảnh cáo.", "5 đảng", "đảng viên bị cảnh cáo", {"of": 9}),
    ("Trong 52 mô hình đăng ký, có 30 mô hình được công nhận.", "30 mô", "mô hình được công nhận", {"of": 52}),
    ("Toàn tỉnh kỷ luật 120 đảng viên, giảm 15 so với năm 2023. Năm trước, số bị khai trừ là 11.", "là 11", "đảng viên bị khai trừ", {"period": "năm 2023"}),
    ("Năm 2023, huyện kết nạp 80 đảng viên, tăng 10 đồng chí so với năm 2022. Năm trước đó, huyện kết nạp 70 đảng viên.", "70 đảng", "đảng viên kết nạp", {"period": "năm 2022"}),
    ("Quý I/2024 tiếp nhận 30 đơn, giảm 5 đơn so với quý I/2023. Cùng kỳ năm trước, tiếp nhận 35 đơn.", "35 đơn", "đơn tiếp nhận", {"period": "quý I/2023"}),
]  # fmt: skip


NOTED = [
    *[(*case, "read-as-no-figure") for case in (*COUNTED_THOUGH_NUMBERED, *COUNTED_THOUGH_NAMED)],
    *[(*case, "label-from-elsewhere") for case in (*ANOTHER_NOUN, *DONE_OR_YET_TO_BE)],
    *[(*case, "label-of-a-neighbour") for case in (*SAID_OF_THE_SAME_BESIDES, *SAID_OF_A_PART)],
    *[(*case, "label-of-a-neighbour") for case in (*OF_ANOTHER_IN_BRACKETS, *ANOTHER_KIND)],
    *[(*case, "value-from-elsewhere") for case in (*ANOTHER_BODY, *NOT_BEGUN)],
]


@pytest.mark.parametrize(("body", "printed", "label", "said", "check"), NOTED)
def test_what_is_said_of_something_else_is_a_note(body, printed, label, said, check):
    assert check in notes(body, printed, label, said)


@pytest.mark.parametrize(("body", "printed", "label", "said"), TRUE)
def test_what_is_true_is_none(body, printed, label, said):
    assert notes(body, printed, label, said) == set()
