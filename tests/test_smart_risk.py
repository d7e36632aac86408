# ruff: noqa: RUF001  # Look-alike letters are among what is tested.
from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, example, find, given, settings
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.smart import _risk
from smartgoals.smart._risk import Screening, ScreeningStatus, risk_notices, screen_risk
from tests.patterns import reach

ANY_TEXT = st.text(st.characters(exclude_categories=()))
ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=5_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

RINGING = {
    "suicide": """\
I have been suicidal since March.
Reduce suicidal thoughts to fewer than two a week
Client reports SI without plan
Pt endorses passive SI
passive death wish present most days
Client will report no suicidal ideation for 30 consecutive days
Client will call a friend when suicidal thoughts come
I nearly committed suicide last year
I am thinking about suicide a lot
Learn what to do when I feel suicidal
my suicide attempt in May still haunts me
I want to kill myself
I keep thinking about killing myself
he told his nurse he would kill himself
She has tried to kill herself twice
going to end my life after Christmas
I want to end it all
ending it tonight
I've thought of taking my own life
He took his own life, and I think about doing the same
I wish I were dead
I wish I was never born
I wish I had never been born
I wish I didn't exist
I just want to die
i dont want to be here anymore
I don't want to be alive
I don't want to live like this
I do not want to wake up tomorrow
hope I don't wake up
I want to go to sleep and not wake up
I'd like to fall asleep and never wake up again
Everyone would be better off without me
my kids would be better off if I was dead
the world would be a better place without me
nobody would miss me if I was gone
no one would care if I died
I don't see the point of living
what's the point in living
there is no point in going on
I see no reason to go on
I have nothing to live for
Life is not worth living
life isn't worth it any more
I'm tired of living
I'm so tired of being alive
I am done with life
I can't go on like this
I can't go on any more
I have lost the will to live
I want to disappear for good
I wish I could just disappear
I want it all to stop
I deserve to die
I should be dead
I'd rather be dead
I'm better off dead
ready to die
I am going to hang myself
I thought about jumping off the bridge
I want to jump in front of a train
I feel like driving into a wall
I nearly walked into traffic
I have been saving up my pills
I took an overdose in January
stop overdosing
took all of my tablets
I swallowed a bottle of pills
taking too many paracetamol on purpose
I want to slit my wrists
shoot myself
drown myself
throw myself under a train
wrote a suicide note
Give my razor blades to my mum
Make a list of reasons to stay alive
Stay alive until the summer
client has a plan and means
Client denies plan but endorses suicidal intent
kms
i wanna kms
kys
I want to unalive myself
thinking abt unaliving
sewerslide thoughts
offing myself
I might off myself
wanna die lol
want 2 die
I dont wanna live no more
I don't wanna be here no more
gonna end it all
neck myself
I feel like I would be happier dead
I can't keep myself safe
I do not feel safe with myself tonight
thoughts of not being here
thoughts of ending things for good
I think about death all the time and how to do it to myself
join my mum in heaven
commit suicide
I want my life to be over
I pray that I don't wake up
If I died nobody would notice
I wouldn't mind if a bus hit me
I hope I get hit by a car
what if I just ended it
I no longer want to live
life has no meaning any more, I want out of it
I want to kill myself at work
I am going to kill myself at the gym tonight
I will kill myself over him
I'll kill myself over the holidays
I do not want to kill myself at work, I want to die at home
I will overdose on caffeine pills
I want to overdose on coffee and pills
overdose on sugar tablets
I will od on vodka and my meds
I'm dying to end it all
I hope it will kill me
I hope the job kills me
This will kill me and I'm glad
the hills will kill me and I am glad
Denies intent, plan. SI present daily
SI is present most days
it would be easier to be dead
it would be nicer to be gone
it would be better to just not wake up
it would be better for everyone if I wasn't here
I am planning my death
planning my own suicide
I fantasize about my own funeral
I stood on the bridge last night and nearly jumped
I sat on the edge of the roof and thought about jumping
I nearly jumped off the roof
I have a plan and the pills are ready
the rope is ready
I'm a burden to everyone
I feel like a burden
I will stop being a burden to my family
you won't have to worry about me much longer
The voices tell me to jump
voices keep telling me to kill him
I will take 30 sleeping pills tonight
5 sleeping pills every night
take 20 paracetamol
took twenty paracetamol
I cannot find a life worth living
my list of reasons to live is empty
walk in front of a train
slit wrists
walk away and hang myself without hurting myself
""".splitlines(),
    "self-harm": """\
Stop cutting myself
I want to stop hurting myself when I feel overwhelmed.
cut less
cut less often
stop cutting
I will not cut this week
Go 30 days without cutting
Reduce self-harm to once a month
Client will refrain from self-injurious behavior for 60 days
NSSI episodes down to 0 per month
reduce SIB from 10 to 4 per day
urges to self harm
Delay self-harming by 10 minutes
hold ice instead of cutting
use a rubber band instead of hurting myself
I burn myself with cigarettes
burning my arms with a lighter
hit myself when I am angry
punching myself in the head
banging my head against the wall
scratching myself until I bleed
I bite myself when stressed
not harm myself for a week
no self harm this month
resist the urge to cut
urge to cut when lonely
relapsed on cutting
started cutting again
been cutting since I was 13
I cut my arms
cut my wrists
cutting my thighs
I carve words into my skin
stop punishing myself by not eating
stay clean from SH for 2 weeks
no SH for 30 days
urges to SH
make myself bleed
i hurt myself on purpose
he hurts himself
Jayden will decrease head banging to 2 times a day
she self-harms
selfharm
self injury
stop stabbing my leg with a compass
three months free from self harm
I want to cut so bad
I need to cut to feel something
keep my blades locked away
minimise harm when I cut
choking myself
I strangle myself with a belt
tied a ligature
punch walls when I'm upset
I'm dying to hurt myself
dying to cut myself
slashed her wrists
cut wrists
I relapsed and used the blade
relapsed by cutting
Missed it, was cutting
I kept cutting last night
SH again yesterday
sh'd last night
s/h urges
urges to s/h
cut my leg
""".splitlines(),
    "eating": """\
Eat under 500 calories a day
eat less than 600 kcal per day
no more than 800 calories a day
stick to 400 cals a day
restrict to 300 calories daily
keep below 700 calories per day until prom
fast for 5 days
fast for three days to lose weight
do a 72 hour fast
water fast for a week
Not eat until I've lost 10 pounds
not eat anything until Friday
I will not eat for two days
stop eating
stop eating until Friday to drop 5 pounds
stop eating altogether
not eating anything today
I haven't eaten in four days
go three days without eating
eat nothing but ice
never eat again
starve myself
starving myself to get thin
skip all my meals
skip meals to lose weight
purge less
stop purging
binge and purge no more than once a week
make myself sick after meals
making myself throw up
throw up after dinner
stop throwing up my food
vomiting after every meal
self-induced vomiting
put my fingers down my throat
stop taking laxatives
take laxatives to stay thin
refuses to eat
he is refusing all food and drink
I don't deserve to eat
reach a BMI of 15
skip my insulin to lose weight
recover from anorexia
bulimia under control
chew and spit
live on water and coffee only until I am size 0 and not eat
I want to lose weight by eating only 400 calories a day
lose weight on 500 calories a day
I skip lunch and dinner every day to lose weight
I skip breakfast, lunch and dinner daily
skip dinner to lose weight
I don't eat anymore
only drinking water for a week
I will only drink water for 7 days
drink nothing but water for 5 days
nothing but water for a week
water only for 5 days
fast 72 hours every week for 4 weeks
""".splitlines(),
    "harm to others": """\
I want to kill my boss
hurt my wife
kill somebody
I feel like I could kill him
stop hitting my kids
not hit my girlfriend
stop beating my children
I slapped my daughter and I am ashamed
I want to hurt people
I have thoughts of harming others
thoughts of hurting the baby
shaking my baby
I might strangle her
stab someone
I'm going to shoot him
shoot up the school
bring a knife to school
bring my dad's gun to work
burn his house down
set fire to the house
beat up my brother
punch my dad
homicidal ideation
Client endorses HI toward neighbour
I fantasise about murdering my ex
poison my husband
make him pay for what he did, I will hurt him
choke my partner
Reduce hitting peers from 5 times a day to 1
bite others less
Student will not kick or hit staff
attack my neighbour
threatened to kill me
stop being violent towards my partner
violent urges
rape her
run him over with my car
I'd love to smash his face in
smother the baby
he deserves to die
I'm dying to kill him
I'm going to set the house on fire
set his car on fire
I want to set my ex's house on fire
I want to make him pay with his life
""".splitlines(),
    "harm suffered": """\
he hits me
my husband hits me
my partner beats me when he drinks
She threatens me with a knife
Dad hurts me
mum slaps me every day
My boyfriend choked me
he raped me
he forces me to have sex
I'm not safe at home
I don't feel safe at home
i dont feel safe around my stepdad
home is not safe
leave my abusive husband
get out of an abusive relationship
leave my violent partner
I am being abused
being hit at home
scared of my boyfriend
I am afraid to go home
domestic violence
my ex says he will kill me
he locks me in my room
he touches me at night and I can't say no
my brother beats me up
he hit me with a belt
""".splitlines(),
    "medication": """\
stop taking my insulin
stop my lithium
I'm going to stop taking my meds
come off my antidepressants by myself
quit my medication cold turkey
skip my insulin
throw away my pills
not take my epilepsy medication
stop taking sertraline
flush my meds
go off my meds
refusing my dialysis
stop my blood thinners
half my dose of lithium without telling my doctor
stop dialysis
ration my insulin
off my meds by Easter without asking my doctor
I've stopped taking my antipsychotics
I don't take my HIV meds any more
I will not talk to my doctor about why I stopped my lithium
talk to my doctor about why I stopped my lithium
not telling my doctor that I stopped my meds
ask my doctor about my medication and stop taking my lithium
I will stop using my tablets
""".splitlines(),
    "other voices": """\
My daughter says she wants to kill herself
Mum talks about ending her life
I am a burden and they'd be happier if I was gone
Pt verbalised wish to be dead, nil plan
c/o passive SI x 3 wks
Hx of SI and one previous OD
Safety plan reviewed; pt denies intent but admits thoughts of overdosing
Student wrote about wanting to die in his journal
Sometimes I look at the train and think about jumping in front of it
It would be easier if I just didn't wake up
Life is too painful, I want to leave this world
I have no will to go on
I'm thinking of doing something to myself
I lie in bed hoping my heart stops
I tried to end it last summer
God should take me already
I hate being alive
i want to be with my dead husband in heaven
me no want live more
fed up of being alive
just want to sleep and never wake up x
Keep Tom from hurting himself at school
Reduce self-injury (hand biting) to 2 per day
Ben will refrain from hitting his head on the table
replace cutting with drawing on my skin
Not to burn myself when I'm angry
Throw out my blades
30 days clean from self harm
I scratch my arms till they bleed
No hitting myself for a week
I hit my legs with a hammer
I don't eat for days when I feel fat
Stop binging and purging
use fewer laxatives
Make myself sick less than once a week
lose 10 kg by not eating
I have gone two days without food
I starve myself all week
restrict less
my son hits his sister
He punched his mother again
Reduce aggression: not hit or bite staff
I might hurt my baby
I get urges to stab my flatmate
I could kill my ex
I want to beat him up after school
stop threatening my wife
he pushed me down the stairs
my stepdad hurts me
My boyfriend locks me in the house
I'm scared to go home
She is violent towards me
leave my abusive boyfriend safely
my uncle touches me
come off lithium by myself before summer
I've stopped my insulin to lose weight
Stop taking the antidepressants without telling anyone
I flushed my meds
I have been thinking of ending my life since the divorce
I want to kill myself when my husband leaves
suicidal again this week
No suicide attempts for one year
Nobody would care if I was dead
I'd be better off dead
I wish I could die in my sleep
can't see a reason to live any longer
I don't want to exist any more
I'm ready to end my life
sometimes I want to jump off the balcony
took 20 paracetamol on Friday
I keep a stash of pills, saving up my tablets
Cut myself only once this month
I will stop cutting my arms
Stop burning my skin with a lighter
Go a week without self-harming
Call my sponsor instead of hurting myself
bang my head less
Client will report zero episodes of NSSI
Client verbalizes SI with plan
I punch myself in the face
Eat 450 calories a day until the holiday
I will fast for seven days to get thin
I make myself vomit after dinner
Not eat at all on weekdays
Purging less than twice a week
I stopped eating
I am going to kill my neighbour
I want to hurt my sister
I'd like to stab him
stop hitting my wife
Student will stop biting peers
Homicidal thoughts about his father
my dad beats me
she hits me in front of the kids
I don't feel safe at home with him
I'm stopping my lithium next week
skip my epilepsy meds
quit taking my antidepressants on Monday
i wanna kms fr
""".splitlines(),
}

