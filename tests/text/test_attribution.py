"""Who says so: claimants, sides, turns of speech and the claims they make, in four languages."""

from __future__ import annotations

from datetime import date

import pytest

import geomap
from geomap.model import Event, Report
from geomap.pipeline.analysis import analyse
from geomap.pipeline.tools import open_tools
from geomap.text import actors, attribution, tokens
from geomap.text.attribution import NOBODY, Voice
from geomap.text.reading import Reading

PUBLISHED = date(2021, 6, 10)


def events(text: str, lang: str = "en") -> tuple[Event, ...]:
    return analyse(Report("one", text, lang, PUBLISHED), open_tools()).events


def voice(text: str, lang: str) -> Voice:
    reading = Reading(text, lang, tokens.sentences(text), [], [])
    _, first, end = reading.sentences[0]
    return next(iter(attribution.voices(reading, first, end, "", NOBODY, [])), NOBODY)


@pytest.mark.parametrize(
    ("lang", "text", "claimant", "side"),
    [
        ("en", "Two posts came under fire, the Armenian Defense Ministry said.", "Armenian Defense Ministry", "ARM"),
        ("en", "Prime Minister Nikol Pashinian told parliament that they had moved on.", "Prime Minister Nikol Pashinian", "ARM"),
        ("en", "The Foreign Ministry in Baku said that no one had crossed.", "Foreign Ministry in Baku", "AZE"),
        ("en", "A note on the visit released by the army said that shots were heard.", "army", "other"),
        ("en", "Spokeswoman Anna Petrosyan also said that shots were heard.", "Spokeswoman Anna Petrosyan", "other"),
        ("en", "Baku had earlier said that shots were heard.", "Baku", "AZE"),
        ("ru", "Баку же заявил об обстреле.", "Баку", "AZE"),
        ("ru", "Пресс-служба ведомства Азербайджана в свою очередь утверждает, что стреляли.", "Пресс-служба ведомства Азербайджана", "AZE"),
        ("ru", "Об этом корреспонденту рассказал сельский староста.", "сельский староста", "other"),
        ("hy", "Ադրբեջանի ՊՆ-ն այդ մասին հայտնել է։", "Ադրբեջանի ՊՆ-ն", "AZE"),
        ("en", "A shell fell in the centre of Koti, the governor's office said.", "governor's office", "other"),
        ("en", "A post came under fire at noon, his commanders report.", "his commanders", "other"),
        ("ru", "Пост обстрелян, сказал министр обороны Давид Тоноян.", "министр обороны Давид Тоноян", "ARM"),
        ("ru", "Пост обстрелян ночью, если верить пресс-службе.", "пресс-службе", "other"),
        ("az", "Müdafiə Nazirliyi Ermənistanı atəşkəsi pozmaqda ittiham edib.", "Müdafiə Nazirliyi", "other"),
        ("en", "Farmers told of shots at night, the mayor of Berd said.", "mayor of Berd", "other"),
        ("ru", "Об этом говорится в распространенном во вторник заявлении Минобороны Армении.", "Минобороны Армении", "ARM"),
        ("ru", "Стороны уточнили расположение постов, сообщила СНБ в Ереване.", "СНБ в Ереване", "ARM"),
        ("hy", "Տեղեկությունը տարածել է ՀՀ պաշտպանության նախարարությունը։", "ՀՀ պաշտպանության նախարարությունը", "ARM"),
        ("hy", "Խաղաղապահները հեռացել են, փոխանցում են տեղի լրագրողները։", "տեղի լրագրողները", "other"),
        ("az", "Bəyanata əsasən Ermənistan qüvvələri rayonu tərk edib.", "", "other"),
        ("az", "Bir hərbçimiz şəhid olub, MN açıqlayıb.", "MN", "other"),
        ("az", "Bu barədə Müdafiə Nazirliyinin mətbuat mərkəzi məlumat yayıb.", "Müdafiə Nazirliyinin mətbuat mərkəzi", "other"),
    ],
)  # fmt: skip
def test_a_claimant_is_the_noun_phrase_that_names_who_speaks(lang, text, claimant, side):
    found = voice(text, lang)
    assert (found.claimant, found.side) == (claimant, side)


