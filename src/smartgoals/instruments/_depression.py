"""Low mood: PHQ-9, PHQ-2, EPDS, CES-D and the depression half of the HADS."""

from __future__ import annotations

from smartgoals.instruments._build import (
    CAMCOPS,
    bands,
    critical,
    cutoff,
    important,
    key,
    licence,
    reliable,
)
from smartgoals.instruments._hads import HADS_DEPRESSION
from smartgoals.measures import Direction, Instrument, LicenceStatus, Toward

__all__ = ["INSTRUMENTS"]

_KROENKE_2001 = (
    "Kroenke, Spitzer & Williams 2001, J Gen Intern Med 16:606-613, "
    "doi:10.1046/j.1525-1497.2001.016009606.x"
)
_CATALOGUE = "Catalogue of Mental Health Measures (ronnyTodgers/catalogue-mental-health)"
_KOUNALI = "Kounali et al. 2022, Psychol Med 52:1875-1882, doi:10.1017/S0033291720003700"
_COX = "Cox, Holden & Sagovsky 1987, Br J Psychiatry 150:782-786"
_TRIAL = "a trial of mindfulness by smartphone, n=117"

PHQ9 = Instrument(
    id="phq9",
    name="Patient Health Questionnaire-9",
    names=["PHQ-9", "Patient Health Questionnaire"],
    construct="depression severity",
    least=0,
    most=27,
    direction=Direction.DOWN,
    items=9,
    recall_days=14,
    loinc="44261-6",
    panel_loinc="44249-1",
    key=key(9, (0, 3), f"{_KROENKE_2001}; {CAMCOPS}", is_read=True),
    cutoffs=[
        cutoff(
            ">=",
            10,
            "probable major depression; caseness in NHS Talking Therapies",
            f"{_KROENKE_2001}; {_CATALOGUE}",
            is_read=True,
        ),
        cutoff("<", 5, "remission", "HEDIS DRR-E", is_read=True),
    ],
    bands=bands(
        (0, 4, "minimal"),
        (5, 9, "mild"),
        (10, 14, "moderate"),
        (15, 19, "moderately severe"),
        (20, 27, "severe"),
        source=_KROENKE_2001,
        is_read=True,
    ),
    thresholds=[
        reliable(
            6,
            "Gyani, Shafran, Layard & Clark 2013, Behaviour Research and Therapy 51:597-606, "
            "doi:10.1016/j.brat.2013.06.004 (5.20 rounded up); NHS Talking Therapies manual",
            is_read=False,
        ),
        important(
            5,
            "Loewe et al. 2004, Med Care 42:1194-1201, doi:10.1097/00005650-200412000-00006",
            is_read=False,
        ),
        important(
            1.7,
            f"{_KOUNALI}; its authors recommend about a fifth of the baseline",
            is_read=True,
            population="people with moderate severity",
        ),
    ],
    critical_items=critical(
        "suicidal thoughts", 9, source=f"{_KROENKE_2001}; {CAMCOPS}; PMC8258235", is_read=True
    ),
    licence=licence(
        LicenceStatus.FREE,
        f"{CAMCOPS}; loinc.org/87623-5",
        is_read=True,
        note="public domain: no permission is needed to reproduce, translate, show or distribute",
    ),
    source=_KROENKE_2001,
)

PHQ2 = Instrument(
    id="phq2",
    name="Patient Health Questionnaire-2",
    names=["PHQ-2", "Patient Health Questionnaire"],
    construct="depression screen",
    least=0,
    most=6,
    direction=Direction.DOWN,
    items=2,
    recall_days=14,
    loinc="55758-7",
    panel_loinc="55757-9",
    key=key(
        2,
        (0, 3),
        "Kroenke, Spitzer & Williams 2003, Med Care 41:1284-1292",
        is_read=False,
        note="It does not ask about suicidal thoughts, so no answer to it says that there are none",
    ),
    cutoffs=[
        cutoff(
            ">=",
            3,
            "positive screen",
            f"Kroenke, Spitzer & Williams 2003, Med Care 41:1284-1292; {_CATALOGUE}",
            is_read=True,
        )
    ],
    licence=licence(LicenceStatus.FREE, CAMCOPS, is_read=True, note="as the PHQ-9"),
    source=(
        "Kroenke, Spitzer & Williams 2003, Med Care 41:1284-1292, "
        "doi:10.1097/01.MLR.0000093487.78664.3C"
    ),
)

EPDS = Instrument(
    id="epds",
    name="Edinburgh Postnatal Depression Scale",
    names=["EPDS"],
    construct="perinatal depression",
    least=0,
    most=30,
    direction=Direction.DOWN,
    items=10,
    recall_days=7,
    loinc="99046-5",
    panel_loinc="71354-5",
    key=key(
        10,
        (0, 3),
        f"{_COX}; {CAMCOPS}; LOINC 71354-5",
        is_read=True,
        note=(
            "GIVE EACH ANSWER BY ITS WEIGHT, 0 best to 3 worst, and never by its place on the "
            "form. The form prints items 3 and 5 to 10 worst first, so the first place weighs 3. "
            "Counted by place, the worst answer to the critical item 10 would be 0 and give no "
            "notice"
        ),
    ),
    cutoffs=[
        cutoff(">=", 10, "possible depression", CAMCOPS, is_read=True),
        cutoff(">=", 13, "probable depression", f"{_COX}; Matthey 2004 uses 12/13", is_read=True),
    ],
    thresholds=[
        reliable(
            4,
            "Matthey 2004, J Affect Disord 78:269-272, doi:10.1016/S0165-0327(02)00313-0",
            is_read=True,
            confidence=0.95,
        ),
        important(4, _TRIAL, is_read=True, toward=Toward.BETTER),
        important(3, _TRIAL, is_read=True, toward=Toward.WORSE),
    ],
    critical_items=critical(
        "self-harm", 10, source=f"{CAMCOPS}; sfe.nswiop.nsw.edu.au, EPDS scoring", is_read=True
    ),
    licence=licence(
        LicenceStatus.RESTRICTED,
        CAMCOPS,
        is_read=True,
        note=(
            "(c) Royal College of Psychiatrists: written permission for online republication. "
            "Another notice in circulation allows reproduction that respects the copyright"
        ),
    ),
    source=f"{_COX}, PMID 3651732",
)

CESD = Instrument(
    id="cesd",
    name="Center for Epidemiologic Studies Depression Scale",
    names=["CES-D"],
    construct="depressive symptoms",
    least=0,
    most=60,
    direction=Direction.DOWN,
    items=20,
    recall_days=7,
    key=key(
        20,
        (0, 3),
        f"{CAMCOPS}; NIH FITBIR",
        is_read=True,
        reversed_items=[4, 8, 12, 16],
        note="The CESD-R is another questionnaire, and has critical items that this one has not",
    ),
    cutoffs=[cutoff(">=", 16, "depressed range", f"Radloff 1977; {_CATALOGUE}", is_read=True)],
    licence=licence(LicenceStatus.FREE, CAMCOPS, is_read=True, note="public domain (NIMH)"),
    source="Radloff 1977, Appl Psychol Meas 1:385-401, doi:10.1177/014662167700100306",
)

INSTRUMENTS = (PHQ9, PHQ2, EPDS, CESD, HADS_DEPRESSION)
