"""What people write in goals, as classes of words and as patterns of them.

The lists are the knowledge of the check. A word that is missing makes a rule silent, so each class
holds its whole family rather than the word that somebody happened to use.
"""

from __future__ import annotations

from smartgoals.smart._judge._act_words import forms as _forms
from smartgoals.smart._reader._notation import Pattern, Sieve, add_classes
from smartgoals.smart._reader._notation import pattern as _pattern

__all__ = [
    "ABSOLUTE",
    "ADDED",
    "ALREADY",
    "ANCHOR",
    "AVOID",
    "BACKED",
    "BOUND_HOURS",
    "CHANGING_WEIGHT",
    "COMING_TO_STOP",
    "COUNTABLE",
    "CUT_BACK",
    "DAYTIME",
    "DEADLINE",
    "DISOWNED_ANYWHERE",
    "DOUBTFUL",
    "DRINKING",
    "EATEN_LESS",
    "EATING",
    "EMPTY_REASON",
    "EXERCISING",
    "EXTERNAL_ANYWHERE",
    "EXTERNAL_REASON",
    "FASTING",
    "FASTING_BY_RULE",
    "FEELING_SCALE",
    "FEWER",
    "FITNESS",
    "GAINING",
    "GENERIC",
    "GOING",
    "HALF_OF_WEIGHT",
    "HEDGE",
    "HELD_BY_OTHERS",
    "INNER",
    "JOINED",
    "KILOJOULES",
    "KNOWN",
    "LEAD_IN",
    "LESS_ALCOHOL",
    "LESS_OF",
    "LESS_WORDS",
    "LOSING",
    "MORE_THAN_NOW",
    "NOT_OURS",
    "NOT_PERFECTIONISM",
    "NO_CHANCE",
    "OFTENER",
    "OF_ALCOHOL",
    "OF_BEER",
    "OF_SPIRITS",
    "OF_WINE",
    "ONE_OFF",
    "ON_FOOT",
    "OUTCOME",
    "OUTCOME_CHANGE",
    "OWN_REASON",
    "PARACETAMOL",
    "PART_OF_DIET",
    "PERIOD_TAIL",
    "PUTTING_ON",
    "SCORED",
    "SELF_CARE",
    "SLEEPING",
    "SLEEPING_PILLS",
    "SLEEP_ASIDE",
    "SLOGAN",
    "SOBER",
    "STATE",
    "STRENGTH",
    "SURE",
    "TAKING_ALCOHOL",
    "TIMED",
    "TO_BED",
    "UNDEFINED",
    "VAGUE",
    "VAGUE_AMOUNT",
    "VAGUE_FREQUENCY",
    "VAGUE_HORIZON",
    "VAGUE_TAIL",
    "WEIGHT_LEVEL",
    "WHENEVER",
    "possible",
]


def pattern(notation: str) -> Pattern:
    """Return the pattern of *notation*, with every repetition bounded.

    Words that stand in two alternatives of one repetition could be read in very many ways; five of
    them are as many as anybody writes.
    """
    return _pattern(notation.replace(")*", "){0,5}").replace(")+", "){1,5}"))


def forms(verbs: str) -> str:
    """Return each verb with its forms, as one text."""
    return " ".join(sorted(_forms(verbs)))


add_classes(
    SOFT="really just also actually finally simply only please honestly independently safely "
    "gently slowly successfully effectively properly appropriately fully well always again "
    "instead more ideally hopefully definitely absolutely eventually personally then",
    ARTICLE="a an the my your our his her their its this these those some any all such own that",
)

LEAD_IN = pattern(
    "(SOFT|to|be able to|being able to|learn how to|learn to|learning to|start to|begin to|"
    "continue to|carry on|keep on|need to|needs to|have to|has to|got to|want to|try to|try and|"
    "try|trying to|attempt to|hope to|get to|manage to|make sure (that)? (i|to)?|make time to|"
    "make time for|make an effort to|commit to|commits to|aim to|aims to|plan to|be allowed to|"
    "get used to|get into the habit of|make a habit of|must|should|can|could|would like to|"
    "would like|ensure (that)?|help (me|him|her|them)? to|going-to|want-to|have-to|will|"
    "do my best to|be willing to|force myself to|remember to|remind myself to|dare to|agree to|"
    "be supported to|get back to|go back to|get back into)+"
)
"""What stands before the act and says nothing about it."""

add_classes(
    STOPPING=forms("stop quit avoid cease resist refuse eliminate refrain abstain"),
    SAY_NO="no not never don't won't can't doesn't isn't without nothing doesnt nor",
)
AVOID = pattern(
    "(never ever|under no circumstances ever?|not ever|SAY_NO|STOPPING from? (all|any)?|no longer|"
    "no more (?!than)|not any more|give up|giving up|"
    "cut out|cutting out|get rid of|kick|let go of|get away from|stay away from|keep away from|"
    "stay off|keep off|come off|cut all|not have any|not a single|stay clear of|steer clear of|"
    "dont|do not (more)?|does not|will not)*(SAY_NO|STOPPING from? (all|any)?|no longer|"
    "no more (?!than)|give up|giving up|cut out|cutting out|get rid of|kick|stay away from|"
    "keep away from|stay off|keep off|come off|stay clear of|steer clear of|dont)"
)
"""What turns the act into one to leave off."""

SOBER = pattern(
    "(stay|stays|staying|remain|remains|be|being|keep|get|become|maintain|maintaining|achieve|"
    "continue|sustain) (SOFT|my|clean and|and){0,3}(sober|sobriety|abstinent|abstinence|smoke-free|"
    "alcohol-free|drug-free|clean (?!ANY)|teetotal|off (the|all)? (drink|booze|drugs|drug|weed|"
    "fags|cigarettes|alcohol|gear|heroin|vapes))|sobriety (STOP|$)"
)
"""Words for doing without, which say that the count is to be nought."""

add_classes(
    HEALTHILY="healthy healthier healthily better well right properly clean cleaner balanced "
    "sensibly normally good junk cleanly nutritious",
    SAYING="demonstrate demonstrates demonstrating report reports exhibit exhibits display "
    "displays verbalise verbalize verbalises verbalizes show shows express expresses",
    CHANGED="improved increased decreased reduced enhanced better greater less lower fewer higher "
    "improvement increase decrease reduction improving",
)
VAGUE = pattern(
    "(process|processing) (ARTICLE|SOFT|difficult)* (feelings|emotions|grief|trauma|loss|events)|"
    "help ANY{1,3} (cope|manage|deal|feel|settle)|"
    "(work|working|works|worked) (harder)? (on|through|towards|toward)|"
    "(deal|deals|dealing|dealt|"
    "cope|copes|coping) (better)? with|(focus|focussing|focusing|concentrate) (more)? on|(get|"
    "getting|got|come|coming|be) (over|better|through|past|by|along) (at|with)?|(get|getting|be|"
    "grow|become|feel) (SOFT)* (closer|close|nearer) to|be on (SOFT|good|better)* terms|(face|"
    "facing) up to|(get|getting|go|going) back into|(get|make it) through|watch what|sleep like|"
    "(remain|remains|stay|maintain) (SOFT|medically)* (stable|compliant|safe|well|stabilised)|(get|"
    "getting) on (SOFT)* (better|well|with)|move on from|let go of|letting go of|"
    "come to terms (with)?|sort out|get ANY{1,3}under control|(get|keep|take|gain|have|"
    "regain) (better|more|some)? control (of|over)|(keep|stay|get) on top of|get a (grip|handle|"
    "hold) (on|of)|(do|doing) (SOFT)* (better|well)|be able to cope|look at|learn (more)? about|"
    "find out about|know how to|(learn|find|explore|identify|discover|develop) (SOFT|new|healthier|"
    "other|different|a|some|healthy|positive|good|effective)* (ways|way|strategies|skills|"
    "techniques|tools|how) (to|of|for)|(make|making) (better|good|healthy|healthier|positive|wiser|"
    "more|some|lifestyle|good|sensible)* (choices|decisions|changes|progress)|"
    "take (SOFT)* (responsibility|ownership|charge|control|more responsibility|initiative)|(get|"
    "seek|find|ask for|access|accept|have) (SOFT|some|the|professional)* (help|support) (with|for|"
    "STOP|$)|(be|being) (SOFT)* (better|good|bad|best|rubbish|nicer|there) (at|with|for|in)|"
    "say no (STOP|$|more|to people)|learn to say|be assertive|(SAYING) (SOFT|ARTICLE)* (CHANGED|"
    "ability|understanding|awareness|insight|knowledge|use of)|"
    "attend to ARTICLE? (personal)? (hygiene|needs|self)|be supported|have support|feel supported"
)
"""Idioms that name a direction and no act."""

