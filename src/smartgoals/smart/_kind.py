"""What sort of text it is: a goal, nothing, another language, or something else.

English goals come in every shape, so the question is never whether a text looks like a goal. A
text is taken for one unless it shows what it is instead: the words and letters of another language,
or sentences of which each is a question, tells the past, remarks on something, or is no sentence at
all. In doubt it is a goal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache

__all__ = [
    "FOLDS",
    "DraftKind",
    "is_unreadable",
    "kind_of",
    "plain_words",
    "read_list",
    "spell_out",
]


class DraftKind(StrEnum):
    """What sort of text was read."""

    GOAL = "goal"
    """A text that may be a goal, in a language that this reader knows."""
    EMPTY = "empty"
    """No letter and no digit."""
    UNREADABLE = "unreadable"
    """In a language that this reader does not know."""
    NOT_A_GOAL = "not-a-goal"
    """A question, a report of the past, a remark, small talk, code, or no words at all."""


# Written otherwise and read the same.
_ALIKE = {
    # Cyrillic, Greek and other letters that look like Latin ones.
    **dict(
        zip(
            "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0443\u0445\u04bb\u0501\u051b\u051d"
            "\u04cf\u043a\u043c\u0442\u043d\u0432\u03b1\u03b2\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1"
            "\u03c4\u03c5\u03c7\u0131\u0142\u00f8\u0111\u0261",
            "aceijopsyxhdqwlkmthbabeikvoptuxilodg",
            strict=True,
        )
    ),
    "\u00e6": "ae",
    "\u0153": "oe",
    **dict.fromkeys("'`\u2018\u2019\u201b\u02bc\u2032\u00b4\u02b9", ""),
    **dict.fromkeys("!?;:\u3002", "."),
}
_HIDDEN = frozenset(["Mn", "Me", "Cf"])


class _Folds(dict[int, str | None]):
    """Each character as it is compared; None for what says nothing."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        folded = "".join(
            _ALIKE.get(part, part)
            for part in unicodedata.normalize("NFKD", character.casefold())
            if unicodedata.category(part) not in _HIDDEN
        )
        if folded != character:
            # What stays as it is is not kept, so that no text makes this grow without end.
            self[code] = folded or None
        return folded or None


FOLDS = _Folds()
"""For ``str.translate``: no case, accent, disguise or apostrophe, and a full stop for each end."""
# With all of ASCII in it, translate takes its fast way.
FOLDS.update({code: FOLDS[code] for code in range(128)})

_WORD = re.compile("[a-z]+")
# Characters that format a text and are not seen.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def plain_words(text: str) -> list[str]:
    """Return the words of *text* in plain lower-case letters; what is no letter parts them.

    Example:
        >>> from smartgoals.smart._kind import plain_words
        >>> plain_words("I don\u2019t like 2 p\u00e2t\u00e9s.")
        ['i', 'dont', 'like', 'pates']
    """
    return _WORD.findall(text.translate(FOLDS))


