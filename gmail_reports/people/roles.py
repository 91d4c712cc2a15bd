"""The offices, bodies and groups of a Vietnamese school, as plans abbreviate them: "PHT", "Các tổ CM", "GVCN khối 9".

A position is one person's; a body ("BGH") speaks through one; a group needs somebody to answer for it.
"""

import re
from dataclasses import dataclass

from drive_sync.text import fold, one_line

_ABBREVIATIONS = {
    "cm": "chuyên môn",
    "vp": "Văn phòng",
    "khtn": "Khoa học tự nhiên",
    "khxh": "Khoa học xã hội",
    "tn": "tự nhiên",
    "xh": "xã hội",
}
_SUBJECTS = re.compile(
    r"(?:\b(?:toan|ly|li|hoa|sinh|van|ngu van|su|dia|anh|ngoai ngu|tin|gdcd|nhac|the duc|td|my thuat|mi thuat"
    r"|cong nghe|cn|nang khieu|khoa hoc|tu nhien|xa hoi|am nhac)\b ?)+"
)
_STAFF = ("cán bộ", "giáo viên", "nhân viên")
WHOLE_SCHOOL = "toàn trường"


@dataclass(frozen=True, slots=True)
class Role:
    """What a part of a cell names; `is_group` when one must ask who answers for it; `title` when a name may follow."""

    name: str
    is_group: bool = False
    title: bool = False


# Each with the folded forms that mean it.
_POSITIONS = {
    "hiệu trưởng": "hieu truong|ht",
    "phó hiệu trưởng": "pho hieu truong|pht|pho ht|hieu pho",
    "tổ trưởng chuyên môn": "to truong chuyen mon|ttcm|to truong cm",
    "tổ phó chuyên môn": "to pho chuyen mon|tpcm",
    "tổ trưởng": "to truong",
    "tổ phó": "to pho",
    "khối trưởng": "khoi truong",
    "chủ tịch công đoàn": "chu tich cong doan|ctcd|ct cong doan|chu tich cd",
    "tổng phụ trách Đội": "tong phu trach doi|tong phu trach|tpt doi|tpt|tptd",
    "giáo viên chủ nhiệm": "giao vien chu nhiem|gv chu nhiem|gvcn",
    "cán bộ truyền thông": "can bo truyen thong|cb truyen thong|cbtt",
    "nhân viên y tế": "nhan vien y te|nv y te|nvyt|can bo y te|y te",
    "nhân viên thư viện": "nhan vien thu vien|nv thu vien|thu vien",
    "nhân viên thiết bị": "nhan vien thiet bi|nv thiet bi|thiet bi",
    "nhân viên văn thư": "nhan vien van thu|nv van thu|van thu",
    "nhân viên kế toán": "nhan vien ke toan|nv ke toan|ke toan",
    "nhân viên bảo vệ": "nhan vien bao ve|nv bao ve|bao ve",
    "thư ký hội đồng": "thu ky hoi dong|thu ky hd|thu ki hoi dong|thu ky",
}
_BODIES = {
    "Ban giám hiệu": "ban giam hieu|bgh|lanh dao truong|lanh dao nha truong",
    "công đoàn": "bch cong doan|ban chap hanh cong doan|cong doan|bch cd",
    "chi đoàn": "bi thu chi doan|bch chi doan|ban chap hanh chi doan|chi doan",
    "chi bộ": "bi thu chi bo|chi uy|chi bo",
    "Đoàn thanh niên": "bi thu doan thanh nien|doan thanh nien|doan tn|dtn|bch doan thanh nien",
    "Đoàn": "bi thu doan|bch doan|doan",
    "Đội": "doi thieu nien|doi tntp|doi tn|doi",
    "liên đội": "bch lien doi|lien doi",
}
_GROUPS = {
    WHOLE_SCHOOL: "toan truong|ca truong|toan the nha truong|tap the nha truong|nha truong|toan the hdsp"
    "|hoi dong su pham|cbgvnv|cb gvnv|cbgv nv|cbgv|cbqlgvnv|cbql gvnv",
    "cán bộ": "can bo quan ly|cbql|can bo|cb",
    "giáo viên bộ môn": "giao vien bo mon|gv bo mon|gvbm",
    "giáo viên": "giao vien|gv",
    "nhân viên": "nhan vien|nv",
    "học sinh": "hoc sinh|hs",
    "hội đồng trường": "hoi dong truong|hdt",
    "ban đại diện cha mẹ học sinh": "ban dai dien cha me hoc sinh|ban dai dien cmhs|ban ddcmhs|ddcmhs|cha me hoc sinh"
    "|cmhs|hoi cha me hoc sinh|hoi cmhs|phu huynh",
}
_NAMED = {
    form: Role(name, is_group=kind is _GROUPS, title=kind is _POSITIONS or form.startswith(("bi thu", "chu tich")))
    for kind in (_POSITIONS, _BODIES, _GROUPS)
    for name, forms in kind.items()
    for form in forms.split("|")
}
_LONGEST = max(len(form.split()) for form in _NAMED)
_CLASS = re.compile(r"(?:lop|khoi)? ?[0-9]{1,2} ?[a-z]?[0-9]?")
_SEVERAL = re.compile("(?:cac|nhung|toan the|tap the)(?= (?!nha truong))")
_BODY_WORDS = frozenset({"ban", "hội", "nhóm", "clb"})  # with their accents: "Bàn" is a surname
_HEADS = ("to truong", "khoi truong", "truong ban", "truong", "chu tich", "bi thu", "dau moi", "phu trach")


