"""Korean personal data in text about to leave: numbers, addresses, schools, handles, names of officials.

The scanner errs to the side of finding: what it finds blocks publication, and a false alarm is put right by a
new counterexample in its tests. A finding tells the place and never repeats the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from warehouse.catalog import table
from warehouse.file_texts import UnreadableError, plain_windows, texts_of

UNREADABLE = "unreadable_file"
SHOWN_PLACES = 10

_WORDS: dict[str, frozenset[str]] = {
    name: frozenset(str(words).split())
    for name, words in yaml.safe_load(
        (Path(__file__).parent / "scanner_words.yml").read_text("utf-8")
    ).items()
}
_SURNAMES = "".join(sorted(_WORDS["surnames"]))
_NAME = rf"[{_SURNAMES}][가-힣]{{2}}"
_OFFICES = "|".join(sorted(_WORDS["offices"], key=len, reverse=True))
_PARTIES = "|".join(sorted(_WORDS["parties"], key=len, reverse=True))


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that looks like personal data: the place, and where in it (characters)."""

    kind: str
    start: int
    end: int
    where: str = ""


def _birth_date(digits: str) -> bool:
    century = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}.get(
        digits[6]
    )
    if century is None:
        return False
    try:
        date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


def resident_checksum(digits: str) -> bool:
    """Whether 13 digits carry the check digit of a resident number (weights 2–9, 2–5; foreigners add 2)."""
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    expected = (11 - total % 11) % 10
    if digits[6] in "5678":
        expected = (expected + 2) % 10
    return expected == int(digits[12])