HARMLESS = {
    "idiom": """\
kill time at the airport without my phone
kill two birds with one stone: walk to work
I'm dying to see my grandchildren at Easter
bake a cake to die for
stop killing my house plants
my feet are killing me, so buy better shoes
kill it at karaoke
go for the kill in chess less often
do a deadlift of 60 kg
meet my deadline on Friday
put my dead plants in the bin
finish a dead-end job search
drop dead-lifts from my plan
watch the Die Hard films with my son
dye my hair red
roll the die ten times in a game with Ben
play dead with the dog
be dead tired less often
my late husband died and I want to join a grief group
cope with the day my mother died
visit the grave of my dad who died in 2019
talk about my fear of dying with my doctor
make a will
live in the moment
live my best life
end my lunch break with a walk
end my lease in May
end the day with a cup of tea
end things with my boyfriend kindly
end each day with three good things
take my life in a new direction
take my life back from anxiety
take my life into my own hands
take all my vitamins
take my own lunch to work
take my own advice
not want to be here in this office by June
I don't want to be here in this town for ever
I don't want to go on holiday alone
I do not want to wake up late
not wake up at night to eat
stop waking up at 4 am
wake up without snoozing
never wake up the kids when I come home
disappear into a good book every evening
make my debts disappear
no reason to panic in lifts
give up smoking
give up sugar for Lent
give up on perfect grades
I'm done with smoking
I'm tired of my job
I am tired of being late
I can't go on holiday without panicking
I see no point in more tests
the point of living by the sea is to swim
better off cycling than driving
be better off by 50 pounds a month
a world without plastic
my family would be happier if I were home by six
suicide bereavement group on Mondays
volunteer for the suicide prevention charity
complete the suicide prevention training at work
attend an overdose prevention training
raise money for suicide awareness
jump rope for five minutes
jump off the diving board
jump on the trampoline
jump in the pool
hang out with my cousin
hang up my coat
hang pictures in the hall
hang from the bar for 30 seconds
shoot hoops with my nephew
shoot photos every weekend
shoot him an email by Friday
shoot for 8 hours of sleep
drown out the noise with music
drown my pancakes in less syrup
throw myself into painting
throw a ball to the dog
walk into town
drive into the city on my own
bridge the gap in my CV
train for a half marathon
run for the bus
save up for a car
save my pills in a weekly box
take two tablets with breakfast
take my pills at eight every day
swallow my tablets with thickened water
off the sofa by 7
off sugar for a month
write thank you notes
stay awake until ten
stay alive to my surroundings
a plan and means to pay my debts
see if I can walk without my cane
SI joint exercises twice a day
hi, I want to walk more
sh sound in all word positions at 80 %
say goodbye to my class
unwind before bed
commit to a morning routine
kill myself laughing
I don't want to kill myself at the gym
I am not going to kill myself over a workout
lose weight without killing myself at the gym
overdose on coffee less
this commute will kill me
it will kill me to miss the match
I'm dying to try salsa
write a list of reasons to live
I will call the crisis line when I need it
walk in front of the train station
run to the bus stop in front of the car park
walk under the train bridge
manage the stairs so I am not a burden on my daughter
I don't want to be a burden to my kids
feel less of a burden
exercise feels like a burden
my tablets are ready to collect
make a plan and set the tablets out at eight
I nearly jumped out of my skin
wait on the platform and jump on the train
my inner voice tells me to slow down
it would be easier to be home by six
""".splitlines(),
    "self": """\
cut my hair short
cut down on sugar
cut carbs
cut back on coffee
cut out gluten
cut the grass every second Saturday
cut coupons
cut my screen time in half
cut my own food with a knife
cut along a line with scissors in 4 of 5 trials
improve cutting skills with adapted scissors
cut my nails
cut myself some slack
cut my costs
cut ties with my toxic friend
cut less sugar into my tea
stop cutting corners at work
stop cutting people off when they talk
burn 300 calories on the bike
burn fat
burn less wood
burn candles in the evening
burn a CD for my aunt
not burn the toast
beat myself up less
stop beating myself up about mistakes
hit my target
hit 10k steps
hit the gym three times a week
hit my macros
beat my personal best
beat my record
beat my brother at chess
beat eggs by hand
kick myself less over mistakes
push myself a little more each week
bang on the drum
scratch less at night
hurt less when I climb stairs
lift boxes without hurting my back
less hurting in my knees
ease the hurt after my divorce
pick my skin less
bite my nails less
pull weeds
treat myself on Fridays
reward myself on Fridays
help myself
self-help books
improve self-care
self-compassion practice
punch holes in the form
punch the bag for ten minutes
head to the gym
choke less on thin liquids
swallow without choking in 9 of 10 trials
safe transfers without injury
razor-sharp focus
shave with a new razor
brand myself as a coach
carve a pumpkin
I will cut my leg of lamb
the phone kept cutting out
was cutting the grass
sh again with sentences
use the blade of the hoe
chop carrots with my left hand without cutting myself
""".splitlines(),
    "eating": """\
stop eating after 8 pm
stop eating crisps
stop eating when I am full
not eat after dinner
not eat in front of the telly
not eat sweets on weekdays
no eating at my desk
stop eating takeaways for a month
stop eating meat
eat less sugar
eat nothing sweet after lunch
intermittent fasting 16:8
fast for 14 hours overnight
fast during Ramadan
go without sugar for 5 days
eat 500 calories less a day
eat 2,000 calories a day
eat about 1,800 kcal daily
burn 500 calories a day
a snack under 200 calories
drop 500 calories from my day
skip dessert
stop skipping breakfast
stop skipping meals
never skip a meal
skip the second coffee
eat three meals a day
purge my wardrobe
purge my inbox
clear the table after meals
throw out the junk food
throw up my hands less
never eat alone
never eat at my desk again
hardly eat out this month
run fast for 5 minutes
walk fast three days a week
break my fast with dates
fast walking for two weeks
eat without rushing
sick of ready meals
get sick less
be sick less often
lose 5 kg by June
reach a BMI of 24
drink water instead of soda
drink less
not eat any more when I am full
skip lunch on Fridays
drink only water with dinner
fast 16 hours every day
burn 400 kcal a day at spin
a dinner under 600 calories
""".splitlines(),
    "others": """\
kill the lights at ten
kill him with kindness
kill weeds in the yard
hurt her feelings less
hit him up for coffee
hit her up on Friday
hit the books
beat him at tennis
beat the traffic
attack my to-do list
attack the housework on Saturday
panic attack no more than once a month
have fewer panic attacks
heart attack rehab class twice a week
shoot my family portrait
shake hands with three people
shake off the stress
give my kids a hug
hug my kids
stop shouting at my kids
argue less with my wife
my partner will stop shouting at me
fight less with my sister
fight fair with my husband
call my brother
slap on sunscreen
slam fewer doors
make him smile
make her pay her share of the rent
threat-level rating below 3
kick a ball with my son
kick the habit
kick him out of the house politely
bring a knife, fork and plate to group
burn the calories
set fire to the barbecue
poison ivy removal
go to the police run club
murder mystery dinner with friends
watch fewer murder shows
read a crime novel
rock the baby to sleep
push my daughter on the swing
feel safe on the bus
feel safe in crowds
safety course at work
safe driving lesson
grief hits me in waves, so write it down
it hurts me to bend
stress beats me on Mondays
be home by six
work from home
he hit me with a question
pay with a card
set the table for fire night
""".splitlines(),
    "medication": """\
take my meds every day
take my insulin before each meal
never skip my meds
not skip my insulin
stop skipping my medication
stop forgetting my pills
not miss my tablets
reduce my pain medication with my doctor
come off my antidepressants with my GP's help
taper sertraline under my psychiatrist's supervision
stop smoking with medication
take my medication as prescribed
ask my doctor about my medication
refill my medication on time
stop the sleeping pills by March
stop my subscription
drop off my medication list at the clinic
set an alarm for my meds
go off sugar
I will stop using tablets in bed
stop using tablets and phones in bed
stop using my phone and tablet at the dinner table
talk to my doctor about changing my medication
""".splitlines(),
    "other voices": """\
Kill the noise: earplugs at night
Cut toenails by myself
Cut my hours at work to 30
Cut the cord with my ex's family
Cut into my savings less
Stop cutting my sessions short
No more cutting class
Burn off steam on the bike
Burn incense while I meditate
Hit the sack by ten
Hit pause before I reply
Hit 140 g of protein
Punch in on time
Beat the clock at drop-off
Beat my son at Mario Kart without gloating
Bite-size chunks of homework
Bite my tongue in meetings
Choke up less when I speak of Dad
Shoot my shot: ask her out
Shoot free throws with Kai
Jump into the pool with the twins
Jump for 1 minute
Hang my washing out on Mondays
Hang the picture of Mum
Throw the ball with my right hand
Throw out old magazines
End sessions on time
End each call kindly
End my gym contract
Take my time at meals
Take my life one day at a time
Live a little: one new thing a week
Live with my sister until May
Live within my budget
Die-cut cards with Gran
Dying fabric class
Dead bug exercise 3x10
Deadhead the roses
Not wake the baby
Wake up and stretch
Not sleep on the sofa
Sleep through, no pills
Disappear the piles of laundry
Not be here at midnight: leave work by six
Have no reason to hide my bills
See the point of small steps
Give up my car
Tired of takeaways: cook twice a week
Eat nothing fried this week
Eat without the telly
Not eat at my desk
Not eat before the blood test
Stop eating at 7 pm
Fast food once a month
Fast walk 3 days a week
Skip one takeaway a week
Purge the garage
Sick pay form by Friday
Throw up a tent in the garden with the kids
Swallow my pride and call Jo
Take two pills at night
Take my tablets with breakfast
Never miss my insulin
Stop my pills running out
Talk to my GP about coming off sertraline
Taper my prednisone as the clinic says
Halve my screen time
Get off my phone by ten
Get off the bus one stop early
Hurt less after the gym
No hurt feelings: say sorry first
Not hurt her knee in PE
Stop hurting from my shoes
Attack the ironing
Stop panic attacks on the Tube
Defend my thesis
Slap bass practice
Kick a smoking habit
Kick-start mornings with a stretch
Knife skills course
Carry a bag for my mum to church
Gun for a promotion
Bomb less in interviews
Set fire pit rules with the boys
Feel safe to speak up at work
Be less scared of my boss
Not be afraid of my mother dying
Fight for my own flat
Leave him a kind note
Hands around a warm mug
Push him on the swing
Push my brother to apply
Overdo it less
Revenge bedtime procrastination: lights out 11
SH sounds at 80 %
Si, se puede: learn Spanish
Plan and meaningful week
Reports less pain
Denies chest pain at review
Reduce harm from drinking: two dry days
I want to die my hair... dye it blue
Kill off my old habits, one a month
My phone is dead by noon: charge it nightly
Cut my alcohol by half
Cut up vegetables for dinner twice a week
Stop cutting corners with my meds diary
Burn 2,000 calories a week at spin class
Bang on my drums for 20 minutes a day
Hit snooze only once
Punch bag 3x a week
Jump off the bus one stop early
Walk into town without my phone
Drive over the bridge on my own by May
Take the train in front of others without panic
Not be alone with my thoughts at night
Stop eating at my desk
Stop eating when stressed
Eat 1,500 calories a day
No food after 9 pm
Fast from Thursday night to Friday noon
Skip the gym less
Purge old emails every Friday
Take all my medication on time
Stop taking my phone to bed
Come off night shifts by June
Get off the sofa by six
Reduce ibuprofen with my GP
Hurt less after my knee op
My back hurts me less at work
Beat my sister at Scrabble
Attack my inbox daily
Shoot 50 free throws
Hang my coat up by myself
End my day with a walk
Live without my ex
See the point in therapy
Wake up by 7
Not wake up before six
Kids safe at home by 4
Leave the house twice a day
""".splitlines(),
}

