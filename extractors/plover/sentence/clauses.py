"""Clauses and what stands in them: where one starts, the next phrase, what is said aside.

"قصفت مدفعية الجيش، صباح الجمعة، محيط البلدة": dates and marks between a verb and its object do not
part them, nor does a phrase with a preposition of its own (وقعت الدولتان في عمان اتفاقا).
"""

from __future__ import annotations

from extractors.countries import demonym_at
from extractors.lookups import remembered
from extractors.plover.noun_phrases.phrases import PREPOSITIONS, Phrase, preposition_at
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.violence import is_casualty
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.actor_nouns import is_name_start
from extractors.plover.words.trigger_words import is_trigger_word
from extractors.records import Participant
from extractors.text import fold, folded_words, without_article

RELATIVES = folded_words("الذي التي الذين اللذين اللذان اللتان اللتين ممن مما")
SUBORDINATORS = folded_words(
    "ان بان وان فان لان وعندما وبينما وبعدما وحين حين حينما حيث فيما بينما بعدما عندما دام دامت طالما ريثما اذ كما لكن ولكن وفيما وحيث كان وكان "
    "وكانت كانت : ؛ « “ ـ"
)
_CLAUSES = SUBORDINATORS - folded_words("« “ ـ : كان وكان وكانت كانت")
_OPENERS = RELATIVES | (SUBORDINATORS - frozenset("«“"))
_ASIDE = folded_words(
    "تعزيرا قصاصا شنقا رميا حدا امس اليوم ايضا فجر صباح مساء ليل ظهر الليله حاليا رسميا مجددا اخيرا مؤخرا السبت الاحد"
)
_PARTICLES = folded_words(
    "أكثر أقل نحو حوالي قرابة زهاء قد لقد لم لن لا ما هو هي هم كل بعض أي أيضا معه معها معهم عنه عنها منه منها إليه إليها به بها له لها لهم فيه فيها عليه عليها عليهم"
)
_NO_NOUNS = _PARTICLES | folded_words(
    "مقابل أثناء إثر بسبب نتيجة جراء نفسه نفسها نفسيهما أنفسهم أنفسهن منهم منهما منهن بينهم بينها بينهما عددهم"
)
# Where guests are received.
_SEATS = folded_words("مكتبه مكتبها القصر قصر ديوان الديوان مقر منزله مجلسه مزرعته")
_AT_SEATS = folded_words("بمكتبه بمكتبها بالقصر بقصر بديوان بالديوان بمقر بمنزله بمجلسه بمزرعته")
# What a statement is made in, aside from what it says: في بيان على موقعها الإلكتروني, حصلت على نسخة منه.
_OBTAINED = folded_words("حصلت تلقت وصل وصلت نشرته تلقته")
_STATEMENTS = folded_words("بيان بيانات تصريح تصريحات كلمة خطاب مؤتمر مقابلة رسالة تغريدة")
_ASIDE_REACH = 6
_SOME = folded_words("عدد عددا العديد الكثير كثير عديد بعض")
_OCCASIONS = folded_words("المرة الليلة الصباح المساء")
_MARKS = frozenset('«»“”"')
# معهد العلوم ومقره لندن: where a body has its seat.
_SEATED = folded_words("ومقره ومقرها ومقرهما")
_BY_REACH, _AGREED_REACH = 16, 4
# حرق عشش كانت تستخدم من قبل: what a clause of its own tells, others do.
_OTHERS_DEED = RELATIVES | folded_words(
    "كان كانت كانوا المفروضة المفروض المقدمة المقدم الصادرة الصادر المستخدمة المستخدم المعلنة المعلن"
)
_OF_NUMBERS = folded_words("أكثر أقل أزيد من ما لا يقل يزيد عن على يقارب يربو نحو حوالي قرابة زهاء")
_ACTING = frozenset(("person", "role"))
_HELD = folded_words("أمين أمينة رئيس رئيسة مدير مديرة نائب مفوض مفوضة مبعوث ممثل")
# What a land has, not who is in it: في منطقة عسير.
_GROUND = folded_words(
    "مدينة مدن بلدة بلدات قرية قرى منطقة مناطق حي أحياء إقليم أقاليم قطاع جزيرة أراضي أراض أجواء حدود"
)
_TIME_PREPOSITIONS = folded_words("في خلال منذ بعد قبل مطلع نهاية")