def test_a_denial_is_the_other_sides_claim_about_the_same_incident():
    claim, denial = events("Yeraskh came under fire on Monday, Yerevan said. Baku denied opening fire.")
    assert claim.group == denial.group
    assert (claim.stance, claim.claimant_side) == ("asserts", "ARM")
    assert (denial.stance, denial.claimant_side) == ("denies", "AZE")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Armenia accused Azerbaijan of firing at Chinari on Tuesday, a charge Baku denied."),
        ("en", "Armenia blames Azerbaijan for shelling Chinari on Tuesday; Baku called the story absurd."),
        ("en", "Yerevan said Chinari was shelled. Azerbaijan's Defense Ministry said the claim did not correspond to reality."),
        ("ru", "Армения обвинила Азербайджан в обстреле села Чинари во вторник, Баку это отрицает."),
        ("ru", "Село Чинари обстреляли, заявили в Ереване. «Это ложь», – ответили в Минобороны Азербайджана."),
        ("ru", "Село Чинари обстреляли, заявили в Ереване. Баку заявил, что это не соответствует действительности."),
        ("hy", "Երեքշաբթի Չինարի գյուղը գնդակոծվել է, հայտնել է Երևանը։ Բաքուն հերքել է հաղորդագրությունը։"),
    ],
)  # fmt: skip
def test_the_accused_denies_in_a_claim_of_its_own(lang, text):
    found = events(text, lang)
    assert [(e.claimant_side, e.stance) for e in found] == [("ARM", "asserts"), ("AZE", "denies")]
    assert len({e.group for e in found}) == 1


def test_where_else_the_other_side_puts_those_taken_is_the_same_incident():
    text = (
        "Two soldiers were seized near Verin Shorzha on Tuesday, Yerevan said. "
        "Baku insists that they had crossed into the Kalbajar district."
    )
    found = events(text)
    assert [e.claimant_side for e in found] == ["ARM", "AZE"]
    assert len({e.group for e in found}) == 1


def test_a_denial_with_a_direction_of_its_own_is_no_incident():
    text = "Երասխը հունիսի 7-ին գնդակոծվել է, հայտնել է Երևանը։ Ադրբեջանի ՊՆ-ն հերքել է՝ ասելով, որ Նախիջևանի ուղղությամբ իր զորքերը կրակ չեն բացել։"
    claim, denial = events(text, "hy")
    assert claim.group == denial.group
    assert (denial.stance, denial.claimant_side) == ("denies", "AZE")


@pytest.mark.parametrize(
    ("lang", "told", "later"),
    [
        ("en", "Yeraskh came under fire on Monday.", "Residents said that they had hidden in cellars."),
        ("en", "Yeraskh came under fire on Monday and a man was hurt.", "His life is not in danger, doctors said."),
        ("ru", "В понедельник обстреляли село Чинари.", "В Ереване назвали это провокацией."),
        ("hy", "Երկուշաբթի գնդակոծվել է Չինարի գյուղը։", "ՌԴ ԱԳՆ-ն դատապարտել է կրակոցները։"),
        ("az", "Bazar ertəsi Tovuz rayonunun Əlibəyli kəndi atəşə tutulub.", "Sakinlərin dediyinə görə, güllələr evlərə dəyib."),
    ],
)  # fmt: skip
def test_who_judges_or_saw_only_his_part_did_not_tell_the_incident(lang, told, later):
    first = events(f"{told} {later}", lang)[0]
    assert not first.hedged


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Yeraskh came under fire on Monday. The Defense Ministry spread this information."),
        ("ru", "В понедельник обстреляли село Чинари. Потерь нет, отметили в ведомстве."),
        ("hy", "Երկուշաբթի գնդակոծվել է Չինարի գյուղը։ Տեղեկությունը տարածել է ՊՆ-ն։"),
        ("az", "Bazar ertəsi Tovuz rayonunun Əlibəyli kəndi atəşə tutulub. Bu barədə MN məlumat yayıb."),
    ],
)
def test_an_office_tells_what_the_sentence_before_told(lang, text):
    assert events(text, lang)[0].hedged


def test_what_an_official_said_goes_on_into_the_next_sentence_of_the_paragraph_only():
    said = "Armenian positions near Yeraskh were shelled on Monday, the Defense Ministry in Yerevan said."
    more = "Two houses in Kut were hit by bullets."
    assert [e.hedged for e in events(f"{said} {more}")] == [True, True]
    assert [e.hedged for e in events(f"{said}\n\n{more}")] == [True, False]


def test_each_speaker_who_gives_a_distance_of_his_own_makes_a_claim():
    text = (
        "Azerbaijani troops dug in near Verin Shorzha on Monday. The provincial governor said that they had come "
        "200 to 300 meters across the border. According to the village head, they stood 500 meters inside Armenia."
    )
    own, governor, head = events(text)
    assert len({e.group for e in (own, governor, head)}) == 1
    assert not own.hedged
    assert [e.claimant for e in (governor, head)] == ["provincial governor", "village head"]
    assert [e.locatives[0].distance.low_m for e in (governor, head)] == [200, 500]
    assert [e.locatives[0].relation for e in (governor, head)] == ["depth_into", "depth_into"]


def test_a_date_line_is_neither_when_nor_by_whom_anything_was_done():
    text = "YEREVAN, June 9, 2021 -- Azerbaijani troops shelled Yeraskh on June 7, the Defense Ministry said."
    (event,) = events(text)
    assert event.when is not None
    assert event.when.start == date(2021, 6, 7)
    assert (event.initiator, event.claimant_side) == ("Azerbaijani troops", "ARM")


