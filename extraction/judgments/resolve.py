"""Acts of an order → defendants: whose penalty, whose suspension, whose orders.

`위 형` is the last prison-type term of the person; `위 각 형` all of them and a suspension of qualifications
beside them; `위 벌금형` the fine. Orders that accompany a sentence (보호관찰, 사회봉사, 수강, 이수) hang on the suspended
one, else on the first. What cannot be given to anyone raises a doubt; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from extraction.evidence import Section
from extraction.judgments.acts import Act
from extraction.judgments.drafts import Row, SentenceDraft, evidence_of
from extraction.judgments.record import Compensation, Count, Supervision
from extraction.judgments.registry import Antecedents, Registry


class Resolver:
    """One order being resolved; `rows` carry the result, `doubts` what could not be settled."""

    def __init__(self, registry: Registry, section: Section, *, is_old_appeal: bool = False) -> None:
        self.is_old_appeal = is_old_appeal
        self.registry = registry
        self.section = section
        self.doubts: list[str] = []
        self.last: list[Row] = []
        self.recent: list[Row] = []
        self.sentenced: list[Row] = []
        self.reversed: list[Row] = []
        self.seen: dict[str, list[Act]] = {}
        self.credited: dict[int, int] = {}
        self._named: list[tuple[Act, list[str]]] = []
        self._compensation: dict[str, dict[str, Any]] = {}

    def run(self, acts: Sequence[Act]) -> None:
        """Apply every act in order."""
        here: tuple[int, list[Row]] = (-1, [])
        for act in acts:
            if act.clause != here[0]:
                self.last = here[1] or self.last
                here = (act.clause, [])
            self.seen.setdefault(act.kind, []).append(act)
            apply = _APPLY.get(act.kind)
            if apply is not None:
                apply(self, act)
            if act.who:
                self.recent = self.rows(act)
                here[1].extend(row for row in self.recent if row not in here[1])
        self._settle_acquittals()
        self._settle_supervision()
        for key, found in self._compensation.items():
            self.registry.rows[key].values["compensation"] = Compensation(**found)

    def _settle_acquittals(self) -> None:
        """Where the whole conviction was reversed and nothing but acquittals follows, the person is acquitted."""
        for row in self.registry.all():
            others = {"sentenced", "deferred", "discharged", "discharged_part", "dismissed", "dismissed_part"}
            if (
                "acquitted_part" in row.deeds
                and "guilt_reversed" in row.deeds
                and not others & set(row.deeds)
            ):
                row.did("acquitted", row.deeds.pop("acquitted_part"))

    def _settle_supervision(self) -> None:
        """A supervision order that stood before the suspension it goes with."""
        for draft in (s for row in self.registry.all() for s in row.sentences if s.is_suspended):
            draft.supervision = [
                replace(s, kind="with_suspension") if s.kind == "after_prison" else s
                for s in draft.supervision
            ]

    def rows(self, act: Act, default: Sequence[Row] | None = None) -> list[Row]:
        """The rows an act names, else `default`, else those of its heading, else all."""
        if act.who:
            spoken = Antecedents(one=self.recent, several=self.last, sentence=self._spoken_of(act))
            rows = self.registry.of(act.who, act.heading, spoken)
            if any(m.is_rest for m in act.who):
                before = self._named_before(act)
                rows = [row for row in rows if row.key not in before]
                named = before | {p.key for m in act.who for p in m.persons}
                if all(row.key in named for row in self.registry.all()):
                    self.doubts.append("the rest of the defendants are nowhere counted")
            self._named.append((act, [row.key for row in rows]))
            return rows
        if act.heading is None and default:
            return list(default)
        return self.registry.under_heading(act.heading)

    def names_none_of_several(self, act: Act, rows: Sequence[Row]) -> bool:
        """Whether an order that names nobody may mean more persons than `rows`, or which of them it does not say."""
        others = [row for row in self.registry.all() if row.sentences and row not in rows]
        return not act.who and (len(rows) > 1 or (act.heading is None and bool(others)))

    def _spoken_of(self, act: Act) -> list[Row]:
        """Whom the latest sentence that named anybody named in all its clauses before this one."""
        before = [(other, keys) for other, keys in self._named if other.clause < act.clause]
        keys = [k for other, found in before if other.sentence == before[-1][0].sentence for k in found]
        return [self.registry.rows[k] for k in dict.fromkeys(keys) if k in self.registry.rows]

    def named_in_sentence(self, act: Act, kinds: Sequence[str]) -> list[Row]:
        """Whom the acts of some kinds named in this act's sentence before it."""
        keys = [
            key
            for other, found in self._named
            if other.sentence == act.sentence and other.kind in kinds and other.start < act.start
            for key in found
        ]
        return [self.registry.rows[key] for key in dict.fromkeys(keys)]

    def _named_before(self, act: Act) -> set[str]:
        """Whom the sentence has dealt with before it says `나머지 피고인들`."""
        return {row.key for row in self.named_in_sentence(act, (act.kind,))}