def with_joined(scene: Scene, phrase: Phrase) -> tuple[Phrase, ...]:
    """A phrase and those joined to it by و."""
    found = [phrase]
    for other in scene.phrases:
        over_comma = other.joined and scene.tokens[found[-1].last].text == "،"
        if (
            is_where(other)
            and other.first - found[-1].last <= 1
            and _is_held_here(scene, found[-1], other)
        ):
            found[-1] = _holder(found[-1], next(p for p in scene.phrases if p.first == other.last))
            continue
        if other.first != found[-1].last + over_comma:
            continue
        if other.joined and not (phrase.klass in _ACTING and other.klass in ("place", "target")):
            found.append(other)
        elif _stands_beside(found[-1], other):
            found[-1] = _holder(found[-1], other)
    return tuple(found)


def is_where(phrase: Phrase) -> bool:
    """في كابل, بالمنطقة الشرقية: where something happens, and nobody's part in it."""
    if phrase.preposition == "في":
        ground = phrase.klass == "target" and _is_ground(phrase.participant.text)
        return ground or phrase.klass in ("place", "country")
    return phrase.preposition == "ب" and phrase.klass == "place"


@remembered
def _is_ground(text: str) -> bool:
    return without_article(fold(text).split()[0]) in _GROUND


def _stands_beside(office: Phrase, name: Phrase) -> bool:
    """أمين العاصمة الدكتور محمد علي: an office and who holds it, without a comma."""
    if office.named or not name.named or name.preposition:
        return False
    body = name.klass == "person" and office.klass == "igo" and _is_held(office.participant.text)
    return body or office.klass in ("role", "neutral")


def _is_held_here(scene: Scene, office: Phrase, place: Phrase) -> bool:
    """قائد المقاومة في تعز الشيخ حمود: an office, where it is, and who holds it."""
    name = next((p for p in scene.phrases if p.first == place.last), None)
    return name is not None and name.first not in scene.verbs and _stands_beside(office, name)


@remembered
def _is_held(text: str) -> bool:
    """الأمين العام لمجلس التعاون: an office of a body, not the body."""
    return without_article(fold(text).split()[0]) in _HELD


def _holder(office: Phrase, name: Phrase) -> Phrase:
    known, person = office.participant, name.participant
    merged = Participant(
        person.text, known.country or person.country, known.sector or person.sector
    )
    return office._replace(last=name.last, named=True, klass="role", participant=merged)


def barrier(scene: Scene, first: int, last: int) -> bool:
    """Whether a word between two tokens starts a clause of its own."""
    if first >= last:
        return False
    between = range(first, last)
    return not (
        _OPENERS.isdisjoint(scene.words[first:last])
        and scene.verbs.isdisjoint(between)
        and scene.nouns.isdisjoint(between)
    )


def behind_aside(scene: Scene, i: int, marks: frozenset[str]) -> int:
    """The token behind marks, dates and places said aside (، صباح الجمعة، or في عمان) from token i on;
    ``marks`` are prepositions that the verb itself takes. Token i itself where nothing is aside."""
    k, aside = i, i
    while k < scene.last:
        word = scene.words[k]
        located = _located(scene, k, marks) or _stated(scene, k)
        if located:
            k = aside = located
        elif k in scene.dated or word in _ASIDE:
            k = aside = k + 1
        elif word in _SEATED:
            seat = next((p for p in scene.phrases if k < p.first <= k + 2), None)
            k = aside = seat.last if seat else k + 1
        elif word in "،," or (word in _TIME_PREPOSITIONS and k + 1 in scene.dated):
            k += 1
            aside = k if aside > i else aside
        else:
            break
    return aside


def behind_approximation(scene: Scene, i: int) -> int:
    """The number behind أكثر من, ما لا يقل عن and the like at token i; i itself where none stands there."""
    k = i
    while k < scene.last and scene.words[k] in _OF_NUMBERS:
        k += 1
    number = i < k < scene.last and any(p.first == k and p.counted for p in scene.phrases)
    return k if number else i


