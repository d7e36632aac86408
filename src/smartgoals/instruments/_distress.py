"""Distress of any kind: K10, K6, CORE, ORS, SRS and OQ-45."""

from __future__ import annotations

import attrs

from smartgoals.instruments._build import (
    CAMCOPS,
    bands,
    critical,
    cutoff,
    key,
    licence,
    reliable,
)
from smartgoals.measures import Direction, Instrument, ItemMethod, LicenceStatus

__all__ = ["INSTRUMENTS"]

_ANDREWS = "Andrews & Slade 2001, Aust N Z J Public Health 25:494-497"
_KESSLER = "Kessler et al. 2002, Psychol Med 32:959-976, doi:10.1017/S0033291702006074"
_KESSLER_2003 = "Kessler et al. 2003, Arch Gen Psychiatry 60:184-189, doi:10.1001/archpsyc.60.2.184"
_KESSLER_WAY = (
    "The lowest answer is none of the time, the highest all of the time; LOINC's answer list of "
    "the K6 goes the other way"
)
_KESSLER_LICENCE = licence(
    LicenceStatus.FREE,
    "dhi.health.nsw.gov.au, Kessler-10",
    is_read=True,
    note="unrestricted, with the copyright line and the citation of 2003",
)

K10_10TO50 = Instrument(
    id="k10-10to50",
    name="Kessler Psychological Distress Scale-10, answers 1 to 5",
    names=["K10", "Kessler-10"],
    construct="psychological distress",
    least=10,
    most=50,
    direction=Direction.DOWN,
    items=10,
    # The Australian form asks about four weeks.
    recall_days=30,
    key=key(10, (1, 5), _KESSLER, is_read=False, note=_KESSLER_WAY),
    cutoffs=[cutoff(">=", 20, "likely disorder", _ANDREWS, is_read=False)],
    bands=(
        *bands(
            (10, 19, "likely well"),
            (20, 24, "likely mild disorder"),
            (25, 29, "likely moderate disorder"),
            (30, 50, "likely severe disorder"),
            source=_ANDREWS,
            is_read=False,
        ),
        *bands(
            (10, 15, "low"),
            (16, 21, "moderate"),
            (22, 29, "high"),
            (30, 50, "very high"),
            source="Australian Bureau of Statistics 4817.0.55.001",
            is_read=True,
        ),
    ),
    licence=_KESSLER_LICENCE,
    source=_KESSLER,
)
# What was published for one coding is not moved to the other here: nobody published that.
K10_0TO40 = attrs.evolve(
    K10_10TO50,
    id="k10-0to40",
    name="Kessler Psychological Distress Scale-10, answers 0 to 4",
    least=0,
    most=40,
    key=key(10, (0, 4), _KESSLER, is_read=False, note=_KESSLER_WAY),
    cutoffs=[],
    bands=[],
)
K6_0TO24 = Instrument(
    id="k6-0to24",
    name="Kessler-6, answers 0 to 4",
    names=["K6", "Kessler-6"],
    construct="psychological distress",
    least=0,
    most=24,
    direction=Direction.DOWN,
    items=6,
    recall_days=30,
    key=key(6, (0, 4), _KESSLER_2003, is_read=False, note=_KESSLER_WAY),
    cutoffs=[cutoff(">=", 13, "serious mental illness", _KESSLER_2003, is_read=False)],
    bands=bands(
        (0, 4, "none or low"),
        (5, 12, "moderate"),
        (13, 24, "serious"),
        source=(f"{_KESSLER_2003}; Prochaska et al. 2012, Int J Methods Psychiatr Res 21:88-97"),
        is_read=False,
    ),
    licence=_KESSLER_LICENCE,
    source=f"{_KESSLER}; {_KESSLER_2003}",
)
K6_6TO30 = attrs.evolve(
    K6_0TO24,
    id="k6-6to30",
    name="Kessler-6, answers 1 to 5",
    least=6,
    most=30,
    key=key(6, (1, 5), _KESSLER_2003, is_read=False, note=_KESSLER_WAY),
    cutoffs=[],
    bands=[],
)

