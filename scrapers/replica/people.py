"""Fictional names of prosecutors, counsel and judges.

Public judgment texts leave these names unmasked and everything downstream must drop them, so the generator
puts some in and remembers which: the leak tests look for them.
"""

from scrapers.replica.draw import Draw

_FAMILY_NAMES = (
    "갈",
    "궉",
    "빙",
    "옹",
    "남궁",
    "독고",
    "동방",
    "선우",
    "서문",
    "제갈",
    "황보",
    "탁",
    "피",
    "편",
)
_FIRST = (
    "가온",
    "나래",
    "다솜",
    "라온",
    "마루",
    "보람",
    "새론",
    "아라",
    "자람",
    "차오름",
    "한별",
    "해솔",
    "도담",
)
_SECOND = ("찬", "빛", "솔", "결", "늘", "샘", "울", "힘", "든", "별")
_FIRMS = ("법무법인 가상누리", "법무법인 다온가람", "법무법인(유한) 나래벗", "법무법인 한빛마루터")


def person_name(draw: Draw) -> str:
    """A name nobody carries."""
    name = draw.pick(_FAMILY_NAMES) + draw.pick(_FIRST)
    return name + draw.pick(_SECOND) if draw.chance(0.3) else name


def prosecutors(draw: Draw) -> tuple[str, list[str]]:
    """The line after 【검 사】 and the names in it."""
    first, second = person_name(draw), person_name(draw)
    shape = draw.whole(0, 3)
    if shape == 0:
        return first, [first]
    if shape == 1:
        return f"{first} 외 1인", [first]
    if shape == 2:
        return f"{first}(기소), {second}(공판)", [first, second]
    return f"{first}, {second}", [first, second]


def counsel(draw: Draw) -> tuple[str, list[str]]:
    """The line after 【변 호 인】 and the names in it."""
    name = person_name(draw)
    shape = draw.whole(0, 3)
    if shape == 0:
        return f"변호사 {name}(국선)", [name]
    if shape == 1:
        return f"변호사 {name}", [name]
    if shape == 2:
        return f"{draw.pick(_FIRMS)} 담당변호사 {name}", [name]
    return f"{draw.pick(_FIRMS)} 담당변호사 {name} 외 1인", [name]


def bench(draw: Draw, panel: bool) -> tuple[str, list[str]]:
    """The judges' line at the end and the names in it."""
    if not panel:
        name = person_name(draw)
        return f"판사   {name}", [name]
    names = [person_name(draw) for _ in range(3)]
    return f"판사   {names[0]}(재판장) {names[1]} {names[2]}", names
