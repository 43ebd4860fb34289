"""The faster constructor of frozen dataclasses does what the standard one does."""

import copy
import inspect
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from extraction.evidence import Evidence
from extraction.frozen import built_at_once


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Quick:
    """With everything that a record may hold."""

    name: str
    size: int = 3
    parts: list[str] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("a negative size")


@dataclass(frozen=True, kw_only=True)
class Plain:
    """The same, built by the standard library."""

    name: str
    size: int = 3
    parts: list[str] = field(default_factory=list, compare=False)


def test_fields_equality_hash_and_copies_are_those_of_a_frozen_dataclass() -> None:
    one, same = Quick(name="a", parts=["x"]), Quick(name="a", size=3)
    assert (one.name, one.size, one.parts) == ("a", 3, ["x"])
    assert one == same and hash(one) == hash(same) and one != Quick(name="b")
    assert same.parts is not Quick(name="a").parts
    assert repr(one) == "Quick(name='a', size=3, parts=['x'])"
    assert replace(one, size=4) == Quick(name="a", size=4)
    assert copy.deepcopy(one) == copy.copy(one) == one


def test_the_signature_is_kept_and_wrong_arguments_are_refused() -> None:
    quick, plain = inspect.signature(Quick), inspect.signature(Plain)
    assert [(p.name, p.kind) for p in quick.parameters.values()] == [
        (p.name, p.kind) for p in plain.parameters.values()
    ]
    with pytest.raises(TypeError):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Quick(name="a", colour=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Quick("a")  # type: ignore[call-arg]


def test_a_finished_object_stays_as_it_is_and_was_checked_when_built() -> None:
    with pytest.raises(FrozenInstanceError):
        Quick(name="a").size = 5  # type: ignore[misc]
    with pytest.raises(ValueError, match="negative"):
        Quick(name="a", size=-1)
    with pytest.raises(ValueError, match="does not fit"):
        Evidence(section="s", start=0, end=5, slice="four", rule="r", confidence="explicit")


def test_only_a_frozen_dataclass_with_a_dict_is_taken() -> None:
    @dataclass
    class Loose:
        name: str

    @dataclass(frozen=True, slots=True)
    class Slotted:
        name: str

    for kind in (Loose, Slotted, int):
        with pytest.raises(TypeError):
            built_at_once(kind)
