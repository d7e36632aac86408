"""Words that tell what sort of doing a sentence names.

Each list holds a whole family, so that a rule is not silent because somebody wrote a cousin of the
word that came to mind.
"""

from __future__ import annotations

__all__ = [
    "ABSTRACT",
    "ADVERBS",
    "BEING",
    "BETTERING",
    "CALLING",
    "COMPARED",
    "DETERMINERS",
    "DOING",
    "FEELING",
    "FITNESS",
    "GENERIC_ADJECTIVES",
    "GENERIC_NOUNS",
    "GENERIC_VERBS",
    "GOODS",
    "GRAND",
    "HABITS",
    "LIGHT",
    "MANNER",
    "MENTAL",
    "OFTEN_DONE",
    "ONCE",
    "PLACED",
    "PREPOSITIONS",
    "RECORDING",
    "STATES",
    "TANGIBLE",
    "THINGS",
    "TURNING",
    "USING",
    "forms",
]

_VOWELS = frozenset("aeiou")
_SHORTEST_DOUBLED = 3


def forms(verbs: str) -> frozenset[str]:
    """Return each verb with its regular forms; one too many does no harm."""
    found: set[str] = set()
    for verb in verbs.split():
        stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
        is_doubled = (
            len(verb) >= _SHORTEST_DOUBLED
            and verb[-1] not in _VOWELS | frozenset("wxyh")
            and verb[-2] in _VOWELS
            and verb[-3] not in _VOWELS
        )
        stems = {stem, stem + verb[-1]} if is_doubled else {stem}
        found |= {verb, verb + "s", verb + "es"}
        found |= {base + end for base in stems for end in ("ing", "ed")}
        if verb.endswith("y") and verb[-2] not in _VOWELS:
            found |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return frozenset(found)


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


BEING = _words(
    "be being am is are become becomes becoming feel feels feeling felt stay stays staying remain "
    "remains remaining get gets getting grow seem look sound act keep turn go"
)
"""Verbs that name what somebody is; *get* and its like only before a word that does."""

STATES = _words(
    "be being am is are become becomes becoming feel feels feeling felt stay staying remain stays "
    "remains"
)
"""Those of which anything that follows is a state, unless it says where."""

ADVERBS = _words(
    "really just also actually finally simply only please honestly independently safely gently "
    "slowly successfully effectively properly appropriately fully well always again instead more "
    "less better much so very too a bit little lot far truly quite completely totally generally "
    "mentally physically emotionally socially overall as even all enough slightly kind of sort "
    "constantly way overly most not never ever pretty super ideally together then now today "
    "anymore no longer long bloody damn proper mostly somewhat increasingly consistently "
    "personally spiritually academically sexually financially like the my own such rather "
    "genuinely sufficiently any"
)
"""Words to pass over on the way to the one that tells."""

DETERMINERS = _words(
    "a an the my our your his her their its this that these those some any all such own more less "
    "fewer most much many few several enough both each every another other new old good great "
    "positive healthy healthier better best greater higher lower improved increased reduced "
    "decreased stronger closer close calmer regular proper decent appropriate adequate effective "
    "current existing normal overall general personal basic necessary various different right "
    "better-quality real true little bit of"
)

PREPOSITIONS = _words(
    "in at on by with without to for from of about during when while until before after between "
    "among around towards toward through over under into onto and or so because but as since if "
    "that which who where following within inside outside near against across via per out off up "
    "related relating regarding concerning "
    "down"
)

PLACED = _words(
    "in on at out up home off with away there here back around inside outside downstairs upstairs "
    "outdoors indoors down under over by near to through from into above below between within"
)
"""What follows *be* and says where rather than how."""

