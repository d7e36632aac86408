"""Words that a person has to see at once.

A list of plain phrases, looked for in the whole text whatever its length or language: suicide and
the wish to be dead, self-harm, not eating and purging, harm to others, violence suffered, and
vital medication stopped by oneself. It is a tripwire: no assessment, and no substitute for a
person who asks.

What it misses: what is said in other words than these, in images, in irony, between the lines,
over several sentences, or by leaving something out. It knows English; of Spanish, French, German,
Portuguese and Italian it knows a few of the gravest phrases and claims no more. It sees through
some misspellings, look-alike letters and hidden characters, and stops nobody who wants to get past.

What it rings for without need: the death or illness of somebody else ("lost my brother to
suicide"), history, films and songs, a fear of dying, wishes for the end of a long life, figures
of speech that it does not know, "I do not want to hurt anyone", and what is denied other than in
the short forms of a clinical note ("denies SI"). A goal to overcome something on the list ("stop
cutting myself") rings on purpose.

Where the edges were drawn: fasting rings from two days or 36 hours, so that the intermittent and
the religious do not, and nothing but water from two days; an intake rings below 1,000 kcal a day;
medication that is stopped rings where no doctor is named beside it, and sleeping pills and
painkillers do not, but four sleeping pills or more do; "kill myself at the gym" is harmless only
where it is denied.

Silence of this list means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, cached_property
from itertools import chain

import attrs

from smartgoals._values import as_tuple, is_each, is_in, refuse
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.smart._kind import FOLDS, is_unreadable, read_list, spell_out

__all__ = ["Screening", "ScreeningStatus", "risk_notices", "screen_risk"]

# The lists below are written as read_list() reads them, and match a text of plain lower-case words
# with one space between them, "." for the end of a sentence and "," for a comma; apostrophes,
# quotes and dashes are gone. At the margin stand first words, behind it what may follow them; "-"
# is nothing. Nothing is repeated without a bound: a phrase is a few words long.

_PARTS = r"""
# Words that only make a phrase stronger.
f
    ((just|really|actually|literally|simply|fucking|so|also|always|sometimes|often|honestly|
        seriously|all|even|ever|still|only|finally|now|constantly|deliberately) ){0,2}
end
    (?= [.,])
clause
    (?= [.,]| (and|or|but|because|so|when|if) )
more
    any ?more|no more|any longer
myself
    my ?[s5][e3]lf[a-z]?|mysel|myslef|mysef|mself|meself|me self|him ?self|her ?self|your ?self
    ur ?self|our ?selves|one ?self|them ?sel(f|ves)
    self(?! (esteem|image|worth|respect|confidence|care) )
whose
    my|his|her|their|your|our|ones|the|a|another
kin
    ((own|little|older|younger|big|new|old|future|elderly|step|foster|ex|[a-z]{1,9} year old)
        ){0,2}(ex|wife|husband|spouse|partner|girlfriend|boyfriend|gf|bf|fiancee?|mummy|mommy|
        daddy|(step ?|grand ?)?(sons?|daughters?|child|children|kids?|mother|father|mum|mom|mam|
        dad|parents?|brothers?|sisters?)|baby|babies|newborn|toddler|twins?|siblings?|family|
        uncle|aunt|cousin|nan|gran)
folk
    boss|manager|supervisor|neighbou?rs?|teachers?|classmates?|peers?|colleagues?|co ?workers?
    staff|(room|flat|house) ?mates?|landlord|carers?|caregivers?|nurses?|doctor|therapist
    friends?|mates?|dogs?|cats?|pets?|animals?|puppy|kitten|patients?|residents?|students?
    pupils?|bully|bullies|abuser|rapist|man|woman|guy|men|women|boys?|girls?|in laws?
# "Her" may begin "her knee", which is nobody; here it ends what is said.
them
    (him|them|her(?= ([.,]|again|and|or|if|when|because|badly|tonight|so|with|in|at|to|until|for|
        i|but|like|physically) )|(some|any|every) ?(one|body)|others|people|peers|staff|kids|
        children|other (people|kids|children|students|residents|patients|pupils|boys|girls)|
        classmates|animals|strangers|<whose> (<kin>|<folk>))(?! (feelings|portraits?|emotionally)
        )
here
    (?! (in (this|the|a) (?!world|life|body)[a-z]|at (this|the|my|work|school|home) |all (day|
        night|week) |for (hours|long|the|a|this) |(late|when|until|till|while|alone) |on (my own|
        a|[a-z]{3,6}days?) ))
wake
    (?! (late|early|tired|at|so|before|with|hung|feeling|groggy|several|every|during|next|hungry|
        my|the|\d{1,2}|anxious|sweating|stressed|panicking|crying|too|sad|as|by|after|around|to (
        eat|pee|check|an?|my)|in the (night|middle|afternoon|morning (with|feeling|tired|late))|
        and (eat|snack|check)) )
living
    living(?! (in|by|near|on|at|with|alone|abroad|room|together|out|off|apart|pay|like) )
die
    d[i1][e3]{1,6}(?! (for|hard|of (laugh|embarrass|bored|shame|happi|curio)|laughing|my hair|
        trying|on (that|this) hill|down|happy|out))
live
    live(?! (in|with|on|at|near|alone|together|off|by|abroad|here|there|so) )|wake up<wake>
    be (alive|living|in this (world|life)|on (this|the) (earth|planet))|exist|see tomorrow
    (keep|continue|carry on|go on) living(?! (in|with|at|here|alone) )|see another day
    (go on|carry on|keep going)(?= [.,]| (like this|<more>|and|but|with (life|this life|it all)) )
dead
    dead|gone|not here|not (be )?alive|no more|never born
# After "better", "nobody would miss me", "happier".
without_me
    without me(?= [.,]| (here|around|in|and|anyway) )|(when|once) (im|i am|i was|ive) (dead|gone)
    if (i|im) <f>((was|were|am|is) <f><dead>|dead|gone|(wasnt|werent) <f>(here|around|alive)|(had
        )?never (been born|existed|woke up)|didnt (exist|wake up)|died?|disappeared|vanished|
        left<end>|killed <myself>)
body
    (own )?((left|right|upper|lower|inner|inside|top|the|of|my) ){0,3}(wrists?|fore ?arms?|arms?|
        legs?|thighs?|skin|stomach|tummy|belly|hips?|throat|veins?|ankles?|flesh|chest|body|calf|
        calves)(?! (fat|hair|weight|flab|workout|of (lamb|pork|beef|
        mutton|goat|venison|turkey|ham)) )
meal
    meals?|food|eating|eat|breakfast|lunch|dinner|supper|snacks?|binges?|bingeing
number
    two|three|four|five|six|seven|eight|nine|ten|several|a few|a couple of|\d{1,2}
days
    (a|an|one|<number>|the (next|rest of the|whole)|all|all of)( (whole|full|entire|more|
        straight))? (days?|weeks?|weekend|month)(?! (a|per|each|every) )
until_thin
    (until|till|til|unless) ((i|ive|im) (have |am )?(lost|lose|losing|weigh|reach(ed)?|fit|look|
        thin|thinner|skinn(y|ier)|under|below|down|a size|size|pass|faint|hit|drop(ped)?|get (to|
        down|thin|skinny|under|below))|(mon|tues|wednes|thurs|fri|satur|sun)day|next|tomorrow|the
        (weekend|wedding|holidays?|party|summer|weigh)|summer|prom|my (wedding|birthday|weigh)|
        graduation)
per_day
    (a|per|each|every|in a) (single )?day|daily|p ?d|(per|every|in) 24 ?(hours|hrs|h)|day|max|
        until
    (in )?total|for (the|a|one|two|three|\d{1,2}) (day|week|month)s?
pills
    pills|tablets|tabs|meds|medications?|medicine|paracetamol|tylenol|ibuprofen|aspirin|insulin
    pain ?killers|opioids|antidepressants|xanax|valium|sleeping (pills|tablets)|sleepers|codeine
    acetaminophen|oxycodone|fentanyl|morphine|heroin|lithium|propranolol|amitriptyline
# What is dangerous to stop alone.
med
    insulin|lithium|meds?|medications?|medicines?|pills|tablets|mood stabili[sz]ers?|inhalers?
    anti ?(depressants?|psychotics?|convulsants?|retrovirals?|epileptics?)|arvs?|ssris?|snris?
    blood (thinners?|pressure (meds|medication|tablets|pills))|immuno ?suppressants?|dialysis
    (heart|epilepsy|seizure|psych|psychiatric|bipolar|schizophrenia|hiv|diabet(es|ic)|thyroid|
        asthma|cancer|transplant|anti ?rejection|depression|anxiety|mental health|adhd) (meds?|
        medications?|medicine|tablets|pills|drugs|injections?)
    chemo(therapy)?|warfarin|depot|predniso(lo)?ne|methotrexate|levothyroxine|levetiracetam|keppra
    sertraline|fluoxetine|citalopram|escitalopram|venlafaxine|mirtazapine|paroxetine|duloxetine
    quetiapine|olanzapine|risperidone|aripiprazole|clozapine|haloperidol|lamotrigine|valproate
    carbamazepine|zoloft|prozac|lexapro|effexor|cymbalta|paxil|seroquel|abilify|zyprexa|risperdal
    depakote|lamictal
my_med
    ((all|any|all of|any of|half of|my|the|his|her|their|these|of) ){0,3}<med>
alone
    (?!( [a-z0-9]{1,15}){0,6} (with|under|after|as|if|once|when|unless|until)( [a-z]{1,12}){0,4} (
        gps?|doctors?|dr|psychiatrists?|prescribers?|nurses?|pharmacists?|clinic|supervision|
        guidance|supervised|consultant|neurologist|oncologist|team|advi[cs]ed?) )
