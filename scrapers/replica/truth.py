"""The contract's record of a generated judgment: what a perfect reader would say of its text."""

from typing import Any

from scrapers.replica.facts import Judgment, Penalty, Person
from scrapers.replica.wording import Term

Record = dict[str, Any]


def _term(term: Term | None) -> Record | None:
    if term is None:
        return None
    return {"years": term.years or None, "months": term.months or None, "days": term.days or None}


def sentence(penalty: Penalty) -> Record:
    """One penalty in the contract's form."""
    ordered = [each for each in penalty.supervision if each.kind != "with_device_by_law"]
    lectures = [each for each in (penalty.attendance, penalty.completion) if each]
    return {
        "kind": penalty.kind,
        "term": _term(penalty.term),
        "months": (penalty.term.total or None) if penalty.term else None,
        "months_min": penalty.short.total if penalty.short else None,
        "months_max": penalty.long.total if penalty.long else None,
        "amount_krw": penalty.amount,
        "counts_note": penalty.counts,
        "suspended_months": penalty.suspended,
        "suspended_part_months": None,
        "imposition_suspended": penalty.deferred,
        "supervision": [
            {
                "kind": each.kind,
                "months": each.months,
                "stated": each.stated,
                "conditions_in_annex": each.annex,
            }
            for each in penalty.supervision
        ],
        "probation": bool(ordered),
        "probation_months": next((each.months for each in ordered if each.months), None),
        "community_service_hours": penalty.service,
        "attendance_order_hours": penalty.attendance,
        "completion_order_hours": penalty.completion,
        "lecture_hours": sum(lectures) if lectures else None,
        "programme": penalty.programme,
    }


def _custody(person: Person) -> str | None:
    if person.disposition in ("appeal_dismissed", "remanded"):
        return None
    terms = [each for each in person.penalties if each.custodial]
    if not terms:
        return "none"
    suspended = [each for each in terms if each.suspended]
    if not suspended:
        return "served"
    return "suspended" if len(suspended) == len(terms) else "mixed"


def _ages(person: Person) -> Record:
    out: Record = {}
    age = person.age
    if age is None:
        out["age_at_offence"] = out["age_at_decision"] = None
    elif age.basis in ("offence", "decision"):
        out[f"age_at_{age.basis}"] = {"low": age.low, "high": age.high}
        if age.man:
            out["age_system"] = "man"
    if (age is not None and person.juvenile and "소년" in age.text) or person.juvenile_provisions:
        out["is_juvenile"] = True
    return out


def _sex_crime_orders(person: Person) -> Record:
    out: Record = {
        "employment_ban_months": person.employment_months,
        "disclosure_months": person.disclosure_months,
        "notification_months": person.notification_months,
    }
    if person.employment == "ordered":
        out["employment_ban"] = {"state": "ordered", "institutions": list(person.institutions)}
    elif person.employment == "exempted":
        out["employment_ban"] = {"state": "exempted"}
    if person.disclosure:
        out["disclosure"] = {"state": person.disclosure}
    if person.disclosure == "ordered":
        out["notification"] = person.notification_months is not None
    if person.registered:
        out["registration"] = {"state": "stated_by_law"}
    return out


def defendant(person: Person, judgment: Judgment) -> Record:
    """One defendant in the contract's form."""
    granted, won, dismissed = person.compensation
    out: Record = {
        "label": person.label,
        "n_persons": 1,
        "is_corporation": person.company,
        "disposition": person.disposition,
        "verdict": person.verdict,
        "acquitted": {"guilty": False, "not_guilty": True, "mixed": "partial"}.get(person.verdict),
        "sentences": [sentence(each) for each in person.penalties],
        "custody_status": _custody(person),
        "forfeiture": bool(person.exhibits),
        "forfeiture_only_measure": bool(person.exhibits) and person.disposition != "convicted_sentenced",
        "return_to_victim": person.returned is not None,
        "collection_krw": person.collection,
        "collection_joint": person.collection_joint,
        "workhouse_krw_per_day": person.workhouse,
        "provisional_payment": person.provisional,
        "electronic_monitoring_months": person.device_months,
        "electronic_monitoring_kind": person.device_kind,
        "treatment_custody": person.treatment_custody,
        "treatment_order": person.treatment_order,
        "sexual_impulse_medication_months": person.medication_months,
        "compensation": {"granted": granted, "total_krw": won, "dismissed": dismissed},
        "costs_on_defendant": person.costs,
        "publication_of_judgment": person.publication,
        "requests_dismissed": [*person.requests_dismissed, *(["compensation"] if dismissed else [])],
    }
    if person.disposition in ("transferred_juvenile", "transferred_court", "no_jurisdiction"):
        del out["custody_status"]  # the contract leaves open whether that is "none" or null
    out |= _sex_crime_orders(person)
    out |= _ages(person)
    guilty = person.guilty_of
    if person.disposition in ("convicted_sentenced", "convicted_deferred", "convicted_exempted"):
        if judgment.instance in ("1", "2"):
            out["statutes"] = [cite for each in guilty for cite in each.cited(judgment.decided)]
            if person.company:
                out["statutes"] = [
                    f"{each.provision.law} {each.offence.corporate}"
                    for each in guilty
                    if each.offence.corporate
                ] + out["statutes"]
        if person.juvenile_provisions:
            out["juvenile_provisions"] = list(person.juvenile_provisions)
    return out


def _appeal(judgment: Judgment) -> Record:
    out: Record = {"appellants": list(judgment.appellants), "result": judgment.result}
    if judgment.ground:
        out["ground"] = judgment.ground
    lone = judgment.people[0] if len(judgment.people) == 1 else None
    quoted = lone is not None and lone.lower and not any(each.deferred for each in lone.lower)
    if lone is not None and quoted and judgment.instance == "2":
        out["prior_sentences"] = [
            {
                "kind": each.kind,
                "months": (each.term.total or None) if each.term else None,
                "months_min": each.short.total if each.short else None,
                "months_max": each.long.total if each.long else None,
                "amount_krw": each.amount,
                "suspended_months": each.suspended,
            }
            for each in lone.lower
        ]
        if lone.change:
            out["change"] = lone.change
    return out


def record(judgment: Judgment, case_name: str, factors: dict[str, list[tuple[str, str]]]) -> Record:
    """The whole truth of one judgment in the contract's form (a subset of its fields).

    ``factors`` are the sentencing factors the reasons state, by the label of the defendant.
    """
    out: Record = {
        "court": judgment.court.name,
        "case_numbers": judgment.number_list,
        "file_kinds": [kind for _, kind, _ in judgment.numbers],
        "case_name": case_name,
        "decision_date": judgment.decided.isoformat(),
        "decision_type": judgment.decision_type,
        "instance": judgment.instance,
        "outcome": judgment.outcome,
        "defendants": [defendant(each, judgment) for each in judgment.people],
    }
    for each in out["defendants"]:
        if stated := factors.get(each["label"]):
            each["factors"] = [
                {"direction": direction, "factor": name, "adopted": True} for direction, name in stated
            ]
    if judgment.proceeding != "trial":
        out["proceeding"] = judgment.proceeding
    if judgment.instance in ("2", "3"):
        out["appeal"] = _appeal(judgment)
    if judgment.below is not None:
        out["appealed_from"] = [
            {
                "court": below.court.name,
                "date": below.decided.isoformat(),
                "case_number": below.number_list[0],
            }
            for below in (judgment.below, judgment.also_below)
            if below is not None
        ]
    return out
