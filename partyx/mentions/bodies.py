"""The bodies that the genre names: what their names begin with, by what may follow. Data only.

Phrases are in lower case; :func:`~partyx.language.phrases.spread` writes the choices out and adds the older
spelling of ``ủy``.
"""

from __future__ import annotations

from enum import Enum

from partyx.language.phrases import spread


class Body(Enum):
    """What may follow the first words of a body's name."""

    TOP = "nothing: one in the country"
    COMMITTEE = "the place it is the committee of"
    ORGAN = "the body it belongs to"
    PART = "the body it belongs to, always"
    BASE = "a bloc, a level and place, another body, or a number"
    OFFICE = "a level and place"
    FREE = "its own capitalised name, then a level and place"
    SCOPE = "a level and place; the whole of it"


_TOP = """
    bộ chính trị
    ban bí thư{ trung ương đảng| trung ương|}
    {bch|ban chấp hành|ban chấp hành (bch)} {trung ương|tw|tư|t.ư|t.w}{ đảng|}
    {trung ương đảng|quốc hội|chính phủ|thủ tướng chính phủ|quân ủy trung ương|nhà nước}
    {ủy ban thường vụ quốc hội|đảng ủy công an trung ương|đảng cộng sản việt nam|quân đội nhân dân việt nam}
    {tòa án nhân dân tối cao|toà án nhân dân tối cao|viện kiểm sát nhân dân tối cao}
"""
_COMMITTEE = "{tỉnh|thành|huyện|thị|quận} {ủy|đoàn}"
_ORGAN = """
    {tiểu |}ban {tổ chức|tuyên giáo|tuyên giáo và dân vận|dân vận|nội chính|thường vụ|chấp hành|tài chính}
    ban {kinh tế|kinh tế - ngân sách|kinh tế- ngân sách|kinh tế-ngân sách|pháp chế|dân tộc|đô thị|chi ủy}
    ban {văn hóa - xã hội|văn hoá - xã hội|văn hóa-xã hội|văn hóa xã hội|bảo vệ chính trị nội bộ|thường trực}
    ban bảo vệ{,| và|} chăm sóc sức {khỏe|khoẻ} cán bộ
    ban {cán sự đảng|tổ chức - nội vụ|xây dựng đảng}
    {btv|bch|btc|btg|bdv|bnc|ubkt|btgdv|ủy ban kiểm tra|hội đồng lý luận|đảng đoàn|cơ quan ubkt}
    cơ quan ủy ban kiểm tra
"""
_PART = "{thường trực|thường vụ|văn phòng|cơ quan|tập thể lãnh đạo}"
_BASE = "{đảng bộ|đảng ủy|chi bộ|chi ủy|liên chi bộ|chi đảng bộ|đảng bộ bộ phận|công đoàn}"
_OFFICE = """
    {ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|ủy ban hành chính}
    {ủy ban |ub|ub |}{mttq|mặt trận tổ quốc}{ việt nam|vn|}
    đoàn {đbqh|đại biểu quốc hội}
    đoàn {thanh niên cộng sản|thanh niên|tncs}{ hồ chí minh|}
    {lđlđ|liên đoàn lao động|hội cựu chiến binh|hội ccb|hội nông dân|hội chữ thập đỏ|hội lhpn}
    hội {liên hiệp phụ nữ|phụ nữ|liên hiệp thanh niên|người cao tuổi|khuyến học|luật gia|nhà báo|đông y}
    hội {văn học nghệ thuật|văn học - nghệ thuật|cựu thanh niên xung phong|cựu giáo chức|làm vườn|người mù}
    hội nạn nhân chất độc da cam{/dioxin|}
    liên hiệp các {hội khoa học và kỹ thuật|hội khoa học kỹ thuật|tổ chức hữu nghị}
    {liên minh hợp tác xã|công an|thanh tra|bộ đội biên phòng|bđbp|đồn biên phòng|hải quan}
    {bộ|ban} chỉ huy {quân sự|bộ đội biên phòng|bđbp}
    {bchqs|bộ chqs|ban chqs|tand|vksnd|viện kiểm sát nhân dân|thi hành án dân sự|kho bạc nhà nước}
    {tòa|toà} án {nhân dân|quân sự}
    {trường|trung tâm} {chính trị|bồi dưỡng chính trị}
    {sở|phòng|bộ} {nội vụ|tài chính|tài chính - kế hoạch|tư pháp|công thương|xây dựng|y tế|ngoại vụ|dân tộc}
    {sở|phòng|bộ} {kế hoạch và đầu tư|kế hoạch - đầu tư|ngoại giao|quốc phòng|công an|du lịch|quản lý đô thị}
    {sở|phòng|bộ} nông nghiệp{| và phát triển nông thôn| - ptnt| & ptnt| và ptnt| và môi trường}
    {sở|phòng|bộ} {vhtt&dl|vh-tt&dl|gd-đt}
    {sở|phòng|bộ} {nn&ptnt|nn-ptnt|tn&mt|tn-mt}
    {sở|phòng|bộ} {kh&cn|kh&đt|tt&tt|tt-tt|gtvt|gd&đt|gdđt}
    {sở|phòng|bộ} {lđ-tb&xh|lđtb&xh|lđtbxh|vh,tt&dl|tổ chức cán bộ|dân tộc và tôn giáo}
    {sở|phòng|bộ} tài nguyên{ và| -} môi trường
    {sở|phòng|bộ} khoa học{ và| -} công nghệ
    {sở|phòng|bộ} {thông tin và truyền thông|thông tin - truyền thông|giao thông vận tải|giao thông - vận tải}
    {sở|phòng|bộ} giáo dục{ và| -|} đào tạo
    {sở|phòng|bộ} lao động{ -|,|} thương binh và xã hội
    {sở|phòng|bộ} {văn hóa|văn hoá}{ và thông tin| - thông tin|, thể thao và du lịch| thể thao và du lịch}
    {sở|phòng|bộ} {văn hóa|văn hoá}{ và thể thao| và khoa học}
    {sở|phòng|bộ} kinh tế{| và hạ tầng| - hạ tầng|, hạ tầng và đô thị}
"""
_FREE = """
    {trường|trung tâm|học viện|đại học|bệnh viện|công ty|tổng công ty|tập đoàn|ngân hàng|hợp tác xã}
    {ban chỉ đạo|bcđ|ban quản lý|ban chỉ huy|chi cục|cục|tổng cục|hội|hiệp hội|báo|đài|hội đồng}
    {quân khu|quân đoàn|sư đoàn|lữ đoàn|trung đoàn|xí nghiệp|nhà máy|hạt|viện|phòng|bảo hiểm xã hội}
"""
_SCOPE = """
    toàn {đảng bộ|tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|ngành|khối|đảng|vùng}
    cả nước
    cấp ủy{| đảng|, tổ chức đảng|, chính quyền} các cấp
"""

BODIES: dict[str, Body] = {
    phrase: body
    for body, forms in (
        (Body.FREE, _FREE),
        (Body.SCOPE, _SCOPE),
        (Body.OFFICE, _OFFICE),
        (Body.BASE, _BASE),
        (Body.PART, _PART),
        (Body.ORGAN, _ORGAN),
        (Body.COMMITTEE, _COMMITTEE),
        (Body.TOP, _TOP),
    )
    for phrase in spread(forms)
}
"""The first words of a body's name, in lower case, to what may follow them."""