FEELING = _words(
    "happy happier sad sadder calm calmer relaxed relax confident assertive positive negative "
    "grateful thankful content contented peaceful hopeful optimistic pessimistic motivated "
    "energetic energised energized alive free freer safe safer secure strong stronger brave braver "
    "loved lovable worthy worthwhile valued valuable accepted good great fine ok okay alright "
    "better best well normal whole complete fulfilled satisfied proud prouder comfortable comfy "
    "uncomfortable anxious depressed stressed stressed-out stressy overwhelmed angry irritable "
    "irritated grumpy moody lonely isolated ashamed guilty afraid scared frightened nervous "
    "worried tense jumpy numb empty low blue flat lost stuck hopeless helpless useless worthless "
    "tired exhausted drained burnt-out insecure shy awkward self-conscious jealous needy clingy "
    "paranoid bitter resentful patient impatient kind kinder nice nicer gentle gentler honest open "
    "vulnerable present mindful aware self-aware resilient independent mature responsible "
    "organised organized disciplined productive focused focussed balanced centred centered "
    "grounded connected supported understood respected heard seen included wanted needed "
    "appreciated human myself yourself himself herself themselves somebody someone nobody me "
    "successful perfect flexible adaptable tolerant compassionate understanding loving caring "
    "outgoing likable likeable funny interesting attractive beautiful pretty skinny slim clever "
    "clear-headed level-headed easygoing easy-going laid-back chilled carefree spontaneous "
    "adventurous creative ambitious determined driven committed reliable dependable steady "
    "steadier stable sane rational reasonable realistic sensible wise wiser smart smarter decisive "
    "daring bold bolder courageous fearless unafraid unstoppable emotional sensitive reactive "
    "defensive argumentative aggressive controlling passive lazy unmotivated bored restless "
    "cheerful upbeat joyful blessed self-confident self-assured useful empowered inspired "
    "enthusiastic excited curious engaged tough tougher harder softer worn-out fed-up distracted "
    "forgetful unhappy miserable upset tearful hurt broken damaged crazy mad weird different "
    "rested refreshed sorted settled ready capable dependent hard critical self-critical "
    "judgmental judgemental hyper snappy short-tempered hot-headed polite rude respectful "
    "considerate thoughtful selfish selfless fair friendly friendlier approachable trustworthy "
    "trusting suspicious cautious careful careless lighter heavier heavy worse awful terrible bad "
    "dreadful rubbish hateful difficult easier easy equal compliant cooperative co-operative "
    "obedient attentive alert awake oriented orientated verbal communicative expressive ill sick "
    "unwell poorly fragile weak weaker wobbly shaky"
)
"""What a person is or feels: nobody can see it, and no day ticks it off."""

FITNESS = _words(
    "healthy healthier fit fitter active slimmer leaner toned mobile sociable social busy moving "
    "in-shape sporty supple stronger-bodied outdoorsy independent-living"
)
"""What a body becomes by many acts."""

GOODS = _words(
    "peace happiness joy contentment calm calmness serenity purpose meaning hope love energy "
    "courage willpower closure freedom clarity patience gratitude positivity worth identity "
    "dignity spark mojo passion inspiration satisfaction fulfilment fulfillment success security "
    "belonging faith fun life drama normality normalcy quiet control direction mindset attitude "
    "outlook perspective headspace balance strength self-respect self-belief self-worth self-love "
    "self-acceptance self-compassion day days vibes motivation zest inner-peace acceptance chapter "
    "future destiny calling stillness harmony"
)
"""What everybody hopes for and nobody can tick off."""

GRAND = _words(
    "life self act head potential dreams dream power goals goal best mind world place feet mojo "
    "groove voice truth heart soul way path future mess things stuff shit"
)