STATE = pattern(
    "(feel|feeling|be|being|stay|get) (SOFT)* (at (ease|peace|home|one)|in (control|charge|touch)|"
    "on top of ANY|in a (good|better) ANY)"
)
"""States that are said with a place."""

FITNESS = pattern(
    "(get|getting|grow|become) (SOFT)* (stronger|strong|healthy|fitter)|(be|being|become|stay|keep|"
    "get|getting|staying|remain) (SOFT|a bit|much|a lot|physically|socially)* (active|moving|fit|"
    "fitter|healthier|sociable|in shape|into shape|back into shape|out more|out and about|"
    "out of the house more)"
)
GENERIC = pattern(
    "(work out|working out|works out|train|training|exercise|exercising|workout) (STOP|$|more|less|"
    "regularly|NUMBER|half|for|SOFT|on|in|every|at|with|to|twice|once|often|during|as|after|"
    "before)|(look|looking|looks|take|taking|takes|care|caring) (SOFT|better|good|more)* (after|"
    "care of|time for|time out for|for) (me|myself|yourself|himself|herself|themselves|self|"
    "my (health|body|self|mind|appearance|mental|physical|wellbeing))|(eat|eating|eats) (SOFT|a|"
    "more|much|my|food|lot|bit)* (HEALTHILY|less rubbish|breakfast properly)|(eat|"
    "eating) (SOFT)* (less|fewer|more) (junk|rubbish|healthy|unhealthy|processed|bad|good)|(see|"
    "seeing|meet|meeting) (SOFT|a bit|more|some|of|new|other|lot|my)* (people|friends)|(make|"
    "making|find) (SOFT|some|new|more|a|few|COUNT)* (friends|friend)|(move|moving|use|"
    "stretch) ARTICLE? body|(do|doing|try|trying|find|have) (SOFT|some|a|new|the)* (hobby|hobbies|"
    "interest|interests|things i (enjoy|like|love)|fun things|nice things|things for me|"
    "something (nice|fun|for me|for myself|i enjoy))|(go|going|get|getting) (out|outside|"
    "out and about) (more|a bit more|and about)? (STOP|$|and|so)|(treat|be kind to|be kinder to|"
    "be good to|be nice to|be nicer to|be gentle with) (me|myself|yourself|ARTICLE? body)|(have|"
    "make|take|spend|get|find) (SOFT|some|a bit of|time|bit)* (me|alone|quality|time on|time for|"
    "time to) (me|myself|time|self-care|selfcare|relax|my self)|(cut|cutting) (down|"
    "back)? (on)? (bad|junk|unhealthy) ANY|(keep|have|follow|get|stick to|maintain|create|"
    "establish|develop|set|achieve) (SOFT|ARTICLE|into|good|better|healthy|healthier|regular|"
    "consistent|daily|balanced|normal|steady|stable|structured)* (routine|routines|diet|lifestyle|"
    "habits|sleep hygiene|sleep pattern|sleep schedule|sleep routine|boundaries|structure|hygiene)|"
    "(stand up for|speak up for|assert|express|push|challenge|educate) (myself|himself|herself|"
    "yourself|themselves|my (needs|feelings|opinion|opinions|emotions))|(speak up|open up|"
    "reach out|set boundaries|take risks|try new things|step out of my comfort zone|"
    "leave my comfort zone|slow down|switch off|rest) (SOFT)* (STOP|$|to|with|when)"
)
"""Idioms that cover many things."""

