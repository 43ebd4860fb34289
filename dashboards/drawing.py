"""A small SVG writer: escaped text, rounded coordinates, presentation attributes only (strict CSP)."""

from __future__ import annotations

from html import escape
from unicodedata import east_asian_width

INK = "#1c1b19"
SOFT = "#5d5a53"
RULE = "#d9d4c7"
PAPER = "#ffffff"
ACCENT = "#1f4e79"
PALE = "#c9d8e6"
ALERT = "#a33b1f"
FONT = "Pretendard, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif"
# One colour and one texture an outcome, so that a grey copy still tells them apart.
SERIES_COLOURS = ("#1f4e79", "#c2701c", "#4b7f52", "#7a4b84", "#8a7a55", "#8c8c8c")
DASHES = ("", "7 4", "2 4", "10 4 2 4", "1 3", "12 3")


def text_width(text: str, size: float) -> float:
    """Width in pixels to expect of a text: Hangul a full em, Latin a little over half."""
    return sum(size * (1.0 if east_asian_width(char) in "WF" else 0.56) for char in text)


def wrap(text: str, size: float, width: float, most: int = 4) -> list[str]:
    """Lines of at most `width` pixels, broken at spaces; Hangul wider than a line is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > width:
            lines.append(line)
            longer = word
        *cut, line = _cut_to(longer, size, width)
        lines.extend(cut)
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    return lines


def _cut_to(text: str, size: float, width: float) -> list[str]:
    """Pieces of a text that no space can break, cut after a middle dot where there is one in reach."""
    pieces = []
    while text_width(text, size) > width and len(text) > 1 and " " not in text and not text.isascii():
        most = max(n for n in range(1, len(text)) if n == 1 or text_width(text[:n], size) <= width)
        dot = text.rfind("·", 1, most)
        most = dot + 1 if dot > 0 else most
        pieces.append(text[:most])
        text = text[most:]
    return [*pieces, text]


def number(value: float) -> str:
    """A coordinate with at most one decimal, so that two builds give the same bytes."""
    return f"{value:.1f}".removesuffix(".0")


class Canvas:
    """Collects elements; `document` wraps them in an <svg> of the height reached."""

    def __init__(self, width: float, data_mark: str = "") -> None:
        self.width = width
        self.data_mark = data_mark
        self.parts: list[str] = []

    def element(self, name: str, content: str | None = None, **attributes: object) -> None:
        """Append one element; attribute names take `_` for `-`."""
        written = "".join(
            f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
            for key, value in attributes.items()
            if value is not None and value != ""
        )
        body = "/>" if content is None else f">{content}</{name}>"
        self.parts.append(f"<{name}{written}{body}")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 13,
        fill: str = INK,
        anchor: str = "start",
        weight: str | None = None,
        halo: bool = False,
    ) -> None:
        """One line of text with its baseline at y; `halo` keeps it readable over lines."""
        self.element(
            "text",
            escape(text),
            x=x,
            y=y,
            font_size=size,
            fill=fill,
            font_weight=weight,
            text_anchor=None if anchor == "start" else anchor,
            stroke=PAPER if halo else None,
            stroke_width=4 if halo else None,
            paint_order="stroke" if halo else None,
        )

    def mark(self, right: float, y: float, size: float = 12.0) -> None:
        """Says what the data are, ending at `right` with its baseline at y; call before what lies over it."""
        if self.data_mark:
            self.element(
                "text",
                escape(self.data_mark),
                x=right,
                y=y,
                font_size=size,
                fill=ALERT,
                fill_opacity=0.4,
                font_weight="600",
                text_anchor="end",
                class_="data-mark",
            )

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str = RULE,
        width: float = 1,
        dash: str = "",
    ) -> None:
        """A straight line."""
        self.element(
            "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dash
        )

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str,
        stroke: str | None = None,
        opacity: float | None = None,
        dash: str = "",
    ) -> None:
        """A filled rectangle."""
        self.element(
            "rect",
            x=x,
            y=y,
            width=max(width, 0.0),
            height=height,
            fill=fill,
            stroke=stroke,
            fill_opacity=opacity,
            stroke_dasharray=dash,
        )

    def document(self, height: float, *, title: str, description: str = "", background: bool = False) -> str:
        """The finished SVG with an accessible name; `background` paints paper for a stand-alone file."""
        size = f"{number(self.width)} {number(height)}"
        name = f"<title>{escape(title)}</title>"
        if description:
            name += f"<desc>{escape(description)}</desc>"
        paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>' if background else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{number(self.width)}" '
            f'height="{number(height)}" role="img" font-family="{escape(FONT)}">'
            f"{name}{paper}{''.join(self.parts)}</svg>"
        )


def _attribute(value: object) -> str:
    if isinstance(value, float):
        return number(value)
    return escape(str(value), quote=True)
