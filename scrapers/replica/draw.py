"""Seeded drawing: everything in the replica is a pure function of its seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Draw(random.Random):
    """A random source named by what it draws for, so that no draw depends on another's order."""

    @classmethod
    def of(cls, *name: object) -> "Draw":
        """The source of that name, for example ``Draw.of(seed, "family", 12)``."""
        return cls("/".join(map(str, name)))

    def chance(self, share: float) -> bool:
        """True in that share of draws."""
        return self.random() < share

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, all alike."""
        return options[int(self.random() * len(options))]

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        """One of the options by weight; weights need not add up to one."""
        point = self.random() * sum(weight for _, weight in options)
        for option, weight in options:
            point -= weight
            if point < 0:
                return option
        return options[-1][0]

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both included; first when the range is empty."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))

    def working_day(self, first: date, last: date) -> date:
        """A Monday to Friday near a day of the range (courts do not sit at weekends)."""
        day = self.day(first, last)
        return day - timedelta(days=max(0, day.weekday() - 4))
