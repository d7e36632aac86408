"""Goals, their targets and their evidence to and from HL7 FHIR.

Plain dicts go in and out, and no package for FHIR is needed. What a resource says beyond what a
goal here can hold is kept and comes back; what is not valid is refused with the place and the
reason. Whether somebody may read an export is a question of consent, and the host's; what the least
is that they need is a :class:`Scope`.
"""

from __future__ import annotations

from smartgoals.interop._findings import ImportFinding, Severity
from smartgoals.interop.fhir._export import Exported, to_fhir
from smartgoals.interop.fhir._import import Imported, from_fhir
from smartgoals.interop.fhir._json import read_json, write_json
from smartgoals.interop.fhir._scope import PART_2_NOTICE, Disclosure, Scope
from smartgoals.interop.fhir._version_of import version_of

__all__ = [
    "PART_2_NOTICE",
    "Disclosure",
    "Exported",
    "ImportFinding",
    "Imported",
    "Scope",
    "Severity",
    "from_fhir",
    "read_json",
    "to_fhir",
    "version_of",
    "write_json",
]
