"""What a fictional court decided: the facts that both the text and its truth are written from."""

from dataclasses import dataclass, field, replace
from datetime import date

from scrapers.replica.courts import Court
from scrapers.replica.offences import Offence, Provision
from scrapers.replica.wording import Term

SENTENCED = "convicted_sentenced"
_CUSTODIAL = ("prison", "prison_without_labor", "life", "death", "detention")


@dataclass(kw_only=True, slots=True)
class Charge:
    """One charge: the offence, when it was committed, and the provision then in force."""

    offence: Offence
    first: date
    last: date
    provision: Provision
    times: int

    def cited(self, decided: date) -> list[str]:
        """The provisions as a judgment of that day cites them, the old text marked as old."""
        law = self.provision.law
        if self.provision.replaced and decided > self.provision.until:
            law = f"구 {law}"
        out = []
        for cite in self.provision.cites:
            out.append(cite if cite.startswith("형법") else f"{law} {cite}")
        return out


@dataclass(kw_only=True, slots=True)
class Supervision:
    """One supervision order (보호관찰) hanging on a sentence."""

    kind: str
    months: int | None
    stated: bool = True
    annex: bool = False


@dataclass(kw_only=True, slots=True)
class Penalty:
    """One penalty as imposed, with the orders that accompany it."""

    kind: str
    term: Term | None = None
    long: Term | None = None
    short: Term | None = None
    amount: int | None = None
    suspended: int | None = None
    deferred: bool = False
    service: int | None = None
    attendance: int | None = None
    completion: int | None = None
    programme: str | None = None
    supervision: list[Supervision] = field(default_factory=list)
    counts: str | None = None

    def copied(self) -> "Penalty":
        """A copy that can be changed without changing this one."""
        return replace(self, supervision=[replace(each) for each in self.supervision])

    @property
    def supervised(self) -> bool:
        """Whether supervision comes with its suspension."""
        return any(each.kind == "with_suspension" for each in self.supervision)

    @property
    def custodial(self) -> bool:
        """Whether it takes away liberty when it is carried out."""
        return not self.deferred and self.kind in _CUSTODIAL


@dataclass(kw_only=True, slots=True)
class AgeStatement:
    """What the reasons say about age, and what a careful reader may conclude."""

    text: str
    basis: str  # offence, decision, juvenile
    low: int | None
    high: int | None
    man: bool


@dataclass(kw_only=True, slots=True)
class Person:
    """One defendant of one judgment."""

    label: str
    company: bool
    charges: list[Charge]
    birth: date | None
    disposition: str = SENTENCED
    verdict: str = "guilty"
    penalties: list[Penalty] = field(default_factory=list)
    acquitted_of: list[Charge] = field(default_factory=list)
    mitigated: bool = False
    fine_chosen: bool = False
    workhouse: int | None = None
    provisional: bool = False
    exhibits: list[str] = field(default_factory=list)
    returned: str | None = None
    collection: int | None = None
    collection_joint: bool = False
    employment: str | None = None  # ordered, exempted
    employment_months: int | None = None
    institutions: tuple[str, ...] = ()
    disclosure: str | None = None  # ordered, exempted, barred_minor
    disclosure_months: int | None = None
    notification_months: int | None = None
    registered: bool = False
    device_months: int | None = None
    device_kind: str | None = None
    treatment_custody: bool = False
    treatment_order: bool = False
    medication_months: int | None = None
    dismissed_of: list[Charge] = field(default_factory=list)
    compensation: tuple[int, int | None, int] = (0, None, 0)  # granted, won in all, dismissed
    costs: bool = False
    publication: bool = False
    requests_dismissed: list[str] = field(default_factory=list)
    juvenile: bool = False
    juvenile_provisions: list[str] = field(default_factory=list)
    age: AgeStatement | None = None
    split_counts: bool = False
    lower: list[Penalty] = field(default_factory=list)  # on appeal: the sentence below
    appealed_by: tuple[str, ...] = ()
    change: str | None = None

    @property
    def guilty_of(self) -> list[Charge]:
        """The charges that ended in a conviction."""
        return [c for c in self.charges if c not in self.acquitted_of and c not in self.dismissed_of]

    def age_on(self, day: date) -> int | None:
        """Completed years (만 나이) on that day."""
        if self.birth is None:
            return None
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


@dataclass(kw_only=True, slots=True)
class Judgment:
    """One decision of one court about its defendants."""

    court: Court
    numbers: list[tuple[int, str, int]]  # filing year, kind of file, serial
    decided: date
    instance: str
    people: list[Person]
    decision_type: str = "judgment"
    proceeding: str = "trial"
    outcome: str = "sentenced"
    below: "Judgment | None" = None
    also_below: "Judgment | None" = None  # the second judgment of two appeals heard together
    remanded_by: "Judgment | None" = None
    appellants: tuple[str, ...] = ()
    result: str | None = None
    ground: str | None = None
    transferred_to: str | None = None

    @property
    def title_charges(self) -> list[str]:
        """The names in the case title, each once, in order."""
        return list(dict.fromkeys(c.offence.title for p in self.people for c in p.charges))

    @property
    def number_list(self) -> list[str]:
        """The file numbers in full: 2024고단1234."""
        return [f"{year}{kind}{serial}" for year, kind, serial in self.numbers]
