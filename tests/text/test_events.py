"""Incident statements: one rule a test, in the four languages, through the real stages of the text room."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.model import DateWindow, Event, Locative, Mention, Report, Span
from geomap.pipeline import analysis
from geomap.pipeline.tools import open_tools
from geomap.text import events

DAY = date(2021, 11, 12)  # a Friday


def findings(text: str, lang: str = "en", published: date | None = DAY) -> events.Findings:
    return analysis.read(Report("", text, lang, published), open_tools()).found


def found(text: str, lang: str = "en", published: date | None = DAY) -> list[Event]:
    return list(findings(text, lang, published).events)


def names(event: Event) -> set[str]:
    return {mention.text for locative in event.locatives for mention in (*locative.anchors, *_also(locative))}


def _also(locative: Locative) -> list[Mention]:
    return [mention for part in locative.also for mention in part.anchors]


def has_name(event: Event, stem: str) -> bool:
    return any(stem in name for name in names(event))


@pytest.mark.parametrize(
    ("lang", "text", "kind", "stem"),
    [
        (
            "en",
            "Azerbaijani units opened fire at Armenian posts near Sotk on Thursday, the mayor said.",
            "shelling",
            "Sotk",
        ),
        ("ru", "Азербайджанские военные открыли огонь по постам у Сотка, сообщил мэр.", "shelling", "Сотк"),
        ("hy", "Ադրբեջանցի զինվորները կրակ են բացել Սոթք գյուղի ուղղությամբ, ասել է գյուղապետը։", "shelling", "Սոթք"),
        ("az", "Tovuz rayonunun Köxanəbi kəndindəki mövqelərimizə atəş açılıb.", "shelling", "Köxanəbi"),
        ("en", "Clashes broke out near Norabak on Thursday between troops of both sides.", "clash", "Norabak"),
        ("ru", "У села Норабак в четверг произошла перестрелка между военными.", "clash", "Норабак"),
        ("en", "Troops advanced 500 meters into Armenia near Jermuk.", "incursion", "Jermuk"),
        ("ru", "Азербайджанские войска продвинулись на 500 метров у Джермука.", "incursion", "Джермук"),
        ("en", "A soldier stepped on a mine near Kapan.", "landmine", "Kapan"),
        ("az", "Zəngilan rayonunda traktorçu minaya düşüb.", "landmine", "Zəngilan"),
        ("en", "Azerbaijani soldiers blocked the road near Shurnukh.", "blockade", "Shurnukh"),
        ("hy", "Ադրբեջանցի զինվորները փակել են Շուռնուխի ճանապարհը։", "blockade", "Շուռնուխ"),
        ("en", "A drone strike hit an army truck near Goris.", "drone", "Goris"),
        ("ru", "Азербайджанские военные роют окопы у Теха.", "construction", "Тех"),
        ("az", "Laçın rayonunun Zabux kəndi nəzarətə götürülüb.", "capture", "Zabux"),
    ],
)
def test_each_kind_is_told_with_its_place(lang, text, kind, stem):
    (event,) = found(text, lang)
    assert event.type == kind
    assert has_name(event, stem)
    assert event.quote.of(text) == text.strip()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Armenian officials met in Goris on Thursday and discussed shelling near Sotk in detail."),
        ("en", "If talks fail, Azerbaijani troops could attack Jermuk."),
        ("en", "The minister demanded that Azerbaijani forces withdraw from Jermuk."),
        (
            "en",
            "No ceasefire violations were recorded near Sotk, the Armenian Defense Ministry said; the border was calm.",
        ),
        ("en", "A fire broke out at a farm in Kapan after a short circuit; firefighters put it out."),
        ("en", "In 1992 Azerbaijani troops shelled Goris."),
        ("en", "The battalion held exercises near Kapan and fired artillery."),
        ("ru", "Если переговоры сорвутся, азербайджанские войска могут атаковать Джермук."),
        ("ru", "В 1992 году азербайджанские войска обстреливали Горис."),
        ("ru", "В Капане из-за короткого замыкания начался пожар, спасатели его потушили."),
        ("hy", "Եթե բանակցությունները ձախողվեն, ադրբեջանական զորքը կարող է հարձակվել Ջերմուկի վրա։"),
        ("hy", "Գորիսում հանդիպել են երկու երկրների պաշտոնյաները։"),
        ("az", "Laçında artilleriya bölmələrinin təlimləri keçirilib."),
        ("az", "Qazaxda sərhəd komissiyalarının görüşü olub."),
    ],
)
def test_what_did_not_happen_is_no_incident(lang, text):
    assert found(text, lang) == []


def test_what_is_dropped_keeps_its_reason():
    dropped = findings("If talks fail, Azerbaijani troops could attack Jermuk.").dropped
    assert any(d.kind == "event" and "possible" in d.reason for d in dropped)
    assert any(d.kind == "locative" and d.text.endswith("Jermuk") for d in dropped)


@pytest.mark.parametrize(
    ("lang", "text", "target", "source"),
    [
        ("en", "Armenian posts near Sotk fired at positions in the Kalbajar district.", "Kalbajar", "Sotk"),
        ("ru", "Позиции в Кельбаджарском районе обстреляны с постов в селе Сотк.", "Кельбаджар", "Сотк"),
        ("az", "Berd rayonundakı mövqelərdən Tovuz rayonundakı mövqelərimizə atəş açılıb.", "Tovuz", "Berd"),
    ],
)
def test_fire_struck_the_target_not_where_it_came_from(lang, text, target, source):
    (event,) = found(text, lang)
    assert has_name(event, target)
    assert not has_name(event, source)
    assert any(source in mention.text for origin in event.origins for mention in origin.anchors)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "YEREVAN, November 12. Azerbaijani troops shelled Sotk, the mayor of Kapan said in Goris."),
        ("ru", "ЕРЕВАН, 12 ноября. Азербайджанские войска обстреляли Сотк, сообщил мэр Капана."),
    ],
)
def test_datelines_offices_and_capitals_are_no_places_of_incidents(lang, text):
    (event,) = found(text, lang)
    assert len(names(event)) == 1


def test_several_incidents_in_one_sentence_take_their_own_places_and_days():
    text = "On Monday a soldier was wounded in an attack at Tegh, and on Wednesday drones struck a post in Kapan."
    tegh, kapan = found(text)
    assert (tegh.type, kapan.type) == ("clash", "drone")
    assert tegh.when is not None
    assert kapan.when is not None
    assert (tegh.when.start, kapan.when.start) == (date(2021, 11, 8), date(2021, 11, 10))
    assert tegh.wounded == 1
    assert tegh.group != kapan.group


def test_villages_of_one_list_are_one_event():
    (event,) = found("Azerbaijani artillery shelled Sotk, Kut and Norabak on Thursday.")
    assert len(names(event)) == 3


def test_a_second_sentence_adds_its_figures_to_the_incident():
    (event,) = found("Azerbaijani troops shelled Sotk on Thursday. Two soldiers were killed and five wounded.")
    assert (event.killed, event.wounded) == (2, 5)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Azerbaijani troops shelled Sotk, Yerevan said. Baku denied that its forces had opened fire."),
        ("ru", "Азербайджанские войска обстреляли Сотк, сообщили в Ереване. В Баку заявили, что огня не открывали."),
        ("hy", "Ադրբեջանցիները կրակել են Սոթքի ուղղությամբ, հայտնել է Երևանը։ Բաքուն հերքել է տեղեկությունը։"),
        (
            "az",
            "Erməni bölmələri Kəlbəcər rayonundakı mövqelərə atəş açıb, Bakı bildirib. İrəvan məlumatı təkzib edib.",
        ),
    ],
)
def test_a_denial_is_a_claim_about_the_same_incident(lang, text):
    assertion, denial = found(text, lang)
    assert (assertion.stance, denial.stance) == ("asserts", "denies")
    assert assertion.group == denial.group
    assert assertion.claimant_side != denial.claimant_side
    assert denial.locatives == assertion.locatives


@pytest.mark.parametrize(
    "answer",
    [
        "Bakı kəndin vurulduğunu rədd edir və dünən Tovuzun Ağdam kəndinə atəş açıldığını bildirir.",
        "Bakı kəndin vurulduğunu inkar edərək dünən Tovuzun Ağdam kəndinə 12 mina düşdüyünü bildirib.",
    ],
)
def test_who_denies_and_tells_something_else_in_one_sentence_claims_both(answer):
    text = f"Xnatsaxda evə atəş açılıb, İrəvan bildirib. {answer}"
    shelled = {(event.stance, event.claimant_side, event.locatives[0].text) for event in found(text, "az")}
    assert ("asserts", "AZE", "Tovuzun Ağdam kəndinə") in shelled
    assert not any(stance == "denies" and "Ağdam" in place for stance, _, place in shelled)


def test_there_points_back_to_the_place_before():
    first, second = found("Azerbaijani troops shelled Sotk on Monday. On Wednesday a soldier was killed there.")
    assert second.locatives == first.locatives
    assert second.group != first.group
    assert second.killed == 1


@pytest.mark.parametrize(
    ("lang", "text", "hedged", "side"),
    [
        ("en", "Azerbaijani troops shelled Sotk, the Armenian Defense Ministry said.", True, "ARM"),
        ("en", "Azerbaijani troops reportedly shelled Sotk.", True, "none"),
        ("en", "Azerbaijani troops shelled Sotk.", False, "none"),
        ("ru", "По данным Минобороны Азербайджана, обстреляны позиции в Кельбаджарском районе.", True, "AZE"),
        ("hy", "Սոթքի ուղղությամբ կրակոցներ են եղել, հայտնում է Հայաստանի պաշտպանության նախարարությունը։", True, "ARM"),
        ("az", "Azərbaycan Müdafiə Nazirliyi bildirib ki, Tovuz rayonunda mövqelərə atəş açılıb.", True, "AZE"),
        ("az", "Tovuz rayonundakı mövqelərimizə atəş açılıb.", True, "AZE"),
    ],
)
def test_who_says_so_and_whether_the_report_says_it_itself(lang, text, hedged, side):
    (event,) = found(text, lang)
    assert event.hedged is hedged
    assert event.claimant_side == side


def test_the_day_of_the_statement_is_not_the_day_of_the_event():
    (event,) = found("Azerbaijani troops shelled Sotk on Monday, the ministry said on Thursday.")
    assert event.when is not None
    assert event.when.start == event.when.end == date(2021, 11, 8)


def test_an_undated_incident_lies_just_before_publication():
    (event,) = found("Azerbaijani troops shelled Sotk.")
    assert event.when == DateWindow(date(2021, 11, 11), DAY, "", Span(0, 0), "date:published")


def test_without_a_publication_date_an_undated_incident_has_none():
    (event,) = found("Azerbaijani troops shelled Sotk.", published=None)
    assert event.when is None


def test_an_incident_without_a_place_invents_none():
    (event,) = found("An Armenian conscript was shot dead at the front on Thursday, the army said.")
    assert not names(event)
    assert event.killed == 1


def test_the_border_with_a_third_country_is_not_the_border():
    event = found("Armenian border posts close to the frontier with Iran were shelled by Azerbaijani troops.")[0]
    assert event.locatives == ()


def test_captions_and_other_countries_conflicts_say_nothing():
    assert found("ARMENIA - Soldiers fire at a range near Sotk, September 3, 2021.") == []
    assert found("Ukrainian troops shelled a town near Kharkiv.") == []


def test_rules_name_the_words_and_the_day():
    (event,) = found("Azerbaijani troops shelled Sotk on Thursday.")
    assert event.rules[0].startswith("event:shelling:")
    assert event.rules[-1] == "date:weekday"


def test_the_same_text_gives_the_same_events():
    text = "Azerbaijani troops shelled Sotk, Yerevan said. Baku denied it. Two soldiers were wounded near Kut."
    assert findings(text) == findings(text)


@pytest.mark.parametrize(
    "unit", ["opened fire ", "two soldiers were killed and ", "he said that ", "« ", "a" * 60 + " "]
)
def test_hostile_text_is_read(unit):
    text = unit * 2_000
    result = events.find(text, "en", sentences=[Span(0, len(text))], mentions=[], locatives=[], dates=[], published=DAY)
    assert len(result.events) <= 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A drone hit the village of Movses on Tuesday. There are no casualties, wrote Aram Torosyan."),
        ("ru", "Во вторник дрон ударил по селу Мовсес. Пострадавших нет, написал Арам Торосян."),
        ("hy", "Երեքշաբթի դրոնը հարվածել է Մովսես գյուղին։ Տուժածներ չկան, գրել է Արամ Թորոսյանը։"),
        ("az", "Çərşənbə axşamı dron Movses kəndinə zərbə endirib. Xəsarət alan yoxdur, Aram Torosyan yazıb."),
    ],
)
def test_a_name_and_verb_that_close_a_statement_reach_back_over_it(lang: str, text: str) -> None:
    event = found(text, lang)[0]
    assert event.hedged
    assert event.claimant


def test_a_third_party_that_counts_the_hurt_does_not_claim_what_the_report_told() -> None:
    event = found("Обстреляли село Сотк Гегаркуникской области. Премьер назвал число раненых: двадцать.", "ru")[0]
    assert (event.claimant, event.hedged) == ("", False)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Its heaviest loss since 2019: an Armenian artillery strike on positions near Aghdam killed a general on Monday.",
        ),
        (
            "ru",
            "Самая тяжелая потеря с 2019 года: в понедельник при артиллерийском ударе по позициям у Агдама погиб генерал.",
        ),
    ],
)
def test_days_with_which_only_something_is_compared_do_not_date_it(lang: str, text: str) -> None:
    assert [event.when.start.year for event in found(text, lang) if event.when] == [DAY.year]
