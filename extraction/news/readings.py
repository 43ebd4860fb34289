"""What one sentence says, before anything is decided about whole cases."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from extraction.news.article import AgeReport, PenaltyItem, Supervision
from extraction.news.courts import CourtMention
from extraction.news.sentences import Sentence

Act = Literal["demand", "impose", "quoted", "prior", "statutory", "statistic", "group", "appealed", "none"]
"""`group`: given to a number of people (`3명은 징역 2년을`); a sentence of the case only where a case is told.
`appealed`: appealed against in English; the sentence below where the text then tells what became of the appeal."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A penalty in a sentence: `sentence[start:end]` says it; `rule` names the shape that found it."""

    item: PenaltyItem
    start: int
    end: int
    rule: str

    @property
    def is_order(self) -> bool:
        """Whether this is an order beside a sentence rather than a sentence."""
        return self.item.kind in ORDER_KINDS


ORDER_KINDS = frozenset(
    {
        "community_service",
        "attendance_order",
        "completion_order",
        "programme_hours",
        "employment_ban",
        "disclosure",
        "electronic_monitoring",
        "forfeiture",
        "collection",
        "suspension_of_qualification",
        "treatment_custody",
        "compensation",
    }
)


@dataclass(frozen=True, slots=True)
class ResolvedPenalty:
    """A mention with what was done with it and by which instance (1, 2, 3; -1: the court below)."""

    mention: Mention
    act: Act
    instance: int | None = None
    label: str | None = None
    also_demanded: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeHit:
    """An outcome without a penalty (acquitted, appeal_dismissed, …) and the instance that decided it."""

    outcome: str
    instance: int | None
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class StageHit:
    """A stage before trial told by the sentence."""

    stage: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class AgeHit:
    """An age of a person, with the label of the person where one stands beside it."""

    age: AgeReport
    label: str | None
    is_victim: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SupervisionHit:
    """What a sentence says of supervision (보호관찰)."""

    value: Supervision
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class TermChange:
    """What a higher court changed, told by its difference: `months` more (or fewer), or `times` the term below."""

    months: int
    times: Fraction
    start: int
    end: int

    def above(self, months: int) -> int | None:
        """The term that follows from the one below, in months; None where it is no whole, positive number."""
        return _whole(months * self.times + self.months)

    def below(self, months: int) -> int | None:
        """The term below from the one that the higher court imposed, in months."""
        return _whole((months - self.months) / self.times)


def _whole(months: Fraction) -> int | None:
    return int(months) if months > 0 and months.denominator == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceReading:
    """Everything found in one sentence."""

    sentence: Sentence
    penalties: tuple[ResolvedPenalty, ...] = ()
    outcomes: tuple[OutcomeHit, ...] = ()
    stages: tuple[StageHit, ...] = ()
    courts: tuple[CourtMention, ...] = ()
    instance: int | None = None
    supervision: SupervisionHit | None = None
    ages: tuple[AgeHit, ...] = ()
    labels: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    is_single: bool = False
    charge: tuple[str, int, int] | None = None
    court_date: tuple[str, int, int] | None = None
    n_defendants: int | None = None
    n_others: int | None = None
    n_victims: int | None = None
    is_statistic: bool = False
    has_person: bool = False
    starts_other_case: bool = False
    is_general: bool = False
    is_abroad: bool = False
    change: TermChange | None = None
    doubts: tuple[str, ...] = field(default=())