ABSTRACT = GOODS | _words(
    "anxiety anxieties depression stress worry worries pain pains fear fears phobia phobias anger "
    "rage temper irritability mood moods grief trauma guilt shame loneliness isolation sadness "
    "fatigue tiredness exhaustion burnout insomnia sleep symptoms symptom distress panic "
    "flashbacks nightmares thoughts feelings emotions emotion paranoia hallucinations voices "
    "delusions cravings craving urges urge compulsions obsessions rumination overthinking "
    "procrastination perfectionism avoidance jealousy insecurity insecurities impulsivity impulses "
    "agitation aggression confusion hyperactivity inattention adhd ptsd ocd bpd autism dementia "
    "addiction addictions appetite eating health fitness nutrition image condition illness "
    "diabetes asthma pressure mobility gait posture endurance stamina flexibility function "
    "functioning coordination dexterity memory attention concentration focus speech language "
    "articulation fluency stutter stammer vocabulary comprehension literacy numeracy grades grade "
    "behaviour behavior behaviours behaviors conduct performance participation engagement "
    "cooperation compliance adherence concordance independence autonomy ability abilities capacity "
    "tolerance regulation insight understanding awareness knowledge communication relationship "
    "relationships marriage friendship friendships intimacy trust boundaries boundary parenting "
    "finances organisation organization routine routines habits habit lifestyle conflict conflicts "
    "stability quality sexuality situation situations problems problem issues issue challenges "
    "difficulties history childhood divorce breakup loss bereavement transition transitions "
    "confidence self-esteem esteem wellbeing well-being wellness risk risks burden remission "
    "recovery progress growth development integrity hygiene safety comfort resilience "
    "assertiveness discipline management coping involvement interaction interactions bond "
    "attachment connection connections rapport level levels status state conditions strength core "
    "swallow swallowing intelligibility accuracy control adl adls iadls rom range transfers "
    "continence weight past skills skill competence competencies proficiency expression readiness "
    "aspirations opportunities identity presentation presence dysregulation dysphoria mania "
    "psychosis episodes withdrawal dependency dependence tension inflammation swelling "
    "breathlessness dizziness vertigo tinnitus migraine migraines headaches spasticity tone "
    "alignment stiffness frustration discomfort uncertainty reassurance terms ways manners morale "
    "productivity efficiency time-keeping timekeeping punctuality prospects outcomes outcome "
    "barriers obstacles reasons pattern patterns tendencies tendency reactions reaction "
    "responses response triggers "
    "trigger impact effects beliefs belief values value needs wants"
)
"""What is named as a domain or a problem, and is still no act."""

TURNING = forms(
    "improve enhance manage handle cope strengthen optimise optimize promote foster encourage "
    "facilitate address tackle overcome conquer regulate maximise maximize minimise minimize "
    "lessen alleviate nurture cultivate prioritise prioritize adjust adapt function struggle "
    "thrive flourish recover benefit engage progress prevent survive stabilise stabilize normalise "
    "normalize enable empower mitigate ameliorate remediate rehabilitate reintegrate integrate "
    "interact communicate relate bond commit participate contribute respond achieve-better "
    "concentrate behave cooperate comply conform connect reconnect rebuild repair restore heal "
    "deal-with mature develop"
) | _words("understood overcame overcoming understand understanding understands")
"""Verbs that name a direction, whatever follows."""

BETTERING = forms(
    "build increase boost raise reduce decrease lower maintain sustain support control balance "
    "resolve sort fix change process explore express regain reclaim gain achieve challenge "
    "establish create form practise practice demonstrate exhibit display show acquire need want "
    "receive eliminate stop experience learn work have get find keep make grow hold give bring set "
    "use reach pursue limit cut extend broaden widen deepen expand ease relieve monitor assess "
    "evaluate identify recognise recognize acknowledge offer provide ensure verbalise verbalize "
    "master face confront attain preserve protect retain tolerate further advance accelerate tone "
    "heal secure"
) | _words("built kept found had got gave made")
"""Verbs that are as vague as their object: *build confidence*, and *build a shed*."""

MENTAL = forms(
    "overthink worry ruminate obsess dwell catastrophise catastrophize procrastinate compare judge "
    "doubt second-guess criticise criticize blame hate panic stress despair envy resent regret "
    "care daydream fret replay over-think overanalyse overanalyze people-please assume expect "
    "forgive trust accept appreciate respect value believe realise realize imagine wish hope "
    "embrace mind wonder feel need fear dread question"
) | _words("overthought think thinking thinks know knowing forget forgetting believe dwelling")
"""What happens inside, and is seen by nobody."""