def _sentence(r: Resolver, act: Act) -> None:
    penalty = act.penalty
    if penalty is None:
        return
    carried = [] if act.who else [x for x in r.last if x in r.sentenced]
    rows = r.rows(act, carried or None)
    if not rows:
        r.doubts.append("a penalty that belongs to nobody")
    for row in rows:
        draft = SentenceDraft(kind=penalty.kind, penalty=penalty, counts=act.counts, sentence_no=act.sentence)
        evidence = evidence_of(r.section, act)
        for name in ("kind", "term", "months", "months_min", "months_max", "amount_krw", "counts_note"):
            draft.evidence.append((name, evidence))
        row.sentences.append(draft)
        row.did("sentenced", evidence)
        if penalty.is_hwan:
            r.doubts.append("an amount in hwan (환), not won")
    r.sentenced = rows


def _wanted(row: Row, act: Act) -> list[SentenceDraft]:
    """The penalties of a row that `위 형`, `위 각 형`, `위 벌금형`, `징역 1년의 형` point at."""
    reference = re.sub(r"\s+", "", act.reference or "형")
    pool = [s for s in row.sentences if not s.values.get("imposition_suspended")]
    if act.counts:
        same = [s for s in pool if s.counts and _same_counts(s.counts, act.counts)]
        pool = same or pool
    if act.penalty is not None and act.penalty.term is not None:
        exact = [
            s for s in pool if s.penalty and s.kind == act.penalty.kind and s.penalty.term == act.penalty.term
        ]
        if exact:
            return exact[-1:]
    if "벌금" in reference:
        return [s for s in pool if s.is_monetary]
    if "자격정지" in reference:
        return [s for s in pool if s.kind == "suspension_of_qualification"]
    custodial = _of_kind([s for s in pool if s.is_custodial and s.kind != "detention"], reference)
    if "징역" in reference or "금고" in reference:
        return custodial if "각" in reference else custodial[-1:]
    if "각" in reference or "들" in reference:
        beside = [s for s in pool if s.kind == "suspension_of_qualification"]
        return custodial + beside or [s for s in pool if s.is_monetary]
    return custodial[-1:] or pool[-1:]


def _of_kind(terms: list[SentenceDraft], reference: str) -> list[SentenceDraft]:
    """The terms of the kind that a reference names; all where it names none or none is of it."""
    if "징역" not in reference and "금고" not in reference:
        return terms
    named = {"prison", "life"} if "징역" in reference else {"prison_without_labor", "life_without_labor"}
    return [s for s in terms if s.kind in named] or terms


def _is_open(row: Row, act: Act, wanted: Sequence[SentenceDraft]) -> bool:
    """Whether `위 형` may mean each of several terms of the person: nothing tells which."""
    pool = [s for s in row.custodial() if s.kind != "detention" and not s.values.get("imposition_suspended")]
    terms = _of_kind(pool, act.reference or "")
    told = (act.counts and any(s.counts and _same_counts(s.counts, act.counts) for s in terms)) or (
        act.penalty is not None and act.penalty.term is not None
    )
    return len(terms) > 1 and len(wanted) == 1 and wanted[0].is_custodial and not told and not act.is_partial


_COUNT_WORDS = re.compile(
    r"에\s*(?:대하여는?|대한|관한|관하여는?)|판시|원심|범죄사실|위|각|의|죄|항|제|형|[\s.]"
)
"""What may differ between two names of the same counts (`판시 제2, 3의 각 죄에 대하여`, `판시 제2, 3죄에 대한`)."""


def _same_counts(a: str, b: str) -> bool:
    return _COUNT_WORDS.sub("", a) == _COUNT_WORDS.sub("", b)


