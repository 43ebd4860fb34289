"""Doubtful records to a person, and what the person decided, as data that every later reading applies.

An item is keyed by its source value (a digest of the text that was read), not by the run that found it. A correction
names the place, the value before and after, who, when and why; it is one JSON line. It is applied only while the
reader still gives the value it corrected: when the reader has changed its mind to anything else, the record says so
instead. A correction also makes a case: the text and the right value, for the reader's tests.

Pure functions but for the two that read and write files, which say so. No clock: the caller gives `when`.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

Json = Mapping[str, Any]

_TEXTS = ("text", "header_text", "order_text", "applied_law_text", "reasons_text", "context_text")
_NEVER_CORRECTED = (
    "/document_id",
    "/rule_set",
    "/evidence",
    "/unread",
    "/doubts",
    "/null_reasons",
    "/source_path",
)


@dataclass(frozen=True, kw_only=True)
class ReviewItem:
    """One record that asks for a person: why, and what was read."""

    key: str
    document_id: str
    unread: tuple[str, ...]
    doubts: tuple[str, ...]
    order_text: str
    summary: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a person decided on an item: `accept` (the record is right as it stands) or `correct` (one value)."""

    key: str
    document_id: str
    kind: Literal["accept", "correct"]
    who: str
    when: str
    why: str
    path: str | None = None
    was: Any = None
    value: Any = None

    def __post_init__(self) -> None:
        if not (self.who.strip() and self.why.strip()):
            raise ValueError("a decision needs who and why")
        datetime.fromisoformat(self.when)
        if self.kind == "correct" and (self.path is None or not self.path.startswith("/")):
            raise ValueError("a correction needs the JSON pointer of the value")
        if self.path is not None and self.path.startswith(_NEVER_CORRECTED):
            raise ValueError(f"{self.path} is not a value of the judgment")

    def as_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def source_key(texts: Json) -> str:
    """The digest of what was read: equal texts have equal keys, whatever document carries them."""
    parts = {k: texts[k] for k in _TEXTS if texts.get(k)}
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:24]


# The queue ----------------------------------------------------------------------------------------------


def review_items(pairs: Iterable[tuple[Json, Json]], decisions: Sequence[Decision] = ()) -> list[ReviewItem]:
    """The records of (texts, record) that carry `unread` or `doubts` and on which nobody has decided yet.

    Most reasons first; equal texts are one item.
    """
    decided = {d.key for d in decisions}
    items: dict[str, ReviewItem] = {}
    for texts, record in pairs:
        key = source_key(texts)
        if key not in decided and (record.get("unread") or record.get("doubts")):
            items.setdefault(key, _item(key, texts, record))
    return sorted(items.values(), key=lambda i: (-len(i.doubts) - len(i.unread), i.document_id))


def _item(key: str, texts: Json, record: Json) -> ReviewItem:
    return ReviewItem(
        key=key,
        document_id=str(record["document_id"]),
        unread=tuple(record.get("unread") or ()),
        doubts=tuple(record.get("doubts") or ()),
        order_text=str(texts.get("order_text") or texts.get("text") or "")[:4_000],
        summary=tuple(summary_of(record)),
    )


def summary_of(record: Json) -> list[str]:
    """The values of a record a person would check, each with its JSON pointer."""
    lines = [f"/outcome = {json.dumps(record.get('outcome'), ensure_ascii=False)}"]
    for i, defendant in enumerate(record.get("defendants") or ()):
        for path, value in _leaves(defendant, f"/defendants/{i}"):
            if value not in (None, False, [], {}):
                lines.append(f"{path} = {json.dumps(value, ensure_ascii=False)}")
    return lines


def _leaves(value: Any, path: str) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for k, v in value.items():
            yield from _leaves(v, f"{path}/{k}")
    elif isinstance(value, list) and any(isinstance(v, Mapping) for v in value):
        for i, v in enumerate(value):
            yield from _leaves(v, f"{path}/{i}")
    else:
        yield path, value


def format_item(item: ReviewItem) -> str:
    """An item for a terminal."""
    lines = [f"{item.document_id}  [{item.key}]", ""]
    lines += ["  | " + line.strip() for line in item.order_text.splitlines() if line.strip()]
    lines.append("")
    lines += ["  unread: " + " ".join(u.split()) for u in item.unread] + [
        f"  doubt: {d}" for d in item.doubts
    ]
    return "\n".join([*lines, "", *(f"  {s}" for s in item.summary)])