SLOGAN = pattern(
    "step into (my|your|her|his) ANY|own (the|my) (room|power|truth|story)|"
    "(run|running) on empty|burning the candle ANY{0,4}|"
    "(want|need|get|have) (my|his|her) (old|own|whole|normal) life back|my old life back|"
    "(some|my|the) (joy|fun|life|zest) back (in|into)? ANY{0,3}|"
    "(get|getting) a grip|more energy (STOP|$|please)|(get|getting|put|pull|have|got) (ARTICLE)? "
    "(life|act|shit|self|myself|head|stuff|"
    "things) (back)? (together|sorted|straight|back|on track|in order|in gear|around)|(get|getting|"
    "be|go|stay|keep|come|bounce|put) (myself|my life|things)? (back)? on (the right)? track|(move|"
    "moving|moved) (on|forward|forwards|ahead) (?!from)|put myself (out there|first)|find (myself|"
    "my way|my place|my feet|my voice|her purpose|his purpose|my purpose|my calling)|(be|become|"
    "being|feel like) (the best|my best|a better|a good|a new|a different|a nicer|a kinder|"
    "a stronger|a happier|the person|my old|my true|my real|my normal|myself|yourself|himself|"
    "herself|like|more like|who|again the|the old|the real|the same|just)|(live|living) (SOFT|my|a|"
    "the|in|for|life|to|full|best|more|better|happy|happier|normal|fuller|moment|present|again|"
    "fully|authentically|freely|each|every|day)+|(enjoy|enjoying|love|loving|embrace|appreciate|"
    "like) (SOFT)? (my|your|his|her|their)? (life|living|things|myself|yourself|who i am|self|"
    "every day|the moment|body|the little things)|(turn|change|take back|take charge of|sort|"
    "sort out|improve|fix|get|build|rebuild|reclaim|want|have) (ARTICLE|control|of|"
    "back)* (whole)? life (around|back|out|better|again)?(?! ANY)|(heal|healing|let go|grow|shine|"
    "flourish|thrive|survive|succeed|cope)(?! from| of| with| in| at| my| better| well)|(love|"
    "accept|forgive|"
    "believe in|trust|respect|value|like|know|find|understand|better|improve|work on|"
    "know) (SOFT)? (myself|yourself|himself|herself|themselves|me)|(more|something|better|get more|"
    "want more|make something|make the most|get the most|take more|make more) (from|out)? (of|"
    "out of|from) (my|the|this)? (life|it|myself|this)|(get|getting) (myself|me|my (spark|mojo|"
    "old self|confidence|life|self|strength|energy|smile|sanity|power|independence|freedom|"
    "happiness)) back|(have|find|get|regain|gain|rediscover|feel|achieve|want|build|create|seek|"
    "restore) (SOFT|ARTICLE|more|inner|some|true|sense|of|better|in|back|real|new|greater|enough|"
    "much|my|peace|of|mind|the|good)* (peace|happiness|joy|purpose|meaning|contentment|serenity|"
    "closure|calmness|hope|energy|motivation|strength|willpower|courage|freedom|clarity|fulfilment|"
    "fulfillment|direction|fun|spark|mojo|patience|discipline|drive)|(think|thinking|stay|keep|act|"
    "be) (SOFT|more|a)* (positive|positively|strong|hopeful|calm|sane|happy)|(do|doing|try|be|give|"
    "get) (SOFT|my|it|the|to|a|at)* (best|better|all|everything|well)(?! ANY)|(feel|feeling|be|"
    "fit) (good enough|like i)|turn over a new leaf|fresh start|make (ANY){0,2}proud|"
    "go with the flow|face my (fears|demons)|be there for ANY|start (over|again|afresh|living)|"
    "step up|man up|snap out of it|get a grip|get a life|get (out of|through) (this|it|my rut|"
    "a rut)|get over (it|this|him|her|them|myself)|(sort|pull|get|put) myself (out|together|right|"
    "straight|back)|break (free|the cycle)|come out of my shell|get (better|well|well-soon|happy|"
    "happier|stronger|motivated|organised|organized|unstuck|braver|tougher|closer to god)(?! ANY)|"
    "(take|taking) (it|things|each day|life|every day) (SOFT)* (NUMBER|COUNT|as|easy|day|step|slow|"
    "slowly) ANY{0,4}|(live|take) (each|every) day ANY{0,4}|(get|have|put|keep|find|need|pull|pick|"
    "give|set|turn|keep) (ARTICLE|SOFT|it|up)* (ducks in|head above|head straight|head down|"
    "head up|chin up|chin|eye on the|feet on|finger out|foot forward|foot in|act together|"
    "other half|better half|second chance|NUMBER chance|fresh start|clean slate|new leaf|new page|"
    "new chapter|NTH wind|mojo|groove|bounce|sparkle|edge|grip|all|everything|best shot|best foot|"
    "NUMBER percent|demons|rut|pieces)|(go|going) (the extra mile|with the flow|for it|for gold|"
    "back to (normal|NUMBER|square|how|who|the way|my old|being))|(be|being|feel|feeling|become|"
    "stop being) (SOFT|ARTICLE)* (number one|on cloud|NUMBER ANY{0,2}(NUMBER|percent)|half the|"
    "the one|top of|over the moon|on the same page|in a better place|in a good place|on my feet|"
    "back on my feet|back to (normal|my|the|who|how|NUMBER)|two-faced|third wheel|second best|"
    "second-best|fifth wheel|first-class|hero|rock|somebody|someone who|the sort|the kind|the type|"
    "a person|there for|good enough|enough|in the moment|at one with|able to cope|true to)|(see|"
    "look on) (the|a) (glass|bright|light|end|positive|funny)|(keep|stay) (on keeping|calm|going|"
    "strong|sane|positive|afloat|above water)|(stand|standing|get back|land|back|fall) on (my|his|"
    "her) (own)? (NUMBER|feet)|(take|taking|get|getting|win|claim) (back)? (SOFT|my|charge|"
    "the)* (power|life|reins|wheel|control|narrative) (?!(of|over) (my|the|his|her|our) ANY)|"
    "know (who|what) i (am|want)|(get|getting|just get) (SOFT)* (on with|through|by) (SOFT|each|"
    "every|the|my|it|this)* (life|day|days|week|it|things|STOP|$)|(start|begin) (again|afresh|over|"
    "living|to live)|(hate|love|like|loving|hating|respect|be) (SOFT)* (myself|himself|herself|"
    "yourself)|(want|get|have|make|expect|need|more|something) (SOFT)* (out of|of|"
    "from) (SOFT)* (life|this|it)|(be|become|make) (SOFT|my|the)* (mum|dad|parents|family|kids|"
    "ANY) proud|(fulfil|fulfill|reach|realise|realize|achieve|unlock|find|follow|live) (SOFT|"
    "ARTICLE|full|true|inner|best|wildest|life's)* (potential|dreams|dream|destiny|calling|passion|"
    "purpose|goals|true|self|path|bliss|truth|tribe)|(leave|leaving|put|putting) (SOFT|ARTICLE|all|"
    "of)* (past|it|this|that|everything|bad|years|year|ANY) (SOFT|stuff|times|years)* (behind|"
    "in the past)|(close|draw|turn) (ARTICLE) (chapter|line|door|page)|(shake|shaking|snap|get|"
    "pull|dig|climb) (SOFT|myself|this|off|out|of)* (feeling|hole|slump|funk|rut|pit|black dog|"
    "cloud|doldrums)|(bounce|fight|come|bouncing) back|(feel|look|be) (like)? (a|"
    "COUNT) (NUMBER)? (dollars|bucks|million)"
)
"""Words that many say and nobody can tick off."""

add_classes(
    NOWHERE="life myself me general skin things everything world head body mind control charge "
    "moment self future way place own peace love touch shape time days day times it this that "
    "long everyday present ease home yourself himself herself themselves track life's future "
    "first last once all same summer winter spring autumn christmas easter end january february "
    "march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday today tomorrow now dad mum who what which how "
    "someone way least "
    "again anymore",
)
ANCHOR = pattern(
    "(to|with|towards|around|about|from) (SOFT)? (my|his|her|our|their|people|others|other|the|"
    "strangers|customers|clients|staff|women|men|girls|boys) (?!self|life|own skin|best|world|"
    "future|past)|(in|at|with|around|during|towards|toward|near|following|between|among|outside|"
    "inside|past|on|before|after|over|about|speaking|talking) (ARTICLE|NUMBER|new|other|more|big|"
    "first|"
    "going|having|doing|social|public|being){0,3}(?!NOWHERE|ARTICLE|being|in|at|on|with|and|"
    "STOP)ANY|(when|while|whenever|if) (?!possible|i can)ANY"
)
"""A situation or a person that ties a quality to life."""

INNER = pattern(
    "(put|putting|let|letting|bring|bringing|see|seeing|tear|tearing|beat|beating|talk|"
    "talking) (myself|himself|herself|themselves|yourself|things|people|it|others) (SOFT)* (down|"
    "last|second|up|get to me|get me down|walk all over me|badly|first|off)|(have|having|get|"
    "getting|let|letting|listen to|listening to) (SOFT|ARTICLE|these|such|NTH|bad|dark|many|stupid|"
    "negative|intrusive|second)* (thoughts|feelings|emotions|worries|doubts|fears|beliefs|critic|"
    "self-talk|flashbacks|nightmares|urges|cravings)|(let|letting) ANY{1,3}(get to|walk all over|"
    "put me|bother|upset|control|stop me|get me|rule|define|run) |(think|thinking) (SOFT)* (about|"
    "negatively|bad|badly|less|more|too|the worst|that|of|everyone|people|i)|(lose|losing|control|"
    "controlling|keep|keeping) (ARTICLE)? (temper|cool|rag|patience|hope|nerve|calm|it|mind)|(get|"
    "getting|be|being|become|becoming) (SOFT|all|that)* (angry|upset|annoyed|anxious|jealous|"
    "distracted|frustrated|stressed|defensive|irritated|mad|wound|worked|triggered|overwhelmed|"
    "attached|emotional|nervous|scared|worried|paranoid|tired|bothered)|(take|taking) (things|it|"
    "everything|stuff|criticism|myself) (SOFT)* (personally|to heart|seriously|for granted)|(live|"
    "living|stuck|hold|holding|hang|hanging) (on)? (in|to|onto) ANY{0,2}(past|grudges|grudge|"
    "resentment|fear)|(give|giving) (myself) (a hard time|grief|a break)|be hard on|"
    "being so hard on|(feel|feeling) (SOFT)* (guilty|like|bad|sorry|ashamed|that) (about|for|i|a|"
    "when)|sit with ARTICLE? (feelings|emotions)|notice (ARTICLE|when i)"
)
"""Idioms for what happens inside."""

