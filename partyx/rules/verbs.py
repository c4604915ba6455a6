"""Verbs of doing: what an imperative clause of the genre begins with.

Collected from the instructions in the sample articles and from the vocabulary of Party work; adverbs that
stand before such verbs ("chủ động", "kịp thời", "thường xuyên") are among them.
"""

from __future__ import annotations

import re

_VERBS = """
    tập trung; tiếp tục; tăng cường; đẩy mạnh; nâng cao; thực hiện; chủ động; quan tâm; chú trọng; chú
    ý; tích cực; rà soát; xây dựng; triển khai; quán triệt; bám sát; chỉ đạo; lãnh đạo; phát huy; kịp
    thời; thường xuyên; đổi mới; hoàn thành; hoàn thiện; bảo đảm; đảm bảo; làm tốt; làm rõ; phối hợp;
    tham mưu; kiểm tra; giám sát; đôn đốc; khẩn trương; nghiêm túc; tổ chức; chuẩn bị; củng cố; kiện
    toàn; giữ vững; giữ gìn; khắc phục; nghiên cứu; phấn đấu; hướng dẫn; theo dõi; nắm chắc; nắm bắt;
    nắm tình hình; tuyên truyền; đánh giá; sơ kết; tổng kết; nhân rộng; biểu dương; khen thưởng; xử lý;
    giải quyết; tháo gỡ; đào tạo; bồi dưỡng; phát triển; tạo nguồn; kết nạp; sàng lọc; sắp xếp; tinh
    gọn; tinh giản; ban hành; cụ thể hóa; cụ thể hoá; phân công; phân bổ; giao; bố trí; ưu tiên; huy
    động; vận động; động viên; khuyến khích; lồng ghép; gắn; siết chặt; ngăn chặn; phòng ngừa; phòng,
    chống; đấu tranh; kiên quyết; quyết liệt; quyết tâm; sớm; xác định; lựa chọn; duy trì; mở rộng; đa
    dạng; tranh thủ; khơi dậy; nêu cao; đề cao; coi trọng; thống nhất; hạn chế; tránh; báo cáo; lập; cập
    nhật; số hóa; ứng dụng; đầu tư; hỗ trợ; chăm lo; tạo điều kiện; tạo chuyển biến; tạo sự; quản lý; bổ
    sung; điều chỉnh; sửa đổi; chấn chỉnh; nhận diện; đăng ký; cam kết; thẩm định; công khai; minh bạch;
    chấp hành; tuân thủ; tự phê bình; học tập; trao đổi; lắng nghe; tiếp thu; đối thoại; tiếp xúc; thành
    lập; kiểm điểm; kiểm soát; khai thác; đề xuất; luân chuyển; điều động; quy hoạch; phân loại; làm;
    chủ trì; gửi; chịu trách nhiệm; gương mẫu; nêu gương; đi đầu; rút kinh nghiệm; tự soi; tự sửa; sinh
    hoạt; đưa; dành; bảo vệ; thể hiện; giữ; hướng mạnh; tham gia; tạo; lấy; coi; áp dụng; vận dụng; đề
    ra; chăm sóc; nhanh; mạnh dạn; linh hoạt; sáng tạo; có giải pháp; có kế hoạch; có biện pháp; có
    chương trình; nắm; xem xét; xem; đoàn kết; nỗ lực; cải cách; cải tiến; khai trừ; trang bị; đảm
    nhiệm; tổng hợp; tiến hành; hoạt động; chấm dứt; chuyển; phát động; phân tích; nhìn nhận; đặt; mở;
    thúc đẩy; tận dụng; kết hợp; liên hệ; thông tin; giáo dục; chuẩn hóa; chuẩn hoá
"""

VERBS = "|".join(
    r"\s{1,3}".join(map(re.escape, verb.split()))
    for verb in sorted((verb.strip() for verb in _VERBS.split(";")), key=len, reverse=True)
)
"""Alternatives for a pattern that ignores case, longest first."""