# Words that no English goal is likely to have, without their accents: the commonest ones, and
# what goals are about. A word that is English as well, or a name, is not among them.
_FOREIGN = frozenset(
    word
    for line in """
    # Spanish
    que por con sus muy pero cuando porque sobre entre hasta desde esta esto algo todo todos todas
    cada dia dias semana semanas meses ano anos hora horas minutos manana tarde noche noches siempre
    nunca menos mejor peor quiero quisiera necesito puedo poder debo tengo tener hacer hago hace voy
    vamos estoy estar quieres quiere gustaria caminar correr andar dormir comer beber fumar dejar
    hablar llamar salir bajar subir perder ganar aprender trabajar estudiar cocinar meditar respirar
    descansar levantarme acostarme sentirme cuidar cuidarme mejorar reducir evitar tomar pasar
    tiempo ejercicio ansiedad estres sueno agua fruta verduras azucar cerveza cigarrillos familia
    hijo hijos hija madre hermana hermano esposo esposa pareja medico medicacion vez veces tres
    cuatro cinco seis siete ocho nueve diez veinte treinta lunes martes miercoles jueves viernes
    sabado domingo domingos antes despues durante mientras tambien mucho otra otro nuevo nueva salud
    miedo movil telefono gracias donde quien cual llevar poner comprar seguir volver pensar
    tranquilo tranquila feliz jugar nadar bailar pantallas nietos ninos ropa practicar terminar
    gritar escaleras tirar guardar cambiar pedir perdon ayuda ayudar contar escuchar entender
    sonreir abrir cerrar mirar viendo dieta parque ciudad coche tren cansarme relajarme despertar
    despertarme acostar organizar controlar dejarlo dulce dulces comida basura rapida pasear perro
    gente decir cenar boda pastillas paciencia enero febrero marzo abril junio agosto septiembre
    octubre noviembre diciembre verano invierno otono cena desayuno almuerzo trabajo escuela
    gimnasio deporte calle cama cosas acabar empezar dedicar cita escribir diario abrazar reir
    llorar gritarles respetar limites enojo enfadarme espalda cabeza cansancio cansada cansado
    tristeza alegria cocina limpiar ordenar ahorrar dinero pagar conducir manejar viajar visitar
    cumplir jugo refrescos pantalla redes sociales sentir ojala nadie alguien
    # French
    sont elle vous elles notre votre leur leurs cette quoi mais donc avec dans vers depuis avant
    apres jusqu tous toutes toute chaque jour jours semaine semaines mois annee heure heures matin
    soir soirs nuit demain hier toujours jamais moins mieux trop peu beaucoup aussi veux voudrais
    dois peux vais suis etre avoir faire fait aller marcher courir manger boire fumer arreter parler
    appeler sortir perdre apprendre travailler etudier cuisiner mediter respirer reposer coucher
    ameliorer reduire eviter prendre exercice anxiete sommeil poids biere maison famille enfants
    fille pere soeur frere femme medecin fois deux trois quatre cinq huit neuf vingt trente lundi
    mardi mercredi jeudi vendredi samedi dimanche dimanches sante peur ecran ecrans merci bonjour
    pourquoi quand faut aime aimerais souvent jouer nager danser retrouver reprendre diminuer
    augmenter garder mettre confiance calme litres voir grignoter devant promener chien lacher
    monter escaliers ecouter sourire ouvrir fermer regarder detendre reveiller organiser controler
    sucreries repas seul seule tranquille tranquillement reussite dejeuner calmement colere juin
    janvier fevrier avril juillet aout septembre octobre novembre decembre hiver printemps automne
    ecrire rendez ecole velo nettoyer conduire visiter rire pleurer douleur tete fatiguee tristesse
    joie quelqu personne rien viande cafe verre verres alcool tabac plutot arriver commencer finir
    terminer reussir rentrer vivre soigner guerir
    # German
    ich mich dich euch mein meine meinen meinem meiner dein deine sein unser und oder aber denn weil
    dass wenn wie nicht kein keine keinen mehr weniger besser immer nie niemals manchmal jeden jede
    jedes taglich taglichen tage tagen woche wochen monat monate jahr jahre stunde stunden minuten
    morgen morgens abend abends nacht heute gestern mochte mochten moechte kann konnen muss mussen
    soll werde werden wird bist sind habe haben hatte gehen gehe laufen joggen schlafen schlafe
    trinken rauchen aufhoren lesen sprechen reden anrufen rausgehen abnehmen verlieren lernen
    arbeiten kochen meditieren atmen ausruhen aufstehen fuhlen verbessern reduzieren vermeiden
    nehmen verbringen zeit bewegung schlaf gewicht wasser gemuse obst zucker zigaretten haus familie
    sohn tochter freunde freunden mutter vater schwester bruder frau arzt medikamente einmal zweimal
    dreimal zwei drei vier funf sechs sieben acht neun zehn zwanzig dreissig halbe halben eine einen
    einem einer eines mit ohne zum zur nach vor seit unter zwischen auf aus durch gegen montag
    dienstag mittwoch donnerstag freitag samstag sonntag sonntags leben angste danke warum dann noch
    schon nur sehr viel wenig etwas nichts alle alles spazieren regelmassig fruher spater schwimmen
    tanzen spielen gesunder gesund ernahren treffen bett einschlafen ruhe ruhiger selbst
    spazierengehen grubeln sorgen treppen statt aufzug schritte wieder schokolade nein sagen hund
    ausfuhren andern helfen zuhoren verstehen lacheln offnen schliessen schauen diat garten stadt
    entspannen aufwachen organisieren kontrollieren sussigkeiten mahlzeit mahlzeiten allein alleine
    zusammen ruhig enkel enkeln horen fahrrad radfahren gassi ofter lachen fernsehen ende tabletten
    endlich durchschlafen punktlich kommen januar februar marz juni juli oktober dezember sommer
    fruhling herbst schreiben tagebuch weinen schreien streiten aufraumen putzen sparen bezahlen
    fahren reisen besuchen grenzen schmerzen rucken kopf mude traurig wutend gelassen leute jemand
    niemand fleisch alkohol wein kaffee glas anfangen beginnen versuchen schaffen bleiben zuhause
    draussen raus spaziergang machen fragen mitmachen einkaufen mittag fruhstuck abendessen
    wochentlich jedem jeder beim deutsch mehrmals
    # Portuguese
    nao uma meu minha meus minhas seu sua muito quando manha noite noites hoje amanha sempre melhor
    pior quero gostaria preciso posso devo tenho fazer faco estou caminhar parar deixar falar ligar
    sair trabalhar estudar cozinhar acordar levantar melhorar reduzir passar exercicio exercicios
    ansiedade ansioso ansiosa estresse sono frutas acucar cerveja cigarros filho filhos filha irmao
    marido remedio remedios vezes duas quatro sete oito nove vinte trinta meia segunda terca quarta
    quinta sexta depois enquanto tambem pouco outra outro saude medo celular obrigado onde quem
    voltar conseguir brincar dancar isso criancas praticar ioga netos roupa roupas tese escadas
    mudar ajudar escutar ouvir sorrir fechar assistir jardim cidade carro onibus trem relaxar
    refeicao refeicoes sozinho sozinha pela pelo doce doces verao ginasio tercas quintas segundas
    quartas sextas conversar janeiro fevereiro maio junho julho setembro outubro novembro dezembro
    inverno outono escrever chorar limpar arrumar poupar economizar dinheiro dirigir costas cabeca
    cansaco pessoas alguem ninguem copo copos cigarro refrigerante comecar tentar ficar viver dizer
    passear passeio cachorro almoco jantar trabalho escola tela telas calma
    # Italian
    che gli delle dello degli nella nelle senza mio miei tuo suo piu meno molto perche dalla ogni
    giorno giorni settimana settimane mese mesi anni minuti mattina notte oggi domani ieri meglio
    peggio voglio vorrei potere avere faccio vado andiamo essere camminare correre dormire mangiare
    fumare smettere leggere parlare chiamare uscire perdere imparare lavorare studiare cucinare
    meditare respirare riposare alzarmi sentirmi migliorare ridurre evitare prendere passare
    esercizio ansia sonno acqua frutta verdura zucchero birra sigarette famiglia figlio figli figlia
    amici sorella fratello marito moglie volta volte tre quattro sette dieci venti trenta mezz mezza
    lunedi martedi mercoledi giovedi venerdi sabato domenica prima dopo mentre anche troppo altra
    altro paura grazie entro giugno maggio almeno nuotare ballare giocare tornare questo questa
    libro bambini portare fuori spesso nipoti comprare vestiti finire tesi salire cambiare aiutare
    ascoltare capire sorridere aprire chiudere guardare giardino parco spiaggia citta macchina treno
    rilassarmi svegliarmi organizzare controllare dolci pasti insieme tranquillo corsa bici
    bicicletta alla allo agli passeggiata smetto mangiarmi unghie gennaio febbraio aprile luglio
    settembre ottobre dicembre autunno scrivere ridere piangere urlare pulire ordinare risparmiare
    soldi pagare guidare viaggiare visitare dolore schiena stanchezza stanca stanco gioia qualcuno
    nessuno caffe bicchiere bicchieri sigaretta iniziare provare riuscire restare rimanere vivere
    chiedere pranzo colazione lavoro scuola letto schermo andare cammino dormo mangio bevo alzarsi
    addormentarmi
    # Dutch
    ik jij hij zij jullie mij mijn jouw zijn haar onze het maar omdat niet geen minder altijd nooit
    vaak soms elke iedere dagen weken maand maanden jaar uur uren ochtend avond vandaag wil kunnen
    moet moeten gaan gaat hebben heeft doen wandelen lopen rennen slapen eten drinken roken stoppen
    lezen praten bellen afvallen leren werken koken mediteren ademen rusten opstaan voelen
    verbeteren verminderen vermijden nemen tijd bewegen beweging slaap groente suiker sigaretten
    huis gezin kinderen dochter vrienden moeder vader broer vrouw medicijnen keer eens twee drie
    vijf zeven negen tien twintig dertig halve zonder voor naar sinds onder tussen tegen aan maandag
    dinsdag woensdag donderdag vrijdag zaterdag zondag gezondheid waarom waar alleen zeer veel
    weinig iets niets zwemmen dansen spelen graag eerder minstens schreeuwen boek kleinkinderen
    kopen kleren scriptie veranderen helpen luisteren begrijpen openen sluiten kijken tuin stad
    trein ontspannen wakker organiseren snoep maaltijd maaltijden samen fiets fietsen muziek vaker
    snoepen telefoon januari februari maart zomer lente herfst schrijven dagboek huilen opruimen
    schoonmaken betalen rijden reizen bezoeken pijn hoofd verdrietig rustig mensen iemand vlees
    koffie glazen stappen proberen lukken blijven thuis buiten wandeling sporten sportschool zeggen
    vragen lunchen ontbijt avondeten werk scherm dagelijks wekelijks gezonder
    # Polish
    sie przez przed jak kiedy zeby oraz moja moje moim swoje swoj wiecej mniej lepiej zawsze nigdy
    czesto kazdy kazda kazdego codziennie dzien dni tydzien tygodniu tygodnie miesiac rok godzina
    godzin godziny minut minuty wieczor wieczorem noc dzisiaj jutro chce chcialbym chcialabym moge
    musze miec robic chodzic spacerowac biegac spac jesc palic palenie przestac rzucic czytac
    rozmawiac dzwonic wychodzic schudnac uczyc pracowac gotowac medytowac oddychac odpoczywac
    wstawac czuc poprawic ograniczyc unikac brac czas czasu ruch ruchu cwiczyc cwiczenia leku stresu
    waga wody warzywa cukier piwo papierosy papierosow rodzina dzieci dziecmi corka przyjaciele
    matka ojciec siostra lekarz leki razy trzy cztery piec szesc siedem osiem dziesiec dwadziescia
    trzydziesci poniedzialek wtorek sroda czwartek piatek sobota niedziela zycie zdrowie strach
    telefon ekranem dziekuje dlaczego gdzie juz tylko bardzo duzo malo wszystko plywac tanczyc
    silownie krzyczec pisac dziennik smiac plakac sprzatac oszczedzac pieniadze placic jezdzic
    podrozowac odwiedzac granice plecow glowa zmeczona zmeczony smutek zlosc spokojnie ludzie ktos
    nikt mieso kawa kawy szklanka krokow kroki zaczac skonczyc probowac zostac mowic prosic psem
    obiad sniadanie kolacja praca szkola lozko ekran codzienny spacery spaceru stycznia lutego marca
    kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika grudnia lato zima wiosna zdrowiej
    zdrowo slodycze slodyczy alkoholu schudne
    # Swedish
    jag mitt och eller eftersom att som hur inte ingen inga mindre battre alltid aldrig ofta ibland
    varje dagar vecka veckan veckor manad timme timmar minuter morgon kvall natt idag imorgon vill
    maste skulle gora promenera springa sova dricka roka sluta lasa prata ringa jobba laga meditera
    andas stiga kanna forbattra minska undvika traning trana rorelse angest somn vikt vatten
    gronsaker socker familj vanner pappa syster bror lakare fyra atta tjugo trettio halv halvtimme
    utan efter mellan genom mandag tisdag onsdag torsdag fredag lordag sondag halsa radsla varfor
    annu bara mycket nagot inget allt simma dansa leka gladare somna sommaren mera barnbarn kopa
    klader uppsats andra hjalpa lyssna forsta oppna stanga titta tradgard slappna vakna godis maltid
    tillsammans trappan trappor jobbet skarmtid kaffe kvallen skriva dagbok skratta grata skrika
    stada spara pengar betala kora resa besoka granser rygg huvud trott ledsen lugn manniskor nagon
    kott kopp steg borja forsoka lyckas stanna hemma hunden frukost middag skola skarm dagligen
    cykla gymmet traffa augusti sommar vinter
    # Danish and Norwegian
    jeg dere fordi hvordan ikke bedre altid aldri ofte noen nogle hver dager dage uken ugen uger
    manedr minutter kveld aften skal gjore sove spise drikke royke ryge slutte stoppe lese laese
    snakke ringe laere jobbe arbejde lage meditere puste hvile fole redusere reducere unnga undga
    trening traening trene traene bevegelse sovn vekt vaegt vann vand gronnsaker grontsager sukker
    sonn datter venner sosteren soster kone lege medisin gange seks atte otte tjue tyve tretti
    tredive halvtime uten uden siden mellom mellem gjennom tirsdag helse frykt takk hvorfor hvor
    hvem hvad enna allerede mye meget litt lidt noget ingenting svomme danse leke natten seng
    barnebarn kjope klaer endre hjelpe hjaelpe lytte apne lukke hage slappe vakne slik godteri
    sammen musikk trappen onsker skrive rydde penger penge betale kjore kore reise rejse besoke
    besoge grenser graenser smerte hode hoved trett traet trist sint vred rolig mennesker kjott
    skritt skridt begynne begynde klare blive hjemme frokost lunsj aftensmad arbeid skole skjerm
    skaerm daglig sykle cykle mobilen desember forar
    # Finnish
    sina minun sinun hanen mutta koska miten emme eivat enemman vahemman paremmin aina koskaan usein
    joskus joka paiva paivittain paivaa viikko viikossa viikon kuukausi vuosi tunti tuntia minuuttia
    aamu aamulla ilta illalla yolla tanaan huomenna haluan haluaisin voin pitaa taytyy aion tehda
    menna kavella kavelya juosta nukkua syoda juoda tupakointi tupakoinnin tupakoida lopettaa lukea
    puhua soittaa laihtua oppia opetella tyota kokata meditoida hengittaa levata nousta tuntea
    parantaa vahentaa valttaa ottaa aika aikaa liikunta liikuntaa liikkua ahdistus ahdistusta
    stressi stressia unta paino vesi vetta vihanneksia sokeri olut koti perhe lapset lasten poika
    tytar ystavat ystavien aiti sisko veli mies vaimo laakari laakkeet kerran kertaa kaksi kolme
    nelja viisi kuusi seitseman kahdeksan yhdeksan kymmenen puoli kanssa ilman ennen jalkeen
    maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai elama terveys pelko kiitos
    miksi missa kuka mita viela hyvin paljon vahan jotain mitaan kaikki uida tanssia terveellisemmin
    kayda uimassa kirjoittaa paivakirja nauraa itkea huutaa siivota saastaa rahaa maksaa ajaa
    matkustaa vierailla rajat kipu selka vasynyt surullinen vihainen rauhallinen ihmiset joku kukaan
    lihaa kahvia kuppi askelta aloittaa yrittaa onnistua jaada kotona ulkona koira aamiainen lounas
    illallinen tyossa koulu sanky ruutuaika lenkille lenkki pyoraily kuntosali nukkumaan alkoholia
    # Turkish
    hedefim amacim adim atmak isterdim yapiyorum ediyorum onlar benim senin bizim veya cunku icin
    gibi daha cok kotu zaman asla bazen gunde gunluk hafta haftada haftalik yil saat dakika aksam
    gece bugun yarin istiyorum isterim yapmak yapacagim gitmek yurumek yuruyus yuruyecegim kosmak
    uyumak uyku yemek icmek sigara sigarayi birakmak okumak konusmak aramak cikmak vermek ogrenmek
    calismak pisirmek nefes almak dinlenmek kalkmak hissetmek azaltmak artirmak kacinmak vakit
    egzersiz spor kaygi kaygimi agirlik sebze seker bira aile cocuk cocuklarimla oglum kizim arkadas
    arkadaslarimla annem babam kardes esim doktor ilac ilaclarimi kere bir alti yedi sekiz dokuz
    yirmi otuz yarim pazartesi sali carsamba persembe cuma cumartesi pazar hayat saglik korku
    tesekkur neden nerede nasil hala sadece biraz hicbir hepsi erken sonra yatmak cocuklarla oynamak
    torun kiyafet merdiven degistirmek yardim dinlemek anlamak gulumsemek acmak kapatmak izlemek
    diyet deniz sehir araba otobus rahatlamak uyanmak tatli yemekleri birlikte muzik sabahlari kahve
    litre aksamlari yazmak gulmek aglamak bagirmak temizlemek odemek surmek seyahat ziyaret sinir
    agri yorgun uzgun kizgin sakin insanlar kimse bardak baslamak denemek basarmak kalmak evde
    disarida kahvalti yemegi yatak bisiklet ocak subat mayis haziran temmuz agustos eylul ekim kasim
    aralik alkol fazla azalt hergun
    # Czech and Slovak
    moji svuj sve protoze kdyz neni jsem jsou bych chci chtel chtela muzu musim budu delat chodit
    prochazku prochazky behat jist kourit prestat mluvit volat zhubnout ucit pracovat varit
    meditovat dychat odpocivat vstavat citit zlepsit omezit vyhnout lepe vzdy nikdy casto kazde
    kazdou tyden tydne tydnu hodina hodin hodinu vecer dnes zitra cviceni cvicit uzkost spanek
    spanku vaha vodu zelenina cukr pivo cigarety rodina deti dcera pratele otec sestra bratr manzel
    manzelka lekar leky krat jednou dvakrat trikrat dva ctyri sest sedm devet deset dvacet tricet
    pred mezi pondeli utery streda ctvrtek patek nedele zivot zdravi dekuji proc jeste velmi hodne
    neco vsechno plavat tancit viac menej lepsie chcem tyzdne hodiny vody prace praci psat denik
    smat plakat kricet uklizet setrit penize platit ridit cestovat navstivit hranice bolest zada
    hlava unaveny unavena smutny klid lide nekdo nikdo maso kavy sklenice kroku zacit zkusit zustat
    rict obed snidane vecere postel obrazovka fajcit jaro
    # Romanian
    mele pentru cand sunt avem vreau vrea trebuie merg mers alerga dormi manca fuma fumat renunt
    renunta citi citesc vorbi suna slabi slabesc invata munci gati medita respira odihni simt simti
    imbunatati timp mult mereu niciodata fiecare zile zilnic saptamana saptamani luni dimineata
    seara noapte exercitii miscare anxietate somnul greutate zahar tigari copii copiii fiica
    prieteni prietenii frate sotie medicamente doua trei patru cinci sase sapte noua zece douazeci
    treizeci jumatate fara pana dupa inainte intre miercuri vineri sambata duminica viata sanatate
    frica multumesc unde doar foarte ceva nimic inoata multa culc devreme scriu jurnal plang
    curatenie economisi platesc conduc calatori vizita limite durere obosit obosita oameni cineva
    nimeni cafea pahare pasi incep incerc reusesc raman acasa afara cainele micul dejun pranz cina
    munca scoala bicicleta dulciuri
    # Hungarian
    egy vagy mert hogy nem vagyok vannak lenni szeretnek szeretnem akarok kell tudok fogok csinalni
    menni setalni setalok futni aludni enni inni dohanyzas dohanyzast abbahagyni leszokni olvasni
    beszelni hivni fogyni tanulni dolgozni fozni meditalni lelegezni pihenni felkelni erezni
    javitani csokkenteni kerulni venni idot tobb tobbet kevesebb kevesebbet jobban mindig soha
    gyakran minden naponta hetente heten honap orat perc percet reggel ejjel holnap mozgas mozogni
    szorongas stressz alvas suly vizet zoldseget cukor cigaretta csalad gyerekek fiam lanyom baratok
    baratommal anyam apam nover testver ferj feleseg orvos gyogyszer alkalommal ketto harom negy
    nyolc kilenc husz harminc nelkul elott hetfo kedd szerda csutortok pentek szombat vasarnap elet
    egeszseg felelem koszonom miert csak nagyon keves valami semmi cukrot korabban fekudni irni
    naplo nevetni sirni kiabalni takaritani sporolni penzt fizetni vezetni utazni latogatni hatarok
    fajdalom faradt szomoru mergest nyugodt emberek valaki senki hust kave kavet pohar lepes kezdeni
    probalni sikerulni maradni otthon kint kutya reggeli ebed vacsora munka iskola kepernyo
    biciklizni alkoholt edzeni
    # Indonesian and Malay
    saya aku kamu mereka atau tetapi tapi karena kerana untuk dengan tanpa dari pada ini itu tidak
    bukan ingin boleh bisa harus perlu sedang sudah telah lebih kurang baik selalu jarang sering
    setiap minggu bulan tahun menit minit pagi siang petang malam besok esok berjalan jalan berlari
    tidur makan minum merokok berhenti membaca bicara berbicara menelepon keluar menurunkan belajar
    bekerja memasak meditasi bernapas istirahat bangun merasa mengurangi meningkatkan menghindari
    mengambil waktu masa olahraga bersenam cemas kecemasan berat badan sayur rokok rumah keluarga
    anak teman kawan ibu kakak adik suami istri isteri dokter obat ubat satu tiga empat enam tujuh
    delapan lapan sembilan sepuluh setengah selasa rabu kamis jumat sabtu ahad hidup kesehatan
    kesihatan takut terima kasih kenapa mengapa siapa masih hanya sangat banyak sedikit sesuatu
    semua awal berenang menari sekali putih gelas mahu menulis tertawa menangis berteriak
    membersihkan menabung uang duit membayar mengemudi bepergian mengunjungi sakit punggung kepala
    lelah sedih marah tenang seseorang daging kopi cangkir langkah mulai mencoba tinggal luar anjing
    sarapan kerja sekolah ranjang layar sepeda sehari mengikuti
    # Vietnamese
    toi hoac nhung khong trong phai nhieu luon gio ngay tuan thang phut chieu chay ngu uong thuoc
    ngoai giam viec nau thien nghi thuc thay tranh thoi gian cang giac nang nuoc duong nha dinh
    chong muoi khoe dien thoai chut viet nhat cuoi khoc tiet kiem lich tham buon binh tinh nguoi
    thit buoc trua truong giuong hinh ruou
    # Swahili
    wewe yeye sisi lakini sababu bila kutoka katika nataka ningependa ninataka naweza lazima
    nitakuwa kila siku mwezi mwaka asubuhi jioni usiku kesho kutembea kukimbia kulala kula kunywa
    kuvuta kuacha kusoma kuzungumza kupiga kupunguza kujifunza kufanya kazi kupika kupumua kupumzika
    kuamka kujisikia kuboresha kuepuka muda mazoezi wasiwasi uzito mboga sukari nyumba watoto
    marafiki mume daktari dawa mbili tatu tano nane tisa nusu maisha afya hofu simu asante nini wapi
    nani bado kidogo kitu zaidi mapema kuandika kucheka kulia kelele kusafisha kuokoa pesa kulipa
    kuendesha kusafiri kutembelea maumivu mgongo kichwa uchovu huzuni hasira utulivu watu nyama
    kahawa kikombe hatua kuanza kujaribu nyumbani mbwa chakula shule kitanda pombe
    # Tagalog
    ako ikaw siya tayo sila niya namin natin nila ang mga kasi dahil wala huwag nais kailangan dapat
    pwede magiging araw linggo buwan taon oras minuto umaga hapon gabi bukas ngayon arawaraw lagi
    palagi maglakad lumakad tumakbo matulog kumain uminom manigarilyo paninigarilyo tumigil itigil
    magbasa makipag usap tumawag lumabas magbawas matuto magtrabaho magluto huminga magpahinga
    gumising makaramdam bawasan iwasan kumuha panahon ehersisyo pagkabalisa tulog timbang tubig
    gulay asukal serbesa bahay pamilya kaibigan nanay tatay kuya asawa gamot beses minsan dalawa
    tatlo anim pito walo siyam sampu kalahati buhay kalusugan takot salamat bakit saan sino napaka
    marami konti maaga maraming magsulat tumawa umiyak sumigaw maglinis ipon magbayad magmaneho
    maglakbay bumisita likod pagod malungkot galit kalmado karne kape baso hakbang magsimula subukan
    manatili labas almusal tanghalian hapunan trabaho paaralan alak
    # Croatian, Serbian, Slovene, Albanian, Latvian, Lithuanian, Estonian, Catalan, Afrikaans
    zelim htio htjela mogu moram svaki svakog tjedan nedelja mjesec godina minuta ujutro navecer
    nocu danas hodati trcati spavati jesti piti pusiti prestati citati razgovarati zvati smrsaviti
    uciti raditi kuhati disati odmarati manje bolje uvijek nikad cesto kako nije jesam nisam vreme
    vrijeme zdravlje prijatelji djeca deca hocem hodil spanje secera vode cvrste vjezbati vezbati
    smanjiti stresa stap menys dite jave ecur duhan gribu katru dienu vairak mazak staigat gulet
    nedela noriu kiekviena diena daugiau maziau vaikscioti miegoti savaite minu eesmark tundi tahan
    iga paev rohkem vahem paremini kondida magada suitsetamine nadal vull millor setmana doel agt ek
    ophou weke
    # Welsh, Irish, Basque, Icelandic
    fy yw dw eisiau cerdded dydd cysgu wythnos llai rydw gyda bwyta yfed heddiw yfory mhaith liom
    siuil siul gach codladh uair seachtain nios sprioc agus anois inniu amarach nire helburua ordu
    egitea egunero egin nahi gehiago gutxiago ibili astean markmid ganga klukkutima viku meira
    hverjum borda drekka
    """.splitlines()
    if "#" not in line
    for word in line.split()
)
# Articles and the like, which also stand in names: they count half.
_FOREIGN_ARTICLES = frozenset(
    """
    la le el de del du des les los las un une una il di der das dem een van von al au et ne sur
    mes tes ses nos mon je tu se mi te su en
    """.split()
)
_ENGLISH = frozenset(
    """
    able about above across after afternoon again aim aims all alone along also always and anger
    angry another anxiety anxious any anything apart appointment arm around ask assist assistance
    attack attacks autumn avoid away baby back balance because become bed bedtime been beer before
    being below best better between big bike book books boss both boundaries breakfast breathe
    breathing brother brush but by call calling calls calmer cant cat child children christmas class
    classes clean client coffee colleague colleagues concert confidence confident cook cooking cope
    coping could cut cycle dad daily dance dancing daughter days deep demonstrate demonstrates
    dentist depressed depression diary did didnt dinner doctor does dog doing done down dress
    dressing drink drinking drinks drive driving during each early easter easy eat eating eats eight
    energy enough even evening evenings every everyone everything exercise exercises exercising fall
    family father february feel feeling feels feet few fewer film find finds finish first fit five
    floor floss follow food foods four french friday fridays friend friends from fruit gain garden
    gardening german get gets getting give gives go goal goals goes going gonna good gp
    grandchildren gratitude great group gym had hair hand hands happier happy hard has have having
    healthier healthy hello help helps hers him his holiday home homework hope hopes hour hours
    house how hrs husband id identifies identify if ill improve improving increase independent
    independently inside instead into isnt italian its ive january job journey july june just keep
    keeps kids kitchen knee knees lake language laps last late learn learning learns least leave
    left leg less lesson lessons let lets like likes limit listen little lonely long lose loss lot
    lots make makes manage managing many marathon march maximum maybe meal meals medication
    medications meditate meditation meds meet meeting meetings might mile miles mindful mindfulness
    minimum mins minutes mom monday mondays month monthly months mood more morning mornings most
    mother movie movies much mum music must myself neck need needs neighbor neighbour never new next
    night nightly nights nine noon not nothing november nurse october of off often okay old one only
    onto or other our out outdoors outside own page pages pain panic participant partner party
    patient people phone pills plan plans plants play playing plays please pounds practice practise
    practising prompts put quit rather read reading reads really reducing relax relaxing report
    reports resident rest restaurant right road room run running runs sad same saturday saturdays
    say says score screen screens second see september session sessions set seven shall she shop
    shopping short should shoulder show shower since sister sit six skill skills sleep sleeping
    sleeps slow slowly small smoke smoking snack snacks sober sobriety social some somebody someone
    something sorry spanish speak speaking spring stairs stand start starting starts stay stays step
    steps still stop stopping stops strategies street stressed stressful stretch strong stronger
    student study studying such sugar summer sunday sundays support sure swim swimming tablets take
    takes taking talk talking talks tea techniques teeth television tell ten text than thank thanks
    that their them then therapist therapy there these they think thinking third thirty this those
    though three through thursday thursdays times tired today together toilet tomorrow tonight too
    toward towards transfer travel treatment trials tries triggers trip try trying tuesday tuesdays
    twenty twice two until up us use uses using vape vaping veg vegetables very visit walk walking
    walks wanna wanted wants wash we weather wednesday wednesdays weekday weekdays weekend weekends
    weekly weeks weight well were what when where which while who whose why wife will wine with
    within without wont word words work working works worry worrying would write writes writing year
    years yes yesterday yet yoga you your yours the my for it im dont day
    """.split()
)
# Letters of other scripts; signs, digits and emoji are not among them.
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u1dff\u2c00-\u2c5f\u2d00-\u2dff\u2e80-\u2fff\u3040-\ua71f\ua800-\uab2f\uab70-\ufaff"
    "\ufb13-\ufdff\ufe70-\ufefe\uff66-\uffdc\U00010000-\U0001d3ff\U0001e000-\U0001efff"
    "\U00020000-\U0003ffff]"
)
# Those of which one says about as much as several Latin ones.
_DENSE_SCRIPT = re.compile("[\u3040-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(
    "[a-zA-Z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a\U0001d400-\U0001d7cb]"
)
# Letters that only borrowed words have, and those that hardly any has.
_MARK = re.compile("[\u00c0-\u024f\u1ea0-\u1ef9]")
_RARE_LETTER = re.compile(
    "[\u00df\u00e3\u00e5\u00e6\u00f0\u00f5\u00f8\u00fe\u0101-\u0117\u0119-\u011b\u011f\u0123-\u012b"
    "\u0131\u0137-\u0151\u0155-\u0169\u016b-\u017e\u01a1\u01b0\u0219\u021b\u1ea0-\u1ef9]",
    re.IGNORECASE,
)
# "L'eau", "d'abord", "un'ora": no English word begins like that.
_ELIDED = re.compile(
    r"\b(?:[ldjnst]|qu|un|dell|all|nell)['\u2019][aeiouh\u00e0-\u00ef]", re.IGNORECASE
)
_BORROWED = frozenset(
    """
    cafe cafes naive resume fiance fiancee jalapeno jalapenos decor cliche cliches entree
    entrees saute sauteed pate puree soiree protege melee facade creche crepe crepes senor
    senora pinata doppelganger uber zoe chloe beyonce jose renee rene andre ines noel deja vu
    creme brulee a la carte mana manana risque blase passe touche expose sauternes rose souffle
    consomme frappe latte matte tres chic pho banh mi gratin voila papier mache facetime seance
    fete ete eclair eclairs glace vis manoeuvre pokemon mojito tao feng shui angstrom
    smorgasbord smoerrebroed hygge schuss zumba aerobics acai maneuver cooperate coordinate
    naivete tai pilates
    """.split()
)


