"""Words that offices and titles are made of. Data only, shared by the finders of people and organisations.

Vietnamese capitalises the first syllable of a compound ("Tổ chức", "Giáo dục"), and often not even that
("ban tổ chức tỉnh uỷ"), so a title's end shows only in its words: it ends at the first lower-case word
that no office bears. The lists leave out every word that opens a predicate.
"""

from __future__ import annotations

OFFICE_WORDS = frozenset(
    """
    thư tịch viên đồng trực vụ hành bộ ủy uỷ ban đảng tỉnh huyện xã thành phố thị trấn phường quận khối cơ
    quan doanh nghiệp các và nước hội trưởng phó đốc phòng công an quân sự chính trị nhân dân kiểm tra tổ
    chức tuyên giáo vận nội đoàn thể đại biểu quốc khóa khoá trung ương thường ngành cục chi tổng thanh niên
    phụ nữ nông cựu chiến binh chữ thập đỏ khuyến học mặt trận liên hiệp lao động biên đội chỉ huy hải kho
    bạc nhà thuế thi án tòa toà viện sát tư pháp tài kế hoạch đầu dục đào tạo y tế văn hóa hoá thao du lịch
    thông tin truyền khoa nghệ nguyên môi trường thôn phát triển xây dựng giao tải thương ngoại tộc tôn hợp
    quản lý cán bảo vệ chăm sóc sức khỏe khoẻ bồi dưỡng tâm hiệu cao đẳng tiểu mầm non phổ báo chí đài hình
    tập xuất bản ký tướng phủ chế ngân sách kinh đô phong sở thuộc lực lượng vũ trang cảnh cháy chữa cứu hộ
    giới cửa khẩu khu tác ấp khóm buôn làng cụm trách chuyên điều danh cố vấn thuật kiến khuyết tật người
    tuổi hậu cần kỹ tham mưu lữ sư chủng vùng gia cộng sản phật hiểm điện viễn bưu hàng tín dụng nhánh ty cổ
    phần tnhh dầu thủy thuỷ lợi cấp thoát chống nhũng tiêu cực lãng phí cải cách đối đua khen thưởng số đình
    em bình trẻ toàn sinh thực phẩm thống nuôi thú trồng trọt vật lâm hạt lường lưu trữ sử tàng hát sĩ sỹ
    nhiệm chủ trú của chuẩn chất châu đường ninh đạo cai nghiện mại may da giày dệt thép than khoáng lớp
    tuyến lái tá úy bí giám phân xưởng
    """.split()
)
"""Lower-case syllables that occur inside titles and names of offices."""

PREDICATES = frozenset(
    tuple(pair.split())
    for pair in """
    phát biểu, thông tin, thông báo, thông qua, báo cáo, báo công, tham dự, tham gia, tham quan, tham luận,
    công bố, tập trung, tập huấn, xây dựng, tổ chức, kiểm tra, chỉ đạo, giao nhiệm, giao lưu, giao cho, phối
    hợp, hợp tác, chủ động, chủ trì, đối thoại, điều động, trực tiếp, thống nhất, thực hiện, bảo đảm, nội
    dung, đại diện, chính thức, thường xuyên, cấp cho, động viên, kế thừa, học tập, quản lý, tiếp tục, đầu
    tư, bảo vệ, hành động, thành công, tổng kết, tổng hợp, trung thực, phân công, phân tích, thành lập, đào
    tạo, tuyên truyền, tuyên dương, tuyên bố, vận động, phát động, phát triển, phát huy, khen thưởng, thực
    tế, biểu dương, biểu quyết, lãnh đạo, đường lối, nguyên nhân, hiệp thương, kiến nghị, truyền đạt, đội
    ngũ, chia sẻ, đề nghị, khen ngợi, cải cách, thị sát, trung tuần, đại hội, hội nghị, hội thảo, hội thi,
    cách làm, đồng chí, đồng thời, đồng chủ, đồng tình, đồng ý, tâm huyết, tài trợ, lưu ý
    """.replace("\n", " ").split(",")
)
"""Pairs of office words that open a predicate when nothing that owns them stands before ("Ban")."""

OWNERS = frozenset(
    "ban Ban BAN phòng Phòng tiểu Tiểu công Hạt hạt ngành tác nghiệp Trưởng trưởng đốc".split()
)
"""A word that makes the pair after it part of a name: "Ban chỉ đạo", "phòng tổ chức", "công tác kiểm tra"."""

CONTINUES = frozenset(
    tuple(pair.split())
    for pair in """
    thể thao, Thể thao, thương binh, Thương binh, chống tham, chống lụt, chống thiên, chống tội, chống ma,
    chống HIV, tiêu cực, lãng phí, chăm sóc, Chăm sóc, khen thưởng, Khen thưởng, văn hóa, gia đình, Gia
    đình, khoa học, cứu nạn
    """.replace("\n", " ").split(",")
)
"""Words that, right after a comma, go on with the same name ("phòng, chống tham nhũng, tiêu cực")."""

PLACE_NOUNS = (
    r"(?:[Tt]ỉnh|[Hh]uyện|[Xx]ã|[Pp]hường|[Qq]uận|[Tt]hị (?:[Xx]ã|[Tt]rấn)|[Tt]hành [Pp]hố|T[Pp]\.?"
    r"|TX\.?|TT\.?|[Ấấ]p|[Tt]hôn|[Bb]ản|[Kk]hóm|[Kk]hu phố|[Kk]hu vực|[Bb]uôn|[Ll]àng|[Tt]ổ dân phố"
    r"|[Tt]ổ(?! chức)|[Pp]lei|[Xx]óm|[Đđ]ặc khu)"
)
"""What stands before the name of a place."""