OUTCOME = pattern(
    "(have|having|get|getting|experience|experiencing|report|reporting|reports|show|demonstrate|"
    "see|exhibit|suffer|suffer from|with|a|an)* (fewer|less|lower|reduced|decreased|decrease in|"
    "reduction in|drop in|improvement in|increase in|improved|increased|more|better|smaller|"
    "shorter|reduce|decrease|lower|lessen|cut|no) ANY{0,4}? (attack|attacks|rows|row|arguments|"
    "fights|outbursts|outburst|tantrums|meltdowns|episodes|episode|seizures|falls|fall|relapses|"
    "incidents|headaches|migraines|nightmares|flashbacks|cravings|craving|urges|binges|mood swings|"
    "swings|symptoms|pain|anxiety|depression|stress|worry|fatigue|bp|blood pressure|cholesterol|"
    "hba1c|blood sugar|weight|sleep|sick days|absences|dreams|agitation|aggression|conflict|"
    "conflicts|panic|swelling|spasms|tics|blocks|stammering|reflux|cramps|flare-ups|flares|"
    "hangovers|slips|mistakes)|(lose|losing|drop|shed|gain|gaining|put on) (weight|SOFT|some|"
    "a bit of|a lot of|the|my|more|extra|a little|bit|lot|baby|of)* (weight|fat|pounds|kilos|"
    "muscle|belly|tummy|inches)|(sleep|sleeping) (SOFT|a bit|much|a lot)* (better|well|more|longer|"
    "deeper|properly|through)|(get|getting|have) (SOFT|ARTICLE|more|better|good|enough|some|proper|"
    "decent|a|full|quality|of)* (sleep|rest)(?! ANY{0,2} NUMBER)|(be|being|become|stay|remain|"
    "get) (SOFT)* (pain-free|free of|free from|symptom-free|discharged|off sick)"
)
"""A result without the act that leads to it, and without a level."""

OUTCOME_CHANGE = pattern(
    "(will|to|should|would)? (be|is|are|been|get) (SOFT)* (reduced|decreased|minimised|minimized|"
    "improved|increased|managed|controlled|maintained|resolved|stabilised|stabilized|addressed|"
    "supported|enhanced|monitored|met|encouraged|achieved|less|better|lower)|(to)? (improve|"
    "decrease|increase|reduce|improves|decreases|settle|subside|resolve|lessen|worsen|go down|"
    "go away|come down|get better|heal) (STOP|$|by|over|within)"
)
"""Something that is to change by itself, as clinicians write it."""

UNDEFINED = pattern(
    "(finish|do|say|get|keep|stick to|work on) what (i|we|you|he|she|they) ANY|"
    "(do|doing|change|work on|work through|fix|sort|sort out|deal with|finish|stop|start|keep|"
    "continue|keep up|carry on with|carry on|try|get|handle|manage|improve|practise|practice|"
    "stick to|stick with|keep doing|get over|get on with|go for|make|achieve|be better at|"
    "get better at|keep at|keep going with|say|tell|use|avoid|quit|cut down on|help with|help|"
    "get used to|talk about|think about) (SOFT|ARTICLE|those|better|doing|up|some|a few|with)* (it|"
    "things|stuff|something|everything|anything|this|that|what i (am|was|do|said|need|have|should|"
    "started|can)|what we|what i'm|what you|whatever|the same) (doing|said|discussed|talked about|"
    "to do|up|more|better|less|out|well|now|differently)? (STOP|$|regularly|soon|every|NUMBER|"
    "until|by|more|and|so|daily|on|again|because|,|next|for|at)"
)
"""An act on something that is not named."""

add_classes(
    COUNTED_THINGS=forms(
        "drink smoke vape snack gamble bet game scroll swear shout argue binge text call spend"
    )
    + " attacks attack rows row arguments fights outbursts outburst tantrums meltdowns episodes "
    "episode seizures falls fall relapses incidents headaches migraines nightmares flashbacks "
    "binges cigarettes fags cigs smokes joints weed cannabis alcohol wine beer beers pints drinks "
    "units coffee coffees caffeine tea sugar sweets chocolate cake crisps snacks snack takeaways "
    "takeaway junk soda coke energy-drinks water vegetables veg fruit fibre fiber protein "
    "calories meals carbs salt meat steps walking running phone screen screens screen-time telly "
    "tv gaming scrolling internet facebook instagram tiktok social-media hours minutes time "
    "nights sleep naps money cash clothes scratch-cards lottery hours days words sentences books "
    "pages questions prompts reminders absences lates lateness detentions words sessions "
    "appointments friends friend visits calls messages texts emails chores mistakes errors "
    "accidents wees toilet repetitions checking checks handwashing washing rituals compulsions "
    "urges cravings exercise laps lengths miles distance weight pounds kilos kg fat medication "
    "painkillers tablets pills paracetamol ibuprofen diazepam conversations conversation contact "
    "eye-contact people homework activity activities groups goals spending purchases shopping "
    "overtime work one-to-one outings pressure cholesterol "
    "outdoors out",
)
COUNTABLE = pattern("COUNTED_THINGS")
CUT_BACK = pattern(
    "(get|bring) ANY{1,4}? down|(cut|cutting|cuts) (right|way|SOFT)? (down|back|out)|(reduce|"
    "reducing|reduces|decrease|"
    "decreasing|limit|limiting|increase|increasing|lower|lowering|wean|taper|tapering|titrate|"
    "minimise|restrict|ration)"
)
LESS_OF = pattern(
    "(be|being) (SOFT|much|a lot|a bit)* (less|more) (on|in|out|at|outside|around|online|off)"
)
"""Being on the phone, out of the house: where somebody is can be seen."""

VAGUE_AMOUNT = pattern(
    "(more|less|fewer|some|several|a few|few|a bit|bit|lots|lots of|a lot|a little|longer|shorter|"
    "further|farther|plenty|as much as|as many as|as long as (i|possible)|many|much|earlier|"
    "too much|too many|a couple|enough|higher|faster|heavier)"
)
FREQUENCY_OF = pattern(
    "(increase|improve|decrease|reduce|lower|raise) (the)? (frequency|number|amount|rate) of"
)
FEWER = pattern(
    "(fewer|less|more|lower|cut|increase|reduce|higher|longer|decrease|increased|decreased|reduced|"
    "reduction|decrease in|increase in)"
)
SELF_CARE = pattern(
    "(after|care of|care for) (myself|yourself|himself|herself|themselves|me)|self-care|"
    "out of life|from life|my life"
)
VAGUE_FREQUENCY = pattern(
    "(regularly|often|oftener|sometimes|frequently|frequent|occasionally|consistently|consistent|"
    "constantly|periodically|routinely|most (days|nights|mornings|evenings|weekends|weeks|"
    "of the time)|some (days|nights|mornings|weeks)|many times|(as|when|if|where|whenever) (needed|"
    "required|necessary|possible|appropriate|able|i can|i need|i need to|tolerated|i feel ANY)|"
    "as (much|often) as|whenever|now and (then|again)|every now and|every so often|"
    "from time to time|once in a while|a few (times|days|nights|mornings|evenings)|several (times|"
    "days|nights)|some times|a couple of times|prn|on (and|or) off|the odd|at times|(nearly|"
    "almost) (every|daily)|on a regular basis|(more|less|times) often|rarely|seldom|not (so|as|"
    "too)? often|weekly-ish|more times|more nights|more days)"
)
VAGUE_HORIZON = pattern(
    "(soon|soonish|someday|one day (?!(at|a|per|each))|some day|eventually|sooner or later|"
    "in (the)? (near|distant|foreseeable) future|in the (future|long run|long term)|in due course|"
    "at some point|at some stage|as soon as (possible|i can)|asap|sometime (?!NUMBER)|before (it's|"
    "it is|its) too late|before too long|before long|when i'm ready|when (the)? time is right|"
    "when i get (round|around) to it|one of these days|down the (line|road)|long-term|ultimately|"
    "when i can|some time (soon|in))"
)

