"""Appendix 2, section 4: the folder on Drive is handed over, so the superior office must be able to open it.

`sharing_of` reads Drive's permissions. They are visible only to those who may share a folder: absent means unknown,
and unknown is no finding. What is found is for the officer, not for the teacher: a root is shared once, by the school.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from drive_sync.facts import EventFolder, Severity, Sharing
from drive_sync.rules.examples import folder
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission of Drive: `kind` is user, group, domain or anyone, `target` an address or a domain."""

    kind: str
    target: str = ""


def grants_in(permissions: Iterable[Mapping[str, Any]] | None) -> list[Grant] | None:
    """Drive's own `permissions` in our words; None where the account may not see them."""
    if permissions is None:
        return None
    return [Grant(one["type"], one.get("emailAddress") or one.get("domain") or "") for one in permissions]


def sharing_of(grants: Iterable[Grant] | None, superior: str) -> Sharing | None:
    """Whether `superior`, an e-mail address, can open what has these permissions; None where that can't be seen.

    A group may or may not hold the superior: only Google knows.
    """
    if grants is None or not superior:
        return None
    address = superior.casefold()
    given = {(grant.kind, grant.target.casefold()) for grant in grants}
    kinds = {kind for kind, _ in given}
    if "anyone" in kinds:
        return Sharing.PUBLIC
    if ("user", address) in given or ("domain", address.rpartition("@")[2]) in given:
        return Sharing.SHARED
    return None if "group" in kinds else Sharing.NOT_SHARED


def _not_shared(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    if event.sharing is Sharing.NOT_SHARED:
        yield Problem()


def _public(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    if event.sharing is Sharing.PUBLIC:
        yield Problem()


NOT_SHARED = Rule(
    code="S401",
    name="not-shared-with-the-superior",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Cơ quan cấp trên chưa mở được thư mục", en="The superior office cannot open the folder yet"),
    message=Text(
        vi="Thư mục có vẻ chưa chia sẻ cho địa chỉ nhận báo cáo.",
        en="The folder seems not to be shared with the address that gets the report.",
    ),
    why=Text(
        vi="Phụ lục 2 mục 4: thư mục trên Drive được chuyển cho Phòng Giáo dục và Đào tạo.",
        en="Appendix 2, section 4: the folder on Drive is handed over to the superior office.",
    ),
    fix=Text(
        vi="Cán bộ truyền thông mở thư mục gốc → Chia sẻ → nhập địa chỉ nhận báo cáo, quyền Người xem; một lần là đủ.",
        en="The communications officer opens the root folder → Share → enters the report's address as Viewer, once.",
    ),
    good=(folder(), folder(sharing=Sharing.SHARED)),
    bad=(folder(sharing=Sharing.NOT_SHARED),),
    check=_not_shared,
)

PUBLIC_FOLDER = Rule(
    code="S402",
    name="open-to-anyone-with-the-link",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Ai có đường liên kết cũng mở được thư mục", en="Anyone with the link can open the folder"),
    message=Text(
        vi="Thư mục đang để “Bất kỳ ai có đường liên kết”, trong khi có hình ảnh học sinh.",
        en="The folder is open to “Anyone with the link”, and it shows pupils.",
    ),
    why=Text(
        vi="Phụ lục 2 mục 4: thư mục chuyển cho Phòng Giáo dục và Đào tạo; Luật 91/2025/QH15 bảo vệ hình ảnh trẻ em.",
        en="Appendix 2, section 4: the folder goes to the superior office; Law 91/2025/QH15 protects children.",
    ),
    fix=Text(
        vi="Cán bộ truyền thông mở Chia sẻ → Quyền truy cập chung → Bị hạn chế, rồi thêm địa chỉ nhận báo cáo.",
        en="The communications officer opens Share → General access → Restricted, then adds the report's address.",
    ),
    good=(folder(), folder(sharing=Sharing.SHARED)),
    bad=(folder(sharing=Sharing.PUBLIC),),
    check=_public,
)

RULE_ABOUT = {Sharing.NOT_SHARED: NOT_SHARED, Sharing.PUBLIC: PUBLIC_FOLDER}
"""What is said of a root that is shared so; of any other nothing is."""