# Of other languages only the gravest.
ELSEWHERE = """\
Quiero morirme
ya no quiero vivir
pienso en suicidarme
quiero quitarme la vida
me quiero hacer daño y quiero matarme
Je veux mourir
j'ai envie de mourir
je vais me tuer demain
je ne veux plus vivre
en finir avec la vie
Ich will mich umbringen
ich möchte sterben
ich will nicht mehr leben
Selbstmordgedanken jede Nacht
mir das Leben nehmen
Quero morrer
vou me matar
não quero mais viver
tirar a minha própria vida
Voglio morire
vorrei farla finita
togliermi la vita
non voglio più vivere
""".splitlines()
HARMLESS_ELSEWHERE = """\
Quiero caminar más cada día
dejar de matar el tiempo con el móvil
Je veux marcher chaque jour et mieux dormir
J'ai envie de danser
Ich will mehr schlafen
Ich möchte jeden Tag spazieren gehen
Quero dormir melhor
Voglio camminare di più
tagliarmi i capelli
""".splitlines()
# Written in a hurry, hidden, or both.
DISGUISED = """\
sucide
suicde
siucide
suicidle thoughts
I am sucidal
kil myself
klil myself
kill my self
I want to kill myslef
i dnt want to live
wanna d1e
k1ll myself
su1cide
s u i c i d e
s.u.i.c.i.d.e
k m s
k ll myself
su*cide
un-alive myself
SELF-HARM
self_harm
**kill** *myself*
"kill" 'myself'
kill... myself
I wаnt tо diе
𝓴𝓲𝓵𝓵 𝓶𝔂𝓼𝓮𝓵𝓯
ｋｉｌｌ　ｍｙｓｅｌｆ
kíll mýself
k1ll mys3lf
k1lling myself
k!ll myself
su1c1de
5uicide
suicid3
su!cide
suic!de
killmyself
iwanttodie
""".splitlines()