often
    ((is|was|been|still|often|sometimes|always|keeps|kept|once|regularly|just|then|has|had|also|
        even|nearly|almost|[a-z]{3,9}ly) ){0,2}
# Somebody does it to the writer; "he beats me at chess" is something else.
hits
    (hits?|hitting|beats?|beating|beaten|chok(es|ed|ing)|strangl(es|ed|ing)|rap(es|ed)|hurts?|
        hurting|punch(es|ed|ing)|slap(s|ped|ping)|smack(s|ed|ing)|kick(s|ed|ing)|abus(es|ed|ing)|
        bites|threaten(s|ed|ing)?|attack(s|ed|ing)|assault(s|ed|ing)|stab(s|bed)|stalk(s|ed|ing)|
        tortur(es|ed|ing)|whips|molest(s|ed)|burn(s|ed|t)|shov(es|ed)|grabbed|throttles?) (me|
        us)(?! (at (?!home|night|the weekend)|in (chess|tennis|the race|every)|to (it|the)|out|
        off|hard when|over the head|up (?!when|if|every|again|and|at|badly|in|[.,])|
        with (an? |some |his |her |their |the )?([a-z]{1,10} )?(questions?|news|bills?|
        ideas?|facts?|jokes?|requests?|e ?mails?|offers?|homework|truth|deadlines?|surprises?)))
    push(es|ed|ing) me (around|about|over|down|against|into|to the (floor|ground)|off|off the)
safe
    (?! (online|on (the|my)|in the|at (work|the)|while|driving|cycling|around the|from (covid|
        germs|flu|scams|colds|infection|the sun|fall)|when (i )?(driv|cycl|walk|cross|cook)))
unsafe
    <myself>|him|her|them|my (step ?|ex ?)?(husband|wife|partner|ex|boyfriend|girlfriend|dad|
        father|mum|mom|mother|brother|uncle|family|parents?|son|cousin|(flat|room) ?mate)
# "Cutting" of what is no person.
cutting
    cutting(?! (down|back|out|off|up|in(?= )(?! (secret|the (shower|bath|last|past|next)))|short|
        through|across|along|corners?|carbs?|people|him|me|her|others|class(es)?|school|hair|
        grass|wood|paper|skills?|ties|costs?|calories|sugar|coupons?|veg|food|meat|the|an?|his|
        boards?|edge|and (past|sew|glu|stick|fold|colou|draw)|my (?!self|arms?|legs?|wrists?|
        thighs?|skin|body)|with (scissors|adapted|a knife and)))
vehicle
    (train|bus|cars?|lorry|truck|tube|traffic|tram)(?! (stations?|stops?|shelter|depot|parks?|wash|
        lights?|museum|lane|window|driver|bridge|tunnel|dealer[a-z]{0,4}) )
counter
    pills?|tablets?|tabs|caps(ules)?|powder|paracetamol|tylenol|aspirin|ibuprofen|meds|vodka|alcohol
# A wish may stand behind an idiom.
no_wish
    (?!( [.,])?( (and|but|so|then|which|because|cos|or|i|im|ill|is|that|thats|its|am|will|would|be|
        feel|just|quite|really)){0,5} (glad|happy|relieved|fine|good|free|want|hope|hopefully|
        welcome|ready|care|peace|dead|die|deserve|soon|finally|end) )
# One thing or another that is drunk instead of food.
sips
    water|black coffee|coffee|tea|diet coke|broth
two_meals
    (breakfast|lunch|dinner|supper|tea)(( ,)?( and| or)? (breakfast|lunch|dinner|supper|tea)){1,2}
low
    upset|angry|sad|stressed|lonely|anxious|overwhelmed|low|numb|empty|ashamed|bad|down|alone
"""

# First words that stand in many rows.
_FIRST_WORDS = r"""
kill
    kill kills killed killing kil killl kll klil kiling killin k1ll
        k1lling k1ling k1l ki11 k1l1
urge
    urge urges impulse impulses compulsion craving tempted temptation itching refrain refrains
        abstain
    relapse relapsed relapsing stop resist avoid clean recovering recover
want
    want wants wanted wanting wish wishes wished wishing plan plans planned planning going gonna
        intend
    intends hope hopes hoping prefer prefers need needs ready like pray prays try tries trying
        tried
"""

# What would ring by its words and is harmless: the search goes on behind it.
_HARMLESS = r"""
<suicide>
    bereavement|postvention|awareness|survivors?|squad
    (prevention|loss|intervention)( [a-z]{1,15})? (training|course|groups?|charity|walk|
        fundraiser|event|workshop|volunteer(ing)?|campaign|talk|class|webinar|work|research|
        programme?|cause)
overdose overdoses
    awareness
    (prevention|response|reversal)( [a-z]{1,15})? (training|course|kit|class|workshop|programme?|
        charity)
overdose overdosed overdosing od
    on (chocolate|netflix|sugar|carbs|coffee|telly|tv|screens?|social|news|cake|christmas|crisps|
        sweets|candy|youtube|tiktok|gaming)(?!( ,)?( [a-z0-9]{1,12}){0,3} <counter> )
self
    harm (awareness|training|prevention training)
deadline week job work homework commute course exam exams heat traffic knee knees back hill run
workout gym class stress shift project essay schedule
    (will|would|might|could|is going to|is gonna|are going to) kill me<no_wish>
kill kills killed killing
    (him|her|them|me|you|it|people) (with kindness|softly)
kill killing
    <myself> laughing
<not>
    <f>((want|need|have|going|trying|planning) to |gonna |wanna )?<f>kill(ing)? <myself> (at (the
        gym|work)|(with|over) (work|overtime|exams?|homework|a (workout|diet|deadline|job|run)|(my|
        the|this) (workout|diet|deadline|job|exams?|essay|homework)))<clause>
without avoid
    killing <myself> (at (the gym|work)|with (work|overtime))<clause>
it this that
    (will|would|is going to|might|could|may|s going to) kill me(?= [.]| (to|if|unless|before|one
        day) )<no_wish>
heat stairs hill hills exercise workout commute homework suspense boredom
    (will|would|is going to|might|could|may|s going to) kill me<no_wish>
drinking gambling smoking drugs words it this that spending using behaviour behavior habit absence
    (is |was |has been |are |were |keeps |has |also ){0,2}(hurts?|hurting|harms?|harming|harmed)
        <them>
chop chopping slice slicing peel peeling cook cooking shave shaving iron ironing bake baking lift
lifting run running exercise exercising train squat jump climb garden knit walk transfer transfers
move fall cut cutting
    ((?!(kill|hang|stab|end|overdos|suicid|die|dead|murder|strangl|him|her|them|my ?self|wrists?|
        throat)[a-z]{0,4} )[a-z]{1,12} ){0,6}without (cutting|burning|hurting|injuring|
        harming) <myself>
# How a clinical note says that there is nothing.
denies denied denying
    ((any|all|current|active|passive|recent|having|thoughts?|past|further|new|history|of|urges?|
        plans?|intent) ){0,5}(si|hi|nssi|sib|sh|suicid[a-z]{1,6}|homicid[a-z]{1,6}|self (harm|
        injur)[a-z]{0,6})(( ,)? (si|hi|nssi|avh|ah|vh|ideation|thoughts?|urges?|intent|plans?|
        means|and|or|nor|of|to|any|self|harm|homicid[a-z]{1,6}|suicid[a-z]{1,6})){0,8}
no
    (current |active |acute |passive )?(si|hi|(suicidal|homicidal) ideation)( (si|hi|avh|or|and|
        nor|sh|nssi|homicidal|suicidal|ideation|plans?|intent)){0,5}(?= [.,]| (reported|noted|at
        this time|today|endorsed|present|disclosed|expressed|observed|currently) )
build building create creating have having lead live find
    a life worth living
shoulder
    blades?
glue nail massage spray staple paint
    guns?
volunteer volunteering train training work working donate
    (with|for|as|at) (the |a )?samaritans?
talk talking speak speaking ask asking see call ring discuss meet
    (to |with )?(my|the|a) (gp|doctor|dr|psychiatrist|nurse|pharmacist|prescriber|consultant)
        about ((?!(why|because|stopped|quit|skipped|refus[a-z]{1,3}|ive|dont|not|never|want|kill|
        die|dying|end|ending|suicid[a-z]{1,3}|overdos[a-z]{1,3}) )[a-z]{1,12} ){0,6}?<med>
volunteer volunteering
    ([a-z]{1,12} ){0,4}(domestic (violence|abuse)|suicide|crisis)
non
    violen(t|ce)
domestic
    (violence|abuse) (charity|awareness|training|course|volunteer(ing)?|fundraiser)
not never dont without avoid stop stopped stopping quit no
    (skip|skipping|skipped|miss|missing|missed|forget|forgetting|(run|running) out of)( (taking|to
        take|my|the|a|any|another|his|her|dose|doses|of)){0,5}( <med>| meals?)?
add adding extra burn burns burning burned snack snacks treat treats alcohol drinks deficit lunch
dinner breakfast lose losing
    ((?!(and|then|by|so|on|eat|eats|eating|ate|only|just|consum(e|ing)|restrict(ing)?|intake|stick|stay|
        staying|sticking|live|living|total|no|skip|having) )[a-z]{1,9} ){0,5}\d{1,3} ?(k?cals?|
        k?calories?)
list lists
    (of )?((my|the|some|good|\d{1,2}|three|five|ten|twenty) ){0,2}(reasons|things) to live(?! (is|
        was|got|gets|has|are|ran) )