def is_unreadable(text: str, words: Sequence[str]) -> bool:
    """Return whether *text* is in a language other than English.

    Args:
        text: The text.
        words: Its plain words, as :func:`plain_words` gives them.

    Example:
        >>> from smartgoals.smart._kind import is_unreadable, plain_words
        >>> [is_unreadable(text, plain_words(text)) for text in ("Caminar m\u00e1s", "Cook pho")]
        [True, False]
    """
    marks = 0.0
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        others = len(_OTHER_SCRIPT.findall(text)) + len(_DENSE_SCRIPT.findall(text))
        if others and others >= len(_LATIN.findall(text)):
            return True
        marks = _marks(text)
    elided = len(_ELIDED.findall(text)) if "'" in text or "\u2019" in text else 0
    if not marks and not elided and _FOREIGN.isdisjoint(words):
        return False
    votes = marks + elided + sum(map(_vote, words))
    english = sum(word in _ENGLISH for word in words)
    if english:
        # Who begins in English goes on in English, whatever is quoted or named.
        against = 2 * (english + (words[0] in _ENGLISH))
        return votes >= against and votes * _SHARE_BESIDE_ENGLISH >= len(words)
    # One such word may be a name or a loan, unless there is little else.
    return votes >= _SURE or (votes >= 1 and votes * _SHARE_ALONE >= len(words))


