"""Until when: by Friday, for the next 30 days, until my next session, before Easter."""

from __future__ import annotations

from smartgoals.smart._parts import HorizonKind
from smartgoals.smart._reader import _days as days
from smartgoals.smart._reader._islands import Island, Islands
from smartgoals.smart._reader._notation import add_classes, pattern

__all__ = ["HORIZONS"]

add_classes(
    FEAST="easter christmas halloween thanksgiving valentine's valentines pentecost",
    EVENT=(
        "session sessions appointment appointments review visit discharge exam exams test tests "
        "finals birthday wedding graduation surgery operation holiday holidays vacation trip race "
        "marathon baby anniversary interview assessment evaluation checkup check-up follow-up "
        "followup meeting prom recital concert tournament competition audition court hearing "
        "reunion due-date move conference scan procedure gcses a-levels mocks sats deadline "
        "term semester half-term midterm midterms treatment program therapy course season "
        "exhibition performance show party cruise flight festival election retirement mot "
        "deployment release return placement supervision rehab recovery funeral camp break recheck "
        "re-evaluation reassessment progress consult consultation iep mdt clinic birth"
    ),
    WE="i we you he she they it",
    COMES=(
        "comes come arrives arrive starts start begins begin ends end is are meet meets see go "
        "goes move moves turn turns leave leaves return returns get gets have has finish finishes "
        "graduate graduates retire retires travel fly restart restarts reopen reopens opens"
    ),
    POSSESSIVE="my our your his her their the",
)
_DATE_DAY = "day=(NUM|NTH) (of)? month=MONTH ((,)? year=NUM)?"
_DATE_MONTH = "month=MONTH (the)? day=(NUM|NTH) (,? year=NUM)?"
_UNTIL = (
    "(from now|between now|from today|between today|starting (today|now|tomorrow),?|every-day)? "
    "until=(no later than|not later than|on or before|up (to|until|till)|up|until|till|by|before|"
    "to|through|thru|on|and|ahead of|prior to|in time for)"
)
# An event may stand before its day: "by the next review on 14 April".
_EVENT_ON = (
    "(POSSESSIVE|a|an)? OTHER{0,6} "
    "(on|in|of|,|bracket|due|dated|for|starts? on|starting|begins? on|,? which is on|is on|are on|"
    "start on)? (the|WEEKDAY)? ,? "
)
HORIZONS = Islands(
    # Spans
    Island(
        pattern(
            "(for|over|during|within|in|throughout|across|after)? (the|these|those|my|our|this) "
            "(rest of the)? (NEXT|first|initial) "
            "(count=(COUNT|couple) (of)? ((-|to|or) high=NUMBER)?)? -? WHOLE? unit=(SPAN|night"
            "|nights|mornings)"
            " (period|time)?"
        ),
        days.span,
    ),
    Island(
        pattern("(for|over|during|within|in)? NEXT count=COUNT WHOLE? unit=SPAN"),
        days.span,
    ),
    Island(
        pattern(
            "(for|over|during|within|in|throughout|across|lasting|(the|a) course of)"
            " (a (total|period) of|at least|up to|about|around|approximately|the course of|only|"
            "just|no more than|a minimum of|roughly)? "
            "(the|these|this|a|an)? count=(COUNT|couple) (of)? ((-|to|or) high=NUMBER)? -? "
            "WHOLE? unit=SPAN"
            " (period|block|time|in a row|straight|running|from (now|today))?"
            "(?! (per|each|every|/|out|a week|of an|of a))"
        ),
        days.span,
    ),
    Island(pattern("(within|in|(over|for) the NEXT) (the)? (NEXT)? count=NUM HOURS"), days.hours),
    Island(pattern("(x|x') count=NUM unit=SPAN"), days.span),
    Island(pattern("count=COUNT unit=SPAN of ANY"), days.span_of_doing),
    Island(pattern("count=COUNT unit=SPAN (from (now|today|tomorrow)|long)"), days.span),
    Island(pattern("count=NUM -? (consecutive|straight) unit=SPAN"), days.span),
    Island(pattern("count=NUM unit=SPAN (in a row|running|straight)"), days.span),
    Island(pattern("(by|until|in|till|through) (the end of)? unit=week count=NUM"), days.span),
    Island(pattern("(in|for|within|x|over) count=NUM / of_year=NUM"), days.of_a_year),
    Island(pattern(", count=NUM unit=SPAN (?=(STOP|$))"), days.span),
    Island(pattern(f"{_UNTIL} {_EVENT_ON} first=NUM / second=NUM (?! (OTHER|/))"), days.short_date),
    Island(
        pattern(f"{_UNTIL} (the|WEEKDAY)? first=NUM / second=NUM (?! (OTHER|/))"), days.short_date
    ),
    Island(
        pattern(
            "until=(by|before|until|till|through) to? (POSSESSIVE)? month=MONTH (OTHER|EVENT){1,2}"
        ),
        days.month_alone,
    ),
    Island(
        pattern("until=(for|over|during|throughout)? the rest of month=MONTH"),
        days.month_alone,
    ),
    Island(
        pattern("(for|over|during)? the (rest|remainder) of (the|this)? (term|semester)"),
        days.season,
    ),
    Island(pattern("(prior to|before|by|until|at|till) (d / c|dc)"), days.event_claim),
    Island(pattern(f"{_UNTIL} WEEKDAY (the)? day=NTH"), days.day_of_this_month),
    Island(
        pattern(f"{_UNTIL} OTHER{{1,5}} (on|is)? on the day=NTH (?! WEEKDAY)"),
        days.day_of_this_month,
    ),
    Island(
        pattern(
            "(by|before|until|till|at) (the end of)? (session|visit|appointment|lesson|class"
            "|module)"
            " NUM"
        ),
        days.event_claim,
    ),
    Island(
        pattern("(within|by) (the)? (NEXT)? (NUM|NTH) (session|sessions|visits|appointments)"),
        days.event_claim,
    ),
    Island(pattern("(of|during|throughout) (ramadan|lent|advent)"), days.season),
    Island(
        pattern(
            "(for)? (the rest of|all|the whole|remainder of) (the|this)? unit=(week|month|year)"
        ),
        days.whole,
    ),
    # Days
    Island(pattern(f"{_UNTIL} {_EVENT_ON} {_DATE_DAY}"), days.day_and_month),
    Island(pattern(f"{_UNTIL} {_EVENT_ON} {_DATE_MONTH}"), days.day_and_month),
    Island(pattern(f"{_UNTIL} (the|WEEKDAY)? ,? (the)? {_DATE_DAY}"), days.day_and_month),
    Island(pattern(f"{_UNTIL} (the|WEEKDAY)? ,? {_DATE_MONTH}"), days.day_and_month),
    Island(pattern(f"(WEEKDAY ,? (the)?)? {_DATE_DAY}"), days.bare(days.day_and_month)),
    Island(pattern(f"(WEEKDAY ,?)? {_DATE_MONTH}"), days.bare(days.day_and_month)),
    Island(pattern(f"{_UNTIL} {_EVENT_ON} date=DATE"), days.numeric),
    Island(pattern(f"{_UNTIL} date=DATE"), days.numeric),
    Island(pattern("date=DATE"), days.bare(days.numeric)),
    Island(
        pattern(
            "(from now|between now)? until=(until|till|by|before|through|in|at|and|to|during)? "
            "(the)? "
            "edge=(end|start|beginning|middle|close|mid|early|late) -? (of)? "
            "next=next? month=MONTH (of|,)? year=NUM?"
        ),
        days.month_alone,
    ),
    Island(
        pattern(
            "(from now|between now)? until=(until|till|by|before|through|in|during|throughout|for|"
            "over|and|this|next) (all of|the month of|the whole of)? "
            "next=(this|next|coming)? month=MONTH (of|,)? year=NUM?"
        ),
        days.month_alone,
    ),
    Island(
        pattern(
            "until=(by|before|until|till) POSSESSIVE (?! NTH) (OTHER|of){1,5} "
            "(in|of) next=(this|next)? month=MONTH (of|,)? year=NUM?"
        ),
        days.month_alone,
    ),
    Island(
        pattern(
            "(from now|between now)? until=(until|till|by|before|through|in|during|throughout|for|"
            "over|and|at|on|within)? (the)? edge=(end|start|beginning|middle|close|mid|half)? "
            "(of)? "
            "which=(this|next|the|following|coming) (calendar|school)? "
            "unit=(week|month|quarter|year|term|semester)"
        ),
        days.this_period,
    ),
    Island(
        pattern(
            "until=(until|till|by|before|through|on|at|and)? edge=(end of)? which=(this|next|"
            "following|coming) unit=weekend"
        ),
        days.this_or_next,
    ),
    Island(
        pattern("until=(until|till|by|before|over|during) (the|this coming) unit=weekend"),
        days.this_or_next,
    ),
    Island(
        pattern("until=(until|till|by|before) edge=end of? unit=(week|month|year|term)"),
        days.this_or_next,
    ),
    Island(
        pattern(
            "(no later than|until|till|by|before|on|through|from now until|come)? "
            "which=(this|next|the|coming|following)? (coming)? weekday=WEEKDAY "
            "(night|evening|morning|afternoon|lunchtime)?"
        ),
        days.by_weekday,
    ),
    Island(
        pattern("(by|before|until|on)? later=(a? week (on|from) (this)?) weekday=WEEKDAY"),
        days.weekday_date,
    ),
    Island(pattern("(by|before|until|on)? weekday=WEEKDAY later=week"), days.weekday_date),
    Island(
        pattern("(by|before|until|on)? fortnight=(a fortnight on) weekday=WEEKDAY"),
        days.weekday_date,
    ),
    Island(
        pattern(
            "(by|before|until)? (the end of)? after=(the day after)? "
            "day=(today|tonight|tomorrow) (night|morning|evening|afternoon)?"
        ),
        days.near_day,
    ),
    Island(
        pattern(
            "(by|before|until|till|on) the day=NTH (of this month)? (?=(STOP|,|so|to (?! last)|$))"
        ),
        days.day_of_this_month,
    ),
    Island(
        pattern(
            "until=(by|before|until|till|in|during|through|throughout|of|at|for)? (the)? "
            "edge=(end|start|beginning|middle|mid|early|late)? -? (of)? year=NUM"
        ),
        days.by_year,
    ),
    Island(
        pattern(
            "(from now|between now)? (until|till|by|before|at|over|for|on|to|through|this|and) "
            "(the|next)? "
            "feast=FEAST (break|holidays|holiday|day|time|sunday)? eve=eve? monday=monday? "
            "year=NUM?"
        ),
        days.feast,
    ),
    Island(
        pattern("(until|till|by|before|at|on|to) (the)? feast=new year (day)? eve=eve? (day)?"),
        days.feast,
    ),
    Island(
        pattern(
            "(until|till|by|before|at|on|to) (st|saint)? feast=(patrick's|patrick|good|pancake|"
            "shrove|ash|boxing|bonfire|independence) (day|night|friday|tuesday|wednesday)"
        ),
        days.feast,
    ),
    # Events and seasons
    Island(
        pattern(
            "(from now|between now)? (until|till|by|before|ahead of|prior to|in time for|up to|at|"
            "through|and|for) (POSSESSIVE|a|an|this|that|each other|each|every)? "
            "(NUMBER -? (week|month|day|year))? (OTHER|of){0,4} "
            "EVENT (with POSSESSIVE? OTHER)?"
        ),
        days.event,
    ),
    Island(
        pattern(
            "(until|till|by the time|before) (WE|POSSESSIVE OTHER{1,2}|OTHER|EVENT|POSSESSIVE "
            "EVENT)"
            " (next)? (COMES|OTHER) (again|OTHER)?"
        ),
        days.until_something,
    ),
    Island(pattern("(until|till) (POSSESSIVE|a|an)? OTHER{1,4}"), days.until_something),
    Island(
        pattern("(until|till|by the time) (WE|i'm|i've|it's) OTHER (ANY){0,4}?"),
        days.until_something,
    ),
    Island(pattern("for day=today"), days.near_day),
    Island(
        pattern(
            "(by|before|until|till|over|during|in|through|this|next|for|throughout) (the)? (end of|"
            "start of)? (the|this|next|coming)? SEASON (holidays|holiday|break|term|months)? "
            "(?! (cleaning|clean|roll|rolls))"
        ),
        days.undated(HorizonKind.SEASON),
    ),
)