call calling ring ringing phone text use contact
    (a |the |my )?(local )?crisis (text )?(line|hotline|helpline|lifeline) (when|if|whenever) (i|
        we) (need|want) (it|to|help|support|them)<end>
stop stopped stopping quit avoid
    using (my |the |our )?((phones?|screens?|laptops?) (and|or) )?tablets?( (and|or) (phones?|
        screens?|laptops?))? (in (bed|class|
        meetings|the (bedroom|bath|evenings?))|at (the (table|dinner)|dinner|meals|night|bedtime)|
        before (bed|sleep)|during|while|for (games|gaming|reading|tv|netflix|youtube))
without not
    <f>(being|be|feel|feeling|to be|to feel)( like)? <f>(such )?a burden
walk walks walking run runs running swim swimming go going talk talking drive driving type ride move
speak cycle too very so really
    fast(er)?
drop dropping hand pick picking pay
    ((it|my|the|of|a) ){0,2}off
homicide
    (detectives?|shows?|novels?|podcasts?|series)
goodbye
    (letters|notes) (to|for) (alcohol|smoking|weed|the bottle|my (addiction|eating|drink|illness|
        habit))
"""

_RISKY = r"""
# Suicide and the wish to be dead.
<suicide>
    -
s
    ([.] )?u( [.])? i( [.])? c( [.])? i( [.])? d( [.])? (e|a( [.])? l)|i?cide
su
    ([.] )?(i )?cid(e|al)|icid(e|al)
suic
    ([.] )?d(e|al)
k
    ([.] )?(m|y)( [.])? s|([.] )?ll(ing)? <myself>|i l l m y s e l f
killmyself killingmyself killmself kilmyself killmeself hurtmyself cutmyself endmylife wanttodie
iwanttodie wannadie iwannadie wanna2die iwanttokillmyself iwannakillmyself iwanttokms
idontwanttolive idontwanttobehere commitsuicide
sewerslide sewerslides sewercide kms kys kmsing unalive unalived unaliving unalives ctb
    -
un
    aliv(e|ed|ing)
sewer
    slide
toaster
    bath
offing offed neck delete deleting
    <myself>(?! (from|in) )
to might could gonna will wanna just ill should would and
    <f>off <myself>
commit committing
    die|not (alive|living)|dead|self end
death
    wish(es)?|is (the|my) only|would be (easier|better|a relief)
plan plans
    and (the |my |a |some |enough )?(pills|tablets|rope|noose|gun|blades?) (are|is)
plan plans planned planning arrange arranging
    (for |out )?my (own )?(death|suicide)(?! (row|cafe|cleaning|insurance|benefits?) )
pills tablets paracetamol rope noose
    (are|is) <f>(all )?(ready|lined up|counted|laid out|waiting)(?! (to be|at the|(to|
        for) (me to )?(pick|collect|order)[a-z]{0,3}|in (my|the) (box|organi[sz]er|dosette)) )
fantasise fantasises fantasised fantasising fantasize fantasizes fantasized fantasizing fantasies
daydream daydreaming dream dreaming
    <f>((of|about) )?<f>my (own )?funeral(?! (costs?|plan|wishes|arrangements|insurance) )
stand standing stood sit sitting sat
    <f>(up )?(on|at|by) (the )?((edge|top|side|ledge|railing) of )?(a |the |that |my |some )?(
        [a-z]{1,10} )?(bridge|ledge|roof|rooftop|balcony|cliff|platform|overpass|railings?|edge) (
        [a-z]{1,10} ){0,4}(and|wanting|thinking|about|ready) (to |of |about )?([a-z]{1,10} ){0,3}(
        jump(ed|ing)?(?! (rope|jacks|squats?|around|for|up|on|in(?! front)) ))
nearly almost
    (jumped|jump)(?= [.]| (off|in front|from the|last|tonight|yesterday|again) )
    (ended (it|things)|hanged <myself>|took (all )?(of )?(them|my pills|the pills) all)<end>
plan plans
    (, )?(and|with|or) (means|intent)(?! to (pay|travel|get|fund|buy) )
intent
    (and|or|with) (plan|means)
means
    and intent
lethal
    means|methods?|dose
reports report reported endorses endorse endorsed endorsing expresses expressed passive active
chronic fleeting intermittent experiencing experiences increased increasing reduce reduces reduced
reducing decrease decreases decreased decreasing having of any residual hx monitor manage managing
current recurrent with when has
    (passive |active |fleeting |current |ongoing )?si(?= [.,]| (hi|and|or|with|without|w|wo|plan|
        for|to|thoughts?|intent|ideation|urges?|arises?|in|by|when|at|on|over|but|since|this|
        today|episodes?|comes?|from|after|per|is|as|x|x\d{1,2}|\d{1,2}) )
si
    hi|plan|thoughts|intent|ideation|urges?|arises?|episodes?|w plan|(with|without) (plan|intent)
    (is |was |still |remains? )?(present|noted|endorsed|disclosed|reported|ongoing|daily<end>)
no zero without fewer less free
    (more |active |current |of )?si (for|in|by|over|within|until|this|on|per|thoughts|episodes|
        across)
<want>
    (to |2 )?<f>(<die>|be dead(?! (tired|lift|set|serious|weight) ))
<want> wanna
    (to |2 )?<f>(kms|unalive|cease to exist|not exist|stop existing|be gone forever|sleep forever|
        never wake up<wake>|not wake up<clause>|not be (here|alive)<here>|kill<end>)
wanna
    <f>(<die>|be dead|end it<clause>|disappear|kill <myself>)
want wants wanted wanna wish need like
    (to )?<f>(disappear|vanish|not be here<here>)(?! (into|in|to|with|on|at|when|for (a|the|an) (
        weekend|week|day|hour|while|bit)|from (social|the internet|facebook|work|instagram|
        parties|tiktok)) )
want wants wanted going wanna gonna
    (to )?<f>end it<end>
want wants wanted
    me dead|out of (this )?life|(my )?(life|everything) to <f>(end|stop|be over)<end>
    (it|this) all to <f>(end|stop|be over|go away)<end>
    (it|this|everything) (all )?to <f>(end|stop|be over|go away) (forever|for good|now)
just
    want (out<end>|(it|this|everything) to <f>be over)
wish wishes wished wishing hope hopes hoping hoped pray prays praying
    (that )?(i|id|he|she|they) <f>((was|were|am|is) <f>(dead|never born|never alive|not (alive|
        here<here>))|(wasnt|werent|was not|were not) <f>(alive|born|here<here>|around(?=
        [.,]| <more>)))
    (that )?(i|id|he|she|they) <f>((had |have )?never (been born|existed|wake up|woke(n)? up)|(
        hadnt|had not) (woken|survived|been (born|saved|found))|(didnt|did not|dont|do not|
        wouldnt|would not|wont) <f>(exist|wake up<wake>|have to (live|be alive|exist|be
        here<here>)))
    (that )?(i|id|he|she|they) <f>(could|would|can|might) <f>(<die>|disappear|vanish|not (wake up|
        exist|be here)|sleep forever|cease to exist|(go to sleep|fall asleep) and (not|never)|be
        dead|stop existing|never wake up|fade away|kill <myself>|end it)
    (that )?my heart (stops|would stop|gives (up|out))
    (that )?(i|id|he|she|they) <f>(<die>|(get|got|was|were) (hit by|run over|killed)|get cancer|
        sleep forever)
wish wishes
    for death|to be dead|(some(one|body)|he|she|they|you) would (kill|shoot|end) me
wish wishes wishing hope hopes hoping pray prays praying
    (that )?(it|this|that|something|someone|somebody|(the|my|these) [a-z]{1,12}) <f>(will |would |
        could |just |finally |soon ){0,2}kills? me(?! less )
easier better simpler nicer kinder best supposed meant prefer rather love relief like
    (to|for me to|if i (just|could)|just to) <f>(be (dead(?! (tired|lift|set|serious|weight) )|
        gone<end>)|not (exist|be (alive|here)(?= [.,]| (<more>|and|so|because|than) )|
        wake up<wake>)|stop (existing|living<end>))
    for (everyone|everybody|them|you|all|us|my [a-z]{1,12}) if i <f>((was|
        were) (dead|gone)|(wasnt|werent) <f>(here|around|alive)|died|disappeared)
im am being feel feeling
    <f>(like )?<f>(such )?a (huge |total |real |big |terrible )?burden<end>
im am being feel feels felt feeling like
    <f>(like )?<f>(such )?a (huge |total |real |big |terrible )?burden (to|on|for) (
        everyone|everybody|them|you|others|people|all|us|him|her|(my|the) ([a-z]{1,12} )?(<kin>|
        <folk>)|society|the world)
will would ill id
    no longer be a burden
mind care hope wish
    if (i (got|get|was|were) (hit|run over|killed)|an? (bus|car|train|truck|lorry) (hit|would hit|
        hits) me|something (happened to|killed) me|i never woke up)
i
    (will|could|should|might|must|would rather|gotta) <f><die>
i ill
    (will )?soon be (gone|dead)
if and until til till only over
    (when )?i <f><die>
to
    <f><die>
let
    me <f>die
leave leaving left
    this (world|life|earth|planet)(?! (behind|better|a ) )
do doing done
    something to <myself>|something (stupid|drastic)
tried try tries attempted attempting
    to end (it|things)(?= [.,]| (last|before|in|once|twice|again|all|by|with (pills|a)) )
god lord jesus
    (should |please |would |could |can )?take me
hate hates hating
    being alive|being here<end>|my life|existing|<living>
no not dont
    want (to )?<live>