def _is_resident_number(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    if (
        "-" in match[0] or "–" in match[0]
    ):  # written as one: numbers given out since October 2020 have no check digit
        return _birth_date(digits)
    return _birth_date(digits) and resident_checksum(digits)


def _is_named_school(match: re.Match[str]) -> bool:
    name = match["name"] + match["kind"].removesuffix("학교")
    return name not in _WORDS["generic_schools"] and len(match["name"]) >= 2


def _is_official(match: re.Match[str]) -> bool:
    return match["name"] not in _WORDS["not_names"]


def _is_handle(match: re.Match[str]) -> bool:
    return match["handle"].lower() not in _WORDS["at_words"]


def _always(match: re.Match[str]) -> bool:
    return True


_END = r"(?=[\s,.)(·…]|$|은|는|이|가|을|를|의|과|와|에게)"
# kind → (pattern in Python, whether a match counts, a wider pattern for RE2 that lets nothing of it slip)
_RULES: dict[str, tuple[re.Pattern[str], Callable[[re.Match[str]], bool], str]] = {
    "resident_number": (
        re.compile(
            r"(?<![A-Za-z\d])\d{6}\s?[-–]\s?[1-8]\d{6}(?![A-Za-z\d])|(?<![A-Za-z\d.])\d{6}[1-8]\d{6}(?![A-Za-z\d.])"
        ),
        _is_resident_number,
        r"\d{6}\s?[-–]?\s?[1-8]\d{6}",
    ),
    "masked_resident_number": (
        re.compile(r"(?<![A-Za-z\d])\d{6}\s?-\s?[1-8]?[*xX●○]{6,7}"),
        _always,
        r"\d{6}\s?-\s?[1-8]?[*xX●○]{6,7}",
    ),
    "phone": (
        re.compile(
            # No Latin letter beside it: ten digits inside a hexadecimal digest are no telephone.
            r"(?<![A-Za-z\d.-])(?:\+82[-\s]?0?1[016789]|01[016789])[-.\s]?\d{3,4}[-.\s]?\d{4}(?![A-Za-z\d.])"
            r"|(?<![A-Za-z\d.-])0(?:2|[3-6]\d|70)[-)]\s?\d{3,4}-\d{4}(?![A-Za-z\d])"
        ),
        _always,
        r"(?:\+82[-\s]?0?1|01)[016789][-.\s]?\d{3,4}[-.\s]?\d{4}|0(?:2|[3-6]\d|70)[-)]\s?\d{3,4}-\d{4}|\+82[-\s]?0?1\d",
    ),
    "email": (
        re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24}"),
        _always,
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
    ),
    "handle": (
        re.compile(
            r"(?<![\w./@])@(?P<handle>[A-Za-z][A-Za-z0-9_]{2,29})(?![\w.-]*\.[a-z])(?!\w*\{)"
            r"|(?:t\.me|telegram\.me|open\.kakao\.com/o|instagram\.com|twitter\.com|x\.com)/(?P<link>\w{2,})"
        ),
        lambda match: match["link"] is not None or _is_handle(match),
        r"@[A-Za-z][A-Za-z0-9_]{2,29}|(?:t\.me|telegram\.me|open\.kakao\.com|instagram\.com|twitter\.com|x\.com)/",
    ),
    "account_name": (
        re.compile(
            r"(?:아이디|닉네임|대화명|계정명|활동명)\s*[:：]?\s*[(‘'\"“「]\s*[^)’'\"”」\s]{2,30}\s*[)’'\"”」]"
        ),
        _always,
        r"(?:아이디|닉네임|대화명|계정명|활동명)\s*[:：]?\s*[(‘'\"“「]",
    ),
    "address": (
        re.compile(
            r"[가-힣]{1,8}(?:시|군|구)\s+(?:[가-힣0-9]{1,8}(?:읍|면)\s+)?[가-힣0-9]{1,10}(?:동|읍|면|리|로|길|가)\s*"
            r"(?:\d+번길\s*)?(?:산\s*)?\d+(?:-\d+)?(?!\s*(?:호의|조|항|년|월|일|명|개|%|퍼센트|건))"
        ),
        _always,
        r"(?:시|군|구)\s+(?:[가-힣0-9]{1,8}(?:읍|면)\s+)?[가-힣0-9]{1,10}(?:동|읍|면|리|로|길|가)\s*(?:\d+번길\s*)?(?:산\s*)?\d+",
    ),
    "dwelling": (
        re.compile(r"[가-힣A-Za-z0-9]{2,20}(?:아파트|빌라|오피스텔|주공)\s*\d{1,5}\s*동\s*\d{1,5}\s*호"),
        _always,
        r"(?:아파트|빌라|오피스텔|주공)\s*\d+\s*동\s*\d+\s*호",
    ),
    "school": (
        re.compile(r"(?<![가-힣])(?P<name>[가-힣]{1,12}?)(?P<kind>초등학교|중학교|고등학교|대학교)"),
        _is_named_school,
        r"[가-힣]{2}(?:초등학교|중학교|고등학교|대학교)",
    ),
    "school_class": (
        re.compile(r"[가-힣]{2,6}(?:초|중|고)\s*\d\s*학년(?:\s*\d+\s*반)?"),
        _always,
        r"[가-힣]{2,6}(?:초|중|고)\s*\d\s*학년",
    ),
    "official_name": (
        re.compile(rf"(?:{_OFFICES})\s+(?P<name>{_NAME}){_END}"),
        _is_official,
        rf"(?:{_OFFICES})\s+{_NAME}",
    ),
    "party_name": (
        re.compile(rf"(?:{_PARTIES})\s+(?P<name>{_NAME}){_END}"),
        lambda match: match["name"] not in _WORDS["not_parties"],
        rf"(?:{_PARTIES})\s+{_NAME}(?:[^가-힣]|은|는|이|가|을|를|의|과|와|에게|$)",
    ),
    "official_signature": (
        re.compile(rf"(?:판사|재판장|대법관|검사)\s+(?P<a>[{_SURNAMES}])\s+[가-힣]\s+[가-힣](?=\s|$)"),
        _always,
        r"(?:판사|재판장|대법관|검사)\s+[가-힣]\s+[가-힣]\s+[가-힣]",
    ),
}


def find_personal_data(text: str, *, where: str = "") -> list[Finding]:
    """What in the text looks like personal data, in the order of the text."""
    findings = [
        Finding(kind=kind, start=match.start(), end=match.end(), where=where)
        for kind, (pattern, counts, _wide) in _RULES.items()
        for match in pattern.finditer(text)
        if counts(match)
    ]
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))


def prefilter() -> str:
    """One RE2 pattern that matches every text in which `find_personal_data` finds something."""
    return "|".join(f"(?:{wide})" for _pattern, _counts, wide in _RULES.values())


def spared() -> str:
    """An RE2 pattern of words after a party that are no names: the sieve may drop them first."""
    words = "|".join(sorted(_WORDS["not_parties"]))
    return rf"(?:{_PARTIES})\s+(?:{words})"


