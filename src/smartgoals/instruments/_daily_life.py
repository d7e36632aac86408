"""Daily life and a person's own goals: WSAS and goal-based outcomes."""

from __future__ import annotations

import attrs

from smartgoals.instruments._build import (
    CAMCOPS,
    bands,
    cutoff,
    important,
    key,
    licence,
    reliable,
)
from smartgoals.measures import Direction, Instrument, ItemMethod, LicenceStatus

__all__ = ["INSTRUMENTS"]

_MUNDT = "Mundt et al. 2002, Br J Psychiatry 180:461-464, doi:10.1192/bjp.180.5.461"

WSAS = Instrument(
    id="wsas",
    name="Work and Social Adjustment Scale",
    names=["WSAS"],
    construct="functional impairment",
    least=0,
    most=40,
    direction=Direction.DOWN,
    items=5,
    key=key(
        5,
        (0, 8),
        f"{CAMCOPS}; NHS Data Dictionary, W&SAS score, June 2012",
        is_read=True,
        most_missing=1,
        note=(
            "Where the work item does not apply, the NHS lets the mean of the others stand for "
            "it, as here; wsas-4 is the other rule, a total of four items up to 32. Keep to one"
        ),
    ),
    cutoffs=[cutoff(">=", 10, "significant impairment", _MUNDT, is_read=False)],
    bands=bands(
        (0, 9, "subclinical"),
        (10, 20, "significant impairment"),
        (21, 40, "moderately severe or worse"),
        source=_MUNDT,
        is_read=False,
    ),
    thresholds=[
        important(
            8,
            "Zahra et al. 2014, Int J Psychiatry Clin Pract 18:131-138, "
            "doi:10.3109/13651501.2014.894072",
            is_read=False,
        )
    ],
    licence=licence(LicenceStatus.PERMISSION, CAMCOPS, is_read=True, note="(c) I. Marks"),
    source=_MUNDT,
)
WSAS_4 = attrs.evolve(
    WSAS,
    id="wsas-4",
    name="Work and Social Adjustment Scale without the work item",
    names=["WSAS", "WSAS-4"],
    most=32,
    key=key(
        [2, 3, 4, 5],
        (0, 8),
        CAMCOPS,
        is_read=True,
        note="For people who do not work for a reason that has nothing to do with the problem",
    ),
    cutoffs=[],
    bands=[],
    thresholds=[],
)

GBO = Instrument(
    id="gbo",
    name="Goal-Based Outcomes tool",
    names=["GBO", "Goal Progress Chart"],
    construct="progress to a person's own goals",
    least=0,
    most=10,
    direction=Direction.UP,
    items=3,
    key=key(
        3,
        (0, 10),
        CAMCOPS,
        is_read=False,
        method=ItemMethod.MEAN,
        most_missing=2,
        note="One rating for each of up to three goals; fewer goals leave the others open",
    ),
    thresholds=[
        reliable(
            2.45,
            "Edbrooke-Childs et al. 2015, Child and Adolescent Mental Health 20:142-148, "
            "doi:10.1111/camh.12107",
            is_read=False,
            population="the mean of several goals, n=137",
        ),
        important(
            3,
            "CORC practice",
            is_read=False,
            population="a single goal, which moves by whole points",
        ),
    ],
    licence=licence(
        LicenceStatus.FREE_NONCOMMERCIAL,
        CAMCOPS,
        is_read=True,
        note="(c) D. Law, CC BY-NC-SA 4.0 for forms and text",
    ),
    source="Law, Goals and Goal Based Outcomes, CAMHS Press",
)

INSTRUMENTS = (WSAS, WSAS_4, GBO)
