"""Cut the fonts of testimony packs from Debian's: `python -m tools.pack_fonts /usr/share/fonts/truetype/nanum`.

Kept are Latin, the signs and the 2,350 Hangul syllables of KS X 1001, and the Hanja that the site's own words use.
Hinting and the font makers' source tables go. The licence reserves the name Nanum for unchanged fonts, so the cut
ones have a name of their own. The same originals give the same bytes.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from dashboards.pack.page import FACES, FAMILY, FONTS

HANJA = "主文"
ORIGINALS = {"": "NanumGothic.ttf", "B": "NanumGothicBold.ttf"}
_DROPPED = ("TSI0", "TSI1", "TSI2", "TSI3", "TSI5", "kern", "gasp", "vhea", "vmtx")


def kept_letters() -> str:
    """The characters that a cut font holds, where the original has them."""
    rows = [range(0xA1, 0xAD), range(0xB0, 0xC9)]
    cells = [bytes([row, cell]) for part in rows for row in part for cell in range(0xA1, 0xFF)]
    korean = "".join(pair.decode("euc_kr", "ignore") for pair in cells)
    latin = "".join(chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040)])
    return korean + latin + HANJA


def cut(original: Path, target: Path, style: str) -> None:
    """Write the cut font of `original`, with a name of its own and without hinting; style is "" or "Bold"."""
    font = TTFont(original, recalcTimestamp=False)
    options = Options(hinting=False, notdef_outline=True, recommended_glyphs=True, glyph_names=False)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += _DROPPED
    cutter = Subsetter(options)
    cutter.populate(text=kept_letters())
    cutter.subset(font)
    full = f"{FAMILY} {style}".strip()
    own = {1: FAMILY, 3: f"{full} 1.0", 4: full, 6: full.replace(" ", "-")}
    for record in font["name"].names:
        record.string = own.get(record.nameID, str(record))
    font.save(target)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(folder: Path) -> None:
    """Cut the originals in FOLDER into dashboards/pack/fonts and print the digests for fonts.yml."""
    for style, name in ORIGINALS.items():
        cut(folder / name, FONTS / FACES[style], "Bold" if style else "")
        for path in (folder / name, FONTS / FACES[style]):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            sys.stdout.write(f"{path.name}: {digest}  {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