MANNER = _words(
    "better well properly effectively appropriately confidently healthily calmly positively "
    "successfully assertively openly easily clearly independently harder healthier"
)
"""How, where nothing says how much."""

HABITS = forms(
    "sleep eat listen concentrate behave perform breathe walk talk speak communicate swallow move "
    "interact see hear think work live parent rest cope study respond react cook read write play "
    "drive express try sit stand transfer socialise do pace organise organize manage"
)
"""Verbs that say how somebody lives once *better* stands behind them."""

USING = forms(
    "use practise practice learn apply implement employ utilise utilize develop identify try do "
    "engage participate join attend start find build acquire include incorporate maintain complete "
    "perform access have get take increase explore continue"
)
GENERIC_NOUNS = _words(
    "exercise exercises self-care selfcare sport sports activity activities hobby hobbies skills "
    "skill strategies strategy techniques technique tools mechanisms interventions coping "
    "socialising socializing socialisation socialization workouts cardio fitness relaxation chores "
    "housework leisure pursuits tasks interests interest me-time options methods approaches "
    "supports resources services therapy treatment things habits practices"
)
GENERIC_ADJECTIVES = _words(
    "coping social healthy healthier relaxation grounding calming self-help life communication "
    "relational interpersonal organisational organizational sensory emotional study adaptive "
    "distraction leisure pleasant meaningful enjoyable physical daily problem-solving positive "
    "pro-social prosocial conversation parenting age-appropriate de-escalation management mental "
    "fun creative learned learnt taught new different other various appropriate effective more "
    "better good some my the a an any of regulation self-regulation mindfulness sensible gentle "
    "light moderate regular additional useful helpful home household domestic independent living "
    "group community recreational outdoor personal self-soothing stress-management stress anxiety "
    "anger mood-management play time-management time regulating soothing therapeutic everyday "
    "work-related functional vocational budgeting practical attention listening"
)
GENERIC_VERBS = forms(
    "exercise socialise socialize mingle relax unwind de-stress destress recharge chill "
    "volunteer-more"
) | _words("workout workouts workin")

COMPARED = _words(
    "better less more fewer greater lower higher healthier stronger improved increased reduced "
    "decreased good positive healthy calmer closer happier no improvement increase decrease "
    "reduction self inner mental emotional physical personal a an the my"
)

ONCE = forms(
    "book register enrol enroll apply submit sign complete finish graduate resign cancel arrange "
    "schedule join hire buy sell order post declutter install renew confess apologise apologize "
    "propose retire adopt publish pass open purchase file settle deliver reserve claim download "
    "unsubscribe delete donate rehome audition replace fill print scan upload draft convert "
    "decorate repaint"
) | _words("bought sold enrolled tell told tells telling")
"""Verbs of what is done once."""

CALLING = forms(
    "call phone telephone ring email text message write visit see meet contact ask invite thank "
    "clean tidy clear paint plant mend repair fix watch collect return pay choose pick name draw "
    "map identify list prepare create make plan host organise organize set start begin get find "
    "take bring move switch change attend introduce show give send hand put hang read build sew "
    "bake learn empty sort unpack pack close test update hold speak talk ride catch fly run climb"
) | _words("wrote saw met went paid sent gave took found got made")
"""Verbs of what may be done once, if one thing is named."""

OFTEN_DONE = _words(
    "gym pool park shops shop work school church bed walk dog toilet garden meals meal dinner "
    "lunch breakfast tea water diary journal medication meds tablets tablet breath breaths breaks "
    "break shower bath bus walks run swim swimming notes thoughts friends people colleagues kids "
    "children family time phone guitar piano calendar frame wheelchair room book books music tv "
    "sleep rest exercise exercises yoga food mood teeth hair turns floor pacing help support eye "
    "care action part responsibility advice hand hands control steps space look"
)
"""What is done again and again, so that naming it once says nothing of how often."""

LIGHT = forms(
    "get have make take put keep do go give find let come set bring leave stay use be turn spend "
    "hold add allow limit cut swap swop change"
) | _words("got had made took put kept did went gave found let came left stayed spent been")
"""Verbs that say little by themselves; their object tells."""