# Of every so many words at least one has to be foreign.
_SHARE_BESIDE_ENGLISH = 3
_SHARE_ALONE = 4
_SURE = 2


def _vote(word: str) -> float:
    return 1.0 if word in _FOREIGN else 0.5 if word in _FOREIGN_ARTICLES else 0.0


def _marks(text: str) -> float:
    """Count the words with letters that English has not; what may be borrowed counts less."""
    count = 0.0
    for word in text.split():
        if not word.isascii() and _MARK.search(word):
            plain = plain_words(word)
            if _BORROWED.isdisjoint(plain) and _FOREIGN.isdisjoint(plain):
                count += 1.0 if _RARE_LETTER.search(word) else 0.4
    return count


# Somebody speaks of what is to come, or to be; a question may use these words too.
_INTENT = frozenset(
    """
    will want wants wanna gonna would should shall must need needs goal goals aim aims plan
    plans intend intends hoping trying aiming commit promise let lets let's id i'd i'll gotta
    able target targets priority working deserve ought wish going choose decided decide ready
    wanting
    """.split()
)
# ... and of how much, how often and until when: nobody remarks on that.
_MEASURE = frozenset(
    """
    more less fewer every each daily weekly nightly monthly per until till within by least most
    minimum maximum instead without again longer able times independently prompts trials
    tomorrow next once twice important better mins minutes hours hour min steps
    """.split()
)
# First words after which a sentence may be something else than a goal.
_SUSPECTS = frozenset(
    """
    i im ive we were weve it its that thats this these those there theres he hes she shes they
    theyre you youre everything nothing everyone nobody people somebody someone life work today
    my our the his her their your mum mom dad family christmas client patient pt ct yesterday last
    earlier recently lately on in at two three four five six several few a one when once since
    so but and then oh well because just why what whats where wheres who whos whose which how
    hows is are am was do does did has have had can could may might isnt arent dont doesnt didnt
    cant couldnt wont wouldnt shouldnt havent hasnt whens went felt slept got took saw ate ran
    made woke told came gave spoke drank walked talked called skipped missed forgot cried tried
    managed started finished stayed watched played cooked cleaned visited met argued worried
    panicked attended spent bought lost fell found left sat stood swam wrote thought kept broke
    brought drove heard rode wasnt feeling been reports states says endorses describes seen rang
    hadnt thank thanks thankyou thx ta cheers hi hiya hello hey good morning afternoon evening
    night bye goodbye ok okay okey k kk yes yeah yep yup no nope nah na none nil n not sorry lol
    lmao haha hahaha hehe wow great nice cool fine sure maybe idk dunno hmm hm ugh meh whatever
    alright see same as ditto tbc tbd tba please never thankfully happy merry congratulations
    welcome later anyway xx xxx any anyone select drop insert delete update create alter import
    from def class function var const let print console if for while return null undefined nan
    true false traceback error exception curl sudo npm pip git rm cd ls echo lorem ipsum test
    tests testing tester foo bar baz foobar asdf qwerty abc abcd xyz blah bla sample example
    placeholder dummy untitled string text input http https www mailto dolor amet consectetur
    adipiscing dear goodnight ask mother father teacher school staff carer wife husband partner
    parents session appointment meeting group football ty np nvm brb smh ikr typical all many
    lovely sounds looks pleased will tbh guys speak talk chat apologies hope refer check read
    regards greetings
    """.split()
)
# ... which may be something else although they speak of what is to come.
_ASKING = frozenset(
    """
    why what whats when whens where wheres who whos whose which how hows is are am was were do
    does did can could isnt arent dont doesnt didnt cant so but and also test testing tests foo
    lorem thanks thank sorry hope hi hey hello dear bye hes goodbye will havent no goal goals
    select drop insert delete update create alter import from def class function var const
    """.split()
)
# Whoever splits a text may have left the apostrophes where they were.
_ASKING |= frozenset(
    """
    what's when's where's who's how's isn't aren't don't doesn't didn't can't couldn't won't
    wouldn't shouldn't haven't hasn't
    """.split()
)
_SUSPECTS |= _ASKING
_SUSPECTS |= frozenset(
    """
    i'm i've i'd i'll we've it's that's there's he's she's they're you're wasn't hadn't
    """.split()
)
# ... which never are beside words of how much, how often and until when.
_ORDERS = frozenset("ask do have read check what where which who how no".split())
# Second words: "I do not believe in goals".
_DENYING = frozenset(["do", "dont", "don't", "havent", "haven't"])
# Signs of code and addresses that begin with no suspect: first what they cannot be without.
_SIGNS = (
    "(",
    "<",
    "@",
    "--",
    "//",
    "www.",
    "WWW.",
    "rror",
    "RROR",
    "xception",
    "XCEPTION",
    "{",
    "\\",
)
_SIGN = re.compile(
    r"\w\(|</?[a-z!?]|@|--|//|www\.|\w{3}(?:error|exception)\b|error\s\d|[{\\]", re.IGNORECASE
)

