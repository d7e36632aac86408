"""How far a regular expression can look.

The cost of a text grows with its length and no faster where no pattern can look far from where it
begins.
"""

from __future__ import annotations

import re

__all__ = ["reach"]


def reach(expression, flags=0):
    """Return how many characters an expression can look at from where it begins, at most.

    What stands in a condition is looked at too, and a reference looks at its group once more.
    """
    return _reach(re._parser.parse(expression, flags), {})


def _reach(parsed, groups):
    total = 0
    for operation, argument in parsed:
        match str(operation):
            case "BRANCH":
                total += max(_reach(branch, groups) for branch in argument[1])
            case "SUBPATTERN":
                groups[argument[0]] = _reach(argument[-1], groups)
                total += groups[argument[0]]
            case "ATOMIC_GROUP":
                total += _reach(argument, groups)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                total += int(argument[1]) * _reach(argument[2], groups)
            case "ASSERT" | "ASSERT_NOT":
                total += _reach(argument[1], groups)
            case "GROUPREF":
                total += groups[argument]
            case _:
                total += 1
    return total
