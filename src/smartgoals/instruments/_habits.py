"""Sleep, drinking and attention: ISI, PSQI, AUDIT, AUDIT-C and the ASRS screener."""

from __future__ import annotations

import attrs

from smartgoals.instruments._build import CAMCOPS, bands, cutoff, important, key, licence
from smartgoals.measures import Direction, Instrument, LicenceStatus

__all__ = ["INSTRUMENTS"]

_CATALOGUE = "Catalogue of Mental Health Measures (ronnyTodgers/catalogue-mental-health)"
_MORIN = "Morin et al. 2011, Sleep 34:601-608, doi:10.1093/sleep/34.5.601"

ISI = Instrument(
    id="isi",
    name="Insomnia Severity Index",
    names=["ISI"],
    construct="insomnia severity",
    least=0,
    most=28,
    direction=Direction.DOWN,
    items=7,
    recall_days=14,
    key=key(7, (0, 4), "Morin 1993", is_read=False),
    cutoffs=[
        cutoff(">=", 15, "clinical insomnia", "Morin 1993", is_read=True),
        cutoff(
            ">=", 10, "case finding", _MORIN, is_read=True, population="people in the community"
        ),
        cutoff("<", 8, "remission", "Morin 1993", is_read=True),
    ],
    bands=bands(
        (0, 7, "no clinically significant insomnia"),
        (8, 14, "subthreshold"),
        (15, 21, "moderate clinical"),
        (22, 28, "severe clinical"),
        source=f"Morin 1993; {_MORIN}",
        is_read=True,
    ),
    thresholds=[
        important(
            6,
            "Yang et al. 2009, Curr Med Res Opin 25:2487-2494, doi:10.1185/03007990903167415",
            is_read=True,
        ),
        important(8.4, f"{_MORIN} (95% CI 7.1 to 9.4; moderate improvement)", is_read=True),
    ],
    licence=licence(
        LicenceStatus.RESTRICTED,
        "eprovide.mapi-trust.org, Insomnia Severity Index",
        is_read=True,
        note="(c) C. Morin, through Mapi; a licence for commercial use and for software",
    ),
    source="Morin 1993; Bastien, Vallieres & Morin 2001, Sleep Med 2:297-307",
)

_BUYSSE = "Buysse et al. 1989, Psychiatry Res 28:193-213, doi:10.1016/0165-1781(89)90047-4"

PSQI = Instrument(
    id="psqi",
    name="Pittsburgh Sleep Quality Index",
    names=["PSQI"],
    construct="sleep quality",
    least=0,
    most=21,
    direction=Direction.DOWN,
    items=19,
    recall_days=30,
    # Seven components come of clock times and ratings; no key of items says that.
    cutoffs=[cutoff(">", 5, "poor sleeper", _BUYSSE, is_read=False)],
    bands=bands((0, 5, "good"), (6, 21, "poor"), source=_BUYSSE, is_read=False),
    thresholds=[important(3, "Hughes et al. 2009; Buysse et al. 2011", is_read=False)],
    licence=licence(
        LicenceStatus.RESTRICTED,
        "cmu.edu, Common Cold Project, sleep habits",
        is_read=True,
        note="(c) University of Pittsburgh: permission is asked for",
    ),
    source=_BUYSSE,
)

_BABOR = "Babor et al. 2001, AUDIT manual, WHO/MSD/MSB/01.6a"

AUDIT = Instrument(
    id="audit",
    name="Alcohol Use Disorders Identification Test",
    names=["AUDIT"],
    construct="hazardous drinking",
    least=0,
    most=40,
    direction=Direction.DOWN,
    items=10,
    recall_days=365,
    loinc="75624-7",
    panel_loinc="72110-0",
    key=key(
        10,
        (0, 4),
        f"{_BABOR}; {CAMCOPS}",
        is_read=True,
        note=(
            "Items 9 and 10 have only the answers 0, 2 and 4. A person who never drinks skips "
            "items: hand those in as 0"
        ),
    ),
    cutoffs=[
        cutoff(
            ">=",
            8,
            "hazardous or harmful use",
            f"{_BABOR}; {_CATALOGUE}; {CAMCOPS}",
            is_read=True,
        )
    ],
    bands=bands(
        (0, 7, "zone I"),
        (8, 15, "zone II"),
        (16, 19, "zone III"),
        (20, 40, "zone IV"),
        source=_BABOR,
        is_read=False,
    ),
    licence=licence(
        LicenceStatus.FREE_NONCOMMERCIAL,
        CAMCOPS,
        is_read=True,
        note="(c) WHO: free, not for sale or commercial use; LOINC says public domain",
    ),
    source=f"Saunders et al. 1993, Addiction 88:791-804; {_BABOR}",
)
AUDIT_C = Instrument(
    id="auditc",
    name="Alcohol Use Disorders Identification Test: consumption",
    names=["AUDIT-C"],
    construct="hazardous drinking screen",
    least=0,
    most=12,
    direction=Direction.DOWN,
    items=3,
    recall_days=365,
    loinc="75626-2",
    panel_loinc="72109-2",
    key=key(3, (0, 4), CAMCOPS, is_read=True),
    cutoffs=[
        cutoff(">=", 4, "positive screen", _CATALOGUE, is_read=True, population="men"),
        cutoff(">=", 3, "positive screen", _CATALOGUE, is_read=True, population="women"),
    ],
    licence=licence(
        LicenceStatus.FREE,
        CAMCOPS,
        is_read=True,
        note="public domain, by a leaflet of SAMHSA that CamCOPS quotes",
    ),
    source="Bush et al. 1998, Arch Intern Med 158:1789-1795",
)

_KESSLER_2007 = "Kessler et al. 2007, Int J Methods Psychiatr Res 16:52-65"
_KESSLER_2005 = "Kessler et al. 2005, Psychol Med 35:245-256, doi:10.1017/S0033291704002892"

ASRS6_0TO24 = Instrument(
    id="asrs6-0to24",
    name="Adult ADHD Self-Report Scale v1.1 screener, sum of answers",
    names=["ASRS-6", "ASRS screener"],
    construct="ADHD screen",
    least=0,
    most=24,
    direction=Direction.DOWN,
    items=6,
    recall_days=183,
    key=key(6, (0, 4), _KESSLER_2007, is_read=False),
    cutoffs=[cutoff(">=", 14, "positive screen", _KESSLER_2007, is_read=False)],
    bands=bands(
        (0, 9, "low negative"),
        (10, 13, "high negative"),
        (14, 17, "low positive"),
        (18, 24, "high positive"),
        source=_KESSLER_2007,
        is_read=False,
    ),
    licence=licence(
        LicenceStatus.FREE_WITH_TERMS,
        "the form",
        is_read=False,
        note="(c) WHO and Kessler; free use with the notice",
    ),
    source=_KESSLER_2005,
)
ASRS6_0TO6 = attrs.evolve(
    ASRS6_0TO24,
    id="asrs6-0to6",
    name="Adult ADHD Self-Report Scale v1.1 screener, number of shaded answers",
    most=6,
    # From which answer on a field is shaded differs by item.
    key=None,
    cutoffs=[cutoff(">=", 4, "positive screen", _KESSLER_2005, is_read=False)],
    bands=[],
)

INSTRUMENTS = (ISI, PSQI, AUDIT, AUDIT_C, ASRS6_0TO24, ASRS6_0TO6)
