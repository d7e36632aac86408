"""How far from the middle, and how sure: what several rules ask of the normal distribution."""

from __future__ import annotations

from statistics import NormalDist

from smartgoals._values import as_number, refuse

__all__ = ["STANDARD", "checked_confidence", "tail_of", "z_of"]

STANDARD = NormalDist()


def checked_confidence(confidence: float) -> float:
    """Return *confidence* if it is a number above 0 and below 1."""
    number = as_number(confidence)
    if type(number) is not float or not 0 < number < 1:
        refuse("confidence", "above 0 and below 1", confidence, instead="0.95 is 95 %")
    return number


def tail_of(confidence: float) -> float:
    """Return the share that an interval of *confidence* leaves out on each of its two sides."""
    return (1 - checked_confidence(confidence)) / 2


def z_of(confidence: float) -> float:
    """Return how many standard deviations on each side hold *confidence* of a normal variable."""
    # From the lower tail: the upper one is so close to 1 that it would be rounded to it.
    return -STANDARD.inv_cdf(tail_of(confidence))