# How the lists below are written. They match a sentence of plain lower-case words with one space
# between them and " . " behind. A line at the margin is a name, each indented line is an
# alternative, and a line that is indented further goes on with the one before. Brackets group,
# <name> stands for a part, and nothing is repeated without a bound.

_PARTS = r"""
end
    (?= [.])
rest
    ( [a-z0-9]{1,14}){0,4}
adverbs
    ((really|so|very|just|quite|pretty|too|also|still|always|often|never|kind of|a bit|a little|
        completely|totally|all|only|already|even|rather|actually|currently|now|again|today|both|
        not|mostly|such|[a-z]{3,9}ly) ){0,3}
kin
    mum|mom|mother|dad|father|sister|brother|wife|husband|partner|boyfriend|girlfriend|son|
        daughter|kids?|children|child|family|parents|friends?|boss|therapist|doctor|gp|nurse|
        teacher|neighbou?rs?|cousin|aunt|uncle|nan|gran|grandma|grandad|ex|colleagues?|flatmate|
        roommate|landlord|counsell?or|coach|manager
person
    i|we|he|she|they|it|you|everyone|everybody|nobody|somebody|someone|people|mum|mom|dad|
        [a-z]{2,14} and i
# A past that is nothing else; "paid" and "cleaned" may be what is reached.
told
    was|were|had|did|went|felt|slept|took|saw|ate|ran|woke|came|gave|spoke|drank|forgot|fell|swam|
        wrote|broke|drove|rode|knew|began|became|threw|wore|sang|shook|stole|swore|tore|chose|
        drew|flew|froze|grew|rang|rose|wept|didnt|couldnt|wasnt|werent|hadnt|wouldnt|used to|
        started|happened|said|told|died|stopped working
past
    <told>|got|made|met|spent|bought|lost|found|left|sat|stood|thought|brought|heard|sent|paid|
        sold|taught|won|held|meant|stuck|struck|understood|built|caught|dealt|dreamt|fought|hid|
        hurt|laid|led|lent|lit|shot|slid|smelt|spilt|split|stung|(?!need|feed|speed|exceed|
        succeed|proceed|indeed|embed|shed|bed)[a-z]{2,14}ed
when
    ((yesterday|earlier|recently|lately|today|tonight|once|(the )?(last|other|previous|first)
        [a-z]{3,9}|this (morning|afternoon|evening|week|weekend|month|year|summer|winter|time)|(
        [a-z]{1,7}|\d{1,2}) (days?|weeks?|months?|years?) ago|on [a-z]{3,6}days?( (night|morning|
        evening|afternoon))?|in (<month>|\d{4}|the (past|end))|at (christmas|easter|school|work|
        first)|when i was [a-z]{1,12}|since [a-z0-9]{3,10}|after (our|my|the) last [a-z]{3,9}|so|
        and|but|then|well|oh|because|anyway) ){0,3}
month
    january|february|march|april|june|july|august|september|october|november|december
state
    tired|sad|bored|exhausted|(fine|ok|okay)(?! (about|with|in|being) )|sick|ill|hungry|cold|hot|
        busy|stuck|lost|confused|nervous|worried|anxious|stressed|depressed|angry|lonely|scared|
        upset|overwhelmed|numb|empty|hopeless|useless|worthless|awful|terrible|horrible|bad|(low|
        down)(?! to )|unhappy|miserable|frustrated|annoyed|annoying|ashamed|guilty|sorry|late|
        rubbish|drained|knackered|shattered|broken|weird|crazy|rough|poorly|wobbly|flat|blah|
        shaky|crap|lousy|tearful|sleepy|grumpy|moody|irritable|restless|meh|gutted|jealous|
        embarrassed|nauseous|dizzy|unwell|(good|great|happy|glad|better|alright|all right|
        grateful|excited)(?= ([.]|today|now|thanks|thank|so far|that|this|about (that|it)|for) )
trait
    nice|kind|mean|annoying|great|cute|lovely|stupid|boring|funny|fine|ok|okay|good|bad|awful|
        terrible|horrible|weird|crazy|rude|lazy|old|dead|sick|ill|late|busy|right|wrong|hard|
        difficult|easy|hot|cold|amazing|wonderful|beautiful|ugly|dumb|unfair|pointless|silly|
        useless|helpful|friendly|sweet|brilliant|closed|cancelled|broken|away|here|there|gone|
        loud|noisy|expensive|cheap|strange|sad|angry|ridiculous|rubbish|sunny|rainy|grumpy|moody|
        strict|horrid|delicious|killing me|slow|long|short|big|small|full|far|close|open|dark|
        dirty|asleep|awake|confusing|useful|interesting|fun|new|true|false|possible|impossible|
        normal|obvious|off|down|up|over|back|worse|enough|different|an? ([a-z]{2,14}
        ){0,2}[a-z]{2,14}
# What goals are about, and how it is when they are reached.
domain
    (pain|anxiety|mood|sleep|diet|weight|speech|behaviou?r|energy|confidence|relationship|health|
        bp|blood|pressure|sugar|grip|balance|temper|anger|drinking|smoking|eating|spending|stress|
        worry|worries|thoughts?|feelings?|body|back|knees?|shoulder|arms?|legs?|hands?|foot|feet|
        neck|skin|heart|mind|breathing|life|days?|weeks?|weekends?|bedtime|mornings?|evenings?|
        nights?|house|home|room|bedroom|kitchen|desk|garden|flat|bathroom|inbox|money|debts?|
        finances|marriage|goals?|aims?|priority|dream|hope|focus|intention|wish|challenge|task|
        step|idea|purpose|objective|outcome|resolution|plan|target|main|most|best|important|first|
        next|thing|score|phq|gad|suds|voice|posture|walking|routine|self|cv|essay|course|degree|
        work|writing|handwriting|meals?|lunch|breakfast|dinner|swallow|swallowing|gait|strength|
        range|hearing|memory|attention|language|phone|screen|symptoms?|panic|cravings?|urges?|
        lights?|door|doors)
reached
    (tidy|clean|clear|done|finished|sorted|organi[sz]ed|safe|calm|healthy|quiet|paid|painted|
        ready|stable|under|in (order|place|control)|packed|booked|planned|weeded|able|free|
        independent|independently|balanced|strong|good|manageable|managed|settled|kept|to|that|
        for|about|when|where|how|what|at|on time)
lead
    ((so|but|and|ok|also|well|because|anyway) )?
be
    (is|are|am|was|were|does|did|has|isnt|arent|doesnt|didnt|hasnt|wasnt|werent)
modal
    (can|could|would|should|will|may|might|shall|cant|couldnt|wouldnt|wont|shouldnt)
you
    (i|you|we|he|she|they|anyone|anybody|someone|somebody|everyone)
whom
    <you>|it|this|that|these|those|there
"""

