"""Who writes the official report, and to whom: what stands around its text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on every paper of a school: who writes, to whom, under which plan, who signs.

    `symbol` follows "/BC-"; `plan_reference` is number and date ("15/KH-… ngày 15/9/2023"); a `signer_title`
    of two lines has a slash between them ("KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG"); `copies` stand in "Nơi nhận"
    between "Như trên" and "Lưu: VT".
    """

    superior_body: str
    school_name: str
    symbol: str
    place: str
    addressee: str
    plan_reference: str
    school_year: str
    signer_title: str
    signer_name: str
    copies: tuple[str, ...] = ()
