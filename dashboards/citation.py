"""How to cite one view: a sentence, BibTeX and RIS, each with data version and digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Version:
    """Which data a page was built from: version name, digest of every published table, time of the data."""

    name: str
    digest: str
    as_of: datetime
    is_fictional: bool


@dataclass(frozen=True, kw_only=True)
class Citation:
    """The three forms in which a view is cited."""

    text: str
    bibtex: str
    ris: str


def cite(title: str, view: str, version: Version, note: str) -> Citation:
    """Cite `view` (page and fragment, relative to the site); `note` says fictional or real."""
    day = version.as_of.date().isoformat()
    year = day[:4]
    full = f"{title} [{note}]"
    text = f"jumun ({year}). {full}. Data {version.name} ({version.digest[:16]}), {day}. {view}"
    bibtex = "\n".join(
        [
            f"@misc{{jumun-{_key(view)}-{version.digest[:8]},",
            "  author = {{jumun}},",
            f"  title = {{{_braced(full)}}},",
            f"  year = {{{year}}},",
            f"  version = {{{version.name}}},",
            f"  note = {{Data digest sha256:{version.digest}; data as of {day}}},",
            f"  howpublished = {{{view}}}",
            "}",
        ]
    )
    ris = "\n".join(
        [
            "TY  - DATA",
            "AU  - jumun",
            f"TI  - {full}",
            f"PY  - {year}",
            f"ET  - {version.name}",
            f"N1  - Data digest sha256:{version.digest}; data as of {day}",
            f"UR  - {view}",
            "ER  - ",
        ]
    )
    return Citation(text=text, bibtex=bibtex, ris=ris)


def _key(view: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in view).strip("-")


def _braced(text: str) -> str:
    return text.replace("\\", "").replace("{", "(").replace("}", ")")