DOING = (
    ONCE
    | CALLING
    | LIGHT
    | forms(
        "walk run jog swim cycle row skip stretch lift climb dance garden dig weed mow cook bake "
        "eat drink chew sip nap sit stand kneel bend squat roll step reach transfer crawl jump hop "
        "throw catch kick grip squeeze press push pull pour stir chop slice peel spread close wash "
        "dry brush floss shave shower bathe bath dress undress don doff zip button lace tie comb "
        "style wipe flush sweep mop vacuum hoover dust iron fold hang load unload feed water groom "
        "shop carry drive ride travel park read write type draw colour color sketch sew knit "
        "crochet play sing hum whistle strum listen record log note tick track count measure weigh "
        "rate score check inject inhale rub massage ice elevate wear switch charge plug say answer "
        "reply greet smile wave nod look point label describe repeat copy trace spell decode "
        "pronounce blow breathe exhale meditate pray attend leave visit post share chat talk speak "
        "discuss debate present volunteer help work teach tutor study revise memorise memorize "
        "recite summarise summarize outline schedule smoke vape gamble bet game scroll swear shout "
        "yell scream hit bite pick scratch snack binge purge cheat steal interrupt argue fight nag "
        "gossip miss raise queue wait knock lock unlock light hug kiss cuddle pass offer "
        "compliment initiate name state recall select match ambulate mobilise mobilize propel "
        "self-propel toilet tolerate sleep wake rise journal blog bike hike camp fish golf ski "
        "skate surf bowl box wrestle train coach cox referee tap touch stroke pet walk-dog soak "
        "steam swap substitute replace weigh-in photograph film phone dial facetime zoom skype "
        "google search browse order freeze defrost prep microwave boil fry grill toast lay serve "
        "pack unpack wrap file shred recycle bin donate lend borrow return save invest budget "
        "deposit withdraw bank earn spend repay owe wager abstain snort swallow pluck trim cut "
        "clip paint moisturise moisturize apply cream dilate catheterise self-catheterise empty "
        "change void pee poo urinate defecate suck crunch plank lunge curl bridge march stomp pace "
        "lean balance tilt rotate flex extend abduct clap snap drum juggle trade yawn laugh cry "
        "weep pause stop rest lie doze snooze pretend rehearse role-play act sign gesture request "
        "comment narrate retell sequence add subtract multiply divide solve circle underline "
        "highlight glue stick tear thread string stack build sort scoop spoon fork drool spit "
        "gargle rinse swish expose enter board cross approach face drop bunk play-fight self-harm "
        "overeat over-eat undereat overspend text drunk-text stalk chase follow message moan "
        "complain whinge sulk hide isolate ignore ghost avoid cancel procreate breastfeed express "
        "pump burp swaddle settle read-aloud decorate vacate renovate hoard collect hammer drill "
        "saw sand varnish wire weld sow prune rake harvest pot plant fast worship confess forage "
        "tip tidy-up supervise babysit mind foster commute type-up hose polish scrub bleach "
        "disinfect dine host lunch breakfast picnic barbecue snorkel dive sail paddle canoe kayak "
        "abseil parachute perform busk audition mix edit upload publish code program debug print "
        "scan photocopy staple walk-out clock swipe hand-wash sanitise sanitize mask vaccinate "
        "quarantine monitor turn off roll-over log-in debrief co-write dictate translate interpret "
        "lecture demo pitch negotiate lobby vote campaign protest petition fundraise leaflet nudge "
        "retrieve fetch deliver welcome guide escort lower steer brake accelerate reverse indicate "
        "refuel quit reread re-read rewrite re-do resit retake rejoin re-join rebook self-monitor "
        "self-administer self-feed self-inject resume reopen hurt harm punish fit afford toss brew "
        "stew roast mash blend whisk knead shape hydrate refill top-up dose titrate taper wean "
        "portion plate"
    )
    | _words(
        "ate eaten drank drunk ran swam slept sat stood wore drove rode flew sang spoke wrote read "
        "smoking vaping drinking gambling swearing shouting using lying crying hitting biting "
        "running walking swimming cycling reading writing eating sleeping going doing making "
        "taking getting having putting keeping giving being no"
    )
)
"""Verbs of what somebody can be seen to do."""

