"""Words for what is counted."""

from __future__ import annotations

__all__ = ["UNIT_WORDS", "is_plural", "singular"]

UNIT_WORDS = {
    spelled: unit
    for unit, spelled_words in {
        "km": "km kms kilometre kilometres kilometer kilometers",
        "mile": "mile miles mi",
        "metre": "metre metres meter meters",
        "foot": "foot feet ft",
        "yard": "yard yards yd yds",
        "inch": "inch inches",
        "cm": "cm cms centimetre centimetres centimeter centimeters",
        "kg": "kg kgs kilo kilos kilogram kilograms",
        "g": "gram grams g",
        "lb": "lb lbs",
        "stone": "stone",
        "mg": "mg mgs milligram milligrams",
        "mcg": "mcg",
        "ml": "ml mls millilitre millilitres",
        "litre": "litre litres liter liters l",
        "oz": "oz ounce ounces",
        "calorie": "kcal kcals calories calorie cal cals",
        "degree": "degree degrees deg",
        "mmol": "mmol",
        "wcpm": "wcpm wpm",
        "db": "db decibels",
        "%": "percent",
        "step": "step steps",
        "glass": "glass glasses",
        "person": "person people",
        "child": "child children",
        "rep": "rep reps repetition repetitions",
        "point": "point points pts",
        "word": "word words",
        "tooth": "tooth teeth",
        "bpm": "bpm",
        "mmhg": "mmhg",
        "unit": "unit units",
        "USD": "dollar dollars bucks",
        "EUR": "euro euros",
        "GBP": "quid",
        "rupee": "rupees",
        "piece": "piece pieces",
    }.items()
    for spelled in spelled_words.split()
}
_NOT_PLURAL = frozenset(
    "less this is was his its us yes always towards across unless perhaps plus as has does thus "
    "diabetes mathematics news series physics maths indoors outdoors afterwards sometimes "
    "regardless "
    "upstairs downstairs overseas besides bus gas class stress progress access process address "
    "business illness fitness wellness happiness sadness mindfulness awareness loneliness "
    "readiness "
    "success express press mess dress boss loss focus bonus campus status virus minus".split()
)


# "Lies" is no "ly", and "as" is no plural.
_SHORT = 4
_SHORTEST = 2


def singular(word: str) -> str:
    """Return a plural noun in the singular."""
    if word.endswith("ies") and len(word) > _SHORT:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word.removesuffix("s")


def is_plural(word: str) -> bool:
    """Return whether a word looks like more than one of something."""
    return (
        word.endswith("s")
        and len(word) > _SHORTEST
        and not word.endswith(("ss", "'s"))
        and word not in _NOT_PLURAL
    )
