"""What the people finder knows about Vietnamese names: families, namesakes, places. Data only.

Family names are those borne by more than a handful of people of the Kinh and of the other peoples of
Vietnam; the common ones are in the 2019 census, the rarer ones come from lists of deputies and party
committees of the mountain provinces. A rare family costs nothing here, since a name with a title beside
it is taken whatever its family.
"""

from __future__ import annotations

_UPPER = "".join(chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
CAPITAL = "[" + _UPPER + "]"
"""One upper-case letter, Vietnamese or of the languages of the Central Highlands."""

LETTER = r"[^\W\d_]"

SYLLABLE = rf"{CAPITAL}{LETTER}*(?:['’ʼ`]\s?{LETTER}+)?"
"""A capitalised syllable: "Nguyễn", "Y", "H'Yim", "K’ Nhàn", "Bh'riu"."""

FAMILIES = frozenset(
    """
    Nguyễn Trần Lê Phạm Phan Huỳnh Hoàng Vũ Võ Đặng Bùi Đỗ Ngô Dương Lý Đinh Trịnh Trương Phùng Lương Đàm Tạ
    Quách Tống Vương Triệu Lưu Hứa Nghiêm Doãn Khuất Giáp Khổng Khương Ngụy Nhữ Uông Viên Vi Âu Lò Lù Lường
    Lèo Cầm Quàng Tòng Điêu Đèo Giàng Vàng Sùng Hạng Thào Hầu Vừ Cháng Thèn Phàn Tẩn Chảo Lừu Giằng Sình
    Xồng Moong Cư Chẩu Bế Nông Mông Sầm Tráng Voòng Chíu Nình Tằng Lỷ Bàn Khoàng Pờ Lìm Ksor Siu Kpă Kpuih
    Puih Rcom Rơ Rah Rmah Ama Niê Êban Ê Ayun Kbuôr Mlô Knul Byă Hlong Buôn Kră Cil Lơ Điểu Bríu Bling Zơrâm
    Alăng Arất Bh'riu Pơloong Hốih Ríah Chamaléa Katơr Pinăng Kator Bon Kơ Liêng Mấu Cao Hồ Thạch Danh Chau
    Néang Tăng Tôn Thân Thiều Tiêu Từ Ung Trà Trang Tưởng Ưng Văn Xa Nhâm Phí Ông Ninh Mạc Mã Mạch Mai
    Ma Lữ Lục Lộc Long Linh Liêu Lâm Lại Lã La Lang Lầu Ly Lô Kim Kiều Kha Hà Hàn Hán Huyện Đoàn Đào Đồng
    Đường Đậu Đới Đổng Diệp Cù Cung Chử Chu Châu Chế Bạch Bá An Quan Quang Sơn Sử Tào Thái Thi Tô Trình Từng
    Ngân Nay Ngọ Mùa Phương Phú Phạn Phù Cấn Cáp Cái Cát Nhan Lồ Bạc Cà Hờ Vù Và Cứ Y A H' K' U
    """.split()
) - {"Huyện"}
"""Family names, and the particles that open a name in the Central Highlands (Y, A, H', K')."""

WORDS_TOO = frozenset(
    """
    Cao Hồ Thạch Danh Chau Tăng Tôn Thân Tiêu Từ Trà Trang Văn Xa Ông Ninh Mai Ma Lộc Long Linh Lâm Lại
    La Lang Ly Kim Kha Hà Hàn Hán Đoàn Đào Đồng Đường Đậu Cung Châu Chế Bá An Quan Quang Sơn Sử Thái Thi Tô
    Trình Từng Ngân Nay Mùa Phương Phú Phù Cái Cát Và Hờ Cứ Viên Vi Bàn Nông Vàng Kiều Lục Tưởng Buôn Bon
    Liêng Bạch Bạc Cà Y A U Giáp Thiều Rơ Ê Kơ Lơ
    """.split()
)
"""Families that are also ordinary words or begin names of places: they count only beside a title."""

NEVER_PRESENT = frozenset(("Hồ Chí Minh", "Hồ Chủ tịch"))
"""Named in every second article and taking part in none: "kỷ niệm Ngày sinh Chủ tịch Hồ Chí Minh"."""

NAMESAKES = frozenset(
    " ".join(name.split())
    for name in """
    Hồ Chí Minh, Hồ Chủ tịch, Trần Hưng Đạo, Trần Quang Khải, Trần Nhân Tông, Trần Quốc Toản, Trần Phú, Trần
    Cao Vân, Trần Văn Thời, Trần Đề, Trần Nhật Duật, Lê Hồng Phong, Lê Lợi, Lê Lai, Lê Chân, Lê Duẩn, Lê
    Thánh Tông, Lê Quý Đôn, Lê Văn Tám, Lê Văn Lương, Lê Đại Hành, Lê Hữu Trác, Lê Thị Hồng Gấm, Nguyễn
    Trãi, Nguyễn Du, Nguyễn Huệ, Nguyễn Bỉnh Khiêm, Nguyễn Thị Minh Khai, Nguyễn Viết Xuân, Nguyễn Văn Trỗi,
    Nguyễn Văn Cừ, Nguyễn Văn Linh, Nguyễn Ái Quốc, Nguyễn Đức Cảnh, Nguyễn Chí Thanh, Nguyễn Tất Thành,
    Nguyễn Công Trứ, Nguyễn Đình Chiểu, Nguyễn Trường Tộ, Nguyễn Khuyến, Nguyễn Huy Tưởng, Nguyễn An Ninh,
    Nguyễn Phích, Nguyễn Việt Khái, Nguyễn Huân, Phan Bội Châu, Phan Chu Trinh, Phan Châu Trinh, Phan Đình
    Phùng, Phan Đăng Lưu, Phan Rang, Phan Thiết, Phan Rí, Phạm Ngũ Lão, Phạm Hùng, Phạm Văn Đồng, Hoàng Văn
    Thụ, Hoàng Hoa Thám, Hoàng Quốc Việt, Hoàng Diệu, Hoàng Mai, Hoàng Sa, Hoàng Liên Sơn, Hoàng Su Phì,
    Hoàng Hóa, Hoàng Long, Võ Nguyên Giáp, Võ Thị Sáu, Võ Nhai, Võ Văn Kiệt, Võ Văn Tần, Vũ Quang, Vũ Thư,
    Vũ Lễ, Vũ Xuân Thiều, Đặng Thùy Trâm, Đặng Thai Mai, Đinh Bộ Lĩnh, Đinh Tiên Hoàng, Ngô Quyền, Ngô Gia
    Tự, Ngô Mây, Lý Thường Kiệt, Lý Thái Tổ, Lý Tự Trọng, Lý Nhân, Lý Sơn, Lý Nam Đế, Dương Minh Châu, Tô
    Hiệu, Tôn Đức Thắng, Mạc Thị Bưởi, Mạc Đĩnh Chi, Tô Hiến Thành, Hà Huy Tập, Hà Trung, Huỳnh Thúc Kháng,
    Huỳnh Tấn Phát, Bùi Thị Xuân, Cao Bá Quát, Châu Văn Liêm, Kim Đồng, Chu Văn An, Trường Chinh, Quang
    Trung, Hùng Vương, An Dương Vương, Hai Bà Trưng, Tân Trào, Đoàn Thị Điểm, Lương Thế Vinh, Lương Khánh
    Thiện, Lương Ngọc Quyến, Lương Sơn, Lương Tài, Thái Phiên, Trương Định, Trịnh Hoài Đức, Vàng Danh, Đồng
    Khởi, Hồ Xuân Hương, Hồ Tùng Mậu, Lưu Hữu Phước
    """.replace("\n", " ").split(",")
)
"""People whose names streets, schools, communes and prizes bear, and places that look like names."""

PROVINCES = frozenset(
    " ".join(name.split())
    for name in """
    An Giang, Bà Rịa, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Cạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định, Bình
    Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắc Lắc, Đắk Nông, Đắc Nông, Điện Biên,
    Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hà Tây, Hải Dương, Hải Phòng, Hậu
    Giang, Hòa Bình, Hoà Bình, Hưng Yên, Khánh Hòa, Khánh Hoà, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào
    Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng
    Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa,
    Thanh Hoá, Thừa Thiên, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái, Tây Nguyên, Tây
    Bắc, Đông Bắc, Việt Nam, Việt Bắc
    """.replace("\n", " ").split(",")
)
"""The 63 provinces of 2008 to 2025 (the 34 since are among them) and regions, by their first two words."""
