"""From "Đ.c  Tú", "BGH", "" to people of the staff list, or to a question for the officer.

People are called by the last syllable of their name ("Vàng A Dế" is Dế); two of one name are never chosen
between, and nobody's gender is guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from drive_sync.text import composed, fold, one_line
from gmail_reports.people.names import (
    bare_name,
    looks_like_a_name,
    same_name,
    same_without_accents,
    shortened,
    well_spelt,
)
from gmail_reports.people.roles import Role, holds, is_subject, is_team, leading_roles, together, whole_role

__all__ = ["Person", "PersonDoubt", "Who", "WhoKind", "bare_name", "person_with_address", "read_who", "the_officer"]

_OFFICER_ROLE = "can bo truyen thong"


class WhoKind(StrEnum):
    """What kind of people a cell names; the words are those of the project's data on persons."""

    INDIVIDUAL = "individual"
    MULTIPLE = "multiple"
    ROLE = "role"
    GROUP = "group"
    MISSING = "missing"
    UNKNOWN = "unknown"


class PersonDoubt(StrEnum):
    """Why a person needs a question; the words are those of the project's data on Appendix 1."""

    MISSING = "person_missing"
    UNREADABLE = "person_unreadable"
    AMBIGUOUS = "person_ambiguous"
    """Two people of the staff list are called so."""
    RESEMBLING = "person_resembling"
    """Nobody is called so, but somebody nearly: without accents, with another tone, by the surname."""
    NO_CONTACT = "person_no_contact"
    """A group, and nobody in the staff list answers for it."""
    UNRESOLVED = "person_unresolved"
    """Clearly written, but not in the staff list."""


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the staff list; `honorific` is "thầy", "cô" or "thầy/cô" when nobody said it."""

    name: str
    honorific: str = "thầy/cô"
    email: str = ""
    role: str = ""
    silent: bool = False

    @property
    def given_name(self) -> str:
        """What the person is called: the last syllable."""
        return self.name.split()[-1] if self.name.split() else ""

    @property
    def is_officer(self) -> bool:
        """Whether this is the communications officer."""
        return _OFFICER_ROLE in fold(self.role)


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a person cell means.

    `names` are as written but for honorifics and spelling, `role` what the cell calls an office or group,
    `people` those of the staff list to turn to, who leads first; `suggestions` go with a doubt.
    """

    kind: WhoKind
    names: tuple[str, ...] = ()
    role: str | None = None
    people: tuple[Person, ...] = ()
    doubt: PersonDoubt | None = None
    suggestions: tuple[Person, ...] = ()


@dataclass
class _Party:
    """One of those a cell names: a person, perhaps with a title, or an office or group."""

    roles: list[Role]
    name: str = ""
    leads: bool = False