ALL_RINGING = [text for texts in RINGING.values() for text in texts]
ALL_HARMLESS = [text for texts in HARMLESS.values() for text in texts]
PIECES = [*ALL_RINGING, *ALL_HARMLESS, *ELSEWHERE, *HARMLESS_ELSEWHERE, *DISGUISED]
# First words that begin nothing, what may stand in the way, and what has to be read through.
FRAGMENTS = [
    *("I want to", "don't", "not", "never", "stop", "cut", "my", "eat", "kill", "myself", "him"),
    *(
        "under 500 calories a day",
        "for 5 days",
        "denies",
        "no SI",
        "off my",
        "lithium",
        "with my GP",
    ),
    *(
        ".",
        ",",
        "\n",
        "\r\n",
        "\u2026",
        "\u2014",
        "\u201c",
        "\u200b",
        "\ud800",
        "\u0301",
        "\0",
        "\u4f60",
    ),
]


def texts():
    return st.lists(st.sampled_from(PIECES + FRAGMENTS) | ANY_TEXT, max_size=6).map(" ".join)


def places(text):
    return [(notice.start, notice.end) for notice in risk_notices(text)]


def words(text):
    return [text[start:end] for start, end in places(text)]


@cache
def row_pattern(row):
    return re.compile(f"{_risk._source(row)}(?= )")