THINGS = _words(
    "opioid opioids opiates heroin meth substances substance use nicotine tobacco alcohol wine "
    "beer spirits vodka drink drinks drinking cigarettes cigarette fags smoking weed cannabis "
    "cocaine drugs drug vape vapes bet bets gambling casino lottery slots takeaways takeaway sugar "
    "sweets chocolate crisps cake cakes biscuits snacks snack caffeine coffee tea coke soda pop "
    "juice bread meat dairy gluten phone phones screens screen telly tv gaming games netflix "
    "youtube instagram tiktok facebook twitter social-media media internet porn shopping spending "
    "clothes purchases swearing shouting hitting yelling self-harm cutting incidents incident "
    "falls fall naps nap lies lie debt debts loans contact texts calls messages makeup overtime "
    "absences absence lates detentions detention fights fighting arguments tantrums accidents "
    "relapse relapses slips painkillers paracetamol ibuprofen codeine benzos diazepam "
    "energy-drinks meals breakfast lunch dinner seconds portions hands nails sugar-drinks work "
    "emails email laptop laptops dates dating sex"
)
"""What can be counted down to none."""

RECORDING = forms(
    "log record track note rate write check measure weigh monitor list score name tell discuss "
    "talk say jot chart graph rank describe draw report read review watch research google test "
    "journal email text message book attend complete finish fill type count share ask phone call "
    "ring contact visit telephone"
) | _words("wrote told said filled fills filling")
"""Verbs that make something to see of what cannot be seen."""

