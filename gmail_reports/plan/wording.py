"""The sentences of the findings about a plan, in both languages. A finding holds data, its words stand here."""

from drive_sync.wording import Language, Text
from gmail_reports.plan.findings import PlanFinding

_SENTENCES = {
    # the plan as a whole
    "no_items": Text(
        "Bảng chưa có nội dung nào. Điền các dòng bên dưới dòng tiêu đề.",
        "The table has no item yet. Fill in rows below the header.",
    ),
    "stale_plan_pattern": Text(
        "{count} nội dung có thời gian trước tháng {first}, có thể do dùng lại kế hoạch năm học {before}. "
        "Anh/chị có muốn xem bảng gợi ý cộng thêm năm để duyệt một lần không?",
        "{count} items lie before {first}, perhaps because the plan of {before} was used again. "
        "Would you look over the suggested months, all at once?",
    ),
    "time_column_missing": Text(
        "Bảng chưa có cột thời gian. Thêm cột “Thời gian thực hiện”, hoặc xếp nội dung theo tháng.",
        "The table has no column for the time. Add “Thời gian thực hiện”, or group the items by month.",
    ),
    "person_column_missing": Text(
        "Bảng chưa có cột người thực hiện. Thêm cột “Thực hiện”.",
        "The table has no column for the person in charge. Add “Thực hiện”.",
    ),
    "no_measurable_product": Text(
        "Mỗi nội dung được coi là hoàn thành khi nào (mặc định: có ít nhất 1 thư mục đạt Phụ lục 2 hoặc 1 đường dẫn "
        "bài viết)?",
        "When does an item count as done (default: one folder that meets Appendix 2, or one link to an article)?",
    ),
    "workload": Text(
        "{who} phụ trách {count} nội dung; gộp nhắc việc thành một thư.",
        "{who} has {count} of the items; reminders go in one letter.",
    ),
    "person_unresolved": Text(
        "Cho biết họ tên, e-mail, thầy/cô của {names}.",
        "Please give full name, e-mail and form of address of {names_en}.",
    ),
    # rows and sections
    "row_ambiguous": Text(
        "Dòng “{text}” chưa rõ là mục, nội dung hay phần tiếp của dòng trên. Điền Stt và nội dung, hoặc gộp vào dòng "
        "trên.",
        "It is not clear whether “{text}” is a section, an item or the rest of the row above. Give it a number and a "
        "topic, or join it to the row above.",
    ),
    "section_number_missing": Text(
        "Mục “{title}” chưa có số; hệ thống hiểu là mục {numeral}.",
        "Section “{title}” has no number; it is read as section {numeral}.",
    ),
    "section_title_missing": Text(
        "Mục {numeral} chưa có tên. Điền tên mục vào cột nội dung.",
        "Section {numeral} has no title. Write it into the topic column.",
    ),
    "section_number_repeated": Text(
        "Có hai mục cùng số {numeral}. Kiểm tra lại số của mục.",
        "Two sections bear the number {numeral}. Please check.",
    ),
    # slips of the keyboard
    "typo": Text(
        "Có vẻ gõ nhầm: “{written}” → “{meant}”. Sửa trong bảng theo dõi?",
        "Perhaps a slip: “{written}” → “{meant}”. Mend it in the table?",
    ),
    "duplicated_phrase": Text(
        "Cụm “{written}” lặp hai lần. Sửa thành “{meant}”?",
        "“{written}” stands twice. Make it “{meant}”?",
    ),
    "missing_hyphen": Text("“{written}” → “{meant}”?", "“{written}” → “{meant}”?"),
    "missing_comma": Text("“{written}” → “{meant}”?", "“{written}” → “{meant}”?"),
    # items
    "topic_missing": Text(
        "Nội dung {code} chưa có tên. Điền vào cột nội dung.",
        "Item {code} has no topic. Write it into the topic column.",
    ),
    "time_before_school_year": Text(
        "Thời gian ghi “{raw}” nằm trước năm học {year}. Có phải là tháng {suggestion} không? Trả lời “Đúng” hoặc ghi "
        "tháng khác; khi chưa có trả lời, hệ thống không nhắc và không tính chậm.",
        "“{raw}” lies before the school year {year}. Is it {suggestion}? Answer “Đúng” or another month; until then "
        "nobody is reminded and nothing counts as late.",
    ),
    "time_more_than_one_year_old": Text(
        "Thời gian “{raw}” sớm hơn cả năm học trước. Nội dung này thực hiện tháng nào của năm học {year} (ví dụ "
        "{suggestion}) hay đã thôi thực hiện?",
        "“{raw}” is older than last school year. In which month of {year} (for example {suggestion}) is it due, or "
        "was it dropped?",
    ),
    "time_after_school_year": Text(
        "Thời gian “{raw}” nằm sau năm học {year}. Thực hiện tháng nào của năm học này?",
        "“{raw}” lies after the school year {year}. In which month of this year is it due?",
    ),
    "time_missing": Text(
        "Nội dung “{topic}” chưa có thời gian. Thực hiện tháng nào, hay “Thường xuyên”?",
        "“{topic}” has no time. In which month is it due, or is it “Thường xuyên” (all year)?",
    ),
    "time_missing:school_event": Text(
        "Nội dung “{topic}” chưa có thời gian. Thực hiện tháng nào, hay “Thường xuyên”? (gợi ý: {day} là {event})",
        "“{topic}” has no time. In which month is it due, or is it “Thường xuyên” (all year)? (hint: {day} is {event})",
    ),
    "time_cell_is_date": Text(
        "Ô thời gian là kiểu ngày; hiểu là {text}. Nên đặt cột thời gian ở định dạng văn bản.",
        "The time is stored as a date; it is read as {text}. Better format the column as text.",
    ),
    "person_missing": Text(
        "Nội dung này chưa có người thực hiện. Ai phụ trách?",
        "Nobody is named for this item. Who is in charge?",
    ),
    "person_missing:item_above": Text(
        "Nội dung này chưa có người thực hiện. Mục {code} do {who} phụ trách; có phải cũng là {who} không?",
        "Nobody is named for this item. {code} is in the hands of {who}; is this one too?",
    ),
    "anniversary_check": Text(
        "“{written}” ứng với {day} ({sum}), nên “{raw}” nhiều khả năng là {meant}.",
        "“{written}” fits {day} ({sum}), so “{raw}” is most likely {meant}.",
    ),
    "anniversary_check:other_year": Text(
        "“{written}” ứng với {day} ({sum}), còn thời gian ghi là “{raw}”. Có phải là {years} năm không?",
        "“{written}” fits {day} ({sum}), but the time says “{raw}”. Is it {years} years?",
    ),
    "possible_merged_row": Text(
        "Ý “{line}” có phải một nội dung riêng (thời gian/người riêng) bị gộp vào dòng {code} không?",
        "Is “{line}” an item of its own (with its own time and person) that slipped into row {code}?",
    ),
    "open_ended": Text(
        "Nội dung này nên để “Thường xuyên” hay đúng tháng {month}?",
        "Is this item “Thường xuyên” (all year), or due in month {month} only?",
    ),
    # the document around the table
    "stale_legal_basis": Text(
        "Căn cứ là kế hoạch năm học {old}; kiểm tra có văn bản {year} chưa.",
        "The plan rests on a plan of {old}; see whether there is one of {year}.",
    ),
    "wrong_level": Text("“{written}” có lẽ là “{meant}”.", "“{written}” is perhaps “{meant}”."),
    "report_rule_wording": Text(
        "Hiểu là “báo cáo trước ngày {day} hằng tháng” = chậm nhất ngày {last}, nếu nghỉ thì ngày làm việc liền trước. "
        "Đúng không?",
        "Read as “report before day {day} of every month”: at the latest on day {last}, on the working day before it "
        "when that is free. Is this right?",
    ),
    "personal_gmail_recipient": Text(
        "Địa chỉ nhận {address} là e-mail cá nhân; còn dùng không (Phòng GD&ĐT kết thúc hoạt động từ 01/7/2025)?",
        "The address {address} is a personal one; is it still in use (the district office ended on 1 July 2025)?",
    ),
    "two_wide_shots": Text(
        "Phụ lục 2 ghi “{shot}” hai lần. Ảnh thứ hai có phải “trung cảnh”? Hệ thống chỉ đếm đủ 3 ảnh, không chấm loại "
        "cảnh.",
        "Appendix 2 asks for “{shot}” twice. Is the second a medium shot? Only the number of photos is counted.",
    ),
    "two_channels": Text(
        "Ảnh gửi qua email, video qua Drive. Ảnh nộp qua Drive cùng video được không?",
        "Photos go by mail, videos to Drive. May photos go to Drive with the videos?",
    ),
    "no_threshold": Text(
        "“{written}” chưa có ngưỡng. Hệ thống chỉ nhắc khi ảnh có vẻ đã bị nén, không loại. Đúng ý nhà trường không?",
        "“{written}” has no threshold. Photos that look recompressed are pointed out, never refused. Is this right?",
    ),
}
_UNCLEAR_TIME = Text(
    "Chưa rõ thời gian “{raw}”. Ghi tháng, ví dụ 10/2023, hoặc “Thường xuyên”.",
    "“{raw}” is not clear. Write a month such as 10/2023, or “Thường xuyên” (all year).",
)


def message(finding: PlanFinding, language: Language) -> str:
    """The sentence of a finding."""
    key = f"{finding.code}:{finding.because}" if finding.because else finding.code
    return _SENTENCES.get(key, _UNCLEAR_TIME).say(language, **finding.data)