rather
    (be )?(dead|die)(?! than (?!live|living|be alive|go on|keep|carry))
should
    be dead(?! lift)|have died|not (be alive|exist|have been born)|never have been born
deserve deserves deserved deserving
    death|to <f>(<die>|be (dead|hurt|hit|punished|in pain)|suffer|hurt<end>)
<not>
    deserve (to )?(eat|food|live|life|be alive|be here|exist|breathe)(?= [.,]| (any|and|because|
        today|if|or|after) )
    <f>(want|wanna|wish|wanting|care) (to |2 )?<f>(<live>|be here<here>|be around(?= [.,]| (
        <more>|much) )|be in this<end>)
    <f>(see|find|have) (the |any |a |much )?(point|reason|sense)( left)? (in |of |to |for )?(
        <living>|life(?= [.,]| <more>)|<live>|going on(?! (holiday|a|trips?|dates?) )|carrying on|
        being (here|alive)|be here|it all|anything<clause>|staying)
    <f>feel like (being (here|alive)|<living>|existing|waking up(?= [.,]| <more>)|(going|carrying)
        on(?= [.,]| <more>))
    <f>(have|find|see|got) a life worth living
    <f>(tell|telling|ask|asking|(talk|talking|speak|speaking) (to|with)) (my|the|any|a) (doctor|gp|
        psychiatrist|nurse|prescriber|pharmacist) ([a-z]{1,12} ){0,5}(stop|stopped|stopping|quit|
        off|skip|skipped|skipping|ditched) ([a-z]{1,12} ){0,2}<med>
    <f>see (a|any|my) future(?= [.,]| (for|with(out)?|any|and|where|at) )
dont doesnt didnt
    wanna <f>(<live>|be here<here>|be around(?= [.,]| <more>)|wake up<wake>)
no not
    (longer )?(be alive<clause>|being alive|being here(?= [.,]| <more>)|existing<clause>)
thoughts
    (of|about) not being here
point reason reasons purpose
    (in |of |to |for )?(<living>(?! in )|<live>|life(?= [.,]| <more>)|going on(?! (holiday|a|
        trips?|dates?|about) )|carrying on|being (here<here>|alive)|be here<here>|
        continuing<clause>|staying alive|waking up|stay(ing)? alive|stay<end>)
point
    <more>
nothing something
    (left )?(to live for|worth living for|to stay alive for)|left for me
no
    future( for me)?<end>
assaulted strangled choked stabbed
    me
restraining
    orders?
worth
    <living>|being alive|staying alive
life
    (is|isnt|feels?|seems?|is just|just feels|was|looks) <f>(not worth(?! it to)|pointless|
        meaningless|unbearable|unlivable|no longer worth|hopeless|over<end>|worthless|not (
        livable|bearable))
    (isnt|doesnt feel|no longer feels|aint|not|doesnt seem|wasnt) worth|to (be over|end)<end>
    has (no|lost (all|its|any)) (meaning|point|purpose|value)
tired sick done exhausted bored weary fed finished
    (up )?(of|with|from|by) <f>(being alive|<living>|living like this|life(?= [.,]| (and|itself|
        but|so|because) )|existing|existence|this (life|world)|my life|it all<end>|
        everything<end>|staying alive|fighting(?= [.,]| to (live|stay) ))
ready
    to be done<end>
give giving gave given
    up (on (life|living)|living|my life<end>)
cant cannot couldnt
    <f>((go|carry) on(?= [.,]| (like|<more>|living|with (life|it all|living|this<end>)|without (
        him|her|them|my)) )|keep going(?= [.,]| (like|<more>|on like) )|keep (on )?living|take (
        it|this|life|much more|another day|<more>)( of this| of life)?( <more>)?<end>)
    <f>(live (like this|<more>|with myself|without (him|her|them|my) )|do (this|life|it) <more>|
        face (living|another day|being alive|life)|see (a|any|another) (way out|future|reason))
    <f>(keep <myself> (safe<safe>|alive)|stay (safe<safe>|alive)|bear (to live|living|being alive|
        life)|trust myself (not to|to stay|tonight|alone|around|with))
can
    not <f>((go|carry) on(?= [.,]| (like|<more>|living) )|live (like this|<more>)|do this <more>|
        take (it|this) <more>|keep <myself> safe<safe>)
no
    (reason|will|desire|wish|point|sense|purpose) (to (<live>|be here<here>)|(in )?(<living>|life|
        going on|carrying on|being (here|alive)|continuing|waking up|it all)|left to live)
    (other )?way out<end>
lost losing lose
    (the |my |all |any ){0,2}(will|desire|reason) (to live|for (living|life)|to go on)
disappear disappearing disappeared vanish vanishing vanished
    for good|for ever|forever|completely|permanently|off the face|and never
    from (this|the) (world|earth|planet|face)
cease ceasing
    to exist|existing|living
stop
    (existing|living|being alive)<end>
end ends ended ending
    <f>(it all|it (now|today|tonight|soon|for good|once and for all|forever|tomorrow|this (week|
        weekend|month))|everything<end>|the pain (for good|forever)|<myself>)
    <f>(my|his|her|their|your|our|ones|this) (own )?(lives|existence|misery|life(?! (long|style|
        insurance|sentence|story|chapter) ))
    <f>things (for good|for ever|forever|permanently|tonight|once and for all)
about of
    ending it<end>
attempt attempts
    on my life
if
    i <f>(died(?! of)|ended (it|my|things)|killed <myself>|(wasnt|werent) (alive|here <more>)|
        didnt wake up|jumped<end>|(was|were) dead)
take takes taking took taken
    (my|his|her|their|your|our|ones) own li(fe|ves)(?! (back|in|into) )
    (my|his|her|their|your|our) li(fe|ves)(?! (back|in|into|to|seriously|more|one|day|forward|off|
        slow|slower|easy|easier|as|for|up|over|under|and (make|turn|live)|with|less|step|apart|at|
        on|savings|insurance|jackets?|story|from|out|by) )
<kill>
    <f><myself>
kill
    <f>me(?! (if|when) i (dont|do not|forget|am late|miss) )
hang hanged hanging hung hangs shoot shoots shot shooting drown drowns drowned drowning gas gassing
poison poisoning poisoned stab stabbing stabbed strangle strangling suffocate suffocating
asphyxiate electrocute smother dehydrate choke choking
    <myself>(?! (up|out|in (the foot|work|books|music|chocolate|tv|sorrow|art|study|my)|with (
        sugar|junk|chocolate|food)|on (thin|food|liquids|water)) )
noose
    -
throw throws throwing threw chuck
    <myself> (off|under|in front|from|out|down|over|onto|on the (tracks?|line|rails)|into (the|a)
        (river|sea|road|traffic|canal|lake|path|train))
jump jumps jumping jumped leap leaping
    (right |out )?(off|from|out of) (of )?(a |an |the |my |that |some )?([a-z]{1,12} ){0,2}(
        bridge|roof|rooftop|building|balcony|cliff|window|overpass|ledge|tower|car park|flat)
    (in front of|under|into) (a |an |the )?([a-z]{1,12} )?(it|them|one|<vehicle>)
    and (never|end)
walk walking walked step stepping stepped run running ran drive driving swerve swerving
    (out )?(in front of|into|under) (a |the )?(oncoming|moving|speeding)( [a-z]{1,8})?
    (out )?(in front of|under) (a |the )?<vehicle>
walk walking walked step stepping stepped run running ran
    (out )?into (the )?traffic
drive driving drove crash crashing crashed steer steering swerve swerving
    (my car |the car )?(into|off) (a |the |an )?([a-z]{1,10} )?(wall|tree|bridge|cliff|lake|river|
        lamp ?post|pole|ditch|barrier|median|oncoming|truck|lorry)
    my car (on purpose|deliberately)
lie lying lay laying
    (down )?on the (train |railway )?(tracks?|rails)
slit slits slitting slash slashing slashed cut cutting
    (wrists|veins|throats)
slit slits slitting slash slashing slashed
    <whose> <body>|wrist|throat|arms
overdose overdoses overdosed overdosing overdosin
    -
od oding oded
    on (my |the |her |his )?([a-z]{1,12} )?<pills>
    on [a-z]{1,12} (and|with|,) (my |the |some )?([a-z]{1,12} )?<pills>
take took taken taking
    an od
take takes took taken taking swallow swallows swallowed swallowing neck necked down downed eat
    (like |about |around |over )?(too many|a (whole |full )?(bottle|box|bunch|handful|load|lot|
        ton|packet|pack|fistful)|loads|lots|handfuls|bottles|boxes|packets|the whole (bottle|box|
        pack|packet|lot)|every|\d{2,3}|ten|eleven|twelve|fifteen|twenty|thirty|
        forty|fifty)( (of|my|the|these|those|his|her|mums|moms|dads|last|
        sleeping|whole)){0,4} <pills>
    (all|all of|every one of|the rest of) (my|the|these|those|his|her|mums|moms|dads) <pills>(?! (
        as|every|each|on time|at|daily|with|in|regularly|when|correctly|twice|for|independently|
        without|this|today|before|after|once|by myself|from) )
    (all|all of) them (pills|at once)
4 5 6 7 8 9 10 12 14 15 16 20 24 25 28 30 40 50 60 90 100 four five six seven eight nine ten twelve
fifteen twenty thirty forty fifty
    (of )?((my|the|these|those|his|her|mums|moms) )?(sleeping (pills|tablets)|sleepers|zopiclone|
        zolpidem|ambien|temazepam)
too
    many <pills>|fat to eat
