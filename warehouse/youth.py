"""Words of a judgment that speak of a young person, for keeping everyone who may be a minor out of single rows.

소년 but not 청소년 (that is a victim or the name of a law), school children, an age under twenty, an indeterminate
term. The list errs to the side of keeping back.
"""

from __future__ import annotations

import re

# Every alternative begins with a plain character, what may not stand before it is said after: the search then jumps
# from one such character to the next, eight times as fast as with a look behind at every place.
_WORDS = re.compile(
    r"소(?<!청소)\s?년|부정기형|장기\s?\d|미성년자(?:인|였던) 피고인|나이\s?어린|어린 나이"
    r"|초등학(?:생|교(?:에)? ?(?:재학|다니))|중학(?:생|교(?:에)? ?(?:재학|다니))|고등학(?:생|교(?:에)? ?(?:재학|다니))"
    r"|재학\s?중|만\s?1\d\s?세|1(?<!\d1)\d세(?:의 피고인|인 피고인|로서)"
)


def speaks_of_youth(text: str) -> bool:
    """Whether the text holds a word that may speak of a young defendant."""
    return _WORDS.search(text) is not None