TANGIBLE = (
    OFTEN_DONE
    | THINGS
    | _words(
        "wife husband partner girlfriend boyfriend ex spouse mum mom mummy dad daddy mother father "
        "parent parents son daughter sons daughters child kid baby toddler teenager brother sister "
        "siblings nan gran grandma grandad grandpa grandparents uncle aunt cousin nephew niece "
        "in-laws boss manager supervisor teacher tutor coach neighbour neighbours neighbor "
        "neighbors coworker colleague classmate classmates roommate housemate flatmate landlord "
        "doctor gp dentist nurse therapist counsellor counselor psychiatrist psychologist "
        "dietitian physio physiotherapist ot optician chemist pharmacist pharmacy surgeon midwife "
        "keyworker solicitor lawyer accountant hairdresser barber plumber vet cashier stranger "
        "strangers staff peers peer friend class appointment appointments referral interview "
        "assessment consultation check-up checkup scan vaccination jab injection mot smear test "
        "tests exam exams form forms letter letters email bill bills tax passport licence license "
        "cv will budget list plan course classes programme program group club session sessions "
        "meeting meetings chapter chapters workbook essay assignment assignments homework "
        "coursework dissertation thesis project portfolio report deposit flat house apartment room "
        "rooms kitchen bathroom bedroom lounge garden shed garage loft attic wardrobe drawer "
        "drawers cupboard cupboards fridge oven hob kettle cooker microwave washing laundry dishes "
        "washing-up dishwasher rubbish bins bin bed sheets duvet curtains blinds window windows "
        "door doors stairs lift escalator steps ramp rail chair sofa couch table desk bench seat "
        "wheelchair walker frame stick cane crutches splint brace orthotic hoist commode toilet "
        "shower bath sink tap taps soap toothbrush toothpaste razor comb hairbrush glasses "
        "contacts hearing-aid hearing-aids mask cpap inhaler nebuliser insulin pen pump catheter "
        "stoma dressing bandage cream tablets tablet pill pills medication medications medicine "
        "meds antidepressant antidepressants vitamins supplement supplements car bike bicycle bus "
        "train tube tram plane ferry taxi motorbike scooter motorway road park beach river lake "
        "sea woods forest hill hills mountain mountains field pitch court track pool gym studio "
        "shop shops shopping supermarket market mall town city village library museum cinema "
        "theatre cafe pub bar restaurant canteen church mosque temple synagogue school college "
        "university uni nursery playground office workplace factory site hospital clinic surgery "
        "ward airport station stop bank post bank-account account job jobs apprenticeship "
        "placement shift shifts work lunch breakfast dinner tea supper snack meal meals fruit veg "
        "vegetables salad soup porridge toast eggs fish chicken meat rice pasta bread milk water "
        "juice squash coffee cup glass bottle plate bowl knife fork spoon cutlery straw pan pot "
        "recipe phone mobile laptop computer ipad tv telly television radio screen screens app "
        "apps alarm clock timer calendar diary planner journal notebook book books magazine "
        "newspaper novel article page pages poem song songs story stories card cards photo photos "
        "picture pictures painting drawing puzzle puzzles jigsaw crossword lego blocks ball bat "
        "racket rope trampoline guitar piano drums violin flute choir band orchestra allotment "
        "plants flowers grass lawn tree trees dog dogs cat cats horse horses pet puppy chickens "
        "fishing golf tennis football rugby cricket basketball netball hockey badminton swimming "
        "swim run runs jog walk walks ride rides yoga pilates tai-chi zumba dance dancing spin "
        "weights treadmill rower press-ups push-ups sit-ups squats planks lunges stretches stretch "
        "exercises laps lengths hand hands feet leg legs arm arms finger fingers toes knee knees "
        "hip shoulder shoulders elbow wrist ankle neck head-lice hair teeth nails face skin tongue "
        "lips mouth eyes ears beard socks shoes laces trousers jeans shirt shirts blouse bra dress "
        "skirt jacket coat jumper hat gloves tie uniform pyjamas clothes clothing suit bag "
        "backpack wallet purse keys key money cash change receipts rent mortgage loan debt debts "
        "overdraft credit savings pension benefits universal-credit pip insurance ticket tickets "
        "holiday trip flight hotel visa wedding funeral birthday party barbecue picnic concert "
        "festival match game games film movie movies show play gallery lesson lessons lecture "
        "lectures seminar seminars assembly break breaktime playtime lunchtime recess register "
        "bell worksheet spelling spellings sums equations paragraph sentence sentences word words "
        "sound sounds syllables vowels consonants sign signs symbol symbols aac device prompt "
        "prompts cue-cards timetable visual schedule checklist chart sticker stickers reward "
        "rewards token tokens thought-record thought-records safety-plan crisis-plan advance "
        "helpline samaritans rehab detox aa na sponsor mirror scale scales calories food foods "
        "urge-surfing box boxes envelope envelopes parcel tools toolbox fence wall walls paint "
        "floor carpet light lights bulb battery cigarette lighter ashtray joint joints joint-bank "
        "sunscreen umbrella tent sleeping-bag map compass torch haircut tattoo piercing manicure "
        "massage facial sauna degree diploma certificate qualification gcse gcses a-level a-levels "
        "ged vote application applications reference referees website blog podcast video videos "
        "channel playlist profile password emails inbox spreadsheet database code server "
        "presentation slides speech-therapy microphone stage audience choir-practice boat kayak "
        "board boards spain france italy london speech surfboard skateboard skates helmet seatbelt "
        "pads tampon condom condoms pregnancy nappy nappies cot pram buggy bottles breast formula "
        "weaning bedtime bath-time conversation conversations apology joke question questions "
        "hand-up turn turns number email-address name address hug hugs kiss date dates bouquet "
        "gift gifts present presents donation charity volunteer-work training-course driving-test "
        "theory-test eye-test blood-test urine blood samples sample bookings eye-contact "
        "bereavement-group support-group pavement bus-stop shoulder-press miscarriages diagnosis "
        "secret truth letterbox catalogue shelf shelves heater boiler radiator"
    )
)
"""What can be seen or touched, or has a day in the diary."""