def test_who_was_killed_by_gunfire_did_not_act():
    reading = Reading(text := "An Armenian sergeant was killed by gunfire.", "en", tokens.sentences(text), [], [])
    trigger = next(t for t in _triggers(reading) if t.type == "shelling")
    deed = actors.deed(reading, trigger, *reading.sentences[0][1:])
    assert (deed.initiator, deed.target) == ("", "Armenian sergeant")


def _triggers(reading: Reading):
    from geomap.text import triggers

    _, first, end = reading.sentences[0]
    return triggers.find(reading, first, end, [], triggers.Report())


def test_a_ministry_named_without_its_country_is_that_of_the_date_line():
    text = "БАКУ, 8 июня. Позиции близ Садарака были обстреляны в понедельник, сообщила пресс-служба Минобороны."
    assert [e.claimant_side for e in events(text, "ru")] == ["AZE"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Baku denies the statement of Yerevan according to which its units opened fire near Yeraskh."),
        ("en", "Baku dismissed Yerevan’s reports accusing it of opening fire near Yeraskh."),
        ("ru", "Баку опроверг сообщения Еревана об обстреле у Ерасха."),
    ],
)
def test_whose_statement_is_denied_does_not_deny_it(lang, text):
    (denial,) = events(text, lang)
    assert (denial.stance, denial.claimant_side) == ("denies", "AZE")


def test_the_allegations_of_one_side_are_called_false_by_who_spoke_before():
    told = events(
        "Yerevan said that Yeraskh came under fire on Monday. The allegations of Baku about its posts are false."
    )
    assert {event.claimant_side for event in told if event.stance == "denies"} <= {"ARM"}


def test_a_quotation_goes_on_with_its_speaker():
    text = "“Two posts near Yeraskh came under fire on Monday,” Baku said. “The shelling has stopped. A soldier was killed near Sotk.”"
    assert {event.claimant_side for event in events(text)} == {"AZE"}


def test_who_speaks_is_not_who_acted():
    (event,) = events("The Azerbaijani ministry said that Armenian troops opened fire on its posts near Tovuz.")
    assert event.initiator_side == "ARM"


@pytest.mark.parametrize(
    ("lang", "text", "claimant"),
    [
        ("en", "Baku spoke of fighting at Kut. The Armenian side, in turn, reported two men wounded in Sotk.", "Armenian side"),
        ("ru", "Баку заявил о боях у Кута. Армянская сторона, в свою очередь, сообщила о двух раненых в Сотке.",
         "Армянская сторона"),
        ("hy", "Բաքուն հայտնել է Կութի մարտերի մասին։ Հայկական կողմը, իր հերթին, հայտնել է Սոթքում երկու վիրավորի մասին։",
         "Հայկական կողմը"),
    ],
)  # fmt: skip
def test_words_aside_between_commas_do_not_part_a_speaker_from_the_verb(lang, text, claimant):
    incidents = geomap.extract(text=text, lang=lang, published="2021-05-28")
    assert list(incidents["claimant"])[-1] == claimant


@pytest.mark.parametrize(
    ("told", "lang"),
    [
        ("By Baku's reckoning a drone struck a lorry near Kalbajar on Friday.", "en"),
        ("Двое солдат, как следует из сообщения Минобороны, погибли во вторник у Воскепара.", "ru"),
        ("По подсчетам военного ведомства, из Мовсеса обстреляли посты в Алибейли.", "ru"),
        ("Վարորդների պատմելով՝ Տեղի մոտ կրակել են մեքենայի վրա։", "hy"),
        ("Bağanis kəndində evin atəşə tutulması prokurorluğun protokolunda əks olunub.", "az"),
        ("Əsgərin Zəylik kəndi yaxınlığında atəşlə öldürülməsi ilə bağlı prokurorluq cinayət işi açıb.", "az"),
    ],
)
def test_reckonings_records_and_cases_opened_name_who_says_so(told: str, lang: str) -> None:
    incidents = geomap.extract(text=told, lang=lang, published="2022-05-28")
    assert set(incidents["hedged"]) == {True}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Spokeswoman Anna Petrosyan of Yerevan reported six breaches. According to her, Koti was shelled."),
        ("ru", "Представитель Еревана Анна Петросян сообщила о шести нарушениях. По ее словам, обстрелян Коти."),
        ("hy", "Երևանի խոսնակ Աննա Պետրոսյանը հայտնել է խախտումների մասին։ Նրա խոսքով՝ Կոթին գնդակոծվել է։"),
    ],
)
def test_by_her_words_is_by_those_of_whoever_spoke_before(lang: str, text: str) -> None:
    (event,) = events(text, lang)
    assert event.claimant_side == "ARM"
    assert event.claimant


def test_those_of_whom_it_is_told_that_they_cite_something_do_not_speak() -> None:
    told = events("Troops moved on Friday into the land of Armenia near Tegh, citing old maps. Nobody was hurt.")
    assert not any("Armenia" in event.claimant for event in told)