_SENTENCES = r"""
# A question, though it has no mark.
question
    <lead>(why|when|where|who|what|how|whose|which) (<be>|<modal>|do|dont|have|havent) (<whom>|
        the|my|your|people|life|others?|most|some|any)
    (what|which) [a-z]{2,12} (is|are|was|were|works|helps) [a-z]{2,12}
    <lead>(what|which|whose|how)( (?!i|we|you|he|she|they|the|my|to|about)[a-z]{2,12}){1,2} (<be>|
        <modal>|do|dont|have) (<whom>|the|my|your|people)
    <lead>(<be>|can|could|would|cant|couldnt) (<whom>)
    <lead>(do|dont) (i|you|we|he|she|they)
    (why|how come) (not|cant|dont|is|am|are|do|does)
    (whats|wheres|whos|hows|whens) (the|my|your|this|that|it|wrong|up|going|happening)
    how (long|soon|come)
    who (even |really |actually )?(cares|knows)
# What stands before a question mark and asks.
asks
    <lead>(why|whats?|whens?|wheres?|whos?|whose|whom|which|hows?|how come)
    <lead><be>
    <lead><modal> (<whom>|the|my|your|his|her|our|their|an?|people|other|most|\d{1,4}|
        [a-z]{2,12}ing)
    <lead>(do|have|had|dont|havent|hadnt) (<you>|people|other|most|your|it|this|that|these|they)
    you|really|seriously|right|hello|huh|eh|ok|okay|anyone|anybody
# It proposes something, or asks for it.
proposal
    ((so|but|and|maybe|ok) )?(how about|what about|what if (i|we)|why not|why dont (i|we)|how
        would it be)
    (can|could|shall|should|may|might) we ((please|maybe|also|try to|just) )?(work|focus|look at|
        talk about|start|set|make|try|practi[sc]e|find|tackle|address|aim|plan|learn|build|help|
        reduce|improve|cut|eat|sleep|walk|stop|do|go|get|have|be|spend|meet)
    (can|could|may|might) i ((please|maybe|also|try to|just) )?(walk|try|start|stop|learn|work on|
        practi[sc]e|sleep|cut|reduce|improve|become|manage|get (better|back|more|fit|out|to)|do
        more|do less|be (more|less|better|a)|aim|join|spend)
    (can|could|will|would) you (please )?help (me|us)
# Something is told of the past.
report
    <when>(<person>|there|that|this) <adverbs>(?!had better )<past>
    <when>(my|our|the|his|her) <kin> <adverbs>(<told>|called|visited|rang|phoned|texted|shouted|
        cried|asked|moved|arrived|passed|left|met|got|made|bought|lost|sent|put)
    <when>(my|our|the|his|her) (doctor|gp|nurse|therapist|boss|teacher|manager|landlord|ex|coach)
        <adverbs><past>
    <when>(my|our|the|his|her|their|your|an?|another) ([a-z]{2,14} ){1,3}?<adverbs><told>
    <when>(i have|ive|we have|weve|he has|she has|hes|shes|it has|its|they have|theyve|you have|
        youve|havent|hasnt|i havent|we havent|(my|the|our) [a-z]{2,14} (has|have)) <adverbs>(been|
        had|felt|done|gone|got(?! to)|seen|slept|eaten|lived|lost|made|taken|come|become|worked|
        known|found|started|finished|stopped|tried|[a-z]{2,14}ed)
    (the )?(client|patient|pt|ct|family) (reported|stated|presented|discussed|appeared|arrived|
        cancelled|missed|was|expressed|described|shared|attended|denied|seemed|declined|
        explained)(?!( [a-z]{1,14}){0,9} \d)
    <when>(walked|talked|called|skipped|missed|managed to|started|finished|stayed|watched|played|
        cooked|cleaned|visited|attended) (to|for|my|the|a|it|with|out|on|at|in|because|all|no|
        some|too|lots?|again)( [a-z]{1,14}){0,12}<end>
    <when>(went|did(?! it list)|had|felt|slept|took|ate|woke up|told|came|gave|spoke|drank|forgot|
        cried|tried(?! and tested)|met|argued|worried|panicked|spent|bought|wrote|thought|drove|
        heard|was|were|didnt|couldnt|wasnt|havent|got) (to|for|my|the|an?|it|so|very|really|ok|
        okay|fine|good|bad|better|great|awful|well|badly|terribl[ey]|tired|anxious|sad|happy|
        \d{1,4}|with|out|on|at|in|because|and|but|this|last|all|no|some|too|most|lots?|nothing|
        everything|again|yesterday|today|like|about|quite|up|off|him|her|them|home|two|three|half|
        by|able|do|sleep|be|manage|any|much|not|been|get|find|have)
    (saw|made|lost|left|found|broke|ran|fell|kept|brought|rode) ([a-z0-9]{1,14} ){1,6}(yesterday|
        today|ago|last [a-z]{3,9}|this (morning|week|weekend|month)|on [a-z]{3,6}day)
    (felt|slept|cried|forgot|panicked|walked|ran|tried|skipped|failed|relapsed)<end>
    (discussed|reviewed|explored|phoned|emailed|arrived|explained|encouraged|observed|noted|
        assessed|rescheduled|cancelled|seen|spoke|met with|rang|texted|stated|reported)
    (reports|states|says|endorses|describes) (that )?(she|he|they|pt|client|feeling|having|
        sleeping|being|improved|some|slight|mild|doing|things|her|his)
    (?!(improved|increased|reduced|decreased|limited|balanced|guided|supervised|structured|
        planned|scheduled|assisted|sustained|continued|enhanced|regulated|relaxed|restored)
        )<past>( [a-z0-9]{1,14}){1,8} (yesterday|ago|(last|this|the other) (night|week|morning|
        month|weekend|time|year|[a-z]{3,6}day)|so far|on [a-z]{3,6}day|at the weekend|over the
        weekend|today)
    <when>(last|this|the|that) ([a-z]{3,10} )?(week|month|year|night|day|morning|weekend|time|
        session|[a-z]{3,6}day) <adverbs><told>
    (the )?(session|appointment|meeting|class|group|visit|call|lesson) (cancelled|rescheduled|
        postponed|went|over)
    (mother|father|mum|mom|dad|teacher|school|staff|carer|wife|husband|partner|parents?|nurse) (
        reports?|states?|notes?)
    been <adverbs>(<state>|[a-z]{2,12}ing|away|ill|there|to)<rest><end>
    (it|he|she|they) (hasnt|havent|hadnt|wasnt|werent) <adverbs>[a-z]{2,14}
    (work|life|school|home|football|uni|college|everything|it) has been
# Somebody says how things are.
remark
    <lead>(its|it is|it was|it isnt|thats|that is|this is|this isnt|hes|shes|theyre|youre|you are)
        <adverbs>(<trait>|<state>|[a-z]{2,12}ing|been|called|(what|how) it is|my ([a-z]{2,12} )?(
        birthday|anniversary|day off)|\d{1,4})<rest><end>
    <lead>it (never|always|just|really|still|doesnt|didnt|wont|hurts|sucks|works|stinks|feels|
        seems|looks|sounds|makes|keeps|rains|snows|depends|started|happened)<rest><rest><end>
    <lead>(that|this) (was|wasnt|sounds?|feels?|makes?|made|app|sucks|doesnt|didnt|just|really|
        looks?|seems?)
    <lead>(theres|there (is|are|was|were|isnt|arent|wasnt|seems)) (?!(no|less|more|peace|time|
        room|quiet|calm|a plan) )[a-z]{1,14}
    (this|that|these|those|the|my|our|your|his|her|their) ((?!<domain> )[a-z]{2,14} ){1,3}(is|are|
        isnt|arent) <adverbs>(<trait>|<state>)<rest><end>
    (the|my|our|this|that|you|these|those) ((?!<domain> )[a-z]{2,14} ){1,3}(is|are|isnt|arent|
        smells?|looks?|sounds?|seems?|feels?)(?! <adverbs><reached> )( [a-z0-9]{1,14}){1,9}<end>
    (he|she|they|it|(my |the |our )<kin>) (is|are) <adverbs>([a-z]{2,12}ing (me|us)|(my|our|the)
        [a-z]{2,12})
    (he|she|they|everything|everyone|everybody|nobody|nothing|people|life|work|today|school|
        christmas|someone|(my |the |our |his |her )?<kin>) (is|are|isnt|arent|looks?|seems?|
        sounds?|s|feels?) <adverbs>(<trait>|<state>)<rest><end>
    (the|this|that|my|our|your) ((?!<domain> )[a-z]{2,12} )?(app|link|form|website|site|page|
        login|password|video|worksheet|file|button|wifi|internet|printer|account|email|
        questionnaire|survey|clinic|bus|train|car|heating|boiler|lift|surgery|chemist|weather) (
        doesnt|didnt|wont|isnt|wouldnt|cant|keeps|stopped|never|always)
    (the weather|my day|my week|my weekend|my holiday) (is|looks|seems|sounds|feels|keeps)
    (people|nobody|everyone|he|she|they|(my |the )<kin>) (doesnt (care|like|listen|understand|
        love|know|get|believe)|hates?|sucks?|annoys?|lies|snores|complains?|shouts?|lives? (in|at|
        near|next)|works? (at|in|as|for)|(thinks?|says?) (i|im|its|he|she|that|it|you|no|nothing)|
        loves? (?!(herself|himself|themselves) )|hit|cost|put (me|the))<rest><rest><end>
    (he|she|they|you|people|nobody|it) (never|always) (listens?|repl(y|ies)|answers?|helps?|
        cares?|understands?|calls?|works?|responds?|shouts?|complains?|moans?|late|wrong|mean|
        forgets?|lies?|leaves?|changes?|ends?|happens?|goes)<rest><end>
    (everything|everyone|everybody|nobody|noone|nothing|someone|people) (hurts?|aches?|sucks?|
        understands?|listens?|cares?|likes?|loves?|hates?|knows?|gets me|works|goes|went|feels?|
        seems?|annoys?|matters?|lies|laughs?)<rest><end>
    nothing (works|helps|matters|new|happened|changed|really|much|changes|else|to (add|report|
        say))
    (you|youre) (are|look|seem|sound|said|told|cant|were|did|dont (know|understand|listen|care|
        get|have)|know what)
    <lead>(i am|im|i feel|im feeling|i am feeling|feeling|i just feel|still|i still feel)
        <adverbs><state><rest><end>
    i feel (like|as if|as though|that) (nobody|no one|everyone|everything|i am|im|i have|it|its|
        they|people|he|she|nothing|crying|giving up|a (failure|burden|fraud|mess|loser)|rubbish|i
        cant)
    (i am|im) (\d{1,2}( years old)?|an? (mum|mom|mother|father|dad|nurse|teacher|man|woman|
        student|lawyer|doctor|girl|boy|single [a-z]{2,9})|from [a-z]{2,14}|at (home|work)|here(?=
        ([.]|now|again) )|not (sure|okay|ok|well|happy|in the mood))<rest><end>
    (i am|im) (on (the|my) (bus|train|phone|way|sofa|toilet|tram|tube|plane|couch)|in the (car|
        bath|pub|kitchen|queue|office|middle|waiting)|allergic|waiting|sitting|watching|writing
        this|typing)<rest><end>
    i (hate|dislike|guess|suppose|wonder|was wondering|doubt|bet|reckon|noticed|heard|cant stand|
        hope (you|that you))
    i (miss (my|him|her|them|you|it|being|the)|remember (when|that|it|him|her|being|the (day|
        time))|live (in (?!the moment|the present|peace)|with (my (two|mum|mom|dad|parents|family|
        partner|wife|husband|cat|dog|son|daughter)|a|an|two|three))|work (at|in|as|for|nights|
        days|full time|part time)|believe (that|in (?!myself|me ))|know (that|you|it|its|he|she|
        they))
    i (think (he|she|its?|thats?|this|they|you|the|my|people|so|not)|dont (like|understand|know|
        see why|believe|trust|enjoy|mind|think (so|that|it|he|she|they|this|the|you)|care(?! (
        what|about))|remember|get (it|this|why|what|the point)))
    i (love|like) (?!(myself|me|my (body|self|life|skin|job|work|own)|to|being|who|how|what|life|
        it|work|[a-z]{2,12}ing) )[a-z]{1,14}
    i have (no idea|nothing( (else|to (add|say|report)))?|a (headache|cold|fever|question|dog|cat|
        sister|brother|son|daughter)|(two|three|four|\d) (kids|children|sons|daughters|cats|dogs|
        brothers|sisters|jobs)|to go)<rest><end>
    i dont have (anything|any idea|time|much|a clue|words|kids|children)
    (i )?cant (think of|decide|remember|complain|say|believe)
    my name is|my (favourite|favorite) [a-z]{2,12} is
    no (problem|worries|problems)<end>
    no (idea|clue|thanks|thank you|change|changes|comment)<rest><end>
    (please )?(see|refer to) ((the|my|your|our) )?((last|previous|attached|other) )?(above|below|
        attached|attachment|notes?|file|document|entry|email|previous|report|message|comments?)( (
        above|below))?<end>
    (the )?(same|as) (as )?((the )?(before|above|last|previous|usual|discussed|agreed|said|always|
        ever)( (time|week|session|goal|one|above|before))?|it was)<end>
    (greetings|congratulations|regards|sincerely|yours)<rest><end>
# Somebody has no goal, or says something in passing.
talk
    no goals?( (yet|today|now|here|this week|at the moment|for now|really|set))?<end>
    (i )?(dont|do not|havent) (really )?(believe in|have|want|need|like|see the point of|do|got|
        set) ((a|any|my|these|setting) )?goals?
    (i )?(dont|do not) (really |actually )?have (one|any)<end>
    ((many|big|ok|okay|great|hi|hello|hey) )?(thanks|thank you|thankyou|thx|cheers) (for|so|speak|
        talk|again|a (lot|million|bunch)|very|to (you|all|everyone|the|dr)|see|everyone|all|that|
        this|i|its|doc|dr|but|have|in advance|anyway|and (see|good|bye|talk))
    ((many|big|ok|okay|great|hi|hello|hey) )?(thanks|thank you|thankyou|thx|cheers)<end>
    many thanks( [a-z]{2,12}){0,2}<end>
    ((ok|okay|thanks|bye|great|and|so) )?see (you|u|ya) (next|on|then|later|soon|tomorrow|at|in|
        again|there|when|all|monday|tuesday|wednesday|thursday|friday)
    ((ok|okay|thanks|bye|great|and|so|cheers|well) )?(speak|talk|chat) (to you )?(soon|later|
        then)<end>
    (hi|hello|hey|dear|good (morning|afternoon|evening|day)) (dr|doctor|doc|there|all|everyone|
        team|sir|madam|mr|mrs|ms|again)( [a-z]{2,14})?<end>
    ((hi|hiya|hey|hello) )?(how are (you|things)|hows (it going|things|life|you))
    ((hi|hey|hello) )?(i )?hope (youre|your|you|all|this)
    (bye|goodbye|night night|good night|goodnight)( (for now|all|everyone|dr|doctor|then|bye|x|xx|
        now))?<end>
    (all|its all|everything) (good|fine|well)( (here|thanks|so far|today))?<end>
    (sounds|looks) (good|great|fine|ok|okay|nice|perfect)( (to me|thanks|thank you))?<end>
    (will do|typical|same old( (same old|story|thing))?)( [a-z]{2,12})?<end>
    not (today|now|yet|really|sure|much|bad|great|applicable|at the moment|this (time|week))( (
        thanks|thank you|yet|sorry|really|anyway|about (it|that|this)))?<end>
    (lovely|nice|good|great|pleased) to (meet|see|hear|talk|chat)( (to|from|with))? you
    to be (honest|fair|frank)<end>|tbh
    ask me (later|again|another)
    (have|hope you have|hope you had) an? (nice|good|great|lovely|wonderful) [a-z]{3,12}<end>
    (happy|merry) (birthday|christmas|new year|easter)<end>
    (good luck|well done|congrats|congratulations)( [a-z]{2,12}){0,2}<end>
    (sorry|apologies) (wrong|for|about|im|i am|i was|but|that|to (hear|say|bother|be|have))
"""