HEDGE = pattern(
    "(maybe|perhaps|possibly|might|probably|hopefully|try and|try to|may (need|want|have|try|be)|"
    "could (try|maybe|perhaps)|if (i|possible|able) (can|could|manage|feel|get|remember)?|"
    "if possible|ought to|i guess|i suppose|see if i|would try|i might|trying to|hoping to|hope to)"
)
ABSOLUTE = pattern(
    "(never|always|no matter what|no matter how|forever|for good|once and for all|come what may|"
    "rain or shine|whatever it takes|for the rest of my life|without a single|not a single|"
    "every last|not once|not even once|perfect|perfectly|for ever|ever again|completely|entirely|"
    "totally|whatever happens|at all times|without (fail|exception|ever)|under any circumstances|"
    "not ever|every time|all the time|perfectly|flawlessly|at all cost|at all costs|at any cost|"
    "absolutely (no|never|every|all))"
)
add_classes(
    ABSTAINED=forms(
        "drink smoke vape gamble bet use inject relapse self-harm cut hurt harm hit punch slap "
        "beat kick bite burn purge binge steal drug kill attack threaten abuse assault overdose "
        "snort"
    )
    + " alcohol beer wine spirits booze cigarette cigarettes fags tobacco weed cannabis cocaine "
    "coke heroin opioid opioids opiates meth amphetamine speed ketamine drug drugs substances "
    "substance nicotine casino slots lottery scratchcards medication medications medicine meds "
    "tablets tablet pills pill dose doses insulin inhaler injection injections sertraline lithium "
    "methadone antidepressant antidepressants sober clean abstinent abstain drunk violence "
    "violent weapon weapons knife suicide suicidal seatbelt seat-belt helmet condom condoms "
    "driving drive unprotected sharps vodka whisky gin cider antabuse suboxone naltrexone epipen "
    "carer walker frame zimmer brakes "
    "stick cane splint brace hoist wheelchair",
)
NOT_PERFECTIONISM = pattern("ABSTAINED")
"""Where never and always are the goal itself: drink, drugs, harm, medicine, safety."""

NOT_OURS = pattern(
    "(ABSTAINED|fast|fasting|starve|paracetamol|ibuprofen|aspirin|codeine|surgery|operation|sex|"
    "inhaler|insulin|injection|epipen|ambulance|emergency|weigh|crisis)"
)
"""What is done as often and as long as somebody else says, or as it is needed."""

add_classes(
    THIRD="people everyone everybody someone somebody others nobody "
    "wife husband partner girlfriend boyfriend ex spouse mum mom mummy dad mother father parent "
    "parents son daughter sons daughters child children kid kids baby brother sister sibling "
    "siblings family nan gran grandma grandad grandparents in-laws mother-in-law boss manager "
    "supervisor employer colleague colleagues coworker team teacher teachers school tutor coach "
    "friend friends neighbour neighbours neighbor doctor gp nurse therapist counsellor counselor "
    "psychiatrist psychologist dietitian physio consultant specialist surgeon dentist midwife "
    "hospital clinic social-worker worker officer probation court judge police lawyer council "
    "landlord jobcentre dwp insurance insurer company hr staff carer carers caregiver ward team "
    "keyworker housemate flatmate "
    "roommate guardian headteacher principal government law mates mate folks missus",
    TELLING=forms(
        "tell say nag want order require insist demand expect complain force push pressure ask "
        "threaten moan mandate recommend suggest advise prescribe remind request shout pester "
        "urge warn bug instruct oblige"
    )
    + " said says told",
)
OWN_REASON = pattern(
    "(i|i'm|i'll|i'd|i've|me|we) (SOFT|do|can|will|could|would|am|also)* (want|wants|love|miss|"
    "enjoy|feel|can|like|care|value|believe|hope|am|sleep|know|deserve|dream|find|hate|keep|lose|"
    "worry|tired|scared|afraid|ashamed|become|stop)|(matters|important|means|precious|dear) (SOFT|"
    "a lot|so much|most|everything|the world)? to me|(?<=so)that i|my (health|own|family|kids|"
    "children|future|heart|lungs|liver|body|self-respect)"
)
EXTERNAL_REASON = pattern(
    "((because|as|since|because of|for|due to|otherwise|or|or else|after|that|,|cause|"
    "so)? (SOFT)* (ANY{0,3}THIRD ANY{0,4}(TELLING|on at me|on my back|getting at me|at me|think i|"
    "thinks i|think we|thinks we|thinks it|made me|makes me|make me|making me|would like me|"
    "needs me to)|(he|she|they|he's|she's|they're) (SOFT|keeps|keep|is|are|has|have|always|"
    "was)* (TELLING|made|makes|on at|going on at) (me|i|us|at me)|(it|it's|its|this|i|i've|i'm|we|"
    "he|she) (SOFT|was|is|has|have|been|am|being|court|got|'s)* (told|asked|ordered|required|"
    "forced|made|mandated|mandatory|compulsory|recommended|advised|instructed|obliged|referred|"
    "prescribed|court-ordered|court-mandated|pressured|sent) (to|by|for|of|STOP|$)|(required|"
    "ordered|advised|recommended|requested|instructed|mandated|asked|prescribed|told|suggested) by|"
    "ANY{1,4}(orders|order|request|wishes|insistence|say-so|idea|said so|says so|requirement|"
    "requirements|rules|instructions|recommendation|demand|demands) (STOP|$|,|and)))|(to|so|"
    "so that|for) (SOFT|i|can)* (please|satisfy|appease|impress|shut|obey|get|keep|"
    "stop) ANY{0,2}(THIRD|him|her|them) (SOFT)* (happy|off my back|off my case|quiet|up|nagging|"
    "moaning|complaining|sweet|on side|STOP|$|stops|stop|leaves|leave|is happy|shuts)|"
    "so (that)? ANY{0,2}(THIRD|he|she|they) (SOFT|will)* (stop|stops|leave|leaves|shut|shuts|gets|"
    "get|is|are) (SOFT)* (nagging|moaning|complaining|telling|asking|me alone|off my back|"
    "off my case|up|happy|going on|shouting)"
)
EXTERNAL_ANYWHERE = pattern(
    "THIRD (SOFT|keeps|has)* (says|said|say|told|tells|wants|insists|insisted|thinks|ordered|"
    "demands|expects|reckons|nags|nagging) (that)? (me|i|us) (SOFT)* (to|have to|must|should|"
    "need to|ought to|gotta|got to|has to|needs to|had to|have-to)|as (required|ordered|instructed|"
    "requested|mandated|directed|recommended|advised|told|demanded) by|(required|ordered|mandated|"
    "forced|made) (by|to) ANY{0,4} (THIRD)|court (ordered|mandated|requirement)|court-ordered|"
    "court-mandated|(ARTICLE)? THIRD (SOFT)* (makes|made|making|forces|forced|is making|"
    "are making) me|to get ANY{0,2}THIRD off (my|his|her) (back|case)|on at me|on my back about"
)
EMPTY_REASON = pattern(
    "(because|as|since|for|so|,)? ((i|you|we|one|it|it's|its|that's|that|he|she|they|everyone|"
    "everybody|people) (SOFT|know|guess|suppose|feel|think|like|that|i|am|is)* (should|must|"
    "ought to|have to|need to|has to|am supposed to|supposed to|gotta|got to|have-to|meant to|"
    "am meant to|had to) (STOP|$|do it|be|it|to|,|really|i guess|apparently|and)|(it|it's|its|"
    "that's|that|this|which) (SOFT|is|would|will|be|a|the|what|supposed|to)* (good|healthy|right|"
    "good for (me|you|him|her|us|them|everyone)|better|best|necessary|the right thing|important|"
    "thing to do|you do|people do|what people do|what you do) (thing|to do|for (me|you|anyone|"
    "us))? (STOP|$|,)|(STOP|$|reasons|why not|whatever|i do)|(i'm|i am|we're|one is|you're|he is|"
    "she is) (SOFT)* (supposed|meant|expected|obliged) to|(everyone|everybody|people|others) (SOFT|"
    "else)* (does|do|is|are|says|say|have|has)|just because|for the sake of it|why not|"
    "new year (and|STOP|$))"
)
DISOWNED_ANYWHERE = pattern(
    "(idc|cba|don't (SOFT)* (care|want to|want it|see the point|mind either way|believe in it|"
    "think it matters|give a ANY)|do not (SOFT)* (care|want to|want this|want it|see the point|"
    "believe in it)|(couldn't|could not|can't|cannot) (SOFT)* (care less|be bothered|be arsed|"
    "see the point)|could care less|not (SOFT)* (bothered|interested|fussed|my idea|my goal|"
    "my choice|something i want|what i want|important to me|that bothered)|(wasn't|isn't|"
    "not) (SOFT)* (my idea|my goal|my choice|my problem)|(doesn't|does not|don't|didn't|wouldn't|"
    "won't) (SOFT)* (matter|bother me|mean anything|mean much|interest me|"
    "make any difference)( to me| either way)?|no (SOFT)* (interest|desire|wish|point) (in|to|of)?|"
    "means nothing to me|makes no difference to me|(waste of|wasting) (my|time)|pointless|"
    "against my will|(i'd|i would|would) (much)? rather not|only (doing|here|going|doing this|"
    "agreed) (this|it|because|to|for)? (to|because|for)? (keep|shut|please|get)? ANY{0,3} (quiet|"
    "happy|off my back|up)|for (my|her|his|their) ANY not (for)? me|not for me|couldn't give a|"
    "don't give a)"
)