drink drank drinking swallow swallowed swallowing
    (some |a bottle of |the )?(bleach|antifreeze|poison|detergent|petrol|weed ?killer|batteries|
        magnets|disinfectant|razor blades|glass(?= [.,]| (on|again|when) ))
    <myself> to death
stockpile stockpiling stockpiled hoard hoarding save saving saved collect collecting stash stashing
    (up )?(my |all my |some |the |her |his )?<pills>(?! (in|at|from|money|costs|list|box|time) )
double doubling triple
    my (doses?|meds|medication|insulin|pills|tablets)
think thinks thinking thought thoughts idea ideas fantasies fantasise fantasize fantasising
fantasizing dream dreaming obsessed urges urge intrusive
    (thoughts )?(a lot |constantly )?(of|about) <f>(my (own )?)?(death(?! (row|metal|valley|cafe|
        cleaning) )|dying(?! (my|wool|the|her|his|eggs) )|being dead|ending (it(?! with )|things|
        everything|my)|not (being (here|alive|around)|existing|waking up|wanting to)|
        disappearing<end>|jumping(<end>| (off|from|in front))|crashing my)
better
    (off )?(dead(?! lift)|<without_me>)
happier relieved easier
    (off )?(dead|<without_me>)
place world life
    (would be )?(better )?without me<end>
miss notice care cares cared notices
    (me )?(much )?(<without_me>|(if|whether) i lived?)
nobody noone one
    would (even )?(miss me|care|notice)(?= [.,]| (if|when) i)
worry
    about me (<more>|soon|again|(for )?much longer|for long|after)
voice voices
    (in my (head|ear) )?(<f>(keep |are |is )?)(tell|tells|telling|told|say|says|saying|want|wants|
        order|ordering|command|commanding) (me )?(that )?(to|i should|i must|i have to) <f>(jump|
        kill|die|hurt|harm|cut|burn (<myself>|my|it|the)|stab|end (it|my)|hang <myself>|do it|
        overdose|take (all|my (own )?life))
live
    or die
never
    wak(e|ing) up<wake>(?= [.,]| (again|<more>|ever|and|from|one|tomorrow|in the morning) )
not dont
    wak(e|ing) up(?= [.,]| (again|<more>|ever|from|one day|tomorrow) )
sleep asleep
    forever|and (never|not) (wake|woke|waking)
wont not
    be (here|around|alive) ((for )?much longer|<more>|by (christmas|summer|then))
stay stays staying
    alive(?! to (my|the|what|new|possib)[a-z]{0,8} )
keep keeps keeping kept
    <myself> (alive|safe<safe>)
safe
    from <myself>
danger
    to (<myself>|others)
be
    with (my ([a-z]{1,12} ){1,2}|him |her |them |god |jesus )in heaven
join see meet
    (my [a-z]{1,12}|him|her|them) (in heaven|on the other side|up there)
goodbye
    letters|notes
said saying
    (my|our) (final |last )?good ?byes
already
    said (good ?bye|my good ?byes)
crisis suicide
    (text )?(line|hotline|helpline|lifeline)
samaritans
    -
call text ring phone dial
    (or (text|call) )?988
tell telling tells told telled say says saying
    ((me|you|him|her) )?((not )?to eat<end>|not to eat|to (kill|hurt|harm|die|cut) (<myself>|him|
        them|people|others|my [a-z]{1,12}))
# Self-harm.
self
    (harm|h4rm|injur|mutilat|inflicted|poison|asphyxiat|strangulat|abus|delet|starv|cutting|
        hurt)[a-z]{0,5}
selfharm selfharms selfharmed selfharming selfinjury selfinjure selfinjuring selfinjurious
    -
nssi dsh parasuicide parasuicidal automutilation
    -
reduce reduces reducing decrease decreases decreasing decreased display displays engage engages
engaging episodes instances rate rates incidents fewer zero no of in
    (in |of )?sibs?(?= [.,]| (from|to|by|for|in|behaviou?rs?|per|when|during|episodes?|over|
        across) )
<urge>
    (to|of|for|from|on|with|into) <f>(sh|s h|self h|self harm)(?= [.,]| (tonight|again|for|and|this|
        in|when|today|since) )
no not without stop stopped avoid resist
    sh (for (\d{1,3}|a|one|two|three|four)|this|until|today|tonight|when i|<more>|since)
sh
    urges?|free|relapses?|clean|scars?|episodes?|thoughts|tonight
    (yesterday|last night|again(?! (sounds?|words?|in (words|all|initial|final|sentences)|at|with)))
s
    h (urges?|relapses?|scars?|thoughts|free|episodes?|again(?! (sounds?|in|at|with) )|yesterday)
shd
    yesterday|last night|again|today|tonight
relapse relapsed relapsing slipped
    (again )?(and|by) <f>(cut|cutting|burned|burnt|hurt|hurting|scratched|(used|using) (a|the|my) (
        blades?|razors?|knife|lighter|scissors))
used using
    (my|the|a) (old )?blades?(?= [.]| (again|on (me|<myself>|<whose> <body>)|last|tonight|
        yesterday|this morning) )
was were kept keep
    <f><cutting>(?= [.,]| (again|last|tonight|yesterday|when (i|im) (feel|am|was|<low>)) )
harm
    minimi[sz]ation (for|with|when|while) (self|cut)[a-z]{0,6}
hurt hurts hurting harm harms harming harmed injure injures injuring injured maim mutilate
mutilating torture torturing
    <f><myself>(?! (at (work|the gym|football|training|sport)|lifting|running|falling|doing|
        exercising|training|playing|in the gym|again (at|lifting|when lifting|running)|on (the|my)
        (stairs|ice|bike)|(when|while|by) (i )?(lift|run|fall|train|exercis|play|jump|bend|walk|
        climb|transfer|work|over|stretch)))
hit hits hitting punch punches punching punched slap slaps slapping slapped smack smacking bite
bites biting bit starve starves starving starved bruise bruising punish punishes punishing punished
whip whipping scald scalding beat beating
    <myself>(?! (up (?!when i|if i|until)|over|about|at|in the (butt|bum)|for (past|mistakes)|
        out))
cut cuts cutting
    <f><myself>(?! (some|out|off|short|down|loose|a (break|slice|piece|bit)|in|from|shaving|
        cooking|chopping|back|free|less|on (a|the) (can|tin|glass|paper|knife)|(while|when) (i )?(
        shav|cook|chop|slic|peel|garden)[a-z]{0,4}) )|less <myself>|<myself> less
burn burns burning burnt burned
    <f>(<myself>(?! (out|on (the|a|my)|cooking|while|when (i )?cook|in the (sun|kitchen)|at (the|
        both)|with (the |hot )?(iron|oil|water|tea|coffee)) )|<whose> <body>(?! (cooking|on the (
        stove|oven|hob)) ))
cut cuts cutting carve carving slice slicing stab stabbing pierce
    ((words?|things?|lines|names?) )?(into |in |on |up |open )?<whose> <body>
blade blades knife razor scissors
    (across|against|along|over|to|on|into) <whose> <body>
packet pack box
    of (razor )?blades
scratch scratches scratching claw clawing pick picking
    (at )?(<myself>|<whose> <body>) (until|till|raw|to (feel|cope)|when (i (am |feel )?)?<low>)
bite bites biting punch punching hit hitting burn
    (my|his|her|their) (own )?(fore ?arms?|arms?|wrists?|thighs?|legs?)
until till til
    (i|it|they|she|he|my [a-z]{1,10}) bleeds?
make makes making made
    <myself> <f>(bleed|suffer|faint|sick(?! with )|throw ?up|vomit|puke|gag|purge)
bang bangs banging banged bash bashing smash smashing slam slamming hit hitting
    (my|his|her|their) (own )?(head|forehead|face)( hard)? (against|into|off|repeatedly|when|on (
        the|a) (wall|floor|desk|door|table)s?)
bang bangs banging banged
    (my|his|her|their) (own )?head
head
    (bang(ing|s|ed)?|butt(ing)?)(?! (music|concert|to (music|metal|rock)) )
headbanging
    (?! (at|to|music|concert) )
punch punching punched punches
    (the |a |my |any |holes in the )?(walls?|doors?|mirrors?)
ligature ligatures
    -
razor
    blades?
hide hiding lock locking give giving hand handing throw throwing keep keeping bin remove
    (up |in |over |away |out |rid of )?(all )?(my|the) (old )?(blades|sharps|sharp objects|(
        razors?|knives|lighters?) (to (my|mum|mom)|away|over|locked|in a locked|out of my))
stop stops stopped stopping quit quitting avoid resist resisting delay delaying reduce reducing
decrease decreasing replace replacing no more without never from of been start started starting into
instead on
about again with and or
    (the |her |his |my |of )?<cutting>
hid hide hides hiding
    (her|his|my|their|the) cutting
cutting
    (episodes?|behaviou?rs?|urges|incidents|scars|thoughts|again<end>|(once|twice|\d{1,2} ?(x|
        times?)) (a|per|every))
cut
    (less|again|tonight|deeper|too deep|so (bad|badly|deep)|deep<end>|to (cope|feel|release|calm|
        numb|bleed|forget)|for (relief|release)|because i (feel|am|hate|was)|when (i|im)( (am|
        feel|get|feeling|was|get so))?( [a-z]{1,8})? <low>|when <low>)(?= [.,]| (often|and|than|
        this|each|per|every|when|by|until|so|because|or|deeply|if|at|for|in|on|to|i|myself|with (
        a|my)) )
to
    cut (so (bad|badly|much)|when (i|im|<low>)|because|to (feel|cope))
