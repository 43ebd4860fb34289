"""A record laid over its text: every value's words marked by the family of its field, unread text standing out.

Pure: a contract dict and the text it was read from → passages of segments. `as_ansi` prints them for a terminal;
the HTML page is made from `as_dict()` elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

from extraction.judgments.sections import cut_sections

Json = Mapping[str, Any]

WHOLE = "text"
"""The key of a whole document among the texts."""

FAMILIES: tuple[tuple[str, str, str, str], ...] = (
    ("statute", r"/statutes|/juvenile_provisions", "법령", "provisions applied"),
    ("factor", r"/factors", "양형인자", "sentencing factors"),
    ("quoted", r"/appeal/prior_sentences", "원심의 형", "quoted from the judgment below"),
    ("age", r"/age_|/is_juvenile", "나이", "age"),
    ("suspension", r"/suspended|/imposition_suspended", "집행유예·선고유예", "suspended sentence, deferral"),
    ("supervision", r"/supervision|/probation", "보호관찰", "supervision order"),
    ("programme", r"_hours|/programme", "사회봉사·수강·이수", "service and programmes"),
    (
        "exposure",
        r"/disclosure|/notif|/employment|/registr|/electronic|/sexual",
        "공개·취업제한·부착",
        "disclosure, ban, device",
    ),
    (
        "money",
        r"/workhouse|/provis|/collect|/forfeit|/return|/compens|/costs",
        "몰수·추징·노역장",
        "forfeiture, collection",
    ),
    ("credit", r"/pretrial", "미결구금", "days credited"),
    ("appeal", r"/appeal|/appealed", "상소", "appeal"),
    ("sentence", r"/sentences", "형", "penalty"),
    ("person", r"/label|/aliases|/n_persons|/is_corporation", "피고인", "defendant"),
    ("verdict", r"", "판단", "verdict and outcome"),
)
"""Families of fields: id, pattern of the record's path, Korean and English name; the first that fits."""

_RANK = {name: i for i, (name, _, _, _) in enumerate(FAMILIES)} | {"unread": -1}
"""Which family shows where two spans of one length meet."""
_SHOWN = (
    *(
        "person",
        "verdict",
        "sentence",
        "suspension",
        "supervision",
        "programme",
        "exposure",
        "money",
        "credit",
    ),
    *("appeal", "quoted", "age", "statute", "factor"),
)
"""The order of families in the list of values."""
_MOST_WORDS = 3
_SHORT = 32
"""How many stretches of words are shown of a value that several say, and how many characters of each."""
_SECTION_TITLES = {
    "header_text": "머리 (header)",
    "order_text": "주문 (order)",
    "applied_law_text": "법령의 적용 (applied law)",
    "sentencing_text": "양형의 이유 (sentencing)",
    "reasons_text": "이유 (reasons)",
    "context_text": "그 밖 (context)",
}
_ANSI = {
    "sentence": "1;34", "suspension": "1;35", "supervision": "1;36", "programme": "36", "exposure": "33", "money": "32",
    "credit": "32", "verdict": "1;33", "appeal": "33", "person": "4", "statute": "34", "factor": "35", "age": "1;32",
    "quoted": "2;35", "unread": "1;97;41",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text: plain (`family` None), the words of values (`paths`), or unread."""

    text: str
    family: str | None = None
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The shown part of one section; cuts are marked by a segment `…`."""

    section: str
    title: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True)