ALREADY = pattern(
    "(as|like|what|which|that|than) (i|we|he|she|they|i've|he's|i'm|they've) (SOFT|have|has|am|is|"
    "already|been|currently|usually|normally|have already|have been|used)* (already (do|doing|did|"
    "does|manage|managed)|doing (now|already|all ANY|this ANY|for|since|so far|every|at the moment|"
    "STOP|$)|do (now|already|at the moment|currently)|managed (last|this|before|already|in)|"
    "did (last|this)|been doing|have been doing|currently do|always have|do anyway)|(as|like) (i|"
    "i've|he|she|they|we) (SOFT|have|has|am|i've)* been (doing|managing|going)?|(already|"
    "currently) (do|does|doing|manage|manages|managing|managed|walk|run|go|going|"
    "at) (?!ANY{0,4} (not|but))|(as|same as|like) (SOFT)* (now|at present|before|last (week|month|"
    "term|year|time)|usual|currently|normal)|(i|he|she|they|we) (SOFT|have|has|only)* (managed|did|"
    "done|achieved|completed|walked|ran|swam|had) (ARTICLE|about|around)* (it|this|that|NUMBER|"
    "half|more|most|twice|once|ANY) ANY? (last|this|before|already|in|yesterday)|within (my|easy|"
    "his|her|their)? reach|(i|i'm) (know|already know) (that)? i can|(keep|carry) (it)? (up|on|"
    "going) as"
)
"""Somebody does it already, or did it lately."""

SURE = pattern(
    "(i'm|i am|i feel|feel|am|feeling|client is|he is|she is|is|pretty|quite|very|"
    "i'd say i'm) (SOFT|pretty|quite|very|almost|fairly|totally|nearly|extremely|so|"
    "that)* (certain|sure|confident|positive|convinced) (SOFT|that|about|of|i|we|he|she|in|enough|"
    "it|this)* (can|will|i'll|i|he|she|this|it|manage|do|doing|STOP|$)|(no doubt|without a doubt|"
    "i know|i have no doubt|i believe|i definitely|i trust) (that|SOFT)* (i|he|she|"
    "i'll) (SOFT)* (can|will|do|i'll|able)|(very|totally|easily|perfectly|quite) (doable|"
    "manageable)|well within|i'm up for it|no problem for me|(easy|simple) for me|should be fine|"
    "shouldn't be (too)? (hard|difficult)|i (can|will) (easily|definitely|certainly) (do|manage)|"
    "i've done it before|i have done it before|sure of it|confident i'll|confident i will|"
    "confident in (myself|it|this)|i back myself|(this|it) (is|feels) (SOFT|very|totally|"
    "quite)* (doable|manageable|realistic|achievable)|it's (SOFT|very|totally|quite)* (doable|"
    "manageable|realistic|achievable)"
)
DOUBTFUL = pattern(
    "((not|isn't|not-so|only|half|less than|aren't|wasn't) (SOFT|so|too|all that|very|that|totally|"
    "entirely|completely|really|fully|quite|a little|a bit|fairly|somewhat|moderately)* (sure|"
    "confident|certain|convinced|positive) (SOFT|that|about|of|if|whether)* (i|he|she|it|this|we|"
    "i'll|can)|fifty-fifty|touch and go|could go either way|might be (SOFT)* (hard|difficult|tough|"
    "a stretch|too much)|(bit of)? a stretch|a (big|long|tall) (push|shot|order|ask)|(it'll|"
    "it will|might|may|could) be (SOFT)* (a push|tough going|a struggle|too much|ambitious)|"
    "might not (manage|make|cope|be able)|not convinced|so-so|in two minds|mixed feelings|"
    "fingers crossed|easier said than done|i'm unsure|(i have|i've got|got|have) (SOFT|some|"
    "my)* doubts|hope i can|if i can manage)"
)
NO_CHANCE = pattern(
    "((i|i'd|we) (SOFT|do not|don't|can't|cannot|really|very much)* (think|see|believe|imagine|"
    "know how|reckon|see myself) (SOFT|that|how|myself|me)* (i|i'll|we|doing|managing|can|could|"
    "it) (SOFT)* (can|could|will|manage|doing|able|happening|do it)|(i|we) (SOFT|very much|"
    "seriously)* doubt|no (way|chance|hope) (i|that|of|in|STOP|$)|(unlikely|impossible) (that|to|"
    "for|i)|(not|hardly|barely) (SOFT|at all)* (confident|sure) at all|(hardly|barely) confident|"
    "zero confidence|no confidence|(not|never) going to happen|never gonna happen|"
    "out of (my)? reach|beyond me|not a hope|don't rate my chances|(can't|cannot|don't) (really|"
    "honestly)? (imagine|see|think|believe) (SOFT)* (i|i'll|myself|me|it|this)|"
    "confidence is (SOFT)* (zero|nil|low|rock bottom|very low)|i'll (probably|likely|never) (fail|"
    "quit|give up|manage)|i (won't|will not) (SOFT)* (manage|make it|be able|last)|i know i (won't|"
    "can't)|can't see (it|this|myself) (happening|working|doing)|(probably|likely) (fail|won't|"
    "not manage|give up))"
)

