"""Words that a person has to see at once.

A list of plain phrases, looked for in the whole text whatever its length or language. It is a
tripwire and no detector: it misses what is said in other words, in other languages and between
the lines, and it rings for some harmless uses. Silence of this list means nothing.
"""

from __future__ import annotations

import re

from smartgoals._values import refuse
from smartgoals.notices import Notice, NoticeKind, NoticeSource

__all__ = ["risk_notices"]

_SELF = "(?:my ?self|himself|herself|themselves|yourself|ourselves|me)"
_WHOSE = "(?:my|his|her|their|your|our)"
_SOMEBODY = (
    "(?:him|her|them|someone|somebody|others|other people|everyone|everybody|my (?:ex|wife|husband|"
    "partner|girlfriend|boyfriend|son|daughter|child|children|kids?|baby|mother|father|mum|mom|dad|"
    "brother|sister|boss|family))(?! portrait)"
)
_LOVED = (
    "my (?:wife|husband|partner|girlfriend|boyfriend|son|daughter|child|children|kids?|baby|mother|"
    "father)"
)
_MEDICINE = "(?:insulin|medication|meds|antidepressants?|lithium|pills)"
# "Stop eating after eight" is a bedtime and "stop eating crisps" a diet; this is neither.
_FASTING = (
    "(?: altogether| completely| entirely| anything| for| until| till| because| to lose|"
    "(?= *(?:[.,;!?]|$)))"
)
_PHRASES = (
    r"suicid(?:e|al|ality)(?! (?:bereavement|prevention|survivor))",
    rf"kill(?:ed|s|ing)? {_SELF}",
    rf"end(?:ed|s|ing)? {_WHOSE} (?:own )?(?:life|lives)",
    "end(?:ing)? it (?:all|tonight|today|now)",
    rf"(?:take|takes|taking|took) {_WHOSE} (?:own )?li(?:fe|ves)",
    "(?:want|wants|wish|wanting|wishing|plan|planning|going|wanted) to (?:die|be dead)",
    "wanna die|kms|unalive|i will die",
    "wish i (?:was|were) (?:dead|never born)",
    "better off (?:dead|without me)",
    "no reason to (?:live|go on)|(?:nothing|not worth) (?:to live for|living)",
    "(?:do ?n[o']t|not|no longer) (?:want to (?:live|be alive|be here|exist|wake up)|be alive)",
    "never wake up",
    rf"(?:hang|shoot|drown|punish|hit|hurt|hurts|harm|harmed)(?:t?ing)? {_SELF}",
    rf"(?:cut|burn)(?:t?ing)? {_SELF}(?! (?:some slack|out|off|short|down))",
    r"(?:cut|slit|slash)(?:t?ing)? (?:my|his|her|their) (?:wrists?|arms?|legs?|thighs?|skin)",
    "(?:stop|stopped|not|no more|start|started|been) cutting(?= *(?:[.,;!?]|$))",
    r"self[- ]?(?:harm|injur)\w{0,4}",
    r"overdos(?:e|ed|es|ing)(?! prevention)|take all (?:of )?my (?:pills|tablets|meds|medication)",
    "jump (?:off|from) (?:a|the) (?:bridge|roof|building|balcony|cliff)",
    rf"starv(?:e|es|ed|ing) {_SELF}",
    rf"stop(?:ping|ped)? eating{_FASTING}",
    "(?:not|never|won't) eat(?:ing)? (?:at all|again|for|anything(?! after))|eat(?:ing)? nothing",
    r"purg(?:e|ed|es|ing)",
    r"(?:vomit|throw up|be sick)(?:ing)? after (?:every |each |my )?(?:meal|eat)\w{0,3}",
    rf"(?:kill|hurt|harm|attack|stab|strangle|choke|rape|murder)(?:s|ed|d|ing)? {_SOMEBODY}",
    rf"(?:beat|hit|slap|punch)(?:t?ing)? {_LOVED}",
    "shoot(?:ing)? (?:him|her|them|someone|somebody|everyone)",
    rf"(?:stop|stopped|quit|not|skip)(?:ping)? (?:taking )?my {_MEDICINE}",
    "(?:he|she|they) (?:hits?|beats?|chokes?|rapes?|hurts?) me",
    "not safe at home",
)
# A space stands for up to three of any kind, so that a line break hides nothing.
_RISK = re.compile(
    rf"(?<!\w)(?:{'|'.join(_PHRASES)})(?!\w)".replace(" ?", r"\s{0,3}")
    .replace(" *", r"\s{0,3}")
    .replace(" ", r"\s{1,3}"),
    re.IGNORECASE,
)
# Written otherwise and read the same: each is one character for one, so that places stay.
_SAME = str.maketrans("\u2019\u02bc\u2010\u2011\u2012\u2013\u2014\u00ad", "''------")


def risk_notices(text: str, *, source: NoticeSource = NoticeSource.STATEMENT) -> tuple[Notice, ...]:
    """Return a notice for each phrase in *text* that may speak of a risk.

    Goals are searched when they are read and checked. Notes and reasons in a journal are not: hand
    them to this function when they are written.

    The list behind it is short, English and a tripwire only; no notice does not mean no risk.

    Args:
        text: Any text, of any length.
        source: What sort of text it is.

    Returns:
        One notice for each phrase, with its place in *text* and without its words.

    Raises:
        InvalidValueError: If *text* is no text.

    Example:
        >>> from smartgoals.notices import NoticeSource
        >>> from smartgoals.smart import risk_notices
        >>> for notice in risk_notices("Some days I want to die.", source=NoticeSource.NOTE):
        ...     print(notice)
        risk-language in a note: see characters 12 to 23
    """
    if not isinstance(text, str):
        refuse("text", "text", text)
    return tuple(
        Notice(kind=NoticeKind.RISK_LANGUAGE, source=source, start=match.start(), end=match.end())
        for match in _RISK.finditer(text.translate(_SAME))
    )