def _stated(scene: Scene, k: int) -> int:
    """The token behind في بيان له, في بيان على موقعها الإلكتروني, بمكتبه في القصر: up to the deed or the phrase that follows;
    0 where neither a statement nor a seat is told at token k."""
    words = scene.document.words
    behind = words[k + 1] if k + 1 < scene.last else ""
    stated = words[k] in ("في", "خلال") and behind in _STATEMENTS
    if not stated and not (words[k] == "في" and behind in _SEATS) and words[k] not in _AT_SEATS:
        return 0
    reach = _ASIDE_REACH if _OBTAINED.isdisjoint(words[k : k + 4]) else 2 * _ASIDE_REACH
    for i in range(k + 1, min(scene.last, k + 2 + reach)):
        free = (p for p in scene.phrases if p.first == i and not (p.preposition or p.governed))
        if i > k + 1 and i in scene.nouns:
            return i
        obtained = not _OBTAINED.isdisjoint(words[i - 2 : i])  # في بيان حصلت «الصحيفة» على نسخة منه
        if next(free, None) and not obtained and (i > k + 1 or words[k] in _AT_SEATS):
            return i
    return 0


def _located(scene: Scene, k: int, marks: frozenset[str]) -> int:
    """The token behind a place with its preposition في or ب, 0 where none starts at token k."""
    for phrase in scene.phrases:
        if phrase.first > k + 1:
            break
        where = phrase.klass in ("place", "country") and phrase.preposition in ("في", "ب")
        if where and phrase.preposition not in marks:
            separate = phrase.preposition == "في"
            if phrase.first == k + separate:
                return phrase.last
    return 0


def next_phrase(scene: Scene, i: int, reach: int) -> Phrase | None:
    """The first phrase without a preposition behind token i."""
    for phrase in scene.phrases:
        aside = phrase.governed and phrase.first - 2 >= i
        if phrase.first < i or phrase.preposition or phrase.joined or aside:
            continue
        if phrase.first - i > reach or barrier(scene, i, phrase.first):
            return None
        return phrase
    return None


def _is_adjective(word: str) -> bool:
    """قصفت طائرات حربية عربية الجماعة: what qualifies the noun before it, without an article."""
    return word.endswith("يه") and not word.startswith("ال") and len(word) > 4


def headed_phrase(scene: Scene, i: int, reach: int) -> tuple[Phrase | None, bool]:
    """The phrase behind token i, with a head that no lexicon knows where one stands in front of it
    (خطباء الحركة, رتل الجيش); and whether an unknown noun stands there by itself instead."""
    while i < scene.last and i - 1 not in scene.verbs and _is_adjective(scene.words[i]):
        i += 1
    phrase = next_phrase(scene, i, reach)
    if phrase is None or phrase.first == i or not _is_unknown_noun(scene, i):
        return phrase, False
    construct = not scene.tokens[i].folded.startswith(("ال", "وال")) and all(
        scene.tokens[k].kind == "p"
        or (_is_unknown_noun(scene, k) and not scene.tokens[k].folded.startswith("ال"))
        for k in range(i + 1, phrase.first)
    )
    if not construct:
        return None, True
    start = scene.tokens[i].start
    text = scene.document.text[start : scene.tokens[phrase.last - 1].end]
    who = phrase.participant
    klass = "neutral" if phrase.klass in ("person", "country", "place", "igo") else phrase.klass
    told = phrase.klass == "target" or (
        phrase.klass not in ("person", "igo") and who.sector != "REB"
    )
    sector = who.sector if told else None
    return phrase._replace(
        first=i, span_start=start, klass=klass, case="", named=False, joined=False,
        participant=Participant(text, who.country, sector),
    ), False  # fmt: skip


def marks_head(scene: Scene, i: int, marks: frozenset[str]) -> bool:
    """رحب بقرار تركيا, على قرار الحكومة: an unknown head that a preposition marks, its owner behind it."""
    word = scene.tokens[i].folded
    if len(word) > 3 and word[0] in "بل" and word[0] in marks:
        return word[1:3] != "ال" and not is_name_start(word)
    return scene.tokens[i - 1].folded in marks and _is_unknown_noun(scene, i)


def _is_unknown_noun(scene: Scene, i: int) -> bool:
    """Whether a word is neither mark, particle, adverb, verb nor behind a preposition of its own."""
    token = scene.tokens[i]
    word = token.folded
    if token.kind != "w" or len(word) < 3 or i in scene.verbs or i in scene.nouns:
        return False
    if word in PREPOSITIONS or word in SUBORDINATORS or word in RELATIVES or word in _ASIDE:
        return False
    if word in _PARTICLES or (word.endswith("ا") and not word.startswith("ال")):
        return False
    if word[0] == "ي" and len(word) > 4 and word.endswith(("ه", "ها", "هم")):
        return False  # زار المدير يرافقه المساعد: a verb with its object
    return word[0] not in "وفبلك" or is_name_start(word)