HELD_BY_OTHERS = pattern(
    "(get|getting|be|being|become|have|win|receive|earn|gain) (SOFT|ARTICLE|back|by|"
    "with)* (promoted|promotion|forgiven|noticed|picked|chosen|selected|hired|headhunted|a raise|"
    "raise|pay rise|pay-rise|custody|pregnant|published|famous|rich|loved (by)?|liked (by)?|"
    "accepted by|understood by|respected by|believed|scouted|asked out|married|engaged|custody of|"
    "released|discharged|cast|an apology|the apology|approval|his approval|her approval)|(find|"
    "finding|meet|meeting|get|have|attract) (SOFT|ARTICLE|new|nice|loving|perfect|"
    "serious)* (the one|one true love|girlfriend|boyfriend|partner|soulmate|soul-mate|"
    "love of my life|husband|wife|mr right|love|someone (special|to love|who ANY|new|nice))|(get|"
    "getting|make|making|persuade|convince|have|want|wants|let|force|"
    "help) ANY{0,2}(THIRD) ANY{0,4} (to ANY|stop|listen|love|like|respect|forgive|understand|come|"
    "back|change|see|proud|talk|leave|notice|apologise|apologize|behave|happy|treat|want|take me|"
    "agree|quit|accept|unblock|reply|answer)|"
    "(win|winning) (SOFT|ARTICLE|back)* (THIRD|custody|lottery|case|love|"
    "respect|trust|back|him|her|appeal|league|race|match|gold)|(not|stop|stopping) (SOFT)* (hear|"
    "hearing) ANY{0,4} (voices)|(people|others|everyone|everybody) (SOFT|to|will|would)* (like|"
    "love|respect|accept|notice|understand|listen|stop|treat|trust|leave) (me)?|(my|the|his|"
    "her) ANY (to)? (love|respect|forgive|trust|want|accept|take|notice) me"
)
"""A result that somebody else decides about."""

FASTING = pattern(
    "(fast|fasting|water fast|juice fast|starve|go without food|going without food|no food|"
    "eat nothing|eating nothing|not eat|not eating|not eat anything|stop eating|not eat any food|"
    "only (drink)? water|live on water|no eating|without eating|without food|"
    "skip all meals)(?! from| for me| at all times)"
)
FASTING_BY_RULE = pattern(
    "(ramadan|lent|dawn|sunrise|sunset|intermittent|yom|kippur|religious|surgery|operation|blood|"
    "test|after|CLOCK|before|between|hours|hour|snacks|sweets|meat|sugar|chocolate|bread|crisps|"
    "out|takeaways|junk|in|at|standing|late|dairy|gluten|carbs|crisps|walk|walking|heart|pace|slow|"
    "fast-food|food chain)"
)
FEELING_SCALE = pattern(
    "(anxiety|stress|pain|mood|confidence|depression|worry|fear|happiness|energy|fatigue|anger|"
    "distress|motivation|self-esteem|wellbeing|well-being|panic|sadness|craving|cravings|"
    "irritability|tension|low mood|tiredness|happier|better|calmer|less anxious|confident|anxious|"
    "stressed|depressed)"
)
BACKED = pattern(
    "(on|using|out of|as measured by|measured by|as rated|rating|rated|scale|score|scores|"
    "questionnaire|vas|nrs|suds|bdi|points|self-rated|log|diary|index|inventory|test)"
)

add_classes(
    ACTIVE=forms(
        "exercise train run jog swim cycle row gym workout hike walk stretch lift climb dance box "
        "skip spin play sprint"
    )
    + " workouts cardio running training exercises yoga pilates football cycling",
    SLEEPY=forms("sleep nap snooze") + " slept asleep bed",
    ON_FOOT=forms("walk run jog hike march sprint"),
    SPIRITS="vodka gin rum whisky whiskey brandy tequila spirits bourbon schnapps",
    WINES="wine prosecco champagne",
    BEERS="beer beers lager lagers ale ales cider ciders stout",
)
SLEEPING = pattern("SLEEPY")
JOINED = pattern("(and|then|but|,)")
"""What begins another thing to do."""
SLEEP_ASIDE = pattern(
    "(before|until|after|nap|naps|napping|without|screens|phone|routine|hygiene|reading|meditation|"
    "recording|awake|story|into|total|week|diary|read|tv|telly|watching|watch|talk|sex|dog) "
)
DAYTIME = pattern(
    "(afternoon|afternoons|lunch|lunchtime|midday|noon|siesta|siestas|daytime|nap|naps|napping)"
)
"""When a short sleep is one beside the night's."""
TO_BED = pattern("(to|get into|getting into|fall|falling|be in) (bed|sleep|asleep)")
TIMED = pattern("(before|after|earlier|later)")
MORE_THAN_NOW = pattern("(more|extra|additional|longer|less|fewer|earlier|later|on top)")
"""What stands behind a number that is a change."""
ADDED = pattern("(extra|additional|another|further)")
"""What stands before a number that is a change."""
EXERCISING = pattern("ACTIVE|(work|working) out (?!what|how|why|if|whether|ARTICLE)")
ON_FOOT = pattern("ON_FOOT")
BOUND_HOURS = pattern("(while|during|when|whenever)")
"""What makes "every hour" the hours of something, rather than of the day."""
DRINKING = pattern("(drink|drinking|drinks|water|fluid|fluids|hydrate|squash|liquid)")
EATING = pattern(
    "(eat|eating|eats|consume|consuming|intake|diet|kcal|calories|calorie|food|keep to|stick to|"
    "stay under|have)"
)
PART_OF_DIET = pattern(
    "(breakfast|lunch|dinner|tea|supper|snack|snacks|meal|meals|burn|burning|deficit|treats|treat|"
    "surplus|add|drinks|alcohol|shake|protein|chocolate|sugar|dessert|pudding|gain|supplement|"
    "supplements|out of|from (food|fat|carbs|meat|fruit|veg|vegetables|nuts))"
)
EATEN_LESS = pattern(
    "(cut|cutting|cuts|reduce|reducing|reduces|lower|lowering|trim|trimming|drop|dropping|decrease|"
    "decreasing|skip|skipping|save|saving)"
)
KILOJOULES = pattern("NUM (kj|kilojoule|kilojoules)")
LOSING = pattern(
    "(lose|losing|loses|shed|shedding|drop|dropping|slim|slimming|weight down|weight loss|loss|"
    "weight to|weigh less|weight)"
)
WEIGHT_LEVEL = pattern("(to|at|under|below|between|around|over|above)")
GAINING = pattern(
    "(maintain|keep|stay|gain|gaining|regain|put on|putting on|lift|lifting|weights|increase|"
    "(get|getting|bring|bringing|come|coming|go|going|build|building|weight|return) ANY{0,4} up to "
    "(about|around|at least)? NUM)"
)
PUTTING_ON = pattern("(gain|gaining|regain|regaining|put on|putting on)")
CHANGING_WEIGHT = pattern("(go|going|get|getting|come|coming|be) (SOFT|down)* (from|to)")
STRENGTH = pattern(
    "(strength|grip|lift|lifting|weights|press|bench|squat|squats|deadlift|deadlifts|curl|curls|"
    "row|machine|dumbbell|dumbbells|barbell|kettlebell|load|carry|carrying|muscle)"
)
"""Kilograms that are not those of a body."""
HALF_OF_WEIGHT = pattern(
    "(lose|losing|shed|shedding|drop|dropping) half of? (ARTICLE)? (own|total|current|present)? "
    "(body|-){0,2} (weight|bodyweight|body-weight)"
)
TAKING_ALCOHOL = pattern("(drink|drinking|drinks|have|having|consume|consuming)")
LESS_ALCOHOL = pattern(
    "(cut|cutting|reduce|reducing|limit|limiting|less|fewer|lower|only|taper|tapering|max|maximum)"
)
OF_SPIRITS = pattern("of? OTHER? SPIRITS")
OF_WINE = pattern("of? (red|white|dry|OTHER)? WINES")
OF_BEER = pattern("of? (strong|OTHER)? BEERS")
OF_ALCOHOL = pattern("of alcohol")
PARACETAMOL = pattern("(paracetamol|acetaminophen|tylenol|panadol|co-codamol)")
SLEEPING_PILLS = pattern(
    "(sleeping (pills|tablets|pill|tablet)|zopiclone|zolpidem|temazepam|nitrazepam)"
)
SCORED = pattern(
    "(phq-9|phq|gad-7|gad|suds|score|scores|scale|rating|rated|weight|pain|anxiety|mood|cravings|"
    "urge|distress|temperature|blood|sugar|pressure|bmi|hba1c|cholesterol|rom|range|flexion|"
    "extension|abduction|rotation|degrees|questionnaire|index|inventory|heart|pulse|vas|nrs|borg)"
)
"""A score, a weight or a range of motion: what does not grow by doing more."""

