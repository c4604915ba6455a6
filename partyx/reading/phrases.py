"""The words that pages print around an article: buttons, headings of boxes, fields, counters.

Lower case, spaces single; both spellings where tone placement differs. Found on the pages of provincial
newspapers and Party portals of 2005 to 2025; the lists hold only what no sentence of an article is.
"""

from __future__ import annotations

from typing import Final

STRONG_TOOLS: Final = (
    "in trang", "in trang này", "in bài viết", "in bài này", "in bài", "in tin", "in tin này", "bản in",
    "bản để in", "tăng cỡ chữ", "giảm cỡ chữ", "tăng giảm cỡ chữ", "tăng/giảm cỡ chữ", "cỡ chữ",
    "kích thước chữ", "phóng to chữ", "thu nhỏ chữ", "gửi email", "gửi e-mail", "gửi mail", "gửi qua email",
    "gửi bình luận", "gửi bài viết", "gửi tin này", "gửi cho bạn bè", "nghe bài viết", "nghe đọc bài",
    "nghe nội dung", "đọc bài viết", "đọc to", "giọng nữ", "giọng nam", "trở về trang trước",
    "quay lại trang trước", "trở lại trang trước", "về trang trước", "lên đầu trang", "về đầu trang",
    "đầu trang", "chia sẻ facebook", "chia sẻ bài viết", "chia sẻ lên facebook", "chia sẻ zalo",
    "chia sẻ qua email", "sao chép liên kết", "sao chép link", "copy link", "lưu bài viết", "lưu tin",
    "xem chế độ đọc", "chế độ tương phản", "độ tương phản", "google news", "chữ to", "chữ nhỏ", "tải về",
    "theo dõi trên google news", "lấy link", "xem với cỡ chữ", "xem cỡ chữ", "tốc độ đọc", "print", "a+",
    "a-", "aa",
)  # fmt: skip
"""Tools that mark the line or the part of a line they stand in as the page's own."""

WEAK_TOOLS: Final = (
    "chia sẻ", "facebook", "twitter", "zalo", "google", "google+", "email", "e-mail", "pinterest", "linkedin",
    "youtube", "tiktok", "telegram", "messenger", "mail", "share", "tweet", "like", "thích", "bình luận",
    "gửi", "in", "lưu", "gốc", "mặc định", "phóng to", "thu nhỏ", "quay lại", "trở lại", "trở về", "rss", "a",
    "đăng nhập", "đăng ký", "tìm kiếm", "menu", "trang chủ", "sitemap", "sơ đồ trang", "liên hệ", "xem",
    "đóng", "theo dõi", "báo lỗi", "hủy", "huỷ", "nhập lại", "tiếng việt", "english", "xem tiếp", "chi tiết",
    "họ tên", "họ và tên", "họ tên của bạn", "tên của bạn", "email của bạn", "tiêu đề", "nội dung",
    "nội dung bình luận", "mã xác nhận", "mã bảo vệ", "mã xác thực", "nhập mã", "giới thiệu", "trang trước",
    "trang sau", "trang đầu", "trang cuối", "tiếp theo", "trước", "sau", "banner", "quảng cáo", "tất cả",
    "captcha", "share on facebook", "share on twitter", "advertisement", "đang tải",
)  # fmt: skip
"""Words of buttons and fields that are page furniture only when nothing else is on the line."""