def plain_scan(text, skipped=()):
    """Try every row by itself at every character, one after another, and nothing else."""
    plain = f" {_risk._plain(_risk._tokens(text))}"
    found, at = [], 0
    while at < len(plain):
        end, is_harmless = row_at(plain, at, skipped)
        if end is not None and not is_harmless:
            found.append((at, end - 1))
        at = at + 1 if end is None else end
    return _risk._places(text, found)


def row_at(plain, at, skipped):
    first = re.compile(r" (\S+)").match(plain, at)
    if first is not None and first[1] in _risk._phrases() and first[1] not in skipped:
        for row in _risk._phrases()[first[1]].rows:
            match = row_pattern(row).match(plain, first.end())
            if match is not None:
                return match.end(), row[1]
    return None, False


# The laws of every scan. Each returns whether the scan keeps it.


def places_lie_in_the_text_in_order_and_apart(scan, text):
    bounds = [0, *(place for bound in scan(text) for place in bound), len(text)]
    return bounds == sorted(bounds) and all(start < end for start, end in scan(text))


def what_a_place_holds_rings_alone(scan, text):
    return all(scan(f"{text[start:end]}.") for start, end in scan(text))


def phrase_rings_wherever_it_stands(scan, text):
    whole = f"{text} . kill myself . {text}"
    start = len(text) + 3
    return (start, start + len("kill myself")) in scan(whole)