_CST = "CORE System Trust (coresystemtrust.org.uk)"
_BARKHAM = "Barkham et al. 2013, Couns Psychother Res 13:3-13, doi:10.1080/14733145.2012.729069"
_CE = "Chris Evans's scoring app (cpsyctc/shiny-server)"
_COREIMS = "coreims.co.uk, How CORE is used"
_CORE_LICENCE = licence(
    # The stricter half of two: neither for profit nor changed.
    LicenceStatus.FREE_NONCOMMERCIAL,
    f"{_CST}, copyright and licensing",
    is_read=True,
    note="CC BY-NC-ND 4.0, and CC BY-ND 4.0 before; unchanged, with the copyright line",
)

CORE10 = Instrument(
    id="core10",
    name="CORE-10",
    names=["Clinical Outcomes in Routine Evaluation 10"],
    construct="psychological distress",
    least=0,
    most=40,
    direction=Direction.DOWN,
    items=10,
    recall_days=7,
    key=key(
        10,
        (0, 4),
        f"{CAMCOPS}; {_CST}, scoring CORE measures",
        is_read=True,
        reversed_items=[2, 3],
        most_missing=1,
        note="CamCOPS and some forms store items 2 and 3 reversed already: turn those back first",
    ),
    cutoffs=[
        cutoff(">=", 11, "clinical range", _BARKHAM, is_read=True),
        cutoff(">=", 13, "depression", _BARKHAM, is_read=True),
    ],
    bands=bands(
        (0, 5, "healthy"),
        (6, 10, "low"),
        (11, 14, "mild"),
        (15, 19, "moderate"),
        (20, 24, "moderate to severe"),
        (25, 40, "severe"),
        source="CORE-10 manual (Connell & Barkham 2007)",
        is_read=False,
    ),
    # With its alpha of .90 and SD of 7.7, a confidence of 95% would take 7 points.
    thresholds=[reliable(6, _BARKHAM, is_read=True, confidence=0.9)],
    critical_items=critical("suicide plans", 6, source=f"{CAMCOPS}; {_CE}", is_read=True),
    licence=_CORE_LICENCE,
    source=f"CORE-10 user manual, 2007; {_BARKHAM}",
)
CORE_OM = Instrument(
    id="coreom",
    name="CORE-OM",
    names=["CORE-34", "Clinical Outcomes in Routine Evaluation Outcome Measure"],
    construct="psychological distress",
    least=0,
    most=40,
    direction=Direction.DOWN,
    items=34,
    recall_days=7,
    key=key(
        34,
        (0, 4),
        f"{_CST}, scoring CORE measures; {_CE}",
        is_read=True,
        reversed_items=[3, 4, 7, 12, 19, 21, 31, 32],
        method=ItemMethod.MEAN,
        factor=10,
        most_missing=3,
    ),
    cutoffs=[
        cutoff(
            ">=",
            10,
            "clinical range",
            f"{_COREIMS}; Connell et al. 2007, Br J Psychiatry 190:69-74",
            is_read=True,
        )
    ],
    thresholds=[reliable(5, _COREIMS, is_read=True)],
    critical_items=(
        *critical("risk to self", 9, 16, 24, 34, source=_CE, is_read=True),
        *critical("risk to others", 6, 22, source=_CE, is_read=True),
    ),
    licence=_CORE_LICENCE,
    source="Evans et al. 2002, Br J Psychiatry 180:51-60, doi:10.1192/bjp.180.1.51",
)

_PCOMS_LICENCE = licence(
    LicenceStatus.RESTRICTED,
    f"{CAMCOPS}; PCOMS licence (paperzz.com/doc/7179229)",
    is_read=True,
    note="(c) Miller & Duncan: a licence for one person is free; groups and software pay",
)