HEADINGS: Final = (
    "tin liên quan", "bài liên quan", "tin bài liên quan", "tin, bài liên quan", "bài viết liên quan",
    "các tin liên quan", "các bài viết liên quan", "nội dung liên quan", "chủ đề liên quan",
    "tin tức liên quan", "văn bản liên quan", "tin cùng chuyên mục", "bài cùng chuyên mục",
    "bài viết cùng chuyên mục", "cùng chuyên mục", "tin cùng loại", "tin bài cùng chuyên mục",
    "tin trong chuyên mục", "tin cùng chủ đề", "cùng chủ đề", "các tin khác", "các bài khác", "tin khác",
    "các bài viết khác", "bài viết khác", "tin bài khác", "các tin bài khác", "tin tức khác", "tin đã đưa",
    "các tin đã đưa", "các tin đã đăng", "bài đã đăng", "các bài đã đăng", "tin mới hơn", "tin cũ hơn",
    "những tin mới hơn", "những tin cũ hơn", "các tin mới hơn", "các tin cũ hơn", "bài viết mới hơn",
    "bài viết cũ hơn", "tin mới", "tin mới nhất", "tin tức mới", "tin tức mới nhất", "bài mới",
    "bài mới nhất", "bài viết mới", "bài viết mới nhất", "mới nhất", "mới cập nhật", "tin nổi bật",
    "nổi bật", "tin hot", "tin tiêu điểm", "tiêu điểm", "tin đọc nhiều", "đọc nhiều", "đọc nhiều nhất",
    "tin đọc nhiều nhất", "xem nhiều", "xem nhiều nhất", "tin xem nhiều", "tin xem nhiều nhất",
    "được quan tâm", "có thể bạn quan tâm", "bạn có thể quan tâm", "có thể bạn thích", "xem thêm",
    "đọc thêm", "xem tiếp", "tin vắn", "tin ảnh", "tin video", "video clip", "thư viện ảnh",
    "thư viện video", "văn bản mới", "văn bản mới ban hành", "văn bản chỉ đạo điều hành", "lịch công tác",
    "liên kết website", "liên kết web", "liên kết trang", "liên kết trang web", "website liên kết",
    "các trang liên kết", "trang liên kết", "liên kết", "danh mục", "chuyên mục", "chuyên mục chính",
    "thống kê truy cập", "thống kê", "thống kê lượt truy cập", "số lượt truy cập", "lượt truy cập",
    "tổng lượt truy cập", "tổng số lượt truy cập", "số người truy cập", "bộ đếm", "đang truy cập",
    "ý kiến bạn đọc", "ý kiến của bạn", "ý kiến", "ý kiến độc giả", "bạn đọc bình luận", "bình luận",
    "các bình luận", "gửi bình luận của bạn", "gửi ý kiến của bạn", "gửi ý kiến", "gửi phản hồi",
    "viết bình luận", "thêm bình luận", "để lại bình luận", "phản hồi", "bình luận của bạn",
    "ý kiến phản hồi", "thăm dò ý kiến", "từ khóa", "từ khoá", "tags", "tag", "thẻ", "đánh giá bài viết",
    "theo dòng sự kiện", "dòng sự kiện", "sự kiện nổi bật", "đánh giá", "tổng số điểm của bài viết",
    "quảng cáo", "thông tin tòa soạn", "thông tin toà soạn", "các bài khác trong chuyên mục",
    "các bài liên quan", "các bài liên quan (theo tag)", "tin liên quan khác",
    "bài viết mới cùng chuyên mục", "các tin cùng chuyên mục",
    "bài viết cùng chủ đề", "related articles", "related posts", "bài đăng phổ biến", "tin cùng sự kiện",
    "văn bản liên kết", "ý kiến của bạn đọc", "nhận xét", "lịch làm việc", "tin tức nổi bật",
    "tin được quan tâm",
)  # fmt: skip
"""Headings of boxes: what follows, up to a whole sentence of the article, is the page's."""

SECTIONS: Final = frozenset((
    "tin tức", "thời sự", "chính trị", "xây dựng đảng", "công tác xây dựng đảng", "xã hội", "kinh tế", "tin",
    "tin trong tỉnh", "tin địa phương", "tin hoạt động", "tin tức - sự kiện", "tin tức sự kiện", "trong tỉnh",
    "tin trong nước", "chính trị - xã hội", "xây dựng đảng - chính quyền", "xây dựng đảng, chính quyền",
    "đảng - chính quyền", "xây dựng đảng và hệ thống chính trị", "xây dựng đảng - hệ thống chính trị",
    "xây dựng đảng - đoàn thể", "tin đảng - đoàn thể", "đảng trong cuộc sống", "văn hóa - xã hội",
    "hoạt động của tỉnh ủy", "tin tổng hợp", "thời sự - chính trị", "chính trị - thời sự", "bản tin",
))  # fmt: skip
"""Names of a site's sections. As a line above the headline they are the page's, not a kicker."""

CREDITS: Final = frozenset((
    "được viết bởi", "người đăng", "nguồn tin", "tác giả bài viết", "thiết kế", "đồ họa", "trình bày",
    "kỹ thuật", "submitted by", "posted by", "written by", "author", "by",
))  # fmt: skip
"""What stands before the names of who made a page, with a colon between."""

INVITATIONS: Final = (
    "mời bạn đọc", "mời quý bạn đọc", "mời quý vị", "mời độc giả", "mời bạn xem", "mời các bạn",
    "kính mời bạn đọc",
)  # fmt: skip
"""How a page speaks to its reader, at the start of a line that points to other pages."""
