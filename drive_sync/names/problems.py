"""What each problem of a folder name is called, in words for people; the words of the data are the keys."""

from drive_sync.wording import Text

PROBLEM_TEXT = {
    "default_name": Text("tên mặc định, chưa đặt tên", "a default name"),
    "personal_name": Text("tên người hoặc tổ, nhóm, chưa có hoạt động", "a person or a group, no activity"),
    "no_activity": Text("chưa có tên hoạt động", "no activity"),
    "no_school": Text("chưa có tên đơn vị", "no school"),
    "date_invalid": Text("ngày không có trong lịch", "no such day"),
    "is_zip_file": Text("là tệp nén: giải nén rồi tải lên ảnh, video", "an archive: unpack it and upload the files"),
    "activity_generic": Text("tên hoạt động còn chung chung", "the activity is too general"),
    "activity_too_short": Text("tên hoạt động viết tắt, khó hiểu", "the activity is too short to understand"),
    "other_school": Text("tên của trường khác: hoạt động chung?", "another school's name: a joint event?"),
    "two_events": Text("hai hoạt động: mỗi hoạt động một thư mục", "two activities: one folder each"),
    "year_not_current": Text("năm ngoài năm học này", "a year outside this school year"),
    "copy_prefix": Text("có vẻ là bản sao", "seems to be a copy"),
    "copy_suffix": Text("có vẻ là bản sao", "seems to be a copy"),
    "drive_zip_suffix": Text("có vẻ giải nén từ tệp tải về", "seems unpacked from a download"),
    "typo": Text("có vẻ gõ nhầm chữ", "seems to have a slip of typing"),
    "typo_school": Text("tên đơn vị có vẻ gõ nhầm", "the school's name seems to have a slip"),
    "vni_leftover": Text("có vẻ gõ kiểu VNI khi chưa bật bộ gõ", "seems typed in VNI with the keyboard off"),
    "telex_leftover": Text("có vẻ gõ kiểu Telex khi chưa bật bộ gõ", "seems typed in Telex with the keyboard off"),
    "windows_illegal_char": Text("có ký tự Windows không cho dùng", "has a character that Windows forbids"),
    "container_folder": Text("thư mục gom, không phải một hoạt động", "a folder that groups others, not an event"),
    "system_folder": Text("thư mục riêng của một chương trình", "a folder that a program keeps for itself"),
    "test_folder": Text("thư mục thử", "a folder for trying out"),
    "nfd": Text("dấu tách rời (từ Mac, iPhone), vẫn đọc được", "accents in two pieces (Mac, iPhone), still read"),
    "all_caps": Text("viết hoa toàn bộ, vẫn đọc được", "all capitals, still read"),
    "no_diacritics": Text("không dấu, vẫn đọc được", "no accents, still read"),
    "separator": Text("dùng gạch ngang thay cho “_”, vẫn đọc được", "a dash in place of “_”, still read"),
    "suffix_media": Text("có chữ “ảnh”, “video” ở cuối, không cần", "“ảnh” or “video” at the end, not needed"),
    "order_swapped": Text("hoạt động đứng trước đơn vị, vẫn nhận", "activity before school, accepted"),
    "school_short": Text("tên đơn vị viết ngắn, vẫn hiểu", "a short school name, understood"),
    "class_level": Text("tên lớp không cần", "the class is not needed"),
    "date_ambiguous": Text("số có thể là ngày hoặc năm; hiểu là ngày", "may be a day or a year; taken as a day"),
}

SEVERITY_TEXT = {
    "ok": Text("đạt", "fine"),
    "info": Text("nhận, nên đổi tên", "accepted, better renamed"),
    "ask": Text("cần hỏi lại", "to be asked"),
    "fix": Text("nên đổi tên", "please rename"),
    "ignore": Text("bỏ qua", "ignored"),
}


def day_in_words(day: str) -> Text:
    """The day of a name as people write it: `--11-20` → "20/11 (chưa ghi năm)"."""
    parts = [part for part in day.split("-") if part]
    if day.startswith("--"):
        month, number = parts
        return Text(f"{int(number)}/{int(month)} (chưa ghi năm)", f"{int(number)}/{int(month)} (no year written)")
    if len(parts) == len(("2026", "11")):
        return Text(f"tháng {int(parts[1])}/{parts[0]}", f"month {int(parts[1])}/{parts[0]}")
    return Text(*["/".join(str(int(part)) for part in reversed(parts))] * 2)