def scan_tables(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> Iterator[Finding]:
    """Findings in every text column of the tables; DuckDB sifts out the rows worth a closer look."""
    wide = prefilter()
    for name in names:
        columns = [c for c in table(name).columns if c.type in {"VARCHAR", "VARCHAR[]", "JSON"}]
        if not columns:
            continue
        # All columns pass one filter: the pattern takes longer to compile than most tables to search.
        pieces = ", ".join(f"{{'i': {i}, 't': \"{c.name}\"::VARCHAR}}" for i, c in enumerate(columns))
        found = con.execute(
            f"SELECT DISTINCT piece['i'] AS i, piece['t'] AS t FROM (SELECT unnest([{pieces}]) AS piece FROM {name}) "
            "WHERE regexp_matches(piece['t'], ?) ORDER BY i, t",
            [wide],
        ).fetchall()
        for i, value in found:
            yield from find_personal_data(value, where=f"{name}.{columns[i].name}")


class LeakError(ValueError):
    """Something about to leave holds what looks like personal data; the message names places, never words."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        kinds = Counter((finding.kind, finding.where) for finding in findings)
        listed = [
            f"{where}: {kind} ({n})" for (kind, where), n in sorted(kinds.items(), key=lambda k: k[0][::-1])
        ]
        rest = f" and {len(listed) - SHOWN_PLACES} more" if len(listed) > SHOWN_PLACES else ""
        super().__init__(f"personal data in what is about to leave: {'; '.join(listed[:SHOWN_PLACES])}{rest}")
        self.findings = tuple(findings)


def scan_texts(texts: Iterable[tuple[str, str]], *, allowed: frozenset[str] = frozenset()) -> list[Finding]:
    """Findings in pieces of text, each with the place that it stands in; each different piece is read once.

    The sieve of `prefilter` picks the pieces worth a closer look. `allowed` are exact texts such as the
    project's own contact address. Positions count characters of the piece.
    """
    places: dict[str, str] = {}
    for where, text in texts:
        for piece in plain_windows(text):
            places.setdefault(piece, where)
    pieces = list(places)
    if not pieces:
        return []
    kept = pc.match_substring_regex(pa.array(pieces, pa.large_string()), prefilter())
    return [
        finding
        for text in (piece for piece, is_kept in zip(pieces, kept.to_pylist(), strict=True) if is_kept)
        for finding in find_personal_data(text, where=places[text])
        if text[finding.start : finding.end] not in allowed
    ]


def _pieces(folder: Path, paths: Iterable[Path], unreadable: list[Finding]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for path in paths:
        where = path.relative_to(folder).as_posix()
        yield f"{where} (its name)", where.replace("/", " ")
        try:
            for piece in texts_of(path):
                if piece not in seen:
                    seen.add(piece)
                    yield where, piece
        except UnreadableError:
            unreadable.append(Finding(kind=UNREADABLE, start=0, end=0, where=where))


def scan_file(path: Path, *, allowed: frozenset[str] = frozenset()) -> list[Finding]:
    """Findings in one file of any kind that may leave; a file that cannot be read is a finding."""
    unreadable: list[Finding] = []
    return [*scan_texts(_pieces(path.parent, [path], unreadable), allowed=allowed), *unreadable]


def scan_folder(
    folder: Path,
    *,
    skip: frozenset[str] = frozenset({"vendor"}),
    allowed: frozenset[str] = frozenset(),
    clean: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Findings in every file of a folder (site, package, pack), third-party folders left out.

    `clean` are names below the folder of files that were searched before and held nothing.
    """
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.relative_to(folder).as_posix() not in clean
        and not skip & set(path.relative_to(folder).parts)
    ]
    unreadable: list[Finding] = []
    return [*scan_texts(_pieces(folder, paths, unreadable), allowed=allowed), *unreadable]


def refuse_personal_data(
    folder: Path, *, allowed: frozenset[str] = frozenset(), clean: frozenset[str] = frozenset()
) -> None:
    """Raise LeakError when anything in a folder that is about to leave looks like personal data.

    `clean`: as for `scan_folder`.
    """
    findings = scan_folder(folder, allowed=allowed, clean=clean)
    if findings:
        raise LeakError(findings)
