"""English words for a length of time in prison: `two years and six months`, `a 2.5-year`, `18 months`."""

import re

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "eighty": 80,
}  # fmt: skip
_WORDS |= {
    f"{tens}-{unit}": _WORDS[tens] + _WORDS[unit]
    for tens in ("twenty", "thirty", "forty")
    for unit in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}
NUMBER_EN = (
    r"(?:[0-9]{1,2}(?:\s1/2|½)|[0-9]{1,2}\.[05]|[0-9]{1,3}|(?:(?:twenty|thirty|forty)-)?(?:one|two|three|four|five|six|seven|eight|nine)|"
    + "|".join(sorted((word for word in _WORDS if "-" not in word), key=len, reverse=True))
    + r")"
)
TERM_EN = (
    rf"(?:\b{NUMBER_EN}(?:\s|-)(?:and[\s-](?:a[\s-]half|one-half)[\s-])?y(?:ea)?rs?(?:-long)?(?:[’'])?"
    rf"(?:(?:,|\sand)?\s(?:{NUMBER_EN}(?:\s|-)months?\b(?!\s(?:longer|shorter|more|less|heavier|lighter))|a\shalf)(?:[’'])?"
    rf"|(?:-and-|-|\sand\s){NUMBER_EN}-months?)?"
    rf"|\b{NUMBER_EN}(?:\s|-)months?(?:[’'])?)"
)
_TERM_PARTS = re.compile(
    rf"(?:(?P<y>{NUMBER_EN})(?:\s|-)(?P<half>and[\s-](?:a[\s-]half|one-half)[\s-])?y(?:ea)?rs?)?"
    rf"(?:\W{{0,2}}(?:-?and)?[\s-]?(?:(?P<m>{NUMBER_EN})(?:\s|-)months?|(?P<h2>a\shalf)))?",
)


def parse_term_en(text: str) -> int:
    """Whole months of an English term (`two years and six months` → 30). Raises ValueError otherwise."""
    match = _TERM_PARTS.match(text.strip())
    if match is None or not (match["y"] or match["m"]):
        raise ValueError(f"not a term: {text!r}")
    months = int(number_en(match["y"]) * 12) if match["y"] else 0
    months += int(number_en(match["m"])) if match["m"] else 0
    return months + (6 if match["half"] or match["h2"] else 0)


def number_en(text: str) -> float:
    """What digits (`2.5` included) or a number word say."""
    half = re.fullmatch(r"([0-9]{1,2})(?:\s1/2|½)", text)
    if half:
        return int(half[1]) + 0.5
    return float(text) if text[0].isdigit() else _WORDS[text.lower()]
