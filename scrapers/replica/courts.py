"""Courts that do not exist. No judgment of the replica can be taken for one of a real court."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Court:
    """One fictional court: its official name, the short form of older rows, and where appeals go."""

    name: str
    short: str
    english: str
    level: str  # district, branch, high, supreme


SUPREME = Court(name="가상대법원", short="가상대법원", english="Gasang Supreme Court", level="supreme")
HIGH = (
    Court(name="가상고등법원", short="가상고법", english="Gasang High Court", level="high"),
    Court(name="누리고등법원", short="누리고법", english="Nuri High Court", level="high"),
)
DISTRICT = (
    Court(name="가상지방법원", short="가상지법", english="Gasang District Court", level="district"),
    Court(
        name="가상동부지방법원",
        short="가상동부지법",
        english="Gasang Eastern District Court",
        level="district",
    ),
    Court(name="누리지방법원", short="누리지법", english="Nuri District Court", level="district"),
    Court(
        name="가상지방법원 가온지원",
        short="가상지법 가온지원",
        english="Gaon Branch of the Gasang District Court",
        level="branch",
    ),
    Court(
        name="가상지방법원 나래지원",
        short="가상지법 나래지원",
        english="Narae Branch of the Gasang District Court",
        level="branch",
    ),
    Court(
        name="누리지방법원 다솜지원",
        short="누리지법 다솜지원",
        english="Dasom Branch of the Nuri District Court",
        level="branch",
    ),
)
ALL_COURTS = (*DISTRICT, *HIGH, SUPREME)


def parent_district(court: Court) -> Court:
    """The main court of a branch; a main court itself."""
    return next(each for each in DISTRICT if each.name == court.name.split(" ")[0])


def high_court_of(court: Court) -> Court:
    """The high court that hears appeals against a panel of this court."""
    return HIGH[1] if court.name.startswith("누리") else HIGH[0]
