"""Rows of an order and the findings of the other sections → the defendants of the record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from extraction.evidence import Evidence, Finding, Located, Section
from extraction.frozen import built_at_once
from extraction.judgments.ages import AgeClue, ages_of, read_ages
from extraction.judgments.drafts import Row, SentenceDraft, freeze, located
from extraction.judgments.factors import FactorClue, factors_of, read_factors
from extraction.judgments.normalise import normalise
from extraction.judgments.outcome import ACQUITTED, custody_of, disposition_of, verdict_of
from extraction.judgments.record import Defendant
from extraction.judgments.sections import Sections
from extraction.judgments.states import State, find_deferred, find_states
from extraction.judgments.statutes import Statute, juvenile_provisions, offence_statutes, read_statutes

_ORGANISATION_IN_REASONS = re.compile(
    r"피고인\s{0,3}(?P<key>\d{1,3}|[A-Z])?\s{0,3}(?:은|는|회사는|법인은)\s[^.\n]{0,80}?(?:법인|회사|조합|재단)(?:이다|인바|인데|으로서|으로|로서|이고)"
)
_CONVICTED = frozenset({"convicted_sentenced", "convicted_deferred", "convicted_exempted"})


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Findings:
    """What the sections beside 주문 told, before it is given to defendants."""

    statutes: tuple[Finding[Statute], ...] | None
    clues: tuple[Finding[AgeClue], ...]
    factors: Sequence[Finding[FactorClue]] | None
    states: tuple[State, ...]
    organisations: Mapping[str, Evidence] = field(default_factory=dict)
    convicts: bool = True


def read_findings(
    sections: Sections, *, convicts: bool, transfers: bool, keeps: bool = False, n_weighed: int = 1
) -> Findings:
    """Read statutes, ages, factors and states; states only where this judgment convicts, factors there and where a
    second instance keeps the sentence below (it weighs them itself), statutes
    where it convicts or sends a juvenile away (a judgment that does neither applies none to an offence).

    `n_weighed`: the persons whose circumstances the reasons may weigh; words about one of several whom nothing names
    are given to nobody."""
    parts = [s for s in (sections.applied_law, sections.reasons, sections.context) if s is not None]
    return Findings(
        statutes=_statutes(sections, applies=convicts or transfers),
        clues=read_ages((sections.header, *parts)),
        factors=_factors(sections, n_weighed) if convicts or keeps else None,
        states=tuple(find_states(parts)) if convicts else (),
        organisations=_organisations(parts) if convicts else {},
        convicts=convicts,
    )


def _factors(sections: Sections, n_weighed: int) -> list[Finding[FactorClue]]:
    found = read_factors(sections.sentencing, sections.applied_law, sections.reasons, sections.context)
    return [f for f in found if n_weighed < 2 or not f.value.is_single]


def _statutes(sections: Sections, *, applies: bool) -> tuple[Finding[Statute], ...] | None:
    if applies:
        return read_statutes(sections.applied_law, sections.reasons)
    return () if sections.applied_law or sections.reasons else None


def _organisations(parts: Sequence[Section]) -> dict[str, Evidence]:
    """`피고인은 … 설립된 법인이다`: keys of persons that are organisations ("" for 피고인 without a number)."""
    found: dict[str, Evidence] = {}
    for section in parts:
        if "법인" not in section.text and "회사" not in section.text:
            continue
        for match in _ORGANISATION_IN_REASONS.finditer(normalise(section.text[:20_000])):
            evidence = section.evidence(match.start(), match.end(), "reasons.organisation")
            found.setdefault(match["key"] or "", evidence)
    return found


def name_deferred(rows: Sequence[Row], sections: Sections) -> None:
    """Give deferred penalties that 주문 does not name the kind and amount that the applied law names."""
    parts = [s for s in (sections.applied_law, sections.reasons) if s is not None]
    for row in rows:
        for draft in row.sentences:
            if draft.kind == "unspecified":
                _name_one(draft, find_deferred(parts, row.key if len(rows) > 1 else None))


def _name_one(draft: SentenceDraft, found: Any) -> None:
    if found is None:
        return
    draft.kind, draft.penalty = found.kind, found.penalty
    draft.evidence += [(name, found.evidence) for name in ("kind", "term", "amount_krw")]


def _give_states(row: Row, disposition: str | None, findings: Findings, has_reasons: bool) -> None:
    if disposition not in _CONVICTED:
        return
    for state in findings.states:
        if (not state.keys or row.key in state.keys) and state.field not in row.values:
            row.put(state.field, state.value, state.evidence)
    if has_reasons:
        for name, value in (
            ("employment_ban/state", "not_seen"),
            ("disclosure/state", "not_seen"),
            ("registration/state", "not_stated"),
        ):
            row.values.setdefault(name, value)


def _is_organisation(row: Row, findings: Findings, only: bool) -> bool | None:
    if row.is_corporation:
        return True
    if any(s.kind not in ("fine", "unspecified") for s in row.sentences) or row.values.get(
        "workhouse_krw_per_day"
    ):
        return False
    evidence = findings.organisations.get(row.key) or (findings.organisations.get("") if only else None)
    if evidence is not None:
        row.evidence.append(("is_corporation", evidence))
        return True
    return False


def build_defendant(
    row: Row,
    index: int,
    findings: Findings,
    *,
    day: date | None,
    order_read: bool,
    has_reasons: bool,
    only: bool,
) -> tuple[Defendant, list[Located]]:
    """One defendant of the record with all evidence; `only`: the judgment has no other."""
    disposition = disposition_of(row)
    verdict = verdict_of(row, order_read)
    key = None if only else row.key
    ages = ages_of(
        findings.clues,
        key,
        decision_date=day,
        is_indeterminate=any(s.penalty and s.penalty.longest for s in row.sentences),
        is_transferred=disposition == "transferred_juvenile",
    )
    row.evidence += list(ages.evidence)
    _give_states(row, disposition, findings, has_reasons)
    row.is_corporation = _is_organisation(row, findings, only)
    decided: dict[str, Any] = {
        "disposition": disposition,
        "verdict": verdict,
        "acquitted": ACQUITTED.get(verdict or ""),
        "custody_status": custody_of(row, disposition),
        "age_at_offence": ages.at_offence,
        "age_at_decision": ages.at_decision,
        "age_system": ages.system,
        "is_juvenile": ages.is_juvenile,
    }
    decided |= _applied(row, key, disposition, ages.is_juvenile, findings)
    _judge_evidence(row)
    return freeze(row, order_read, decided), located(row, index)


def _juvenile_provisions(
    row: Row,
    key: str | None,
    disposition: str | None,
    is_juvenile: bool | None,
    statutes: Sequence[Finding[Statute]],
) -> tuple[Finding[str], ...]:
    """Provisions of 소년법 applied to this person; among several defendants one that names nobody counts only for
    those whom an indeterminate term or their age makes juveniles."""
    if disposition not in (*_CONVICTED, "transferred_juvenile"):
        return ()
    is_open = (
        key is None or is_juvenile is True or any(s.penalty and s.penalty.longest for s in row.sentences)
    )
    return juvenile_provisions(
        [f for f in statutes if (key is None or key in f.value.scope if f.value.scope else is_open)]
    )


def _applied(
    row: Row, key: str | None, disposition: str | None, is_juvenile: bool | None, findings: Findings
) -> dict[str, Any]:
    """Statutes, juvenile provisions and factors of one person."""
    out: dict[str, Any] = {}
    if findings.statutes is not None:
        mine = offence_statutes(findings.statutes, key) if disposition in (*_CONVICTED, None, "other") else ()
        out["statutes"] = tuple(f.value.label for f in mine)
        row.evidence += [(f"statutes/{i}", e) for i, f in enumerate(mine) for e in f.evidence[:1]]
        juvenile = _juvenile_provisions(row, key, disposition, is_juvenile, findings.statutes)
        out["juvenile_provisions"] = tuple(f.value for f in juvenile)
        if juvenile:
            out["is_juvenile"] = True
            row.evidence += [("is_juvenile", e) for e in juvenile[0].evidence[:1]]
    if findings.factors is not None:
        kept = () if findings.convicts else ("appeal_dismissed",)
        weighed = (*_CONVICTED, None, "other", *kept)
        # What is said of 피고인 2 is not said of a 피고인 1 who stands alone in an order cut short.
        known = row.key if key is None and row.key.isdigit() else key
        own = factors_of(findings.factors, known) if disposition in weighed else ()
        out["factors"] = tuple(f.value for f in own)
        row.evidence += [(f"factors/{i}", e) for i, f in enumerate(own) for e in f.evidence[:1]]
    return out


def _judge_evidence(row: Row) -> None:
    """The words behind disposition, verdict and their views: those of the deeds that decided them."""
    for evidence in list(row.deeds.values())[:4]:
        row.evidence += [
            (name, evidence) for name in ("disposition", "verdict", "acquitted", "custody_status")
        ]
