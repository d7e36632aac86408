"""Well-being: WHO-5, Rosenberg's self-esteem, SWLS and WEMWBS."""

from __future__ import annotations

import attrs

from smartgoals.instruments._build import CAMCOPS, bands, cutoff, important, key, licence
from smartgoals.measures import Direction, Instrument, LicenceStatus

__all__ = ["INSTRUMENTS"]

_TOPP = "Topp et al. 2015, Psychother Psychosom 84:167-176, doi:10.1159/000376585"

WHO5_0TO100 = Instrument(
    id="who5-0to100",
    name="WHO-5 Well-Being Index, percentage",
    names=["WHO-5"],
    construct="well-being",
    least=0,
    most=100,
    direction=Direction.UP,
    items=5,
    recall_days=14,
    key=key(5, (0, 5), _TOPP, is_read=False, factor=4),
    cutoffs=[
        cutoff("<=", 50, "impaired well-being, positive screen", _TOPP, is_read=True),
        cutoff("<=", 28, "possible clinical depression", _TOPP, is_read=True),
    ],
    thresholds=[important(10, _TOPP, is_read=False)],
    licence=licence(
        LicenceStatus.FREE_NONCOMMERCIAL,
        "WHO",
        is_read=False,
        note="CC BY-NC-SA 3.0 IGO since 2024; public domain before",
    ),
    source=f"WHO Regional Office for Europe 1998; {_TOPP}",
)
WHO5_0TO25 = attrs.evolve(
    WHO5_0TO100,
    id="who5-0to25",
    name="WHO-5 Well-Being Index, raw",
    most=25,
    key=key(5, (0, 5), _TOPP, is_read=False),
    cutoffs=[],
    # A raw point is four of the percentage, and the change was published as both.
    thresholds=[important(2.5, f"{_TOPP}: 10 points of the percentage", is_read=False)],
)

_ROSENBERG = "Rosenberg 1965, Society and the Adolescent Self-Image, Princeton University Press"
_REVERSED = (2, 5, 6, 8, 9)
_ORDER = (
    "For the form that begins with overall satisfaction. Another order in circulation begins with "
    "personal worth, and has 3, 5, 8, 9 and 10 reversed"
)
_FORM = "canvas.ucsc.edu 38108, form"

RSES_0TO30 = Instrument(
    id="rses-0to30",
    name="Rosenberg Self-Esteem Scale, answers 0 to 3",
    names=["RSES", "Rosenberg", "Rosenberg Self-Esteem Scale"],
    construct="self-esteem",
    least=0,
    most=30,
    direction=Direction.UP,
    items=10,
    key=key(10, (0, 3), _FORM, is_read=True, reversed_items=_REVERSED, note=_ORDER),
    licence=licence(
        LicenceStatus.FREE,
        "University of Maryland, as quoted by two sites",
        is_read=False,
        note="public domain, with attribution",
    ),
    source=_ROSENBERG,
)
RSES_10TO40 = attrs.evolve(
    RSES_0TO30,
    id="rses-10to40",
    name="Rosenberg Self-Esteem Scale, answers 1 to 4",
    least=10,
    most=40,
    key=key(10, (1, 4), _FORM, is_read=True, reversed_items=_REVERSED, note=_ORDER),
)

SWLS = Instrument(
    id="swls",
    name="Satisfaction With Life Scale",
    names=["SWLS"],
    construct="life satisfaction",
    least=5,
    most=35,
    direction=Direction.UP,
    items=5,
    key=key(5, (1, 7), "Diener et al. 1985, J Pers Assess 49:71-75", is_read=False),
    bands=bands(
        (5, 9, "extremely dissatisfied"),
        (10, 14, "dissatisfied"),
        (15, 19, "slightly dissatisfied"),
        (20, 20, "neutral"),
        (21, 25, "slightly satisfied"),
        (26, 30, "satisfied"),
        (31, 35, "extremely satisfied"),
        source="Pavot & Diener 1993, Psychol Assess 5:164-172",
        is_read=False,
    ),
    licence=licence(
        LicenceStatus.FREE,
        "labs.psychology.illinois.edu/~ediener",
        is_read=True,
        note="copyrighted, and free with credit to its authors",
    ),
    source=(
        "Diener, Emmons, Larsen & Griffin 1985, J Pers Assess 49:71-75, "
        "doi:10.1207/s15327752jpa4901_13"
    ),
)
WEMWBS = Instrument(
    id="wemwbs",
    name="Warwick-Edinburgh Mental Well-being Scale",
    names=["WEMWBS"],
    construct="well-being",
    least=14,
    most=70,
    direction=Direction.UP,
    items=14,
    recall_days=14,
    key=key(14, (1, 5), CAMCOPS, is_read=True),
    licence=licence(
        LicenceStatus.REGISTRATION,
        CAMCOPS,
        is_read=True,
        note="registration with Warwick; the open-data notice of its papers contradicts that",
    ),
    source="Tennant et al. 2007, Health Qual Life Outcomes 5:63, doi:10.1186/1477-7525-5-63",
)

INSTRUMENTS = (WHO5_0TO100, WHO5_0TO25, RSES_0TO30, RSES_10TO40, SWLS, WEMWBS)
