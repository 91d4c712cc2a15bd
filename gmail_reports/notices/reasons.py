"""Why a letter was not sent, or waits: the words that stand in the ledger, in `Báo cáo` and in `tintruong letters`."""

HELD_BY_OFFICER = "cán bộ chọn Giữ lại"
WAITS_FOR_ADDRESS = "chờ xác nhận nơi nhận"
WAITS_FOR_APPROVAL = "chờ cán bộ chọn Gửi ngay"
NO_LONGER_NEEDED = "không còn cần gửi: thư mục đã thay đổi"
TOO_LATE = "báo cáo đã gửi trước khi kịp xem trước"
ITEMS_DONE = "không còn cần nhắc: nội dung đã có sản phẩm hoặc đã đổi"
PAST_ITS_WINDOW = "đã qua thời điểm cần gửi (too late)"