def by_whom(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """Who acts, behind من قبل and the like, where no other event stands between; deaths and injuries
    share theirs (قتل ثلاثة وأصيب خمسة برصاص مسلحين)."""
    if trigger.sense.event_type == "PROTEST":
        return ()
    for phrase in scene.phrases:
        if phrase.first > trigger.last + _BY_REACH:
            break
        agreed = trigger.sense.event_type == "AGREE" and phrase.first - trigger.last > _AGREED_REACH
        if phrase.first >= trigger.last and not agreed and _is_by(scene, phrase):
            between = [t for t in scene.triggers if trigger.first < t.first < phrase.first]
            words = scene.document.words[trigger.last : phrase.first]
            shared = not between or all(map(is_casualty, (trigger, *between)))
            shared = shared and not any(w in _CLAUSES for w in words)
            if trigger.form is None:
                shared = shared and not any(w in _OTHERS_DEED for w in words)
            return with_joined(scene, phrase) if shared else ()
    return ()


def _is_by(scene: Scene, phrase: Phrase) -> bool:
    """على يد مسلحين; على يد غلاة المستوطنين, with a head that no lexicon knows."""
    if phrase.preposition == "by":
        return True
    k = phrase.first - 1
    headed = not phrase.preposition and k > scene.first and _is_unknown_noun(scene, k)
    return headed and preposition_at(scene.document, k, False) == "by"


def clause_start(scene: Scene, i: int) -> tuple[int, bool]:
    """Where the clause around a verb starts, and whether a relative pronoun stands there."""
    words = scene.words
    for k in range(i - 1, scene.first - 1, -1):
        word = words[k]
        if word in RELATIVES:
            return k, True
        if word in SUBORDINATORS or word[0] == "\n":
            if k == i - 1 and word in "«“":
                continue  # a verb in marks: الحراس «اختطفوا» الشاب
            return k + 1, False
    return scene.first, False


def within_marks(scene: Scene, first: int, last: int) -> bool:
    """Whether quote marks that open behind token ``first`` are not closed in front of ``last``."""
    between = scene.words[first:last]
    if _MARKS.isdisjoint(between):
        return False
    closed = between.count("»") + between.count("”")
    opened = between.count("«") + between.count("“")
    return opened > closed or between.count('"') % 2 == 1


def bare_noun(scene: Scene, i: int, told: bool = False) -> Participant | None:
    """A noun that no lexicon knows, where an object must stand: up to three words.

    ``told`` allows a word that can tell an event of its own: رفضت الوساطة.
    """
    end = i
    while end < scene.last and end - i < 3:
        token = scene.tokens[end]
        word = token.folded
        if token.kind != "w" or len(word) < 3 or end in scene.verbs or word in PREPOSITIONS:
            break
        if word in SUBORDINATORS or word in RELATIVES or word in _ASIDE:
            break
        if (end > i and not word.startswith("ال")) or (end == i and word in _NO_NOUNS):
            break
        if end == i and word[0] == "ي" and len(word) > 3:
            break  # an imperfect: اعتقل شخصان يشتبه في
        if end == i and is_trigger_word(token) and not (told and word.startswith("ال")):
            break
        if end == i and word[0] in "وفبل" and not is_name_start(word):
            break
        end += 1
    if end == i or not _OCCASIONS.isdisjoint(scene.words[i:end]):
        return None  # ضرب هذه المرة في المسجد

    end = _of_whom(scene, i, end)
    nationality = next((d for k in range(i, end) if (d := demonym_at(scene.document, k))), None)
    text = scene.document.text[scene.tokens[i].start : scene.tokens[end - 1].end]
    return Participant(text, nationality[0].country if nationality else None, None)


def _of_whom(scene: Scene, i: int, end: int) -> int:
    """عدد من منسوبي القوات, عدد كبير من العاملين: the token behind those of whom some are meant."""
    if scene.words[i] not in _SOME:
        return end
    behind = scene.words[i + 1 : i + 3]
    k = i + 1 + behind.index("من") if "من" in behind else scene.last
    if k + 1 >= scene.last or scene.tokens[k + 1].kind != "w":
        return end
    construct = scene.words[k + 1].endswith("ي") and scene.words[k + 2 : k + 3] != []
    return k + 2 + construct