ONE_OFF = pattern(
    "(get|getting|be) back on ARTICLE ANY|"
    "(have|has|having|hold) (a|an|the|that|one) (OTHER){0,2} (conversation|talk|chat|word|"
    "discussion|meeting|heart-to-heart|scan|test|call) (with|about)|"
    "(have|get) (the|my|our) OTHER (painted|decorated|cleaned|cleared|booked|repaired)|(make|book|"
    "attend|arrange|get|schedule|have|keep|go to) (SOFT|ARTICLE|NTH|"
    "new)* ANY{0,2}(appointment|referral|interview|assessment|consultation|check-up|checkup|scan|"
    "vaccination|jab|review|haircut|operation|smear|funeral|wedding|interview|open day|graduation)|"
    "(sign|signing|signs) (up|on|off)|(fill|filling) (in|out)|(hand|handing) in|(pay|paying|"
    "paid) ANY{0,4}(off|back)|(move|moving) (out|house|in|home|into|to)|(plant|planted) up|"
    "have (planted|finished|completed|booked|started|written|paid|moved|cleared|joined|applied|"
    "bought|sold)|(find|get|start|land|secure|change|quit|leave) (SOFT|ARTICLE|new|part-time|"
    "full-time|paid|voluntary|volunteering)* (job|flat|house|home|place|apartment|apprenticeship|"
    "placement|internship|tattoo|career|school|university|husband|wife)|(go|going|return|returning|"
    "get) (back)? to (work|college|uni|university|duty|playing|competition)|(take|pass|sit|retake|"
    "resit) (ARTICLE) ANY{0,2}(test|exam|exams|theory|course|gcse|gcses|a-levels)|(start|"
    "begin) (SOFT|ARTICLE|step|stage|unit|level|module|part|phase|chapter|NUMBER)+|fit (into|"
    "in) ARTICLE|get (vaccinated|tested|assessed|diagnosed|referred|screened|jabbed|registered|"
    "insured)|(get|adopt|buy) (a|an) (dog|cat|pet|bike|car|bus pass|planner|coach|tutor|mentor|"
    "sponsor)|(learn|memorise) (my|the) ANY|(climb|run|complete) (ben|mount|a marathon|"
    "the marathon|a half|parkrun)|do (my|the|a) (tax|will|accounts|course|test|exam|cv|return|"
    "deep)|(fly|travel|drive) to ANY|(give|make|deliver) (a|the|my) ANY{0,2}(speech|talk|"
    "presentation|toast|complaint)|(get|have) ARTICLE ANY{1,3}(done|fixed|posted|sorted|signed|cut|"
    "checked|fitted|repaired|tested|mended|finished|submitted|delivered|licence|license|passport|"
    "visa|certificate|diploma|degree|qualification)|ANY{0,6}(be|get|to be) (signed|submitted|"
    "completed|posted|sent|handed|booked|paid|delivered|filed|finished|returned|married|discharged|"
    "referred|arranged|ordered|installed|fitted|obtained)|(graduate|retire|resign|get divorced|"
    "get married|come out to|say (sorry|goodbye|yes) to)|(talk|speak|talking|speaking) to (my|the|"
    "a|his|her) ANY{1,3}(about|on|tomorrow)|(cook|make|bake|host) (a|an|my|the) ANY{1,3}for|"
    "clean out|clear out|tidy up the"
)
"""Idioms for what is done once."""

LEVEL_OF_HELP = pattern(
    "(with|at|under) (only|just|no more than|up to)? (min|mod|max|minimal|moderate|maximal|minimum|"
    "standby|"
    "contact|stand-by|distant|close)? -? (guard)? (a|assist|assistance|supervision|independence|"
    "help|prompting|sba|cga) |"
    "(no|without|any) (physical)? (help|assistance|assist|prompts|prompting|support|holding|"
    "stopping)|mod i|modified independence|with supervision"
)
"""How much help, which clinicians count as a measure."""
MORE_OF_IT = pattern("(more|less) (STOP|$|with|to|at|in|on|so|often|because|,)")
OFTENER = pattern("(more|less) (often|frequently|regularly|STOP|$)")
LESS_WORDS = pattern("(less|fewer|lower|cut|reduce|reducing|limit|decrease|down|back on|shorter)")
VAGUE_TAIL = pattern(
    "(SOFT)* (more|a lot|lots|a bit|some more|much more) (often|frequently)? (?=STOP|$|,|to|so|"
    "because|with)"
)
PERIOD_TAIL = pattern("(a|an|per|each|every) (day|week|month|year|night|morning|weekend)")
COMING_TO_STOP = pattern(
    "(stop|stopping|quit|quitting|give up|giving up|get rid of|cut out|come off)"
)
DEADLINE = pattern("(by|before|prior|ahead|on|tonight|tomorrow|today|this|next|within|at)")
WHENEVER = pattern("(when|whenever|if|every|each|before|after|at|in)")
GOING = pattern(
    "(go|goes|going|travel|travelling|drive|fly|get) (SOFT|alone|on my own)* (to|on|into|by) "
)

_SEARCHED = tuple(value for value in list(globals().values()) if isinstance(value, Pattern))
_SIEVE = Sieve(_SEARCHED)
_PLACES = tuple(id(known) for known in _SEARCHED)


KNOWN = frozenset(_PLACES)
"""The ids of the patterns of this module."""


def possible(codes: str) -> frozenset[int]:
    """Return the ids of the patterns of this module that may stand in *codes*.

    Each pattern has a word that every match must have, and most texts have few of them. An id,
    because to hash a pattern is to read all of it.
    """
    return frozenset([_PLACES[index] for index in _SIEVE.pick(frozenset(codes))])
