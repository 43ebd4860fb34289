"""The two pages of a pack as PDF, Korean and English, from its document alone: the same bytes every time."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF

from dashboards.drawing import ACCENT, ALERT, INK, PALE, RULE, SOFT
from dashboards.pack.model import HERE, PackError, pack_words
from dashboards.wording import LANGUAGES
from warehouse.yaml_files import read_yaml

WIDTH, HEIGHT = 595.28, 841.89
MARGIN = 40.0
INNER = WIDTH - 2 * MARGIN
GAP = 20.0
BOTTOM = HEIGHT - 46.0
SIZES = (9.8, 9.5, 9.2, 8.9, 8.6, 8.3, 8.0, 7.7, 7.4, 7.1, 6.8, 6.5)
FONTS = HERE / "fonts"
FACES = {"": "JumunGothic.ttf", "B": "JumunGothicBold.ttf"}
FAMILY = "JumunGothic"
# Letters that pages print besides the texts of documents and words.
PRINTED = "\u00a0“”→○×:;,/()%0123456789 jumun·"
# A number stays with its sign: these spaces are never the end of a line.
_UNITS = re.compile(r"(?<=\d) (?=%)")
Document = Mapping[str, Any]
Fonts = Mapping[str, Path]


@contextmanager
def fonts_for(documents: Iterable[Document]) -> Iterator[Fonts]:
    """The fonts cut once to the letters of many packs, for as long as the block runs.

    Reading a whole Korean font takes longer than drawing a pack; the pages come out the same.
    Raises PackError when the fonts lack a letter, which would be printed as an empty box.
    """
    letters = "".join(sorted(set("".join(map(_text_of, documents)) + _text_of(pack_words()) + PRINTED)))
    with tempfile.TemporaryDirectory(prefix="jumun-fonts-") as folder:
        found = {}
        for style, name in FACES.items():
            font = TTFont(FONTS / name, lazy=True, recalcTimestamp=False, recalcBBoxes=False)
            missing = sorted(c for c in letters if c.isprintable() and ord(c) not in font.getBestCmap())
            if missing:
                raise PackError(f"{name} has no letter for {''.join(missing)!r}: see tools/pack_fonts.py")
            # fpdf2 always embeds the first four glyphs: they must be the font's own, whatever else it is cut to.
            options = Options(glyph_names=False, notdef_outline=True, recommended_glyphs=True, hinting=False)
            options.layout_features = []
            options.drop_tables += [
                "GSUB",
                "GPOS",
                "GDEF",
                "vhea",
                "vmtx",
                "TSI0",
                "TSI1",
                "TSI2",
                "TSI3",
                "TSI5",
            ]
            cutter = Subsetter(options)
            cutter.populate(text=letters)
            cutter.subset(font)
            font.save(Path(folder) / name)
            found[style] = Path(folder) / name
        yield found


def _text_of(value: object) -> str:
    if isinstance(value, Mapping):
        return "".join(_text_of(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return "".join(_text_of(item) for item in value)
    return str(value)


def font_digests() -> dict[str, str]:
    """SHA-256 of every font file, as written when it was taken in."""
    found: dict[str, str] = read_yaml(FONTS / "fonts.yml")["files"]
    return found


def pdf_of(document: Document, fonts: Fonts | None = None) -> bytes:
    """The PDF of a pack: page 1 in Korean, page 2 in English. Raises PackError when it does not fit."""
    if fonts is None:
        with fonts_for([document]) as cut:
            return pdf_of(document, cut)
    paper = Paper(document, fonts)
    for number, language in enumerate(LANGUAGES, start=1):
        paper.page(language, number)
    return paper.finished()


class Paper:
    """Two pages in points, written from the top down; `at` is where the next line goes."""

    def __init__(self, document: Document, fonts: Fonts) -> None:
        self.document = document
        self.words = pack_words()
        self.language = "ko"
        self.at = MARGIN
        self._style, self._size = "", 1.0
        self._widths: dict[tuple[str, str], float] = {}
        self.pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        for style, path in fonts.items():
            self.pdf.add_font(FAMILY, style, path)
            # The boxes of the letters are right as they are; taking every outline apart again costs most of a page.
            self.pdf.fonts[f"{FAMILY.lower()}{style}"].ttfont.recalcBBoxes = False  # type: ignore[union-attr]
        self.pdf.set_creation_date(datetime.fromisoformat(document["made_at"]))
        self.pdf.set_producer("jumun")
        self.pdf.set_creator("jumun pack")
        self.pdf.set_title(f"{document['title']['ko']} / {document['title']['en']}")
        self.pdf.set_subject(self.notice())
        self.pdf.set_keywords(f"{document['number_id']} {document['content_sha256']}")
        self.pdf.set_lang("ko")

    def finished(self) -> bytes:
        """The bytes of the file."""
        out = io.BytesIO()
        self.pdf.output(out)
        return out.getvalue()

    def notice(self) -> str:
        """Both languages of the fictional notice, or nothing."""
        if not self.document["is_fictional"]:
            return ""
        return " ".join(self.words["fictional"][language] for language in LANGUAGES)

    def word(self, key: str, **values: object) -> str:
        """A text of the pack in the language of the page."""
        return self.words[key][self.language].format(**values)

    def said(self, key: str) -> str:
        """A text of the document in the language of the page."""
        return str(self.document[key][self.language])

    # Letters and lines

    def font(self, size: float, *, bold: bool = False, colour: str = INK) -> None:
        """The font of what is written next."""
        self._style, self._size = "B" if bold else "", size
        self.pdf.set_font(FAMILY, self._style, size)
        self.pdf.set_text_color(colour)

    def width(self, text: str) -> float:
        """How wide a text is in the font chosen last."""
        key = (self._style, text)
        if key not in self._widths:
            self._widths[key] = self.pdf.get_string_width(text) / self._size
        return self._widths[key] * self._size

    def lines(self, text: str, width: float) -> list[str]:
        """Lines of at most `width`, broken at spaces; only a word longer than a line is cut."""
        found: list[str] = []
        line, taken, space = "", 0.0, self.width(" ")
        for word in filter(None, _UNITS.sub("\u00a0", text).split(" ")):
            more = self.width(word) + (space if line else 0.0)
            if taken + more <= width:
                line, taken = f"{line} {word}".strip(" "), taken + more
                continue
            if line:
                found.append(line)
            line = self._cut(word, width, found)
            taken = self.width(line)
        return [*found, line] if line else found

    def _cut(self, word: str, width: float, found: list[str]) -> str:
        while self.width(word) > width:
            end = len(word)
            while self.width(word[:end]) > width:
                end -= 1
            found.append(word[:end])
            word = word[end:]
        return word

    def write(self, x: float, y: float, text: str, *, right: bool = False) -> None:
        """One line with its baseline at y; `right` ends it at x."""
        text = text.replace("\u00a0", " ")
        self.pdf.text(x - self.width(text) if right else x, y, text)

    def paragraph(self, x: float, y: float, text: str, width: float, size: float, **style: Any) -> float:
        """A paragraph from y down; returns where it ends."""
        self.font(size, **style)
        for line in self.lines(text, width):
            y += size * 1.42
            self.write(x, y - size * 0.32, line)
        return y

    def height(self, text: str, width: float, size: float, *, bold: bool = False) -> float:
        """How much a paragraph takes."""
        self.font(size, bold=bold)
        return len(self.lines(text, width)) * size * 1.42

    def rule(self, y: float, colour: str = RULE, width: float = 0.7) -> None:
        """A line across the page."""
        self.pdf.set_draw_color(colour)
        self.pdf.set_line_width(width)
        self.pdf.line(MARGIN, y, WIDTH - MARGIN, y)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""
        self.pdf.set_fill_color(colour)
        self.pdf.rect(x, y, max(width, 0.0), height, style="F")

    # The page

    def page(self, language: str, number: int) -> None:
        """One language on one page. The body is set in the largest size at which the page holds it."""
        self.language = language
        self.pdf.add_page()
        self._head()
        self._number()
        self._facts()
        self._picture()
        top = self.at + 10
        sources = self._source_lines()
        for size in SIZES:
            columns = self._columns(size)
            foot = sum(self.height(text, INNER, size - 0.8) for text in sources) + size * 2.2
            if top + max(h for _, h in columns) + foot <= BOTTOM - 8:
                self._body(columns, top, size)
                self._sources(sources, size)
                self._foot(number)
                return
        raise PackError(f"the pack of [{self.document['number_id']}] does not fit on its {language} page")

    def _head(self) -> None:
        y = MARGIN - 10
        if self.document["is_fictional"]:
            self.box(0, 0, WIDTH, 24, ALERT)
            self.font(9, bold=True, colour="#ffffff")
            self.write(MARGIN, 15.5, self.word("fictional"))
            y += 10
        self.font(8.5, bold=True, colour=ACCENT)
        self.write(MARGIN, y + 6, self.word("kicker"))
        self.font(8, colour=SOFT)
        self.write(WIDTH - MARGIN, y + 6, f"jumun · {self.document['version']['name']}", right=True)
        self.rule(y + 13, ACCENT, 1.4)
        self.at = self.paragraph(MARGIN, y + 18, self.said("title"), INNER, 15.5, bold=True) + 5

    def _number(self) -> None:
        """The number in large type on the left, its sentence on the right."""
        top, left = self.at, 168.0
        self.font(36, bold=True, colour=ACCENT)
        big = self.said("big")
        size = min(36.0, 36.0 * left / max(self.width(big), 1.0))
        self.font(size, bold=True, colour=ACCENT)
        self.write(MARGIN, top + 33, big)
        y = self.paragraph(MARGIN, top + 39, self.said("under"), left, 10.5, bold=True)
        y = self.paragraph(MARGIN, y + 2, self.said("interval"), left, 7.8, colour=SOFT)
        side = MARGIN + left + GAP
        right = self.paragraph(side, top + 2, self.said("said"), WIDTH - MARGIN - side, 10.6)
        if self.document["is_fictional_build"] and self.document["basis"] != "selected_judgments":
            text = self.word("official_in_fictional")
            right = self.paragraph(side, right + 3, text, WIDTH - MARGIN - side, 7.8, colour=ALERT)
        self.at = max(y, right) + 9

    def _facts(self) -> None:
        facts = self.document["facts"]
        width = INNER / len(facts)
        self.rule(self.at)
        ends = []
        for place, (name, text) in enumerate(facts):
            x = MARGIN + place * width
            self.font(7, colour=SOFT)
            self.write(x, self.at + 10, name[self.language])
            ends.append(self.paragraph(x, self.at + 11, text[self.language], width - 8, 8.6, bold=True))
        self.at = max(ends) + 5
        self.rule(self.at)
        self.at += 4

    def _picture(self) -> None:
        picture = self.document["picture"]
        if not picture or not picture["bars"]:
            return
        self.font(9.2, bold=True)
        self.write(MARGIN, self.at + 12, picture["title"][self.language])
        if self.document["is_fictional"]:
            self.font(8.5, bold=True, colour=ALERT)
            self.write(WIDTH - MARGIN, self.at + 12, self.word("fictional_mark"), right=True)
        self.at += 20
        draw: Callable[[Document], None] = self._dates if picture["kind"] == "dates" else self._bars
        draw(picture)
        self.rule(self.at + 5)

    def _bars(self, picture: Document) -> None:
        label, told = 200.0, 92.0
        left, room = MARGIN + label, INNER - label - told
        scale = room / _top(picture)
        if picture["unit"] == "share":
            self._ticks(left, room, picture)
        for bar in picture["bars"]:
            self.font(8.0, bold=bar["is_main"])
            indent = 10.0 if bar["is_part"] else 0.0
            lines = self.lines(bar["label"][self.language], label - 14 - indent)[:3]
            height = max(15.0, 10.2 * len(lines) + 4)
            middle = self.at + height / 2
            for row, line in enumerate(lines):
                self.write(MARGIN + indent, middle + 2.8 + 10.2 * (row - (len(lines) - 1) / 2), line)
            if bar["value"] is not None:
                self._bar(picture, bar, left, scale, middle)
            self.font(8.0, bold=bar["is_main"], colour=INK if bar["value"] is not None else SOFT)
            self.write(WIDTH - MARGIN, middle + 2.8, bar["told"][self.language], right=True)
            self.at += height
        if picture["unit"] == "share":
            self.at += 9

    def _ticks(self, left: float, room: float, picture: Document) -> None:
        height = sum(self._row_height(bar) for bar in picture["bars"])
        for step in range(5):
            x = left + room * step / 4
            self.pdf.set_draw_color(RULE)
            self.pdf.set_line_width(0.5)
            self.pdf.line(x, self.at, x, self.at + height)
            self.font(6.5, colour=SOFT)
            text = f"{25 * step}%"
            self.write(x - self.width(text) / 2, self.at + height + 8, text)

    def _row_height(self, bar: Document) -> float:
        self.font(8.0, bold=bar["is_main"])
        indent = 10.0 if bar["is_part"] else 0.0
        return max(15.0, 10.2 * len(self.lines(bar["label"][self.language], 186.0 - indent)[:3]) + 4)

    def _bar(self, picture: Document, bar: Document, left: float, scale: float, middle: float) -> None:
        x = left + scale * bar["value"]
        if picture["kind"] == "bars":
            half = 3.2 if bar["is_part"] else 4.6
            self.box(left, middle - half, x - left, 2 * half, ACCENT if bar["is_main"] else "#9db7cf")
            return
        if bar["low"] is not None and bar["high"] is not None:
            low, high = left + scale * bar["low"], left + scale * bar["high"]
            self.pdf.set_draw_color(INK if bar["is_main"] else SOFT)
            self.pdf.set_line_width(1.1)
            self.pdf.line(low, middle, high, middle)
            for end in (low, high):
                self.pdf.line(end, middle - 2.6, end, middle + 2.6)
        self.pdf.set_fill_color(ACCENT if bar["is_main"] else PALE)
        self.pdf.set_draw_color(ACCENT)
        self.pdf.set_line_width(0.8)
        radius = 4.0 if bar["is_main"] else 3.2
        self.pdf.circle(x=x, y=middle, radius=radius, style="DF")

    def _dates(self, picture: Document) -> None:
        for bar in picture["bars"]:
            self.font(8.6, bold=bar["is_main"])
            lines = self.lines(bar["label"][self.language], INNER - 96)
            self.pdf.set_fill_color(ACCENT if bar["is_main"] else PALE)
            self.pdf.set_draw_color(ACCENT)
            self.pdf.set_line_width(0.8)
            self.pdf.circle(x=MARGIN + 5, y=self.at + 7, radius=4 if bar["is_main"] else 3, style="DF")
            self.write(MARGIN + 18, self.at + 10, bar["told"][self.language])
            for row, line in enumerate(lines):
                self.write(MARGIN + 96, self.at + 10 + 11 * row, line)
            self.at += 11 * len(lines) + 6

    # The body

    def _blocks(self) -> tuple[list[tuple[str, list[tuple[str, str]]]], ...]:
        """Left and right column: headings with their lines, each a mark and a text."""
        document, language = self.document, self.language
        definition = [(name[language], text[language]) for name, text in document["definition"]]
        how = [("", text[language]) for text in document["how"]]
        arguments = document["arguments"]
        answers: list[tuple[str, str]] = []
        for entry in arguments.get("objections", []):
            answers += [
                ("“", f"“{entry[language]['objection'].strip('“”')}”"),
                ("→", entry[language]["answer"]),
            ]
        left = [(self.word("definition"), definition), (self.word("how_made"), how)]
        right = [(self.word("objection"), answers)]
        for name, mark, column in (
            ("can_say", "○", left),
            ("cannot_say", "×", left),
            ("do_not_say", "×", right),
        ):
            listed = [(mark, text[language]) for text in arguments.get(name, [])]
            if listed:
                column.append((self.word(name), listed))
        return left, right

    def _columns(self, size: float) -> list[tuple[list[tuple[str, list[tuple[str, str]]]], float]]:
        width = (INNER - GAP) / 2
        return [
            (blocks, sum(self._block_height(lines, width, size) for _, lines in blocks))
            for blocks in self._blocks()
        ]

    def _block_height(self, lines: Sequence[tuple[str, str]], width: float, size: float) -> float:
        total = size * 2.9
        for mark, text in lines:
            total += self._line_height(mark, text, width, size)
        return total

    def _line_height(self, mark: str, text: str, width: float, size: float) -> float:
        if len(mark) > 1:
            return self.height(f"{mark}: {text}", width, size) + size * 0.35
        indent = 0.0 if mark in ("", "“") else size * 1.5
        return self.height(text, width - indent, size, bold=mark == "“") + size * 0.35

    def _body(
        self,
        columns: Sequence[tuple[list[tuple[str, list[tuple[str, str]]]], float]],
        top: float,
        size: float,
    ) -> None:
        width = (INNER - GAP) / 2
        for place, (blocks, _) in enumerate(columns):
            x, y = MARGIN + place * (width + GAP), top
            for heading, lines in blocks:
                self.font(size + 0.9, bold=True, colour=ACCENT)
                self.write(x, y + size * 1.35, heading)
                y += size * 1.9
                for mark, text in lines:
                    y = self._line(x, y, mark, text, width, size)
                y += size * 1.0
        self.at = top + max(height for _, height in columns)

    def _line(self, x: float, y: float, mark: str, text: str, width: float, size: float) -> float:
        """One line of a list: a named one, one with a mark, or plain."""
        after = size * 0.35
        if len(mark) > 1:
            return self.paragraph(x, y, f"{mark}: {text}", width, size) + after
        if mark in ("", "“"):
            return self.paragraph(x, y, text, width, size, bold=bool(mark)) + after
        indent = size * 1.5
        self.font(size, bold=True, colour=ALERT if mark == "×" else ACCENT)
        self.write(x, y + size * 1.1, mark)
        return self.paragraph(x + indent, y, text, width - indent, size) + after

    def _source_lines(self) -> list[str]:
        document = self.document
        lines = []
        for note in document["sources"]:
            place = " · ".join(filter(None, [note["source"], note["url"]]))
            lines.append(
                f"{note['title'][self.language]}: {note['publisher']}, {place} ({note['when'][self.language]}; "
                f"{self.word('row_digest')} {note['sha256'][:16]})"
            )
        version = document["version"]
        lines.append(
            self.word("data", name=version["name"], day=version["as_of"][:10], digest=version["digest"][:32])
        )
        manifests = document["manifests"]
        if manifests:
            stamps = manifests["stamps"] or self.word("no_stamp")
            lines.append(
                self.word(
                    "manifests",
                    n=manifests["days"],
                    first=manifests["first_capture"][:10],
                    last=manifests["last_capture"][:10],
                    captures=f"{manifests['captures']:,}",
                    digest=manifests["last_sha256"][:32],
                    stamps=stamps,
                )
            )
        return lines

    def _sources(self, lines: Sequence[str], size: float) -> None:
        total = sum(self.height(text, INNER, size - 0.8) for text in lines) + size * 2.2
        y = BOTTOM - 8 - total
        self.rule(y)
        self.font(size + 0.5, bold=True, colour=ACCENT)
        self.write(MARGIN, y + size * 1.5, self.word("sources"))
        y += size * 1.9
        for text in lines:
            y = self.paragraph(MARGIN, y, text, INNER, size - 0.8, colour=SOFT)

    def _foot(self, number: int) -> None:
        self.rule(BOTTOM, ACCENT, 1.0)
        self.font(7.2, colour=SOFT)
        self.write(MARGIN, BOTTOM + 11, self.word("verify"))
        self.write(WIDTH - MARGIN, BOTTOM + 11, self.word("page", n=number), right=True)
        self.write(MARGIN, BOTTOM + 21, f"{self.word('content')} {self.document['content_sha256']}")
        self.write(WIDTH - MARGIN, BOTTOM + 21, self.document["number_id"], right=True)
        if self.document["is_fictional"]:
            self.font(7.6, bold=True, colour=ALERT)
            self.write(MARGIN, BOTTOM + 32, self.word("fictional"))


def _top(picture: Document) -> float:
    """What the full width of the chart stands for: all, for shares; the longest bar otherwise."""
    if picture["unit"] == "share":
        return 1.0
    values: list[float] = [v for bar in picture["bars"] for v in (bar["value"], bar["high"]) if v is not None]
    return max([*values, 1e-9])
