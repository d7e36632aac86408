"""The two halves of the Hospital Anxiety and Depression Scale."""

from __future__ import annotations

from smartgoals.instruments._build import CAMCOPS, bands, cutoff, key, licence
from smartgoals.measures import Direction, Instrument, LicenceStatus

__all__ = ["HADS_ANXIETY", "HADS_DEPRESSION"]

_SOURCE = (
    "Zigmond & Snaith 1983, Acta Psychiatr Scand 67:361-370, doi:10.1111/j.1600-0447.1983.tb09716.x"
)


def _half(construct: str, first: int) -> Instrument:
    return Instrument(
        id=f"hads-{construct}",
        name=f"Hospital Anxiety and Depression Scale: {construct}",
        names=["HADS", f"HADS {construct}", f"HADS-{construct[0].upper()}"],
        construct=construct,
        least=0,
        most=21,
        direction=Direction.DOWN,
        items=14,
        recall_days=7,
        key=key(
            range(first, 15, 2),
            (0, 3),
            CAMCOPS,
            is_read=True,
            note=(
                "Give each answer by its weight, 0 best to 3 worst, and never by its place on the "
                "form, which prints some items worst first"
            ),
        ),
        cutoffs=[
            cutoff(
                ">=",
                8,
                "possible case",
                "Catalogue of Mental Health Measures (ronnyTodgers/catalogue-mental-health)",
                is_read=True,
            )
        ],
        bands=bands(
            (0, 7, "normal"),
            (8, 10, "borderline"),
            (11, 21, "abnormal"),
            source="Zigmond & Snaith 1983",
            is_read=False,
        ),
        licence=licence(
            LicenceStatus.RESTRICTED, CAMCOPS, is_read=True, note="GL Assessment or Mapi licence"
        ),
        source=_SOURCE,
    )


HADS_ANXIETY = _half("anxiety", 1)
HADS_DEPRESSION = _half("depression", 2)