def read_list(listed: str) -> Iterator[tuple[str, str]]:
    """Yield what stands at the margin of a list, and what is indented below it as alternatives."""
    margin: list[str] = []
    indented: list[str] = []
    for line in listed.splitlines():
        if line.startswith("        "):
            joint = "" if indented[-1].endswith(("|", "(")) else " "
            indented[-1] += joint + line.strip()
        elif line.startswith("    "):
            indented.append(line.strip())
        elif line and not line.startswith("#"):
            if indented:
                yield " ".join(margin), "|".join(indented)
                margin, indented = [], []
            margin.append(line)
    yield " ".join(margin), "|".join(indented)


_NAMED = re.compile(r"<([a-z_]{1,20})>")
_GROUP = re.compile(r"\((?!\?)")


def spell_out(source: str, parts: Mapping[str, str]) -> str:
    """Return a pattern with its parts in their places; its groups keep nothing."""
    while _NAMED.search(source):
        source = _NAMED.sub(lambda name: f"({parts[name[1]]})", source)
    return _GROUP.sub("(?:", source)


@cache
def _sentence(name: str) -> re.Pattern[str]:
    # Made when a text is first looked at more closely: most never are.
    source = dict(read_list(_SENTENCES))[name]
    return re.compile(f" (?:{spell_out(source, dict(read_list(_PARTS)))})(?= )")