def _suspension(r: Resolver, act: Act) -> None:
    holders = [row for row in r.registry.all() if row.sentences]
    rows = r.rows(act, holders)
    evidence = evidence_of(r.section, act)
    months = act.term.total_months if act.term else None
    meant = [(row, wanted) for row in rows if (wanted := _wanted(row, act))]
    # `피고인들을 각 징역 1년에 처한다. … 위 형의` is one sentence of theirs; of unlike terms `위 형` may be the last alone.
    terms = {(d.sentence_no, d.penalty and d.penalty.term) for _, wanted in meant for d in wanted}
    if not act.who and len(meant) > 1 and len(terms) > 1 and not re.search("각|들", act.reference or ""):
        r.doubts.append("a suspension of one sentence among those of several defendants")
    for row, wanted in meant:
        if _is_open(row, act, wanted):
            r.doubts.append("a suspension of one of several terms, of which it does not say")
        for draft in wanted:
            if draft.is_suspended:
                r.doubts.append("a penalty suspended twice")
            draft.put("suspended_months", months, evidence)
            if act.is_partial:
                draft.put("suspended_part_months", act.number, evidence)
    if not meant:
        r.doubts.append("a suspension of a penalty that this order does not hold")


_KIND_OF_WORD: dict[str, str] = {"징역": "prison", "금고": "prison_without_labor", "벌금": "fine"}