class ValueLine:
    """One value of the record with its words, rule and confidence; `owner` is the defendant, or empty."""

    path: str
    owner: str
    family: str
    label: str
    value: str
    words: str
    rule: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """What is shown of one judgment."""

    document_id: str
    title: str
    passages: tuple[Passage, ...]
    values: tuple[ValueLine, ...]
    unread: tuple[str, ...]
    doubts: tuple[str, ...]
    families: tuple[tuple[str, str, str], ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain dicts and lists, for a template."""
        return asdict(self)


def family_of(path: str) -> str:
    """The family of a field, by its JSON pointer."""
    return next(name for name, pattern, _, _ in FAMILIES if re.search(pattern, path))


def value_at(record: Json, path: str) -> Any:
    """The value that a JSON pointer names; None when the record has no such place."""
    at: Any = record
    for part in path.strip("/").split("/"):
        if isinstance(at, Mapping):
            at = at.get(part)
        elif isinstance(at, Sequence) and not isinstance(at, str) and part.isdigit() and int(part) < len(at):
            at = at[int(part)]
        else:
            return None
    return at


def explain(record: Json, texts: Mapping[str, str]) -> Explanation:
    """The explanation of a record over the texts that it was read from: its sections by field name, or one whole
    document under `text`. An evidence span that does not slice to its words is a ValueError."""
    marks = [e for e in record.get("evidence") or () if not _says_nothing(value_at(record, e["path"]))]
    for e in marks:
        source = texts.get(WHOLE, texts.get(e["section"], ""))
        if source[e["start"] : e["end"]] != e["slice"]:
            raise ValueError(f"evidence of {e['path']} is not at {e['start']}:{e['end']} of {e['section']}")
    families = {family_of(e["path"]) for e in marks}
    return Explanation(
        document_id=str(record["document_id"]),
        title=_title(record),
        passages=tuple(_passages(record, texts, marks)),
        values=tuple(_value_lines(record, marks)),
        unread=tuple(record.get("unread") or ()),
        doubts=tuple(record.get("doubts") or ()),
        families=tuple((name, ko, en) for name, _, ko, en in FAMILIES if name in families),
    )


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value == [] or value == {}


def _title(record: Json) -> str:
    parts = [
        record.get("court"),
        ", ".join(record.get("case_numbers") or ()),
        record.get("decision_date"),
        record.get("outcome"),
    ]
    return " · ".join(str(p) for p in parts if p)


def _passages(record: Json, texts: Mapping[str, str], marks: Sequence[Json]) -> list[Passage]:
    """The order whole, other sections where something was read; of a whole document the same by its headings."""
    out = []
    for name, text, offset in _shown_sections(texts):
        mine = [
            e
            for e in marks
            if (WHOLE in texts or e["section"] == name) and offset <= e["start"] < offset + len(text)
        ]
        spans = [(e["start"] - offset, e["end"] - offset, family_of(e["path"]), e["path"]) for e in mine]
        if name == "order_text":
            spans += [(a, b, "unread", "/unread") for a, b in _find_all(text, record.get("unread") or ())]
        if not spans and name != "order_text":
            continue
        shown = (
            [(0, len(text))]
            if name == "order_text"
            else _lines_around(text, [(a, b) for a, b, _, _ in spans])
        )
        segments = [s for i, (a, b) in enumerate(shown) for s in _cut(text, a, b, spans, is_first=i == 0)]
        out.append(Passage(section=name, title=_SECTION_TITLES.get(name, name), segments=_trimmed(segments)))
    return out


def _trimmed(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Without empty lines at either end and with no more than one between lines."""
    kept = [replace(s, text=re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n", s.text)) for s in segments]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip("\n "))
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(s for s in kept if s.text)


def _shown_sections(texts: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Name, text and offset of every part that may hold evidence; parts of a whole document do not overlap."""
    if WHOLE not in texts:
        return [(name, text, 0) for name in _SECTION_TITLES if (text := texts.get(name))]
    whole = texts[WHOLE]
    cut = cut_sections(whole)
    if cut.order is None:
        return [("reasons_text", whole, 0)]
    order_end = cut.order.offset + len(cut.order.text)
    return [
        ("header_text", whole[: cut.order.offset], 0),
        ("order_text", cut.order.text, cut.order.offset),
        ("reasons_text", whole[order_end:], order_end),
    ]


def _find_all(text: str, pieces: Iterable[str]) -> list[tuple[int, int]]:
    """Where the unread pieces stand, each after the one before it where that is possible."""
    spans, position = [], 0
    for piece in pieces:
        at = text.find(piece, position)
        at = at if at >= 0 else text.find(piece)
        if at >= 0 and piece:
            spans.append((at, at + len(piece)))
            position = at + len(piece)
    return spans


def _lines_around(text: str, spans: Iterable[tuple[int, int]], reach: int = 160) -> list[tuple[int, int]]:
    """The stretches of text around spans: to the ends of their lines, at most `reach` characters away."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        a = max(text.rfind("\n", 0, start) + 1, start - reach)
        line_end = text.find("\n", end)
        b = min(line_end if line_end >= 0 else len(text), end + reach)
        if out and a <= out[-1][1] + 1:
            a = out.pop()[0]
        out.append((a, max(b, end)))
    return out


def _cut(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int, str, str]], *, is_first: bool
) -> list[Segment]:
    """The stretch cut at every border of a span; where spans overlap the shortest gives the family."""
    borders = sorted({start, end} | {p for a, b, _, _ in spans for p in (a, b) if start < p < end})
    out = [] if is_first else [Segment(text="\n… ")]
    for a, b in pairwise(borders):
        over = sorted((s for s in spans if s[0] <= a and b <= s[1]), key=lambda s: (s[1] - s[0], _RANK[s[2]]))
        unread = any(s[2] == "unread" for s in over)
        family = "unread" if unread else over[0][2] if over else None
        out.append(Segment(text=text[a:b], family=family, paths=tuple(dict.fromkeys(s[3] for s in over))))
    return out


def _value_lines(record: Json, marks: Sequence[Json]) -> list[ValueLine]:
    """One line a value with its words: of the judgment, then by defendant; verdict and penalty first."""
    words: dict[str, list[str]] = {}
    for e in marks:
        found = words.setdefault(e["path"], [])
        found += [e["slice"]] if e["slice"] not in found else []
    out: dict[str, ValueLine] = {}
    for e in marks:
        value = value_at(record, e["path"])
        out.setdefault(
            e["path"],
            ValueLine(
                path=e["path"],
                owner=_owner(record, e["path"]),
                family=family_of(e["path"]),
                label=_label(e["path"]),
                value=f"{value:,}" if e["path"].endswith("_krw") and isinstance(value, int) else _show(value),
                words=_joined(words[e["path"]]),
                rule=e["rule"],
                confidence=e["confidence"],
            ),
        )
    owners = ["", *dict.fromkeys(line.owner for line in out.values() if line.owner)]
    return sorted(out.values(), key=lambda line: (owners.index(line.owner), _SHOWN.index(line.family)))


def _joined(slices: Sequence[str]) -> str:
    """The words of a value; of several stretches the first ones, each cut short."""
    if len(slices) == 1:
        return slices[0]
    return " / ".join(w if len(w) <= _SHORT else f"{w[:_SHORT]}…" for w in slices[:_MOST_WORDS])


def _owner(record: Json, path: str) -> str:
    """The label of the defendant that a path belongs to; empty for the judgment as a whole."""
    found = re.match(r"/defendants/\d+", path)
    return str(value_at(record, f"{found[0]}/label")) if found else ""


def _label(path: str) -> str:
    """`/defendants/0/sentences/1/months` → `sentence 2 › months`; 보호관찰 is a supervision order, not probation."""
    words: list[str] = []
    for part in re.sub(r"^/defendants/\d+", "", path).strip("/").split("/"):
        if part.isdigit():
            words[-1] = f"{words[-1].removesuffix('s')} {int(part) + 1}"
        else:
            words.append(part.replace("probation", "supervision order").replace("_", " "))
    return " › ".join(words)


def _show(value: Any) -> str:
    """A value in one line: 1년 6월 for a term, yes for what is ordered, names and numbers as they are."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if {"years", "months", "days"} <= set(value):
            units = (("years", "년"), ("months", "월"), ("days", "일"))
            return " ".join(f"{value[k]}{unit}" for k, unit in units if value[k] is not None)
        if set(value) == {"low", "high"}:
            low, high = value["low"], value["high"]
            return str(low) if low == high else f"{'' if low is None else low}–{'' if high is None else high}"
        if "factor" in value:
            return f"{value['factor']} ({value['direction']}{'' if value.get('adopted', True) else ', not adopted'})"
        return ", ".join(f"{k}: {_show(v)}" for k, v in value.items() if not _says_nothing(v))
    if isinstance(value, list | tuple):
        return ", ".join(_show(v) for v in value)
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else str(value)


def as_ansi(explanation: Explanation) -> str:
    """The explanation for a terminal, in colours of SGR codes; unread words stand in [[…]] as well, for a pipe."""
    lines = [f"\x1b[1m{explanation.title}\x1b[0m", f"{explanation.document_id}", ""]
    legend = " ".join(_paint(f" {ko} ", name) for name, ko, _ in explanation.families)
    lines += [legend + (" " + _paint("읽지 못함 unread", "unread") if explanation.unread else ""), ""]
    for passage in explanation.passages:
        body = "".join(_paint(s.text, s.family) for s in passage.segments)
        lines += [f"\x1b[1m── {passage.title}\x1b[0m", re.sub(r"\n\s*\n+", "\n", body).strip("\n"), ""]
    lines.append("\x1b[1m── values\x1b[0m")
    for v in explanation.values:
        words = re.sub(r"\s+", " ", v.words)
        owner = f"{v.owner} › " if v.owner else ""
        lines.append(
            f"{owner}{_paint(v.label, v.family)} = {v.value}   “{words}”  [{v.rule}, {v.confidence}]"
        )
    lines += ["unread: " + _paint(re.sub(r"\s+", " ", u), "unread") for u in explanation.unread]
    lines += [f"\x1b[1;31mdoubt:\x1b[0m {d}" for d in explanation.doubts]
    return "\n".join(lines)


def _paint(text: str, family: str | None) -> str:
    """The text in its family's colour, line by line so that a pager keeps it."""
    if family is None:
        return text
    if family == "unread" and text.strip():
        text = re.sub(r"^(\s*)(.*?)(\s*)$", r"\1[[\2]]\3", text, flags=re.S)
    code = _ANSI[family]
    return "\n".join(f"\x1b[{code}m{part}\x1b[0m" if part.strip() else part for part in text.split("\n"))