def parse_answer(answer: str) -> tuple[Literal["accept", "correct", "skip"], str | None, Any]:
    """What a person typed: `a` accepts, an empty line or `s` skips, `/pointer = JSON` corrects. ValueError else."""
    line = answer.strip()
    if line in ("", "s", "skip"):
        return "skip", None, None
    if line in ("a", "accept"):
        return "accept", None, None
    found = re.fullmatch(r"(/\S+)\s*=\s*(.+)", line)
    if found is None:
        raise ValueError("type a (accept), s (skip), or /path = value in JSON")
    try:
        return "correct", found[1], json.loads(found[2])
    except json.JSONDecodeError as error:
        raise ValueError(f"the value is not JSON ({error.msg}); put text in double quotes") from error


# Decisions ----------------------------------------------------------------------------------------------


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a JSON-lines file (none when there is no file). ValueError names a line that is not one."""
    if not path.exists():
        return ()
    out = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                out.append(Decision(**json.loads(line)))
            except (TypeError, ValueError) as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error
    return tuple(out)


def append_decision(path: Path, decision: Decision) -> None:
    """Adds one decision at the end of the file; what was decided before is never rewritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(decision.as_json() + "\n")


def apply_decisions(record: Json, texts: Json, decisions: Sequence[Decision]) -> dict[str, Any]:
    """The record with every decision on its text applied, the last word on a place counting.

    `accept` clears `unread` and `doubts`. `correct` sets its value where the reader still gives `was`; where the
    reader now gives another value, the record is left and carries a doubt.
    """
    out: dict[str, Any] = copy.deepcopy(dict(record))
    key = source_key(texts)
    mine = [d for d in decisions if d.key == key]
    last = {d.path: d for d in mine if d.kind == "correct"}
    if any(d.kind == "accept" for d in mine) or last:
        out["unread"], out["doubts"] = [], []
    for decision in last.values():
        _correct(out, decision)
    return out


def _correct(record: dict[str, Any], decision: Decision) -> None:
    path = str(decision.path)
    try:
        parent, name = _parent(record, path)
        now = parent[name]
    except (KeyError, IndexError, TypeError, ValueError):
        record["doubts"].append(f"review: the corrected place {path} is no longer there")
        return
    if now == decision.value:
        return
    if now != decision.was:
        record["doubts"].append(
            f"review: {path} was corrected from {decision.was!r}, but is now read as {now!r}"
        )
        return
    parent[name] = copy.deepcopy(decision.value)
    for evidence in record.get("evidence") or ():
        if evidence["path"] == path:
            evidence["rule"] = "review/corrected"
    (record.get("null_reasons") or {}).pop(path, None)


def _parent(record: Any, path: str) -> tuple[Any, Any]:
    """The container and key (or index) that a JSON pointer names; KeyError when there is none."""
    *way, name = path.strip("/").split("/")
    at = record
    for part in way:
        at = at[int(part)] if isinstance(at, list) else at[part]
    key: Any = int(name) if isinstance(at, list) else name
    at[key]
    return at, key


def value_now(record: Json, path: str) -> Any:
    """The value that a correction would replace; KeyError when the record has no such place."""
    try:
        parent, key = _parent(record, path)
    except (IndexError, TypeError, ValueError) as error:
        raise KeyError(path) from error
    return parent[key]


# Cases --------------------------------------------------------------------------------------------------


def case_of(decision: Decision, texts: Json) -> dict[str, Any]:
    """The test case that a correction makes: its texts and the value that must be read."""
    if decision.kind != "correct":
        raise ValueError("only a correction makes a case")
    return {
        "key": decision.key,
        "document_id": decision.document_id,
        "texts": {
            k: texts[k] for k in (*_TEXTS, "court", "case_no", "decision_date", "instance") if texts.get(k)
        },
        "path": decision.path,
        "value": decision.value,
        "why": decision.why,
    }


def write_case(folder: Path, decision: Decision, texts: Json) -> Path:
    """Writes the case as `<key>-<place>.json` into a folder (which stays outside the repository when the text is
    real) and returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    place = re.sub(r"\W+", "-", str(decision.path)).strip("-")
    path = folder / f"{decision.key}-{place}.json"
    path.write_text(
        json.dumps(case_of(decision, texts), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return path


def failing_cases(folder: Path, read: Callable[[dict[str, Any]], Json]) -> list[str]:
    """Every case of the folder whose value the reader does not give: `document path: is, should be`."""
    out = []
    for file in sorted(folder.glob("*.json")):
        case = json.loads(file.read_text(encoding="utf-8"))
        record = read({"id": case["document_id"], **case["texts"]})
        try:
            now = value_now(record, case["path"])
        except KeyError:
            now = None
        if now != case["value"]:
            out.append(f"{case['document_id']} {case['path']}: {now!r}, should be {case['value']!r}")
    return out