def _deferral(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    for row in r.rows(act):
        row.did("deferred", evidence)
        existing = _wanted(row, act) if act.penalty is None and row.sentences else []
        if existing and act.reference and re.match(r"\s*(?:위|그|벌금형|징역형|금고형|각)", act.reference):
            for draft in existing:
                draft.put("imposition_suspended", True, evidence)
            continue
        if row.sentences and not (act.counts or act.penalty):
            r.doubts.append("a deferral beside a sentence, of which counts it does not say")
        kind = (
            act.penalty.kind if act.penalty else _KIND_OF_WORD.get((act.reference or "")[:2], "unspecified")
        )
        draft = SentenceDraft(kind=kind, penalty=act.penalty, counts=act.counts, sentence_no=act.sentence)
        draft.evidence.append(("kind", evidence))
        draft.put("imposition_suspended", True, evidence)
        row.sentences.append(draft)


def _credit(r: Resolver, act: Act) -> None:
    if act.number is None:
        return
    evidence = evidence_of(r.section, act)
    for row in r.rows(act, [x for x in r.registry.all() if x.sentences]):
        terms = [s for s in row.custodial() if s.kind != "detention"] or row.custodial()
        pool = row.monetary() if act.note == "workhouse" else terms or row.monetary()
        if pool:
            host = pool[-1]
            again = r.credited.get(id(host)) == act.sentence
            before = host.values["pretrial_days_credited"] if again else 0
            r.credited[id(host)] = act.sentence
            host.put("pretrial_days_credited", before + act.number, evidence)


def _fined(r: Resolver, act: Act) -> list[Row]:
    under = r.registry.under_heading(act.heading)
    fined = [x for x in under if x.monetary()]
    return fined or under


def _workhouse(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    rows = r.rows(act) if act.who else _fined(r, act)
    fined = [x for x in rows if x.monetary()] or rows
    for row in fined:
        if act.amount_krw is not None:
            row.put("workhouse_krw_per_day", act.amount_krw, evidence)
        if act.number is not None:
            row.put("workhouse_days", act.number, evidence)


def _provisional(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    owing = [x for x in r.registry.under_heading(act.heading) if x.monetary() or "collection_krw" in x.values]
    for row in r.rows(act) if act.who else owing or r.rows(act):
        row.put("provisional_payment", True, evidence)


def _forfeiture(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    rows = r.rows(act, r.sentenced)
    if r.names_none_of_several(act, rows):
        r.doubts.append("a forfeiture that names none of several defendants")
    for row in rows:
        row.put("forfeiture", True, evidence)


def _return(r: Resolver, act: Act) -> None:
    rows = r.rows(act)
    if r.names_none_of_several(act, rows):
        r.doubts.append("a return to a victim that names none of several defendants")
    evidence = evidence_of(r.section, act)
    for row in rows:
        row.put("return_to_victim", True, evidence)


def _collection(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    rows = r.rows(act, r.sentenced)
    if r.names_none_of_several(act, rows):
        r.doubts.append("a collection that names none of several defendants")
    for row in rows:
        before = row.values.get("collection_krw")
        if before is not None and act.amount_krw is not None:
            r.doubts.append("several collections from one defendant added up")
        if act.amount_krw is not None:
            row.put("collection_krw", (before or 0) + act.amount_krw, evidence)
        if act.note == "joint":
            row.put("collection_joint", True, evidence)


def _flag(name: str) -> Callable[[Resolver, Act], None]:
    def apply(r: Resolver, act: Act) -> None:
        evidence = evidence_of(r.section, act)
        for row in r.rows(act):
            row.put(name, True, evidence)

    return apply


def _host(row: Row) -> SentenceDraft | None:
    """The sentence that accompanying orders hang on: the suspended one, else the first."""
    suspended = [s for s in row.sentences if s.is_suspended]
    deferred = [s for s in row.sentences if s.values.get("imposition_suspended")]
    return next(iter(suspended or deferred or row.sentences), None)


def _supervision(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    months = act.term.total_months if act.term else None
    for row in r.rows(act, r.last or None):
        host = _host(row)
        if host is None:
            r.doubts.append("a supervision order without a sentence")
            continue
        if host.is_suspended:
            kind = "with_suspension"
        elif host.values.get("imposition_suspended"):
            kind = "with_deferred"
        elif host.is_custodial:
            kind = "after_prison"
        else:
            kind = "with_suspension"
            r.doubts.append("a supervision order beside a penalty that is not suspended")
        host.supervision.append(
            Supervision(kind=kind, months=months, conditions=act.words, conditions_in_annex=act.is_partial)  # type: ignore[arg-type]
        )
        index = len(host.supervision) - 1
        host.evidence += [(f"supervision/{index}", evidence), ("probation", evidence)]
        if months is not None:
            host.evidence.append(("probation_months", evidence))


def _hours(r: Resolver, act: Act) -> None:
    """Hours of one kind from several orders add up; the programme is the first that is named."""
    evidence = evidence_of(r.section, act)
    name = {
        "community_service": "community_service_hours",
        "attendance": "attendance_order_hours",
        "completion": "completion_order_hours",
    }.get(act.note or "")
    for row in r.rows(act, r.last or None):
        host = _host(row)
        if host is None or name is None:
            r.doubts.append("hours of an order without a sentence")
            continue
        host.put(name, (host.values.get(name) or 0) + (act.number or 0), evidence)
        if name != "community_service_hours":
            host.evidence.append(("lecture_hours", evidence))
            before = host.values.get("programme", "other")
            host.put("programme", act.words[0] if act.words and before == "other" else before, evidence)


def _conditions(r: Resolver, act: Act) -> None:
    for row in r.rows(act, r.last or None):
        medicated = "sexual_impulse_medication_months" in row.values
        if not medicated and not any(draft.supervision for draft in row.sentences):
            r.doubts.append("conditions of no supervision or device")
        for draft in row.sentences:
            draft.supervision = [
                Supervision(
                    kind=s.kind,
                    months=s.months,
                    stated=s.stated,
                    conditions=tuple(dict.fromkeys((*s.conditions, *act.words))),
                    conditions_in_annex=s.conditions_in_annex or act.is_partial,
                )
                for s in draft.supervision
            ]


def _device(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    for row in r.rows(act):
        row.put("electronic_monitoring_months", act.term.total_months if act.term else None, evidence)
        suspended = any(s.is_suspended for s in row.sentences)
        row.put("electronic_monitoring_kind", "with_suspension" if suspended else "after_prison", evidence)
        host = _host(row)
        if host is not None and not suspended:
            months = act.term.total_months if act.term else None
            host.supervision.append(Supervision(kind="with_device_by_law", months=months, stated=False))
            host.evidence.append((f"supervision/{len(host.supervision) - 1}", evidence))


def _period(name: str) -> Callable[[Resolver, Act], None]:
    def apply(r: Resolver, act: Act) -> None:
        evidence = evidence_of(r.section, act)
        for row in r.rows(act):
            row.put(name, act.term.total_months if act.term else None, evidence)

    return apply


def _employment(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    for row in r.rows(act):
        if act.note == "exempted":
            row.put("employment_ban/state", "exempted", evidence)
            continue
        row.put("employment_ban_months", act.term.total_months if act.term else None, evidence)
        row.put("employment_ban/state", "ordered", evidence)
        row.put("employment_ban/institutions", act.words, evidence)


def _disclosure(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    for row in r.rows(act):
        if act.note == "exempted":
            row.put("disclosure/state", "exempted", evidence)
            continue
        row.put("disclosure/state", "ordered", evidence)
        row.put("disclosure_months", act.term.total_months if act.term else None, evidence)


def _notification(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    for row in r.rows(act, r.last or None):
        if act.note == "exempted":
            row.put("notification", False, evidence)
            continue
        row.put("notification", True, evidence)
        months = act.term.total_months if act.term else row.values.get("disclosure_months")
        if months is not None:
            row.put("notification_months", months, evidence)


def _compensation(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    for row in r.rows(act):
        found = r._compensation.setdefault(row.key, {"granted": 0, "total_krw": None, "dismissed": 0})
        row.evidence.append(("compensation", evidence))
        if act.kind == "compensation":
            found["granted"] += 1
            if act.amount_krw is not None:
                found["total_krw"] = (found["total_krw"] or 0) + act.amount_krw
        elif act.kind == "provisional_execution":
            found["provisional_execution"] = True
        else:
            found["dismissed"] += act.number or 1


def _request(r: Resolver, act: Act) -> None:
    if act.note is None:
        return
    if act.note == "compensation":
        _compensation(r, act)
    evidence = evidence_of(r.section, act)
    for row in r.rows(act):
        row.put("requests_dismissed", (*row.values.get("requests_dismissed", ()), act.note), evidence)


_VERDICTS = ("acquittal", "discharge", "prosecution_dismissed")


def _verdict(deed: str, verdict: str) -> Callable[[Resolver, Act], None]:
    def apply(r: Resolver, act: Act) -> None:
        evidence = evidence_of(r.section, act)
        # `피고인 2에 대한 공소사실 중 A의 점은 무죄, B의 점은 면소`: both parts are of the person named first.
        same = r.named_in_sentence(act, _VERDICTS) if act.is_partial else []
        for row in r.rows(act, same):
            row.did(f"{deed}_part" if act.is_partial else deed, evidence)
            row.counts.append(Count(note=act.note, verdict=verdict))  # type: ignore[arg-type]
            row.evidence.append((f"counts/{len(row.counts) - 1}/verdict", evidence))

    return apply


def _prosecution(r: Resolver, act: Act) -> None:
    """공소기각; before 1963 `본건 공소를 기각한다` of an appeal court is 控訴: an appeal dismissed."""
    if act.note == "may_be_appeal" and r.is_old_appeal:
        r.seen.setdefault("appeal_dismissed", []).append(replace(act, kind="appeal_dismissed", note="appeal"))
        _deed("appeal_dismissed")(r, act)
        return
    _verdict("dismissed", "dismissed")(
        r, replace(act, note=None if act.note == "may_be_appeal" else act.note)
    )


def _deed(deed: str) -> Callable[[Resolver, Act], None]:
    def apply(r: Resolver, act: Act) -> None:
        evidence = evidence_of(r.section, act)
        for row in r.rows(act):
            row.did(deed, evidence)

    return apply


def _reversal(r: Resolver, act: Act) -> None:
    r.reversed = r.rows(act)
    evidence = evidence_of(r.section, act)
    for row in r.reversed:
        row.did("reversed", evidence)
        if act.note == "conviction":
            row.did("guilt_reversed", evidence)


def _remand(r: Resolver, act: Act) -> None:
    evidence = evidence_of(r.section, act)
    for row in r.rows(act, r.reversed or None):
        row.did(
            {"remand": "remanded", "juvenile_transfer": "juvenile_transfer"}.get(act.kind, "transferred"),
            evidence,
        )


_APPLY: dict[str, Callable[[Resolver, Act], None]] = {
    "sentence": _sentence,
    "suspension": _suspension,
    "deferral": _deferral,
    "exemption": _deed("exempted"),
    "no_sentence": _deed("no_sentence"),
    "credit": _credit,
    "workhouse": _workhouse,
    "provisional_payment": _provisional,
    "forfeiture": _forfeiture,
    "collection": _collection,
    "return": _return,
    "supervision": _supervision,
    "hours": _hours,
    "conditions": _conditions,
    "device": _device,
    "medication": _period("sexual_impulse_medication_months"),
    "treatment_custody": _flag("treatment_custody"),
    "protective_custody": _flag("protective_custody"),
    "treatment_order": _flag("treatment_order"),
    "disclosure": _disclosure,
    "notification": _notification,
    "employment_ban": _employment,
    "compensation": _compensation,
    "provisional_execution": _compensation,
    "costs": _flag("costs_on_defendant"),
    "publication": _flag("publication_of_judgment"),
    "acquittal": _verdict("acquitted", "not_guilty"),
    "discharge": _verdict("discharged", "discharged"),
    "prosecution_dismissed": _prosecution,
    "no_jurisdiction": _deed("no_jurisdiction"),
    "juvenile_transfer": _remand,
    "transfer": _remand,
    "remand": _remand,
    "reversal": _reversal,
    "appeal_dismissed": _deed("appeal_dismissed"),
    "request_dismissed": _request,
}