ORS = Instrument(
    id="ors",
    name="Outcome Rating Scale",
    names=["ORS"],
    construct="functioning and well-being",
    least=0,
    most=40,
    direction=Direction.UP,
    items=4,
    recall_days=7,
    key=key(4, (0, 10), "Miller & Duncan 2004 manual", is_read=False, is_continuous=True),
    cutoffs=[
        cutoff(
            "<",
            value,
            "clinical range",
            "Miller, Duncan et al. 2003, J Brief Therapy 2:91-100",
            is_read=False,
            population=population,
        )
        for value, population in ((25, "adults"), (28, "ages 13 to 17"), (32, "ages 6 to 12"))
    ],
    thresholds=[
        reliable(5, "Miller & Duncan 2004 manual", is_read=False),
        reliable(6, "later PCOMS manuals and papers (Duncan)", is_read=False),
    ],
    licence=_PCOMS_LICENCE,
    source="Miller, Duncan, Brown, Sparks & Claud 2003, J Brief Therapy 2:91-100",
)
SRS = Instrument(
    id="srs",
    name="Session Rating Scale",
    names=["SRS"],
    construct="alliance: how the session was, and no outcome",
    least=0,
    most=40,
    direction=Direction.UP,
    items=4,
    key=key(4, (0, 10), "Duncan et al. 2003", is_read=False, is_continuous=True),
    cutoffs=[cutoff("<", 36, "talk about the alliance", "OpenFIT support page", is_read=True)],
    licence=_PCOMS_LICENCE,
    source="Duncan, Miller, Sparks et al. 2003, J Brief Therapy 3:3-12",
)

_OQ_MANUAL = "Lambert et al. 2004, Administration and Scoring Manual for the OQ-45.2"
_TIMMAN = "Timman et al. 2017, Clin Psychol Psychother 24:72-81, doi:10.1002/cpp.1979"

OQ45 = Instrument(
    id="oq45",
    name="Outcome Questionnaire-45.2",
    names=["OQ-45", "OQ-45.2"],
    construct="distress and functioning",
    least=0,
    most=180,
    direction=Direction.DOWN,
    items=45,
    recall_days=7,
    key=key(
        45,
        (0, 4),
        f"{_OQ_MANUAL}, by two public programs",
        is_read=False,
        reversed_items=[1, 12, 13, 20, 21, 24, 31, 37, 43],
        note="The manual makes up for missing answers by subscale, which is not done here",
    ),
    cutoffs=[
        cutoff(">=", 64, "clinical range", f"{_OQ_MANUAL} (63/64)", is_read=True, population="US"),
        cutoff(">=", 56, "clinical range", _TIMMAN, is_read=True, population="Dutch patients (NL)"),
    ],
    thresholds=[
        reliable(14, f"{_OQ_MANUAL}, through another page", is_read=True, population="US"),
        reliable(18, _TIMMAN, is_read=True, population="Dutch patients (NL)"),
    ],
    # The manual's own limits for all but the first were not read, so any answer above 0 counts.
    critical_items=(
        *critical("suicidal thoughts", 8, source=f"{_OQ_MANUAL}, by a program", is_read=False),
        *critical("substance use", 11, 26, 32, source=f"{_OQ_MANUAL}, by a program", is_read=False),
        *critical("anger at work", 44, source=f"{_OQ_MANUAL}, by a program", is_read=False),
    ),
    licence=licence(
        LicenceStatus.RESTRICTED,
        "OQ manual, title page",
        is_read=True,
        note="proprietary, licence fee (OQ Measures)",
    ),
    source=f"{_OQ_MANUAL}; Lambert et al. 1996, Clin Psychol Psychother 3:249-258",
)

INSTRUMENTS = (
    K10_10TO50,
    K10_0TO40,
    K6_0TO24,
    K6_6TO30,
    CORE10,
    CORE_OM,
    ORS,
    SRS,
    OQ45,
)