_COMRADE = re.compile(r"(?<!\w)(?:[đd]\s*[./]?\s*c(?!\w)|đồng\s*chí|dong\s*chi)[.:]?\s*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"([,;\n\r+&/|]|[-–—]|(?<!\w)(?:và|va|cùng với|cùng|phối hợp với)(?!\w)|(?<=\s)(?=(?:thầy|cô|đồng chí)\s)"
    r"|(?=đồng chí ))(?![^(]*\))"
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)?")
_NUMBER_OR_ADDRESS = re.compile(r"\S+@\S+|\+?[0-9][0-9 .]{6,}[0-9]")
_LEADS = re.compile(
    r"(?<!\w)(?<!tổng )(?:chịu trách nhiệm(?: chính)?|chủ trì|phụ trách(?: chính)?|đầu mối)(?!\w):?", re.IGNORECASE
)
_HELPS = re.compile(r"(?<!\w)(?:phối hợp|thực hiện|chỉ đạo|tham gia|viết bài|chụp ảnh|hỗ trợ)(?!\w):?", re.IGNORECASE)
_LEADS_IN_BRACKETS = {"chinh", "phu trach", "phu trach chinh", "chu tri", "dau moi"}
_COUNTED = {"cac", "nhom", "hai", "ba", "2", "3"}


def read_who(text: str, staff: Iterable[Person]) -> Who:
    """Whom a cell of Appendix 1 means among the staff; never raises.

    A group or office is the person whose `Vai trò/Tổ` says so; nobody is chosen between two.
    """
    written = composed(text)
    if not written.split():
        return Who(WhoKind.MISSING, doubt=PersonDoubt.MISSING)
    known = tuple(staff)
    parties = _parties(_NUMBER_OR_ADDRESS.sub(" ", _COMRADE.sub("đồng chí ", written)), known)
    if not parties:
        only_an_honorific = fold(_COMRADE.sub("", written)) == ""
        return Who(WhoKind.UNKNOWN, doubt=PersonDoubt.MISSING if only_an_honorific else PersonDoubt.UNREADABLE)
    named = [party for party in parties if party.name]
    if named:
        return _people(named, parties, known)
    roles = [role for party in parties for role in party.roles]
    if not roles:
        return Who(WhoKind.UNKNOWN, doubt=PersonDoubt.UNREADABLE)
    names = {role.name for role in roles}
    kind = WhoKind.GROUP if len(names) > 1 or any(role.is_group for role in roles) else WhoKind.ROLE
    return _holders(Who(kind, role=together(roles)), roles, known)


def the_officer(staff: Iterable[Person]) -> Person | None:
    """The first communications officer of the list who has an address, None when there is none."""
    return next((person for person in staff if person.is_officer and person.email), None)


def person_with_address(email: str, staff: Iterable[Person]) -> Person | None:
    """Who has this e-mail address, None when nobody."""
    return next((person for person in staff if person.email and person.email.casefold() == email.casefold()), None)


def _parties(text: str, staff: tuple[Person, ...]) -> list[_Party]:
    """Those a cell names, in its order; one that cannot be read has neither name nor role."""
    parties: list[_Party] = []
    pieces = _BETWEEN.split(f",{text}")
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        party = _party(piece, staff)
        if party is None:
            continue
        dashed = sign.strip() in {"-", "–", "—"}
        before = parties[-1] if parties else None
        titles = bool(party.roles) and not party.name and all(role.title for role in party.roles)
        if dashed and before and before.name and not before.roles and titles:  # "Đ/c Tú - PHT" is one person
            before.roles = party.roles
        elif dashed and before and before.roles and is_team(before.roles[-1]) and is_subject(piece):
            before.roles[-1] = replace(before.roles[-1], name=f"{before.roles[-1].name} - {one_line(piece)}")
        else:
            parties.append(party)
    return parties


def _party(piece: str, staff: tuple[Person, ...]) -> _Party | None:
    """The one a piece of a cell names, None when it names nobody and says nothing either."""
    inside = _IN_BRACKETS.findall(piece)
    outside = _without_honorific(_IN_BRACKETS.sub(" ", piece))
    party = _Party(list(whole_role(outside)), leads=_LEADS.search(piece) is not None)
    bare = _without_honorific(_HELPS.sub(" ", _LEADS.sub(" ", outside)))
    roles, rest = leading_roles(bare)
    if not party.roles and roles and (not rest or (roles[-1].title and looks_like_a_name(bare_name(rest)))):
        party.roles, party.name = list(roles), well_spelt(bare_name(rest))
    name = bare_name(bare)
    length = len(name.split())  # in small letters only a full name of the list is one: "lò văn tú"
    known = length > 1 and any(same_without_accents(one.name, name) for one in staff if len(one.name.split()) >= length)
    if not party.roles and (known or (looks_like_a_name(name) and fold(name) not in _COUNTED)):
        party.name = well_spelt(name)
    elif not party.roles and (not fold(name) or fold(name) in _COUNTED):
        return None
    for said in inside:
        if fold(said) in _LEADS_IN_BRACKETS:
            party.leads = True
        elif whole_role(said):
            party.roles += whole_role(said)
        elif not party.name and looks_like_a_name(bare_name(said)):
            party.name = well_spelt(bare_name(said))
    return party


def _without_honorific(text: str) -> str:
    return re.sub(r"^đồng chí\s*", "", one_line(text).strip(" .:*•·"))


def _people(named: list[_Party], parties: list[_Party], staff: tuple[Person, ...]) -> Who:
    names, doubts, suggestions = [], [], []
    people = []
    for party in named:
        name, found, doubt, near = _the_one_called(party.name, staff)
        names.append(name)
        if found is not None:
            people.append((not party.leads, found))
        if doubt is not None:
            doubts.append(doubt)
            suggestions += near
    if any(not party.name and not party.roles for party in parties):
        doubts.append(PersonDoubt.UNREADABLE)
    asked = [doubt for doubt in PersonDoubt if doubt in doubts]  # what can be mended best comes first
    roles = [role for party in parties for role in party.roles]
    return Who(
        WhoKind.INDIVIDUAL if len(parties) == 1 else WhoKind.MULTIPLE,
        tuple(names),
        together(roles),
        tuple(person for _, person in sorted(people, key=lambda one: one[0])),
        asked[0] if asked else None,
        tuple(suggestions),
    )


def _holders(who: Who, roles: list[Role], staff: tuple[Person, ...]) -> Who:
    """The office or group with the people who answer for it, else with the question who does."""
    wanted = list(dict.fromkeys([who.role or "", *(role.name for role in roles)]))
    found: dict[str, Person] = {}
    for role in wanted:
        by_weight = [[person for person in staff if holds(person.role, role) == weight] for weight in (2, 1)]
        holder = next((people[0] for people in by_weight if len(people) == 1), None)
        if holder is not None:
            found.setdefault(holder.name, holder)
    if found:
        return replace(who, people=tuple(found.values()))
    return replace(who, doubt=PersonDoubt.NO_CONTACT if who.kind is WhoKind.GROUP else PersonDoubt.UNRESOLVED)


def _the_one_called(
    name: str, staff: tuple[Person, ...]
) -> tuple[str, Person | None, PersonDoubt | None, list[Person]]:
    """The name, the only person called so, or the doubt and those who may be meant."""
    called = [person for person in staff if same_name(person.name, name)]
    in_full = [person for person in called if len(person.name.split()) == len(name.split())]
    for people in (in_full, called):
        if people:
            one = people[0] if len(people) == 1 else None
            return name, one, None if one else PersonDoubt.AMBIGUOUS, [] if one else people
    near = [person for person in staff if same_without_accents(person.name, name)]
    if len(near) == 1:
        spelt = composed(near[0].name).split()[-len(name.split()) :]
        return " ".join(spelt), None, PersonDoubt.RESEMBLING, near
    if near:
        return name, None, PersonDoubt.AMBIGUOUS, near
    surname = len(name.split()) == 1  # "Lê" may be one
    near = [
        one
        for one in staff
        if shortened(name, one.name) or (surname and same_name(" ".join(one.name.split()[:1]), name))
    ]
    if near:
        return name, None, PersonDoubt.RESEMBLING, near
    return name, None, PersonDoubt.UNRESOLVED, []
