"""One spelling for marks and digits, character by character, so that offsets hold.

`normalise` never changes the length: position i of its result is position i of the source.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPACES = "\t\r\x0b\x0c\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\ufeff\u200b"
_DOTS = "ㆍ・‧∙•⋅᛫･"
_OPEN = "［〔｛{〈《＜【"
_CLOSE = "］〕｝}〉》＞】"
_QUOTES = "“”„‟″＂"
_APOSTROPHES = "‘’‚‛′＇`"
_FULL_WIDTH = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
_TABLE: dict[int, str] = (
    _FULL_WIDTH
    | {ord(c): " " for c in _SPACES}
    | {ord(c): "·" for c in _DOTS}
    | {ord(c): "[" for c in _OPEN}
    | {ord(c): "]" for c in _CLOSE}
    | {ord(c): '"' for c in _QUOTES}
    | {ord(c): "'" for c in _APOSTROPHES}
    | {ord(c): "~" for c in "∼～〜"}
    | {ord(c): "," for c in "、，"}
    | {ord("。"): ".", ord("．"): "."}
)


_RARE = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]")


_TORN_NAME = re.compile(r"피고인[ ]{0,3}\n(?=[ ]{0,3}\d{1,3}(?!\d|[ ]?[.)]))")
"""The publisher breaks the line where it links a name: `피고인 ⏎ 1을`."""


@lru_cache(maxsize=16)
def normalise(text: str) -> str:
    """The text with blanks, dots, brackets, quotes, full-width forms and torn names unified; same length, idempotent."""
    unified = text
    # By rising code point: a full-width backquote becomes a plain one, which must not be taken for one of the text.
    for rare in sorted(set(_RARE.findall(text))):
        unified = unified.replace(rare, _TABLE[ord(rare)])
    return _TORN_NAME.sub(lambda m: m[0].replace("\n", " "), unified)