<urge>
    to <f>(cut|self|burn|scratch|hurt|harm|bleed|carve|jump|die|kill|hit)(?! (down|back|my (hair|
        fringe)|carbs|sugar|corners|out|people off|calories|class|flat|long|short|straight) )
want wants wanted need needs needed wanna
    (to )?<f>(cut|hurt|bleed)(?= [.,]| (so (bad|badly|much)|because|again|tonight|when i|deep) )
not never dont wont didnt havent hadnt
    cut(?= [.,]| (this (week|month|weekend)|today|tonight|again|<more>|for (\d{1,3}|a|one|two|
        three)|until|when|since|in \d{1,3}|tomorrow) )
when whenever
    i cut(?= [.,]| (myself|so|and|or) )
clean
    (from|of|off) (cutting|self|sh|burning)
# Not eating, purging, hardly eating.
anorexia anorexic bulimia bulimic thinspo thinspiration proana promia
    -
pro
    ana|mia
starve starves starved starving
    <f>(<myself>|<until_thin>|to (lose|get|be|death|feel)|for <days>)
stop stops stopped stopping quit given give giving
    (up )?eatt?ing(?= [.,]| ((and|but|or) (drink|start|just|only|lose|i)[a-z]{0,5}|now|since) )
    (up )?eatt?ing (altogether|completely|entirely|at all|properly|<more>|because|for <days>|
        solids|forever|for good|for ever|<until_thin>|so (i|that)|to (lose|get|drop|be|punish|
        feel|fit|shrink))
    (up )?eating (food|meals|anything)(?! (that|which|with|i|from|in|at|late|after|before|on|
        while|sweet|sugary|fried|processed|past|alone|between|unhealthy|made|containing|too) )
    (up )?eating until(?! (i|im|we|\d[a-z0-9]{0,4}|noon|lunch|dinner|after|ten|eleven|twelve|one|
        two|my plate) )
<not>
    (want to )?<f>(eat|eating|eaten|ate)(?= [.,]| (since|(and|but|or) (drink|just|lose|
        i)[a-z]{0,3}) )
    (want to )?<f>(eat|eating|eaten|ate) <more>(?= [.,]| (and|because|since|so) )
    (want to )?<f>(eat|eating|eaten|ate) (at all|again|<days>|for (<days>|days|weeks|ages)|in
        <days>|<until_thin>|because i(m| am)? (feel|fat|hate|dont|disgust|ugly|so|gross|
        bad)[a-z]{0,5}|to (lose|get thin|punish|be thin|drop)|for (2[4-9]|[3-9]\d|\d{3}) ?(hours|
        hrs|h)|(today|tomorrow)(?! (before|until|after|at) ))
    <f>(eat|eating|eaten|ate) food(?! (that|which|with|i|from|in|at|late|after|before|on|while) )
    <f>(eat|eating|eaten|ate) anything(?! (after|but (healthy|veg|fruit|clean)|sweet|sugary|fried|
        that|with|from|late|past|before|between|in|on|at|containing|made|unhealthy|processed|else|
        new|green|while|different|i|bigger|off) )
havent hasnt hadnt
    <f>(eaten|been eating)(?= [.,]| (anything|for|in|since|all|at all|food|properly|today|because|
        and|outside|much) )
eat eats eating ate eaten
    <f>(absolutely |almost |practically |next to |basically )?nothing(?! (after|before|sweet|with|
        fried|processed|late|past|from|sugary|that|between|in|at|containing|made|while|bigger|
        else|unhealthy|on the|but (healthy|veg|fruit|clean|whole|home)[a-z]{0,9}) )
hardly barely
    (eat|eating|ate)(?= [.,]| (anything|at all) )
go goes going went gone
    (for )?<days>( or more)? without (eating|food|meals|a meal|any food)
without
    (eating|food) (for <days>|all (day|week)|<until_thin>|to lose)
skip skips skipping skipped
    (all|every|most|as many)( of)?( my| the| meals as)? meals?
    (my )?(meals|food|eating|<two_meals>|breakfast|lunch|dinner|supper) ((every ?day|daily|most
        days|each day|on weekdays) )?(to (lose|be|get|punish|feel)|so (i|that)|because|
        <until_thin>|for <days>|all day)
    <two_meals> (every ?day|daily|each day|most days|all week|every single day)
only just
    <f>(drink|drinking|drank|have|having|consume|consuming) <sips> for (<number> (straight |whole |
        full )?(days|weeks)|(a|one|the|this) (whole |full )?week)
water
    only for (<number> (straight |whole |full )?(days|weeks)|(a|one|the) (whole |full )?week)
nothing
    but <sips> for (<number> (straight |whole |full )?(days|weeks)|(a|one|the) (whole |full )?week)
drink drinking drank have having consume consuming
    (only|just|nothing but) <sips> for (<number> (straight |whole |full )?(days|weeks)|(a|one|the|
        this) (whole |full )?week)
restrict restricts restricting restricted
    (my )?(eating|food|intake|meals|food intake)(?! (after|of (sugar|salt|carbs|sodium|alcohol|
        fat)|to (healthy|whole)|high|with|that))
    (and|or) (binge|purge)[a-z]{0,3}
restricting
    <end>
restrict restricting
    (less|again)<end>
eat eats eating ate have consume consuming under below less fewer only max maximum stick sticking
stay staying keep keeping restrict restricting restricted limit limiting live living than within to
on at
    ((about|around|only|just|at|most|no|more|less|fewer|than|under|below|a|max|maximum|of|up|to|
        my|intake|it|calories|calorie|food|on|with|within|roughly|approx|myself|down) ){0,5}(
        \d{1,3}|zero|(one|two|three|four|five|six|seven|eight|nine) hundred) ?(k|kilo)? ?cal(
        orie)?s?( (or (less|fewer|under)|of food|only|max)){0,2} <per_day>
fast fasts fasting fasted
    for (the )?(next )?<number> (whole |full |straight )?(days|weeks|nights)(?! (a|per|each|every|
        of (ramadan|lent)|(in|for) (ramadan|lent)|during|by) )
    (for )?(3[6-9]|[4-9]\d|\d{3}) ?(hours|hrs|h)|<until_thin>
36 40 48 60 72 84 96 120 144 168
    (hours?|hrs?|h) (water |dry )?fast(s|ing)?
2 3 4 5 6 7 8 9 10 12 14 21 30 two three four five six seven ten several multi
    days? (water |dry |long |juice )?fast(s|ing)?(?= [.,]| (to|for|every|once|starting|this|next|
        and|from|until|by) )
water dry
    fast(s|ed|ing)?(?= [.,]| (for|to|until|and|every|this) )
purge purges purged purging
    (?! ((my|the|our|all|old|some|unused|unneeded|this|these|his|her) ){1,3}(?!food|meals?|dinner|
        lunch|stomach|body|breakfast)[a-z]| (clutter|emails|clothes|toys|papers?|books|junk|stuff|
        old|unused) )
laxative laxatives
    (?! (as prescribed|for (my )?constipation|prescribed|if constipated) )
vomit vomits vomited vomiting
    (after|following) (i |my |every |each )?<meal>|on purpose|(my|what i|everything i) (<meal>|
        ate)
    to (lose|get thin|feel)
throw throws throwing threw thrown
    up ((after|following) (i |my |every |each )?<meal>|my <meal>|what i|everything i|food|on
        purpose|to (lose|feel|get)|every (meal|time i eat)|when i eat|less often)
be being been
    sick (after (every |each |my |i )?<meal>|on purpose)
finger fingers toothbrush
    (down|in|into) (my|her|his|their) throat
self induced induce induces inducing
    (induced? )?vomit(ing|s)?
chew chewing
    (and|n) spit(ting)?
binge bingeing binging
    ((and|n|then) )?(purg|vomit|starv|restrict)[a-z]{1,5}
bmi
    ((of|to|at|under|below|down|less|than|around|about|is) ){0,3}1[0-7](\.\d{1,2})?
refuse refuses refused refusing
    to (eat|drink)( or drink| anything| food| at all| and drink)?(?= [.,]| (for|since|until|all|
        because|when|today|any|and|most) )
    (all |any )?(food|meals|fluids|nutrition|feeds)(?= [.,]| (and|or|for|since|until|all|because|
        today) )
live living survive surviving
    on (just |only |nothing but )?(water|ice|air|diet coke|black coffee)(?! (street|road) )
# Harm to others.
<kill>
    <f><them>
murder murders murdered murdering stab stabs stabbed stabbing strangle strangles strangling
strangled throttle choke chokes choked choking attack attacks attacked attacking assault assaults
assaulted assaulting molest molesting molested torture torturing abuse abuses abusing abused smother
smothering suffocate suffocating poison poisoning threaten threatens threatening hurt hurts hurting
harm harms harming harmed injure injuring spank spanking whip whipping shove shoves shoving shoved
    <f><them>
hit hits hitting punch punches punched punching slap slaps slapped slapping smack smacks smacking
smacked kick kicks kicking kicked bite bites biting bit headbutt
    <f>(, )?<them>(?! (up|at|on|with (questions|kindness|a (ball|joke|pillow))|for six|to the|off|
        out|target|goals?|in (the )?(polls?|chess)) )
hit hits hitting punch punching slap slapping kick kicking bite biting push pushing scratch
    (, |or |and |, or |, and )([a-z]{1,10} (, |or |and |, or )?){0,2}(hit|kick|bite|punch|slap|
        hurt|scratch)(t?ing)? <them>
beat beats beating
    up <them>
    (him|her(?= [.,]| (up|when|again|if) )|them (up|when|badly)|<whose> <kin>|people|some(one|
        body))(?! (at|in|to|by|home|on) )