def layout_changes_nothing(scan, text):
    forms = (text.replace(" ", "\r\n"), text.replace(" ", " \t "), text.replace(" ", "\u00a0"))
    return {len(scan(text))} == {len(scan(form)) for form in forms}


def case_changes_nothing(scan, text):
    return len(scan(text)) == len(scan(text.swapcase())) == len(scan(text.upper()))


def hidden_characters_change_nothing(scan, text):
    forms = ("\u200b".join(text), "\u00ad".join(text), re.sub("([a-z])", "\\1\u0301", text))
    return {len(scan(text))} == {len(scan(form)) for form in forms}


def quotes_change_nothing(scan, text):
    forms = (f'"{text}"', f"\u201c{text}\u201d", f"({text})", text.replace("'", "\u2019"))
    return {len(scan(text))} == {len(scan(form)) for form in forms}


def same_as_row_by_row(scan, text):
    return scan(text) == plain_scan(text)


LAWS = {
    places_lie_in_the_text_in_order_and_apart: texts(),
    what_a_place_holds_rings_alone: texts(),
    phrase_rings_wherever_it_stands: texts(),
    same_as_row_by_row: texts(),
    layout_changes_nothing: st.sampled_from(PIECES),
    case_changes_nothing: st.sampled_from(PIECES),
    hidden_characters_change_nothing: st.sampled_from([*ALL_RINGING, *ALL_HARMLESS]),
    quotes_change_nothing: st.sampled_from(PIECES),
}