# Words of which alone no goal is made.
_SMALL_TALK = frozenset(
    """
    thank thanks thankyou thx ta cheers you so very much ok okay okey k kk yes yeah yep yup no
    nope nah hi hiya hello hey there good morning afternoon evening bye goodbye see later soon
    lol lmao haha hahaha hehe ty np nvm brb omg smh ikr please sorry sure maybe fine great nice
    cool alright right idk dunno not none nothing na nil n a tbd tbc tba same as before above
    last time this next yet dont know i im what really hmm hm ugh meh whatever wow gosh oh well
    ditto discussed usual anyway all x xx xxx tbh everyone team mate guys doc dear welcome of
    course goals goal applicable ask unsure undecided unknown blank skip pass mon dieu and the
    we us it is that lovely
    """.split()
)
_TEST_WORDS = frozenset(
    """
    test tests testing tester foo bar baz qux foobar asdf qwerty abc abcd abcde xyz blah bla
    yada sample example placeholder dummy untitled lorem ipsum string hello world
    """.split()
)
_TEST_FILLER = frozenset(
    """
    this is a an the just only please ignore goal goals text input my one two three some data
    entry message here x y z i am me it for now again etc and
    """.split()
)
_LOREM = frozenset(
    """
    lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore
    dolore magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip
    commodo consequat
    """.split()
)
# Keys beside each other, either way.
_ROWS = (
    "qwertyuiop asdfghjkl zxcvbnm poiuytrewq lkjhgfdsa mnbvcxz abcdefghijklmnopqrstuvwxyz".split()
)
_FEWEST_KEYS = 3
# Runs of letters that no English word has.
_NO_WORD = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{6}|[jqvx][bcdfghjkmnpqrtvwxz]|[bcdfghjkmnpqstvwz]x[bdfgjkmnrvwz]"
    r"|[dfghjk]{4}|[sdfghjkl]{4}(?<!ghts)|[bcfgjkpqvwxz]{4}|q(?!u)[a-z]|(.)\1\1|^(.{1,4})\2\2"
)
# Of code only what no sentence has: "drop table salt" and "from Monday" are goals.
_CODE = re.compile(
    r"""
    # markup and data
    </?[abip]> | <a\s[^<>]{0,200}= | <(?:!--|!doctype|\?(?:php|xml))
    | </?(?:body|br|div|form|h[1-6]|head|html|iframe|img|input|li|script|span|style|svg|table|ul)
        (?:\s[^<>]{0,200})?/?>
    | \{\{\s{0,3}\w | \$\{\w | \{\s{0,3}["']\w{1,40}["']\s{0,3}: | \[object\sobject\]
    # queries
    | \bselect\s{1,3}(?:\*|[\w.,\s]{1,60}\sfrom\s{1,3}\w{1,40}\s{0,3}
        (?:;\W{0,8}$|where\s{1,3}\w{1,40}\s{0,3}[=<>]|limit\s{1,3}\d))
    | \b(?:alter|create|drop)\s{1,3}(?:database|table)\s{1,3}\w{1,40}\s{0,3}(?:;|--)
    | \binsert\s{1,3}into\s{1,3}\w{1,40}\s{0,3}(?:\(|values\b) | \bunion\s{1,3}(?:all\s)?select\b
    | \bdelete\s{1,3}from\s{1,3}\w{1,40}\s{1,3}where\s{1,3}\w{1,40}\s{0,3}[=<>]
    | \bupdate\s{1,3}\w{1,40}\s{1,3}set\s{1,3}\w{1,40}\s{0,3}=
    | '\s{0,3}(?:or|and)\s{1,3}'?\d{1,3}'?\s{0,3}=\s{0,3}'?\d | ;\s{0,3}--
    # programs
    | \b(?:alert|console\.log|echo|eval|exec|int|len|main|print|printf|println|require|str)\(
    | \b(?:def|fn|func|function)\s{1,3}\w{1,40}\( | \bclass\s{1,3}\w{1,40}\s{0,3}\{
    | \b(?:const|let|var)\s{1,3}\w{1,40}\s{0,3}=\s{0,3}[\w"'\[{][^\n]{0,80};
    | ^\W{0,8}from\s{1,3}[a-z_.]{1,40}\s{1,3}import\s | \#include\s{0,2}<
    | ^\W{0,8}import\s{1,3}
        (?:[a-z_.]{1,40}\s{1,3}as\s{1,3}\w{1,40}|json|math|os|random|re|sys)\W{0,8}$
    | \b(?:for|if|while)\s{0,2}\([^)\n]{0,60}\)\s{0,3}\{ | =>\s{0,3}\{
    | \.(?:append|filter|foreach|format|join|log|map|push|split|then)\(
    | \bpublic\s{1,3}static\s{1,3}(?:int|void)\b
    # what went wrong
    | ^\W{0,8}(?:null|undefined)\W{0,8}$ | ^\W{0,8}traceback\s\( | \b404\s{1,3}not\s{1,3}found\b
    | \b\w{3,40}(?:error|exception)\b | \berror\s{1,3}[45]\d\d\b
    # commands and paths
    | ^\W{0,8}(?:cd|chmod|curl|git|ls|mkdir|npm|pip|rm|ssh|sudo|wget)\s{1,3}
        (?:-\w|[./~]|clone\b|install\b|https?:)
    | ^\W{0,8}[a-z]:\\\w
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?;\n\u2026\u3002]{1,4000}[.!?;\n\u2026\u3002]{0,8}")
# What follows is said for itself.
_TURN = re.compile(
    r":\s|,\s{1,3}(?:so|but|now|instead)\b|\sso:|\s[-\u2013\u2014]{1,2}\s", re.IGNORECASE
)
# A full stop that ends no sentence.
_SHORT = re.compile(
    r"(?<![A-Za-z])(?:a\.m|approx|dr|e\.g|etc|hrs?|i\.e|mins?|mr|mrs|ms|no|p\.m|pt|st|vs)\.(?=\s)",
    re.IGNORECASE,
)
# "Took-it-easy Sundays" took nothing.
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_PLAIN = re.compile("[a-z]+|[0-9]+")
# Nothing that stands around it takes it back.
_PROMISE = re.compile(
    " (?:i|we) (?:will|shall|want to|am going to|would like to|plan to|need to) [a-z]"
)
# In a report, what is left to do. "By phone" is no day.
_STILL_TO_DO = re.compile(
    " (?:within|tomorrow|every|each|daily|per|weekly|monthly|nightly|keep|continue|instead|longer|"
    "next|by (?!phone|e?mail|myself|bus|car|train|text|post|mistake|accident|far|then|now|an?|him|"
    "her|them|us|the (?:way|time|window|door|sea)|my)[a-z0-9]{1,20}) "
)


def kind_of(text: str, words: Sequence[str]) -> DraftKind:
    """Return what sort of text *text* is.

    Args:
        text: The text.
        words: Its plain words in order: lower case, ASCII, without digits, as
            :func:`plain_words` gives them.

    Example:
        >>> from smartgoals.smart._kind import kind_of, plain_words
        >>> for text in ("Better sleep", "Mehr Sport", "Why me?", "..."):
        ...     print(kind_of(text, plain_words(text)))
        goal
        unreadable
        not-a-goal
        empty
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    if not words and not any(map(str.isalnum, text)):
        return DraftKind.EMPTY
    if is_unreadable(text, words):
        return DraftKind.UNREADABLE
    if _is_plainly_a_goal(text, words):
        return DraftKind.GOAL
    return DraftKind.NOT_A_GOAL if _is_no_goal(text) else DraftKind.GOAL


def _is_plainly_a_goal(text: str, words: Sequence[str]) -> bool:
    """Return whether nothing in *text* makes it worth a closer look."""
    return (
        bool(words)
        and "?" not in text
        and not _ENGLISH.isdisjoint(words)
        and (
            (words[0] not in _SUSPECTS and not words[0].endswith("ed"))
            or (
                words[0] not in _ASKING
                and _DENYING.isdisjoint(words[1:2])
                and not _INTENT.isdisjoint(words)
            )
            or (words[0] in _ORDERS and not _MEASURE.isdisjoint(words))
        )
        and not (any(sign in text for sign in _SIGNS) and _SIGN.search(text))
    )


def _is_no_goal(text: str) -> bool:
    """Return whether *text* is code, or each of its sentences is something else than a goal."""
    if _CODE.search(text) and not _PROMISE.search(f" {' '.join(plain_words(text))} "):
        return True
    return all(
        _asks_for_no_goal(sentence) if is_question else _says_no_goal(sentence)
        for sentence, is_question in _sentences(_ADDRESS.sub(" ", text))
    )


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each sentence in plain words, and whether a question mark ends it."""
    text = _SHORT.sub(lambda short: short[0].replace(".", " "), text)
    for sentence in _SENTENCE.findall(_TURN.sub(". ", text)):
        plain = _PLAIN.findall(_HYPHEN.sub("", sentence).translate(FOLDS))
        if plain:
            yield f" {' '.join(plain)} . ", sentence.rstrip().rstrip("!.").endswith("?")


def _asks_for_no_goal(sentence: str) -> bool:
    if _sentence("proposal").match(sentence):
        return False
    return _sentence("asks").match(sentence) is not None or _is_noise(sentence)


def _says_no_goal(sentence: str) -> bool:
    words = sentence.split()
    if _PROMISE.search(sentence):
        return False
    if _is_noise(sentence) or _sentence("talk").match(sentence):
        return True
    if _sentence("question").match(sentence):
        return not _sentence("proposal").match(sentence) and _MEASURE.isdisjoint(words)
    if not _INTENT.isdisjoint(words):
        return False
    if _sentence("report").match(sentence):
        return not _STILL_TO_DO.search(sentence)
    return _sentence("remark").match(sentence) is not None and _MEASURE.isdisjoint(words)


def _is_noise(sentence: str) -> bool:
    """Return whether the words say nothing: small talk, digits, a test, or keys that were hit."""
    words = sentence.split()[:-1]
    if _SMALL_TALK.issuperset(words) or sum(word in _LOREM for word in words) * 2 > len(words):
        return True
    noise = _TEST_WORDS if _TEST_WORDS.isdisjoint(words) else _TEST_WORDS | _TEST_FILLER
    return all(word in noise or _is_no_word(word) for word in words)


def _is_no_word(word: str) -> bool:
    if word.isdigit() or _NO_WORD.search(word):
        return True
    if len(word) < _FEWEST_KEYS or word in _ENGLISH:
        return False
    # All on one row, or on two.
    return any(word in row for row in _ROWS) or (
        len(word) >= 2 * _FEWEST_KEYS
        and any(word[:_FEWEST_KEYS] in row for row in _ROWS)
        and any(word[_FEWEST_KEYS:] in row for row in _ROWS)
    )