shoot shoots shot shooting
    <them>(?! (an?|some|the|over|up|wedding|with (my|a|the) (camera|phone)|on film|down in|hoops|
        photos|portraits?) )
shake shakes shaking shook
    (my|the|our|her|his) (baby|newborn|toddler|infant|child|son|daughter|kid)
push pushes pushed pushing throw throws throwing threw
    <them> (against|into (the|a) wall|down the|to the (floor|ground)|over<end>|in front of|off (a|
        the))
throw throws throwing threw
    (things|objects|stuff|chairs?|plates?|toys?|shoes) at <them>
hands
    (around|round) (his|her|their|my|someones) (neck|throat)
run running
    (him|her|them|<whose> <kin>) over
smash smashing smashed
    (his|her|their|someones) (face|head|skull|teeth)
burn burning burned burnt
    (down )?(his|her|their|my|the|our) (house|home|flat|apartment|school|building|
        place)( down)?(?! (down to|warming|incense|candles) )
set setting
    fire to (<myself>|<them>|(my|his|her|their|the|our) (house|home|flat|apartment|school|car|bed|
        room|building|place|shed))
    (<myself>|<them>|(my|his|her|their|the|our|a|someones) (
        [a-z]{1,10} )?(house|home|flat|apartment|school|cars?|
        bed|room|building|place|shed|office|shop|church|curtains)) on fire
pay pays
    with (his|her|their|your) (own )?li(fe|ves)
shoot shooting
    up (the|my|a|this|our) (school|office|place|work|church|mall|building|class)
school mass
    shootings?
bomb bombing
    (the|my|a|our|his|her|their) (school|office|work|house|building|place|hospital|church)
blow
    up (the|my|our) (school|office|work|house|building|place|hospital)
bring bringing take taking carry carrying took brought have
    (a|my|the|an) ([a-z]{1,10} ){0,2}(gun|knife|machete|firearm|weapon|blade|pistol|shotgun|rifle)
        (to|into|in) (my )?(school|work|class|college|the office|my bag|uni|court)
buy buying get getting got has find own load loaded loading
    (a|the|my) (loaded )?(gun|firearm|shotgun|rifle|pistol|handgun)(?= [.,]| (to|and|for|from|so|
        because|tonight|in) )
gun
    (to|in|against) (my|his|her) (head|mouth|temple)
loaded
    gun
make making made
    (him|her|them) (suffer|bleed|pay for (what|this|that|everything))
get take want plan planning getting taking wants
    (my |some )?revenge
homicidal homicidality homicide
    -
endorses endorsed reports reported expresses expressed active passive
    (si (and )?)?hi(?= [.,]| (towards?|with|without|and|or|but|against|plan|today|at) )
violent
    (?! (films?|movies?|games?|video|tv|shows?|news|crime|storms?|content|books?|scenes?|media|
        sports?|coughing|cough|shivering) )
violence
    (?! (prevention|awareness|free|in (films|movies|games|the news)) )
# Violence suffered, and a home that is not safe.
he she they
    <often><hits>
husband wife partner boyfriend girlfriend bf gf ex dad daddy mum mom mam father mother stepdad
stepmum stepmom stepfather stepmother brother sister son daughter uncle aunt cousin grandad grandma
parents boss teacher carer roommate flatmate neighbour neighbor somebody someone man guy family
fiance
    (who |that )?<often><hits>
hits beats rapes chokes strangles abuses threatens molests
    me (at home|every (day|night|time|week)|when (he|she|they|drunk))
to will would could might gonna ll
    kill me(?! (if|when) i (dont|do not|forget|am late|miss) )
threaten threatens threatened threatening
    me|us|to (kill|hurt|stab|shoot|harm|burn|beat|hit)(?! (my|his|her|our) (feelings|chances) )
being am was get gets getting got been
    (hit|beaten|abused|threatened|raped|stalked|choked|strangled|slapped|punched|assaulted|
        molested|trafficked)( up)? (by|at home|again|every|when|in my)(?! (a|the) (car|bus|train|
        truck|lorry|bike|van|ball|wave|team) )
    abused<end>
abused
    as a (child|kid|teenager|boy|girl)|growing up|<myself>
abusive
    <end>
being
    (abused|raped|molested|stalked|trafficked|threatened|beaten|hit|hurt)<end>
beaten beat beats
    (me )?up by
abuser abusers
    -
rape rapes raped raping rapist molest molests molested incest
    -
sexually
    (abus|assault|harass|touch|exploit)[a-z]{0,5}
sexual
    abuse|assault|violence|exploitation
domestic
    violence|abuse
forces forced forcing makes made
    me (to (have sex|sleep with|touch|undress)|into sex)|<myself> on me
touches touching
    me<end>
touches touched touching
    me (at night|where|down|there|inappropriately|when i|and i|in my|sexually)
locks locked
    me (in|up|out at night)
abusive
    (ex |step)?(husband|wife|partner|ex|boyfriend|girlfriend|relationship|marriage|home|household|
        dad|father|mum|mom|mother|parents?|family|man|person|situation|towards?|to me|behaviou?r|
        brother|uncle)
abuse
    at home|(from|by) my|in my (home|relationship|marriage|house)
not
    (feel(ing)? )?safe (at home|in my (own )?(home|house|flat|room|bed)|(around|with) <unsafe>|to
        (go|be) home|there|being (at )?home)
<not>
    <f>feel safe(?= [.,]| (at home|in my (own )?(home|house|flat|room|bed)|(around|with) <unsafe>|
        going home|being (at )?home|from (him|her|my)|to go home|tonight|here|right now|now) )
unsafe
    at home|in (my|our) (own )?(home|house|flat|room)|(with|around) <unsafe>
home
    (is not|isnt|is no longer|doesnt feel|does not feel|is un) ?safe
scared afraid frightened terrified
    (of|around) (him|her(?= [.,]| (and|when|at) )|<whose> <kin>)(?! (dying|leaving|finding|
        judging|knowing|getting|being|(will|might) (die|leave)|death|having|falling) )
    to (go|be|stay|live|sleep) (at )?home
    of what (he|she|they|hell|shell|theyll|hed|shed) (will |might |could |would )?(do|say|be)
fear feared fearing afraid scared
    for my (life|safety)
escape escaping flee fleeing leave leaving
    (from )?(him|her|my (husband|wife|partner|ex|boyfriend|girlfriend|dad)) (safely|before (he|
        she)|because (he|she) (hits|beats|hurts|is violent))
somewhere
    safe to (stay|go|sleep)
# Vital medication stopped by oneself.
stop stops stopped stopping quit quits quitting ditch ditching skip skips skipped skipping ration
rationing flush flushed flushing binned ditched refuse refuses refused refusing withdraw avoid
    (taking |using )?<my_med>(?! (list|card|box|errors?|waste|in the|late|with|before|after|side|
        at (the )?(table|dinner)|reminders?|delivery|overuse|running|from running) )<alone>
cut halve halving half halved reduce
    (my|his|her) (doses?|dosage)( of [a-z]{1,15})?(?= [.,]| (in half|without|by myself|on my own|
        myself|alone) )<alone>
    my (insulin|lithium)<alone>
half halve halving
    my (doses?|dosage|insulin|lithium|meds|medication)<alone>
off
    (of )?(all )?(of )?(my|his|her|the) <med>(?! (list|card|order|prescription|box|chart|at|to|
        refill) )<alone>
come comes coming came go goes going went get getting got wean weaning
    (myself )?off (?!the (pills|tablets)|pills|tablets)(taking )?<my_med><alone>
throw throwing threw chuck flush bin dump tip
    (away |out )?(all )?(of )?my <med>( (away|out|down))?(?! (packaging|box) )
<not>
    (taking|take|taken|use|using|inject|injecting) (my|the|his|her|any|any of my|all my) <med>(?!
        (late|with|on|twice|too|before|after|at|until|together|in|as|correctly|every|on time|
        properly|without|for granted|by) )<alone>
havent hasnt
    (been )?(taking|taken) (my|his|her|any) <med>
without
    (telling|asking) (my|the) (doctor|gp|psychiatrist|nurse|prescriber)
cold
    turkey off <my_med>
# A few of the gravest elsewhere, without accents, as they are read. Spanish:
quiero quisiera
    morir(me)?|matarme|desaparecer( para siempre)?|quitarme la vida|cortarme(?! el)|hacerme dano
me
    quiero (morir|matar)|(corto|cortaba) (los brazos|las venas|las munecas)
no
    quiero (vivir|seguir viviendo|despertar)|vale la pena vivir|tengo ganas de vivir
ganas
    de morir(me)?
matarme quitarme
    la vida
matarme
    <end>
acabar
    con mi vida|com a minha vida
hacerme hacerse
    dano
autolesionarme autolesionarse autolesiones autolesion
    -
# French:
veux voudrais vais
    me tuer|mourir|en finir|disparaitre|me pendre
envie
    de (mourir|me tuer|me faire du mal|disparaitre)
me
    (tuer|suicider|scarifier|mutiler|pendre)(?= [.,]| (et|demain|ce|si|parce|pour|quand) )
    faire du mal|couper les veines|foutre en l ?air
mouvrir mouvre
    les veines
mettre
    fin a (mes jours|ma vie)
en
    finir avec (la|ma) vie
veux ai jai
    plus (vivre|envie de vivre|etre la)|pas vivre
automutilation scarification
    -
# German:
mich
    umbringen|umzubringen|toe?ten|erhae?ngen|(zu )?ritzen|selbst verletzen|erschiessen|vor den zug
will mochte moechte
    ((ich|nur|einfach|so|am liebsten|nicht mehr) ){0,3}(sterben|tot sein|nicht mehr (leben|da
        sein|aufwachen))
