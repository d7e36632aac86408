"""Between which shares the truth may lie, when only a few occasions were seen.

Seven of seven is not the same knowledge as seventy of seventy. An interval says how much is known:
it is wide after a few occasions and grows narrow with many.
"""

from __future__ import annotations

import math

from smartgoals._values import as_number, refuse
from smartgoals.scoring._normal import tail_of, z_of

__all__ = ["clopper_pearson", "jeffreys", "wilson"]

# The continued fraction takes steps in proportion to its root; nobody has so many occasions.
_MOST_DUE = 1e6
_CLOSE = 1e-14
_NEAR = 1e-13
# The quantile of a very small part of one time may be smaller than any number.
_LEAST = 1e-290
_TINY = 1e-18


def wilson(done: float, due: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the score interval of Wilson for the share *done* / *due*.

    It always holds that share. It is the one to show unless there is a reason for another: short,
    sensible for few occasions, and right about as often as it says.

    Args:
        done: How often it was done, from 0 to *due*; parts of a time count as parts.
        due: How often it was asked, 0 or more.
        confidence: How often such an interval holds the truth, above 0 and below 1.

    Returns:
        The lowest and the highest share, within [0, 1]; (0, 1) where nothing was due.

    Raises:
        InvalidValueError: If *done* or *due* is negative or not finite, if *done* is more than
            *due*, or if *confidence* is out of range.

    Source:
        Wilson 1927, doi:10.1080/01621459.1927.10502953; method 3 of Newcombe 1998,
        doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.

    Example:
        >>> from smartgoals.scoring import wilson
        >>> low, high = wilson(7, 7)
        >>> print(f"{low:.2f} to {high:.2f}")
        0.65 to 1.00
    """
    done, due = _checked(done, due)
    z = z_of(confidence)
    if due == 0:
        return 0.0, 1.0
    share, square = done / due, z * z
    middle = done + square / 2
    # The product of done and what was not done need not be finite; that of one and a share is.
    half = z * math.sqrt(done * ((due - done) / due) + square / 4)
    # The formula meets the share and both ends exactly; rounding may miss them by a hair.
    low = 0.0 if done == 0 else min(max((middle - half) / (due + square), 0.0), share)
    high = 1.0 if done == due else max(min((middle + half) / (due + square), 1.0), share)
    return low, high


def jeffreys(done: float, due: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of Jeffreys for the share *done* / *due*.

    It holds the share with a chance of *confidence*, if nothing at all was known before. Its two
    sides are equally likely to miss, which those of :func:`wilson` are not. Where only a small part
    of one time was done, it can lie above the share that was seen.

    Args:
        done: How often it was done, from 0 to *due*; parts of a time count as parts.
        due: How often it was asked, from 0 to 1,000,000.
        confidence: The chance, above 0 and below 1.

    Returns:
        The lowest and the highest share, within [0, 1], within 1e-9 of the exact ones; the lowest
        is 0 where nothing was done, the highest is 1 where all was, and it is (0, 1) where
        nothing was due.

    Raises:
        InvalidValueError: If *done* or *due* is out of range or not finite, if *done* is more than
            *due*, or if *confidence* is out of range.

    Source:
        Quantiles of Beta(done + 1/2, due - done + 1/2) with the rule for both ends of Brown, Cai &
        DasGupta 2001, doi:10.1214/ss/1009213286.

    Example:
        >>> from smartgoals.scoring import jeffreys
        >>> low, high = jeffreys(5, 7)
        >>> print(f"{low:.3f} to {high:.3f}")
        0.352 to 0.935
    """
    done, due = _checked(done, due, most=_MOST_DUE)
    return _between(done, due, (0.5, 0.5), (0.5, 0.5), tail_of(confidence))


def clopper_pearson(done: float, due: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of Clopper and Pearson, called exact, for the share *done* / *due*.

    It holds the truth at least as often as it says, and pays for that by being wider than the
    others. Use it where a rule asks for it.

    Args:
        done: How often it was done, from 0 to *due*; parts of a time count as parts.
        due: How often it was asked, from 0 to 1,000,000.
        confidence: How often such an interval holds the truth at least, above 0 and below 1.

    Returns:
        The lowest and the highest share, within [0, 1], within 1e-9 of the exact ones; (0, 1) where
        nothing was due.

    Raises:
        InvalidValueError: If *done* or *due* is out of range or not finite, if *done* is more than
            *due*, or if *confidence* is out of range.

    Source:
        Clopper & Pearson 1934, doi:10.1093/biomet/26.4.404.

    Example:
        >>> from smartgoals.scoring import clopper_pearson
        >>> low, high = clopper_pearson(5, 7)
        >>> print(f"{low:.3f} to {high:.3f}")
        0.290 to 0.963
    """
    done, due = _checked(done, due, most=_MOST_DUE)
    return _between(done, due, (0, 1), (1, 0), tail_of(confidence))


def _checked(done: float, due: float, *, most: float = math.inf) -> tuple[float, float]:
    done, due = as_number(done), as_number(due)
    for field, number in (("done", done), ("due", due)):
        if type(number) is not float or not math.isfinite(number) or number < 0:
            refuse(field, "a finite number of at least 0", number)
    if due > most:
        refuse("due", f"at most {most:,.0f}", due, instead="wilson() takes any number")
    if done > due:
        refuse(
            "done",
            f"at most what was due, {due:g}",
            done,
            instead="what was done beyond that is another matter",
        )
    return done, due


def _between(
    done: float,
    due: float,
    for_low: tuple[float, float],
    for_high: tuple[float, float],
    tail: float,
) -> tuple[float, float]:
    """Return quantiles of two Beta distributions; each adds so much to done and to not done."""
    low, high = 0.0, 1.0
    # Below that there is no room for a number that is smaller still.
    if done > _LEAST:
        low = beta_quantile(tail, done + for_low[0], due - done + for_low[1])
    if done < due:
        # From its other end, where a number close to 1 would be rounded away.
        high = 1 - beta_quantile(tail, due - done + for_high[1], done + for_high[0])
    # Almost without confidence both are the median, each with its own last digit.
    return low, max(low, high)


def beta_quantile(share: float, a: float, b: float) -> float:
    """Return below which number *share* of Beta(*a*, *b*) lies, *share* above 0 and below 1."""
    low, high = 0.0, 1.0
    x = a / (a + b)
    while True:
        over = beta_share(x, a, b) - share
        if over > 0:
            high = x
        else:
            low = x
        density = math.exp(_log_power(x, a, b)) / (x * (1 - x))
        # Newton's step, and half of what is left where that would lead out of it.
        following = x - over / density if density > 0 else low
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - x) <= _NEAR * x + _TINY:
            return following
        x = following


def beta_share(x: float, a: float, b: float) -> float:
    """Return the share of Beta(*a*, *b*) that lies below *x*, *x* above 0 and below 1."""
    power = math.exp(_log_power(x, a, b))
    # The fraction converges fast on one side of the middle, and not on the other.
    if x <= (a + 1) / (a + b + 2):
        return power * _fraction(x, a, b) / a
    return 1 - power * _fraction(1 - x, b, a) / b


def _log_power(x: float, a: float, b: float) -> float:
    """Return the logarithm of x^a (1-x)^b / B(a, b)."""
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    return a * math.log(x) + b * math.log1p(-x) - log_beta


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction 26.5.8 of Abramowitz & Stegun, by the method of Lentz."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    found = d
    m = 0
    while True:
        m += 1
        term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + term * d)
        c = 1 + term / c
        found *= c * d
        term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + term * d)
        c = 1 + term / c
        found *= c * d
        if abs(c * d - 1) < _CLOSE:
            return found