def naive(text, flags=re.IGNORECASE):
    """Look for a few phrases as they are written."""
    phrases = "kill myself|want to die|suicidal|don't want to live|end it all|cutting"
    return [match.span() for match in re.finditer(phrases, text, flags)]


BROKEN = {
    places_lie_in_the_text_in_order_and_apart: lambda text: [(s, e + 1) for s, e in places(text)],
    what_a_place_holds_rings_alone: lambda text: [(s, s + 1) for s, _ in places(text)],
    phrase_rings_wherever_it_stands: lambda text: places(text[:200]),
    same_as_row_by_row: lambda text: plain_scan(text, skipped=("not", "cut")),
    layout_changes_nothing: naive,
    case_changes_nothing: lambda text: naive(text, 0),
    hidden_characters_change_nothing: naive,
    quotes_change_nothing: lambda text: places(text) if text[:1].isalnum() else [],
}


class TestRiskPhrases:
    @pytest.mark.parametrize("family", RINGING)
    def test_words_of_risk_ring(self, family):
        """Plain words about it, whoever writes them and whatever they want to do about it."""
        assert [] == [text for text in RINGING[family] if not risk_notices(text)]

    @pytest.mark.parametrize("family", HARMLESS)
    def test_harmless_words_do_not(self, family):
        """An alarm that always rings is not heard."""
        assert {} == {text: words(text) for text in HARMLESS[family] if risk_notices(text)}

    def test_disguised_words_ring(self):
        """Slips, hidden characters, look-alikes, and letters that are kept apart."""
        assert [] == [text for text in DISGUISED if not risk_notices(text)]

    def test_gravest_phrases_of_other_languages_ring(self):
        """Found is found, also where the rest cannot be read."""
        assert [] == [text for text in ELSEWHERE if not risk_notices(text)]

    def test_other_words_of_other_languages_do_not(self):
        """A list that cannot read a language must not guess."""
        assert {} == {text: words(text) for text in HARMLESS_ELSEWHERE if risk_notices(text)}

    def test_tables_hold_different_texts(self):
        """Numbers that are claimed are numbers of different texts."""
        assert len(ALL_RINGING) == len(set(ALL_RINGING)) >= 250
        assert len(ALL_HARMLESS) == len(set(ALL_HARMLESS)) >= 250

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Some days I want to die.", ["want to die"]),
            (
                "I don't want to live. I will kill\n my self!",
                ["don't want to live", "kill\n my self"],
            ),
            ("Denies SI/HI, but wants to end it all", ["end it all"]),
            ("No SI reported. Self-harm daily", ["Self-harm"]),
            ("I will kill time and myself", []),
            ("kill\u200b my\u00adself", ["kill\u200b my\u00adself"]),
            ("se\u0301lf-h\u0430rm", ["se\u0301lf-h\u0430rm"]),
            ("\ufb01rst kill myself", ["kill myself"]),
            ("I eat at most 1,400 calories a day", []),
            ("I eat at most 400 calories a day", ["eat at most 400 calories a day"]),
        ],
    )
    def test_notice_says_where_the_words_are(self, text, found):
        """Places are places in the text as it was given."""
        assert found == words(text)

    def test_notice_says_what_and_in_what(self):
        """And not the words themselves."""
        (notice,) = risk_notices("I want to die.", source=NoticeSource.NOTE)

        assert notice == Notice(
            kind=NoticeKind.RISK_LANGUAGE, source=NoticeSource.NOTE, start=2, end=13
        )

    @pytest.mark.parametrize("text", [None, b"want to die", 7])
    @pytest.mark.parametrize("scan", [risk_notices, screen_risk])
    def test_only_text_is_searched(self, scan, text):
        """A mistake is found where it is made."""
        with pytest.raises(InvalidValueError, match="text must be text"):
            scan(text)