sterben
    will|mochte|wollen
nicht
    mehr (leben|da sein|aufwachen)
mir
    das leben nehmen|etwas antun|was antun|selbst wehtun
leben
    (zu )?beenden
umbringen
    <end>
selbstmord selbstmordgedanken suizid suizidal suizidgedanken selbstverletzung selbstverletzendes
lebensmude lebensmuede
    -
# Portuguese:
quero queria vou
    morrer|me matar|desaparecer|me cortar|acabar com tudo
me
    (matar|machucar|cortar)(?= [.,]| (hoje|de novo|quando) )|quero matar
nao
    (quero|queria) (mais )?viver|aguento mais viver|quero acordar
vontade
    de (morrer|me matar)
tirar
    a (minha )?(propria )?vida
automutilacao autolesao
    -
# Italian:
voglio vorrei
    morire|uccidermi|ammazzarmi|farla finita|sparire( per sempre)?|togliermi la vita|farmi del
        male
    tagliarmi(?! (i capelli|le unghie) )
uccidermi ammazzarmi suicidarmi autolesionismo autolesionista
    -
togliermi
    la vita
farla
    finita<end>|finita con la vita
farmi
    del male
non
    voglio (piu )?vivere|ho voglia di vivere|vale la pena vivere
"""

# "Suicide" and "suicidal" are also found with one letter wrong, missing, doubled or swapped.
_SUICIDE = "suicide suicidal"
_SUICIDE_FORMS = (
    "suicides suicided suicidally suicidality suicid suicida suicidas suicidio suicidarme "
    "suicidarse suicidarsi suicidar suicidaire suicidaires su1c1de su1c1d3 su1cid3 suic1d3 5uicid3 "
    "5u1c1de 5u1cide 5u1c1d3 su1c1dal su1c1da1 suic1da1 su1cida1 5u1c1dal"
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz0135"
# A phrase that begins with a denial, by what the denial is.
_DENIALS = {
    "": "dont dnt doesnt didnt wouldnt wont not never nolonger cant cannot",
    "not ": "do does did would will am can",
    "longer ": "no",
}
# Dots that trail off end nothing.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[a-z0-9]+|(?<!\.)[.,](?!\.)")


class ScreeningStatus(StrEnum):
    """What came of looking through a text."""

    FOUND = "found"
    """At least one phrase of the list is in it."""
    NONE_FOUND = "none-found"
    """No phrase of the list is in it, which says nothing about the person."""
    NOT_SCREENED = "not-screened"
    """No phrase of the list is in it, and it is in a language that the list cannot read."""


@attrs.frozen(kw_only=True)
class Screening:
    """What a list of phrases found in a text.

    Args:
        status: What came of it.
        notices: One for each phrase, in the order of the text.

    Raises:
        InvalidValueError: If there are notices and *status* is not that something was found, or
            the other way round.

    Example:
        >>> from smartgoals.smart import screen_risk
        >>> print(screen_risk("Some days I want to die."))
        found: risk-language in a statement: see characters 12 to 23
        >>> print(screen_risk("I will walk every day."))
        none-found
    """

    status: ScreeningStatus = attrs.field(validator=is_in(ScreeningStatus))
    notices: tuple[Notice, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Notice)
    )

    def __attrs_post_init__(self) -> None:
        """Check that the status and the notices agree."""
        if (self.status is ScreeningStatus.FOUND) != bool(self.notices):
            refuse("status", "found where there are notices, and only there", self.status)

    def __str__(self) -> str:
        """Say what came of it and where to look, without the words."""
        return ": ".join(filter(None, [self.status, "; ".join(map(str, self.notices))]))


_NONE_FOUND = Screening(status=ScreeningStatus.NONE_FOUND)
_NOT_SCREENED = Screening(status=ScreeningStatus.NOT_SCREENED)


def screen_risk(text: str, *, source: NoticeSource = NoticeSource.STATEMENT) -> Screening:
    """Look through *text* for words that may speak of a risk, and say what came of it.

    The list behind it is a tripwire and no assessment. It reads English; a phrase that is found is
    found in any text, but a text in another language, of which nothing was found, is reported as
    not screened. That none was found does not mean that there is no risk.

    Args:
        text: Any text, of any length.
        source: What sort of text it is.

    Returns:
        What came of it, with one notice for each phrase; a notice has the place in *text* and none
        of its words.

    Raises:
        InvalidValueError: If *text* is no text.

    Example:
        >>> from smartgoals.smart import screen_risk
        >>> print(screen_risk("I want to stop cutting myself.").status)
        found
        >>> print(screen_risk("Ich gehe jeden Tag eine halbe Stunde spazieren.").status)
        not-screened
    """
    tokens = _tokens(text)
    found = _search(tokens)
    if found:
        return Screening(status=ScreeningStatus.FOUND, notices=_notices(text, found, source))
    is_foreign = is_unreadable(text, list(filter(str.isalpha, tokens)))
    return _NOT_SCREENED if is_foreign else _NONE_FOUND


def risk_notices(text: str, *, source: NoticeSource = NoticeSource.STATEMENT) -> tuple[Notice, ...]:
    """Return a notice for each phrase in *text* that may speak of a risk.

    These are the notices of :func:`screen_risk`, which also says whether the text could be read and
    is the way to look through notes and reasons in a journal. Goals are searched when they are read
    and checked.

    The list behind it is a tripwire only; no notice does not mean no risk.

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
    found = _search(_tokens(text))
    return _notices(text, found, source) if found else ()


def _tokens(text: str) -> list[str]:
    if not isinstance(text, str):
        refuse("text", "text", text)
    return _TOKEN.findall(text.translate(FOLDS))


def _notices(text: str, found: list[tuple[int, int]], source: NoticeSource) -> tuple[Notice, ...]:
    return tuple(
        Notice(kind=NoticeKind.RISK_LANGUAGE, source=source, start=start, end=end)
        for start, end in _places(text, found)
    )


def _search(tokens: list[str]) -> list[tuple[int, int]]:
    """Return where phrases begin and end in the plain text of *tokens*.

    A phrase is looked for only where a first word stands: nothing else can begin one.
    """
    phrases = _phrases()
    plain = ""
    found = []
    start = done = 0
    for token in tokens:
        following = phrases.get(token)
        if following is not None and start >= done:
            plain = plain or _plain(tokens)
            match = following.pattern.match(plain, start + len(token))
            if match is not None:
                done = match.end()
                if match.lastindex is None:
                    found.append((start, done))
        start += len(token) + 1
    return found


def _plain(tokens: list[str]) -> str:
    # Ends as a sentence does, so that no pattern needs to know of the end of a text.
    return " ".join([*tokens, ". "])


def _places(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places in the plain text of *text* as places in *text* itself."""
    origins = [at for at, character in enumerate(text) for _ in FOLDS[ord(character)] or ""]
    starts, ends = {}, {}
    position = 0
    for token in _TOKEN.finditer(text.translate(FOLDS)):
        starts[position] = origins[token.start()]
        position += token.end() - token.start()
        ends[position] = origins[token.end() - 1] + 1
        position += 1
    return [(starts[start], ends[end]) for start, end in found]


@attrs.frozen(eq=False, slots=False)
class _Following:
    """What may follow a first word: sources of patterns, each with whether it is harmless then."""

    rows: tuple[tuple[str, bool], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One for all, made when the word is first met; a group in it matches where all is well."""
        return re.compile(f"(?:{'|'.join(map(_source, self.rows))})(?= )")


@cache
def _phrases() -> dict[str, _Following]:
    """Return, for each first word, what may follow it; the harmless come first."""
    rows: dict[str, dict[tuple[str, bool], None]] = {}
    for listed, is_harmless in ((_HARMLESS, True), (_RISKY, False)):
        for first, rest in read_list(listed):
            for word, following in _rows(first, rest):
                rows.setdefault(word, {})[following, is_harmless] = None
    shared: dict[tuple[tuple[str, bool], ...], _Following] = {}
    return {
        word: shared.setdefault(tuple(following), _Following(tuple(following)))
        for word, following in rows.items()
    }


def _rows(first: str, rest: str) -> Iterator[tuple[str, str]]:
    if first == "<not>":
        for prefix, words in _DENIALS.items():
            for word in words.split():
                yield word, f"{prefix}({rest})"
        return
    for word in first.split():
        for one in _first_words().get(word, (word,)):
            yield one, rest


@cache
def _first_words() -> dict[str, tuple[str, ...]]:
    words = {
        f"<{name}>": tuple(" ".join(group.split("|")).split())
        for name, group in read_list(_FIRST_WORDS)
    }
    slips = chain.from_iterable(map(_slips, _SUICIDE.split()))
    words["<suicide>"] = tuple(dict.fromkeys([*_SUICIDE.split(), *_SUICIDE_FORMS.split(), *slips]))
    return words


def _slips(word: str) -> Iterator[str]:
    """Yield *word* with one letter left out, swapped, wrong, or too many."""
    for at in range(len(word)):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        yield before + after
        yield before + after[:1] + letter + after[1:]
        for other in _LETTERS:
            yield before + other + after
            yield before + other + letter + after


@cache
def _parts() -> dict[str, str]:
    return dict(read_list(_PARTS))


def _source(row: tuple[str, bool]) -> str:
    rest, is_harmless = row
    if rest == "-":
        return ""
    source = spell_out(f"({rest})", _parts())
    # A condition on what follows brings its own space.
    source = source if rest.startswith(("(?!", "(?=", "<end>")) else f" {source}"
    return f"({source})" if is_harmless else source