def leading_roles(text: str) -> tuple[tuple[Role, ...], str]:
    """The roles a text begins with, and what stands behind them: "PHT Tú" → (phó hiệu trưởng,), "Tú"."""
    words = one_line(text).split()
    if len(words) > 1 and words[0].casefold() in _BODY_WORDS and fold(text) not in _NAMED and text[1:].islower():
        return (Role(text[:1].lower() + text[1:], is_group=True),), ""
    several = _SEVERAL.match(fold(text))
    words = words[len(several[0].split()) :] if several else words
    if words and fold(words[0]) == "to" and fold(" ".join(words[:2])) not in _NAMED and len(words) > 1:
        return (_team(words[1:], several=several is not None),), ""
    roles: list[Role] = []
    while words:
        length, role = next(
            ((n, _NAMED[form]) for n in range(_LONGEST, 0, -1) if (form := fold(" ".join(words[:n]))) in _NAMED),
            (0, None),
        )
        if role is None:
            break
        words = words[length:]
        if roles and role.name == WHOLE_SCHOOL:  # "Hiệu trưởng nhà trường"
            continue
        team = re.match("(cac )?to(?= )", fold(" ".join(words)))
        if role.name == "tổ trưởng" and team:
            named = _team(words[len(team[0].split()) :], several=bool(team[1])).name
            return (*roles, Role(f"tổ trưởng {named}", title=True)), ""
        role, words = _of_a_class(role, words[1:] if fold(" ".join(words[:1])) == "truong" else words)
        roles.append(role)
    return tuple(roles), " ".join(words)


def whole_role(text: str) -> tuple[Role, ...]:
    """The roles that a text is made of and nothing else, none when it holds anything else."""
    roles, rest = leading_roles(text)
    return roles if not rest else ()


def is_subject(text: str) -> bool:
    """Whether all the words are school subjects, which go on with a team's name: "Tổ Toán - Lý"."""
    return _SUBJECTS.fullmatch(fold(text)) is not None


def is_team(role: Role) -> bool:
    """Whether it is one of the school's teams (tổ) or all of them."""
    return role.name.startswith(("tổ ", "các tổ")) and role.is_group


def together(roles: list[Role]) -> str | None:
    """What several roles are called at once: "CB, GV, NV" is the whole school; None for none."""
    names = list(dict.fromkeys(role.name for role in roles))
    if len(names) > 1 and all(name in _STAFF or name == WHOLE_SCHOOL for name in names):
        return WHOLE_SCHOOL
    if len(names) > 1 and all(is_team(role) for role in roles) and any(name.startswith("các ") for name in names):
        return "các tổ"
    return ", ".join(names) or None


def holds(written: str, role: str) -> int:
    """How surely somebody whose `Vai trò/Tổ` says `written` answers for a role: 2 its head, 1 named by it, 0 not."""
    best = 0
    for part in re.split(r"[,;\n/+]|\s-\s", written):
        names = " ".join(one.name for one in whole_role(part)) or part
        own, wanted = fold(names), fold(role)
        if own == wanted:
            best = max(best, 1)
        elif own.endswith(f" {wanted}") and own.removesuffix(wanted).strip() in _HEADS:
            best = 2
    return best


def _team(words: list[str], *, several: bool) -> Role:
    named = " ".join(_ABBREVIATIONS.get(fold(word), word) for word in words)
    lowered = named[:1].lower() + named[1:] if fold(named).startswith("chuyen mon") else named
    return Role(f"{'các ' if several else ''}tổ {lowered}", is_group=True)


def _of_a_class(role: Role, words: list[str]) -> tuple[Role, list[str]]:
    """The role with the class or grade that follows it: "GVCN khối 9"; more than one class is a group."""
    if fold(" ".join(words[:2])) in {"cac lop", "cac khoi", "toan truong"}:
        return Role(role.name, is_group=True), words[2:]
    for length in (2, 1):
        said = " ".join(words[:length])
        if len(words) >= length and _CLASS.fullmatch(fold(said)):
            named = said if length > 1 else f"lớp {said}"
            return Role(f"{role.name} {named[:1].lower()}{named[1:]}", is_group=True), words[length:]
    return role, words