class TestRiskLaws:
    @pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
    def test_scan_keeps_the_law(self, law):
        """The name of each law says the rule."""

        @given(LAWS[law])
        @example("\ud800 kill myself \udfff")
        @example("I am not going to go")
        @example("kill kill myself myself")
        def check(text):
            assert law(places, text)

        check()

    @pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
    def test_law_catches_a_scan_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        broken = BROKEN[law]

        assert find(LAWS[law], lambda text: not law(broken, text), settings=ONLY_FIND) is not None

    @pytest.mark.parametrize(
        "piece", ["kill myself ", "cut ", "not ", "a", "\u200b", "denies any "]
    )
    def test_long_text_is_searched_to_its_end(self, piece):
        """Whatever stands before it, and however much."""
        text = f"{(piece * 100_000)[:100_000]} . I want to die"

        assert (len(text) - len("want to die"), len(text)) == places(text)[-1]


class TestScreening:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("I want to die", ScreeningStatus.FOUND),
            ("I will walk every day", ScreeningStatus.NONE_FOUND),
            ("", ScreeningStatus.NONE_FOUND),
            ("Ich gehe jeden Tag spazieren", ScreeningStatus.NOT_SCREENED),
            (
                "\u042f \u0431\u0443\u0434\u0443 \u0433\u0443\u043b\u044f\u0442\u044c",
                ScreeningStatus.NOT_SCREENED,
            ),
            ("Ich will mich umbringen", ScreeningStatus.FOUND),
            ("Jeden Tag denke ich: I want to die", ScreeningStatus.FOUND),
        ],
    )
    def test_screening_says_what_came_of_it(self, text, status):
        """A text that cannot be read is not said to be without risk."""
        screening = screen_risk(text)

        assert (status, risk_notices(text)) == (screening.status, screening.notices)

    def test_english_is_always_screened(self):
        """No goal is passed over for a foreign word in it."""
        statuses = {screen_risk(text).status for text in ALL_HARMLESS}

        assert {ScreeningStatus.NONE_FOUND} == statuses

    @given(texts())
    def test_screening_is_the_long_form_of_the_notices(self, text):
        """Two ways to ask, one answer."""
        screening = screen_risk(text, source=NoticeSource.FIELD)

        assert risk_notices(text, source=NoticeSource.FIELD) == screening.notices
        assert (screening.status is ScreeningStatus.FOUND) == bool(screening.notices)

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("I will walk", "none-found"),
            ("Ich gehe jeden Tag spazieren", "not-screened"),
            ("kms", "found: risk-language in a statement: see characters 0 to 3"),
            (
                "kms. kys",
                (
                    "found: risk-language in a statement: see characters 0 to 3; "
                    "risk-language in a statement: see characters 5 to 8"
                ),
            ),
        ],
    )
    def test_screening_reads_as_one_line_without_the_words(self, text, shown):
        """It goes into a log or a queue as it is."""
        screening = screen_risk(text)

        assert shown == str(screening)
        assert text not in repr(screening)

    @pytest.mark.parametrize("status", ScreeningStatus)
    def test_status_and_notices_agree(self, status):
        """Found and nothing found cannot both be said."""
        notices = risk_notices("kms") if status is not ScreeningStatus.FOUND else ()
        with pytest.raises(InvalidValueError, match="found where there are notices") as caught:
            Screening(status=status, notices=notices)

        assert "status" == caught.value.field


# The cost grows with the length of the text and no faster, for no pattern can look far.


def all_rows():
    return sorted({row for following in _risk._phrases().values() for row in following.rows})


class TestRiskList:
    def test_phrase_looks_no_further_than_a_few_words(self):
        """Bounded work at each place is linear work for the whole."""
        assert max(reach(row_pattern(row).pattern) for row in all_rows()) <= 400

    def test_row_begins_with_a_word_or_a_condition_and_not_with_both(self):
        """A word brings its space and a condition has its own: one of the two would never match."""
        mixed = [
            rest
            for rest, _ in all_rows()
            if rest != "-"
            and len({part.startswith(("(?!", "(?=", "<end>")) for part in alternatives(rest)}) > 1
        ]

        assert [] == mixed

    def test_only_what_is_harmless_has_a_group_that_keeps_something(self):
        """By that the two are told apart."""
        assert all(
            is_harmless == (row_pattern((rest, is_harmless)).groups > 0)
            for rest, is_harmless in all_rows()
        )

    def test_first_words_are_plain(self):
        """Any other could not be found."""
        assert [] == [word for word in _risk._phrases() if not re.fullmatch("[a-z0-9]+", word)]


def alternatives(rest):
    """Split a row at the bars that stand in no bracket."""
    depth, parts = 0, [""]
    for character in rest:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
