"""Casualties by kind, from number words and single persons, in four languages."""

from __future__ import annotations

import pytest
from case_lists import come_to

import geomap
from geomap.text import casualties, tokens
from geomap.text.reading import Reading
from geomap.text.tolls import account


def figures(text: str, lang: str) -> dict[str, int | None]:
    reading = Reading(text, lang, tokens.sentences(text), [], [])
    tolls = [t for _, first, end in reading.sentences for t in casualties.find(reading, first, end, [])]
    found: dict[str, int | None] = {}
    for toll in tolls:
        if toll.count is not None or toll.kind not in found:
            found.setdefault(toll.kind, toll.count)
    return found


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Three servicemen, among them an officer, were killed.", {"killed": 3}),
        ("en", "Two reporters and a village official were killed and four people hurt.", {"killed": 3, "wounded": 4}),
        ("en", "A lieutenant was killed on Friday.", {"killed": 1}),
        ("en", "One Armenian and two Azerbaijani servicemen were hurt.", {"wounded": 3}),
        ("en", "The blast killed a soldier, wounding three others.", {"killed": 1, "wounded": 3}),
        ("en", "It reported 8 dead and 11 wounded.", {"killed": 8, "wounded": 11}),
        ("en", "A 46-year-old shepherd was injured.", {"wounded": 1}),
        ("en", "Soldiers were wounded.", {"wounded": None}),
        ("en", "There were no losses.", {"killed": 0, "wounded": 0}),
        ("en", "Two men came under fire, one of them was wounded.", {"wounded": 1}),
        ("ru", "Погибли трое военнослужащих, в том числе офицер.", {"killed": 3}),
        ("ru", "Погибли двое и ранены четверо солдат.", {"killed": 2, "wounded": 4}),
        ("ru", "Младший сержант погиб в среду.", {"killed": 1}),
        ("ru", "Один военнослужащий погиб, еще двое получили ранения.", {"killed": 1, "wounded": 2}),
        ("ru", "В плен попали шестеро военнослужащих.", {"captured": 6}),
        ("en", "The driver, a father of three, was wounded.", {"wounded": 1}),
        ("ru", "Ранен водитель, отец троих детей.", {"wounded": 1}),
        ("hy", "Վիրավորվել է վարորդը՝ երեք երեխաների հայր։", {"wounded": 1}),
        ("az", "Üç uşaq atası olan sürücü yaralanıb.", {"wounded": 1}),
        ("ru", "Потерь нет.", {"killed": 0, "wounded": 0}),
        ("hy", "Զոհվել է երեք զինծառայող, այդ թվում մեկ սպա։", {"killed": 3}),
        ("hy", "Կողմն ունի մեկ զոհ և երկու վիրավոր։", {"killed": 1, "wounded": 2}),
        ("hy", "Վիրավորվել է մեկ կամավոր։", {"wounded": 1}),
        ("hy", "Գերեվարվել է վեց զինծառայող։", {"captured": 6}),
        ("hy", "Կորուստներ չկան։", {"killed": 0, "wounded": 0}),
        ("az", "Üç hərbçi həlak olub, o cümlədən bir zabit.", {"killed": 3}),
        ("az", "Bir hərbi qulluqçu şəhid olub, ikisi yaralanıb.", {"killed": 1, "wounded": 2}),
        ("az", "Ordunun giziri həlak olub.", {"killed": 1}),
        ("az", "52 yaşlı kişi yaralanıb.", {"wounded": 1}),
        ("az", "İki nəfərə atəş açılıb, onlardan biri ayağından yaralanıb.", {"wounded": 1}),
        ("az", "İtki yoxdur.", {"killed": 0, "wounded": 0}),
        # a life or a limb and what befell it, however many words lie between
        ("en", "The shelling claimed late on Friday the lives of two women.", {"killed": 2}),
        ("ru", "Снаряд унес в тот вечер в селе жизни двух женщин.", {"killed": 2}),
        ("hy", "Արկը խլել է այդ երեկո երկու կնոջ կյանք։", {"killed": 2}),
        ("az", "Mərmi iki qadını həyatdan aparıb.", {"killed": 2}),
        ("ru", "Осколком водителю порезало щеку.", {"wounded": 1}),
        ("hy", "Ապակին կտրել է ուղևորի այտը։", {"wounded": 1}),
        ("en", "He has both legs broken.", {"wounded": 1}),
        # who is named by a word nobody lists, where the verb speaks of one
        ("en", "A zinc galvanizer was wounded.", {"wounded": 1}),
        ("ru", "Ранен цинковальщик.", {"wounded": 1}),
        ("hy", "Ցինկապատողը զոհվել է։", {"killed": 1}),
        ("en", "Galvanizers were wounded.", {"wounded": None}),
        ("en", "Nobody was wounded.", {"killed": 0, "wounded": 0}),
        # some of those counted, those counted before, two ages
        ("en", "Three of the four dead are conscripts.", {"killed": 4}),
        ("en", "Three soldiers drove home and none of them lived.", {"killed": 3}),
        ("en", "The 83- and 94-year-old women died.", {"killed": 2}),
        # one kind denied, the other told in a clause of its own
        ("en", "One driver was wounded, but nobody was killed.", {"killed": 0, "wounded": 1}),
        ("en", "Not a single soldier was wounded.", {"killed": 0, "wounded": 0}),
        ("ru", "Погибших среди жителей нет, двое мужчин получили ранения.", {"killed": 0, "wounded": 2}),
        ("ru", "Медсестра ранена в руку, водитель не пострадал.", {"killed": 0, "wounded": 1}),
        ("ru", "Ни один солдат не ранен.", {"killed": 0, "wounded": 0}),
        ("hy", "Երկու զինվոր վիրավորվել է, զոհեր չկան։", {"killed": 0, "wounded": 2}),
        ("az", "İki nəfər yaralanıb, ölən yoxdur.", {"killed": 0, "wounded": 2}),
        ("en", "Neither dead nor wounded were reported.", {"killed": 0, "wounded": 0}),
        ("ru", "Ни убитых, ни раненых.", {"killed": 0, "wounded": 0}),
        ("ru", "Людей не задело.", {"killed": 0, "wounded": 0}),
        ("hy", "Տուժող չկա։", {"killed": 0, "wounded": 0}),
        ("az", "Nə ölən var, nə yaralanan.", {"killed": 0, "wounded": 0}),
        # words that things have too count where persons stand beside them
        ("en", "A lieutenant and two privates of the army fell at dawn in a battle.", {"killed": 3}),
        ("en", "Two shells fell near the village.", {}),
        ("hy", "Երեք զինծառայող ընկավ։", {"killed": 3}),
        ("hy", "Երեք արկ ընկավ գյուղում։", {}),
        ("ru", "Полегли пятеро солдат.", {"killed": 5}),
        ("en", "A bullet hit a boy of 14 in the village.", {"wounded": 1}),
        ("en", "A bullet hit a house in the village.", {}),
        ("en", "A girl who was hit on Thursday is at home.", {"wounded": 1}),
        ("en", "Two soldiers were hit by a shell and killed.", {"killed": 2}),
        ("ru", "Пуля догнала женщину.", {"wounded": 1}),
        ("az", "İki mühəndis qəlpələrdən zədələnib.", {"wounded": 2}),
        ("az", "Evin damı zədələnib.", {}),
        ("hy", "Հովիվը ոտքից զրկվել է։", {"wounded": 1}),
        ("hy", "Բաքուն հինգ զինծառայողի կորուստ է խոստովանում։", {"killed": 5}),
        ("ru", "Ранены трое, один тяжело.", {"wounded": 3}),
        ("ru", "Хозяйка и ее золовка: обе скончались.", {"killed": 2}),
        ("ru", "Атака стоила не менее двух раненых.", {"wounded": 2}),
        ("en", "It left four Armenians wounded.", {"wounded": 4}),
        ("en", "The mayor told us, and a woman of 71 was wounded.", {"wounded": 1}),
        ("en", "A round tore through the marquee and grazed the caller's arm.", {"wounded": 1}),
        ("ru", "Убитый военнослужащий и семеро пострадавших.", {"killed": 1, "wounded": 7}),
        ("en", "None was harmed.", {"killed": 0, "wounded": 0}),
        ("hy", "Չորսին հասցրել են քաղաքի հիվանդանոց։", {"wounded": 4}),
        ("az", "Sürücüyə heç nə olmamışdı.", {"unhurt": 1}),
        ("en", "Everyone is safe.", {"killed": 0, "wounded": 0}),
        ("ru", "Все целы.", {"killed": 0, "wounded": 0}),
        ("az", "Hamı salamatdır.", {"killed": 0, "wounded": 0}),
        # named and titled victims
        ("en", "Karen Melikyan was killed near the village, the ministry said.", {"killed": 1}),
        ("en", "Aram Galoyan, 35, and Suren Torosyan, 20, were shot dead by troops.", {"killed": 2}),
        ("en", "Sergeant Aram Galoyan and Private Suren Torosyan were killed.", {"killed": 2}),
        ("en", "Prime Minister Aram Galoyan said that 49 had died.", {"killed": 49}),
        ("ru", "Убит военнослужащий Грант Меликян.", {"killed": 1}),
        ("ru", "Погибли Арам Галоян и Сурен Торосян.", {"killed": 2}),
        ("hy", "Զոհվել են Արամ Գալոյանը և Սուրեն Թորոսյանը։", {"killed": 2}),
        ("az", "Sərhəd Xidmətinin mayoru Anar Quliyev həlak olub.", {"killed": 1}),
        # persons and "and three more", numbers that share a noun, ages between commas
        ("en", "Aram Galoyan, Suren Torosyan and three others were killed.", {"killed": 5}),
        ("ru", "Погибли полковник Рауф Алиев, майор Эльчин Сафаров и еще трое солдат.", {"killed": 5}),
        ("hy", "Զոհվել են գնդապետ Արամ Գալոյանը, մայոր Սուրեն Թորոսյանը և ևս երեք զինծառայող։", {"killed": 5}),
        ("az", "Polkovnik Rauf Əliyev, mayor Elçin Səfərov və daha üç hərbçi şəhid olub.", {"killed": 5}),
        ("en", "About 100 Armenian and 40 Azerbaijani soldiers died on Wednesday.", {"killed": 140}),
        ("en", "Two women, Sona, 61, and her niece Lia, were killed when a shell struck.", {"killed": 2}),
        ("en", "A. Galoyan, 71, and S. Torosyan, 68, lost their lives.", {"killed": 2}),
        # what is added about them breaks no count and replaces none
        ("en", "Three women, aged 31, 53 and 64, were killed.", {"killed": 3}),
        ("en", "Six soldiers, among them Major Aram Galoyan and Sergeant Suren Torosyan, were killed.", {"killed": 6}),
        ("ru", "Шестеро военнослужащих, в том числе майор Арам Галоян, погибли.", {"killed": 6}),
        ("hy", "Յոթ զինծառայող, այդ թվում՝ մայոր Արամ Գալոյանը, զոհվել են։", {"killed": 7}),
        ("az", "Beş hərbçi, o cümlədən polkovnik Anar Quliyev və mayor Elçin Məmmədov həlak olub.", {"killed": 5}),
        # tolls that rose, men that were lost, parts of a count
        ("en", "The death toll has risen to three.", {"killed": 3}),
        ("en", "Baku reported the loss of one private.", {"killed": 1}),
        ("en", "The army lost two men.", {"killed": 2}),
        ("en", "The army lost two posts.", {}),
        ("en", "Contact with two servicemen was lost.", {}),
        ("ru", "Число погибших возросло до трех.", {"killed": 3}),
        ("ru", "Четверо ранены, двое из них скончались.", {"wounded": 4, "killed": 2}),
        ("hy", "Զոհերի թիվը հասել է երեքի։", {"killed": 3}),
        ("hy", "Մեկ բնակիչ զոհվել է, երկուսը՝ վիրավորվել։", {"killed": 1, "wounded": 2}),
        ("az", "Ordu üç hərbçisini itirib.", {"killed": 3}),
        ("az", "Hərbçilərin altısı yaralanıb.", {"wounded": 6}),
        # ages that stand for a person, ages after "of", apposed relatives
        ("en", "A woman of 41 was killed in her yard.", {"killed": 1}),
        ("en", "A shell killed 41-year-old Sona Galoyan.", {"killed": 1}),
        ("en", "Sona Galoyan, 51, and her two-year-old granddaughter Lia were killed.", {"killed": 2}),
        ("ru", "Погибла 41-летняя Сона Галоян.", {"killed": 1}),
        ("ru", "Ранена женщина 41 года.", {"wounded": 1}),
        ("hy", "Զոհվել է 22-ամյա Արամ Գալոյանը, երեք ընկերները վնասվածքներ են ստացել։", {"killed": 1, "wounded": 3}),
        ("az", "47 yaşlı Gülxar Məmmədova güllə yarası alıb.", {"wounded": 1}),
        # what troops did to others, who were away from their verb, two without a number, offices and lengths
        ("en", "Azerbaijani troops captured two shepherds.", {"captured": 2}),
        ("en", "Soldiers took away Suren Galoyan, a shepherd.", {"captured": 1}),
        ("en", "Private Aram Galoyan and Private Suren Torosyan, who were taking water to a post, were abducted.", {"captured": 2}),
        ("en", "The pair were detained.", {"captured": 2}),
        ("ru", "Вооруженный мужчина в форме, заблудившийся в тумане, задержан жителями села.", {"captured": 1}),
        ("ru", "Двое военнослужащих, доставлявших воду на пост, в пятницу оказались в плену.", {"captured": 2}),
        ("ru", "Ранены оба.", {"wounded": 2}),
        ("hy", "Սահմանապահ ծառայությունը հայտնում է, որ նրանք ձերբակալվել են։", {"captured": None}),
        ("hy", "Երկու հայ զինծառայող առևանգվել է։", {"captured": 2}),
        ("az", "Kənddən iki kilometr aralıda fəhlə yaralanıb.", {"wounded": 1}),
        ("az", "Kəndə atəş açılıb, postlarımız atəşə tutulub.", {}),
        # one who was wounded or taken and then died; collective numbers; lists of names; what is sworn to be none
        ("en", "A soldier wounded on Tuesday died in hospital.", {"killed": 1}),
        ("az", "Sərhədçi snayper gülləsindən ağır yaralanıb və klinikada keçinib.", {"killed": 1}),
        ("ru", "Солдат, раненный во вторник, скончался в госпитале.", {"killed": 1}),
        ("hy", "Գյուղի մոտ վիրավորված զինվորը մահացել է հոսպիտալում։", {"killed": 1}),
        ("az", "Yaralanan əsgər hospitalda ölüb.", {"killed": 1}),
        ("en", "A man was captured and two were killed.", {"captured": 1, "killed": 2}),
        ("en", "Soldiers were killed or injured.", {"killed": None}),
        ("en", "A dozen soldiers were wounded.", {"wounded": 12}),
        ("en", "Eight Azerbaijani and Armenian soldiers died.", {"killed": 8}),
        ("ru", "Ранения получили восьмеро бойцов, четверых увезли в госпиталь.", {"wounded": 8}),
        ("ru", "Военные взяли в плен у села двух солдат.", {"captured": 2}),
        ("ru", "Погиб генерал Полад Гашимов, а вместе с ним полковник Ильгар Мирзоев и еще пятеро солдат.", {"killed": 7}),
        ("hy", "Զոհվել են Արամ Գալոյանը, Սուրեն Թորոսյանը և Գոռ Հայրապետյանը։", {"killed": 3}),
        ("hy", "Զոհվել է երեք զինծառայող, վիրավորվել՝ հինգը։", {"killed": 3, "wounded": 5}),
        ("hy", "Զոհվել է երեք կին՝ 94-ամյա Սոնան, 83-ամյա Լիան և 41-ամյա Անին։", {"killed": 3}),
        ("az", "Fermer və onun arvadı həlak olub.", {"killed": 2}),
        ("az", "Üç qadın - 94 yaşlı Sona, 83 yaşlı Leyla və 41 yaşlı Gülnar həlak olub.", {"killed": 3}),
        ("en", "The village was shelled without loss of life.", {"killed": 0, "wounded": 0}),
        # mortal wounds kill; the missing are not captured; an empty bus is no denial
        ("en", "A soldier was mortally wounded.", {"killed": 1}),
        ("ru", "На одной из позиций смертельно ранен военнослужащий.", {"killed": 1}),
        ("hy", "Մահացու վիրավորում է ստացել զինծառայող Արամ Գալոյանը։", {"killed": 1}),
        ("az", "Bir əsgəri itkin düşüb.", {}),
        ("en", "Nobody was inside the bus.", {}),
        # other words for dying; a third besides two; names that count; lists with commas; what is denied beside a figure
        ("az", "Traktor sürücüsü yerindəcə keçinib.", {"killed": 1}),
        ("az", "Ermənistan bir zabitinin öldüyünü bildirib.", {"killed": 1}),
        ("az", "Hərbçimiz Anar Quliyev güllə yarasından şəhid olub.", {"killed": 1}),
        ("az", "Düşmənin iki əsgəri məhv edilib.", {"killed": 2}),
        ("az", "İki sərhədçi dünyasını dəyişib, üçüncüsü ağır yaralıdır.", {"killed": 2, "wounded": 1}),
        ("en", "Two soldiers were killed, a third was wounded.", {"killed": 2, "wounded": 1}),
        ("ru", "Двое солдат погибли, третий тяжело ранен.", {"killed": 2, "wounded": 1}),
        ("hy", "Երկու զինծառայող զոհվել է, երրորդը վիրավորվել է։", {"killed": 2, "wounded": 1}),
        ("az", "Əsgərlərimiz Anar Quliyev və Elçin Səfərov şəhid olublar.", {"killed": 2}),
        ("en", "Soldiers Aram Galoyan and Suren Torosyan were killed.", {"killed": 2}),
        ("ru", "Военнослужащие Арам Галоян и Сурен Торосян погибли.", {"killed": 2}),
        ("hy", "Զինծառայողներ Արամ Գալոյանը և Սուրեն Թորոսյանը զոհվել են։", {"killed": 2}),
        ("az", "İki azərbaycanlı, bir erməni hərbçi yaralanıb.", {"wounded": 3}),
        ("az", "Üç nəfər, iki hərbçi və bir sakin yaralanıb.", {"wounded": 3}),
        ("az", "On nəfərdən ikisi yaralanıb.", {"wounded": 2}),
        ("hy", "Զոհվել է մեկ հոգի, երկու զինվոր վիրավորվել է։", {"killed": 1, "wounded": 2}),
        ("az", "Saat 10:40 radələrində mayor şəhid olub.", {"killed": 1}),
        ("az", "Başçı xəsarət alan olmadığını dedi.", {"killed": 0, "wounded": 0}),
        ("az", "Heç kəs xəsarət almayıb.", {"killed": 0, "wounded": 0}),
        ("az", "Bir əsgər yaralanıb, ölən yoxdur.", {"killed": 0, "wounded": 1}),
        ("en", "One man was wounded, no one was killed.", {"killed": 0, "wounded": 1}),
        ("az", "Düşmən itki verməklə geri çəkilib.", {}),
    ],
)  # fmt: skip
def test_figures_as_the_words_say(lang, text, expected):
    assert figures(text, lang) == expected


def test_a_number_inside_a_date_counts_nobody():
    text = "On July 8 soldiers were wounded."
    reading = Reading(text, "en", tokens.sentences(text), [], [])
    assert [t.count for t in casualties.find(reading, 0, 6, [(1, 3)])] == [None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", ("Three Armenian soldiers were killed near Sotk. Four of their comrades were wounded. "
               "Baku acknowledged two wounded of its own.")),
        ("ru", ("По армянским позициям у Сотка открыт огонь, погибли трое. Четверо их сослуживцев ранены. "
               "Баку признал двух своих раненых.")),
    ],
)  # fmt: skip
def test_losses_of_the_other_side_are_its_own_claim_of_the_incident(lang, text):
    incidents = geomap.extract(text=text, lang=lang, published="2021-05-28")
    assert incidents["incident_id"].nunique() == 1
    assert [(row.killed, row.wounded) for row in incidents.fillna(-1).itertuples()] == [(3, 4), (-1, 2)]
    assert list(incidents["claimant_side"]) == ["none", "AZE"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two soldiers of the garrison were killed and 14 others were injured.", {"killed": 2, "wounded": 14}),
        ("The company has three casualties and one wounded.", {"killed": 3, "wounded": 1}),
        ("A private was hit on Monday and passed away 8 days later.", {"killed": 1}),
    ],
)
def test_each_verb_has_its_own_persons_and_days_are_nobody(text, told):
    reading = Reading(text, "en", tokens.sentences(text), [], [])
    found = casualties.find(reading, *reading.sentences[0][1:], [])
    assert {toll.kind: toll.count for toll in found} == told


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # who was hurt and then died is told of once, in the state he ended in
        ("en", "Four soldiers were hurt. One of the wounded died in hospital.", {"killed": 1, "wounded": 3}),
        ("en", "An old woman and her grandson were wounded. The boy did not survive.", {"killed": 1, "wounded": 1}),
        ("ru", "Четверо бойцов ранены. Двое из них позже скончались.", {"killed": 2, "wounded": 2}),
        ("hy", "Չորս զինծառայող է վիրավորվել։ Վիրավորներից մեկը մահացել է հոսպիտալում։", {"killed": 1, "wounded": 3}),
        ("az", "Dörd əsgər yaralanıb. Onlardan biri hospitalda dünyasını dəyişib.", {"killed": 1, "wounded": 3}),
        # a later count takes the place of the first
        ("en", "One soldier was killed. Later the army put the number of dead at three.", {"killed": 3}),
        ("ru", "Погибли трое. К вечеру число погибших возросло до пяти.", {"killed": 5}),
        ("hy", "Զոհվել է երեք զինծառայող։ Երեկոյան զոհերի թիվը հասել է հինգի։", {"killed": 5}),
        ("az", "Dörd əsgər həlak olub, gün ərzində itkilərin sayı beşə çatıb.", {"killed": 5}),
        # others besides, and the same again
        ("en", "Two soldiers were killed. Aram Galoyan and Suren Torosyan were killed by a shell.", {"killed": 2}),
        ("en", "An officer of the guards was wounded, as was a shepherd.", {"wounded": 2}),
        ("en", "Three soldiers were killed. The attackers left two bodies behind.", {"killed": 3}),  # not its own
        ("ru", "Армянская сторона потеряла двоих, азербайджанская – одного.", {"killed": 3}),
        ("hy", "Հայկական կողմն ունի երկու զոհ, ադրբեջանական կողմը՝ մեկ։", {"killed": 3}),
        ("az", "Ermənistan iki, Azərbaycan isə bir hərbçisini itirib.", {"killed": 3}),
        ("az", "Beş nəfər həyatını itirib, ölənlərdən ikisi məktəbli olub.", {"killed": 5}),
        ("hy", "Զոհվել է երեք հայ զինծառայող, հակառակորդն ունի առնվազն յոթ զոհ։", {"killed": 3}),
        # what was done to their bodies, and what doctors did
        ("en", "A sapper was killed and a comrade lost two fingers.", {"killed": 1, "wounded": 1}),
        ("en", "The driver died; his passenger, a welder, had a leg torn off.", {"killed": 1, "wounded": 1}),
        ("en", "The shell killed a married couple. Their neighbour is in intensive care.", {"killed": 2, "wounded": 1}),
        ("ru", "Пожилая женщина умерла, ее мужу осколок попал в руку.", {"killed": 1, "wounded": 1}),
        ("ru", "Ранения получили мать с двумя детьми.", {"wounded": 3}),
        ("hy", "Գնդակը դիպել է հովվի ոտքին։", {"wounded": 1}),
        ("az", "Bir istehkamçı ölüb, yoldaşının əli qopub.", {"killed": 1, "wounded": 1}),
        ("az", "Güllə qadının boynuna dəyib, onu xilas etmək mümkün olmayıb.", {"killed": 1}),
        ("ru", "Пуля снайпера настигла сержанта. Спасти его врачи не смогли.", {"killed": 1}),
        # some of them are no further persons, beasts are none
        ("en", "Six people, four of them children, were injured.", {"wounded": 6}),
        ("hy", "Վեց հոգի, նրանցից երեքը երեխա, վիրավորվել են։", {"wounded": 6}),
        ("az", "Altı nəfər, onlardan ikisi uşaq, yaralanıb.", {"wounded": 6}),
        ("ru", "Осколками убило двух коров и ранило пастуха.", {"wounded": 1}),
        # nobody
        ("en", "None of them was hit.", {"killed": 0, "wounded": 0}),
        ("en", "Seven soldiers were hurt. No deaths were reported.", {"killed": 0, "wounded": 7}),
        ("en", "The driver is unharmed.", {"killed": 0, "wounded": 0}),
        ("en", "One soldier was hurt, the driver is unharmed.", {"wounded": 1}),
        ("ru", "По постам стреляли, никого не задев.", {"killed": 0, "wounded": 0}),
        ("hy", "Երեխաներից ոչ մեկը չի վնասվել։", {"killed": 0, "wounded": 0}),
        ("az", "Kənddə heç kim xəsarət almayıb.", {"killed": 0, "wounded": 0}),
    ],
)  # fmt: skip
def test_what_the_figures_of_one_incident_come_to(lang, text, expected):
    assert come_to(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Shots were fired at Khoznavar and, an hour later, at Tegh. Nobody was hurt in either place."),
        ("ru", "Обстреляны Хознавар и Тех, сообщили в Минобороны Армении. В обоих селах обошлось без пострадавших."),
        ("hy", "Գնդակոծվել են Խոզնավարը և Տեղը, հայտնել է ՊՆ-ն։ Երկու գյուղում էլ տուժածներ չկան։"),
    ],
)
def test_that_nobody_was_hurt_in_either_place_is_said_of_both(lang, text):
    incidents = geomap.extract(text=text, lang=lang, published="2021-05-28")
    assert set(incidents["killed"]) == set(incidents["wounded"]) == {0}


def test_the_year_a_man_was_born_is_not_the_day_he_died():
    text = "Troops opened fire near Movses on Monday. Aram Galoyan, a shepherd born in 1935, was caught in it and died."
    incidents = geomap.extract(text=text, lang="en", published="2021-05-28")
    assert [row.killed for row in incidents.itertuples()] == [1]


@pytest.mark.parametrize(
    ("lang", "text", "published"),
    [
        ("en", "Two women died in Paravakar, a third in Berdavan when mortars fired on Thursday.", "2015-09-25"),
        ("ru", "Две женщины погибли при обстреле в Паравакаре, третья в Бердаване.", "2015-09-25"),
        ("hy", "Հրետակոծությունից Պառավաքարում երկու կին է զոհվել, Բերդավանում՝ մեկը։", "2015-09-25"),
        ("az", "Minaatan atəşi Berdavanda bir qadını, Paravakarda isə iki qadını öldürüb.", "2015-09-25"),
    ],
)
def test_those_for_whom_the_verb_is_understood_count_at_their_own_place(lang, text, published):
    rows = geomap.extract(text=text + " ", lang=lang, published=published)
    told = {("2" if row.killed == 2 else "1"): row.place_text for row in rows.itertuples() if row.killed in (1, 2)}
    assert set(told) == {"1", "2"}
    assert told["1"] != told["2"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A shell hit a house in Koti on Friday. Neighbours saw three wounded men carried toward Ijevan."),
        ("ru", "В пятницу снаряд попал в дом в Коти. Трое раненых лежат в Иджеване."),
        ("hy", "Ուրբաթ օրը արկն ընկել է Կոթիի տներից մեկի վրա։ Երեք վիրավոր մարդու Իջևան են տեղափոխել։"),
        ("az", "Cümə günü mərmi Kotidə evə düşüb. Üç yaralı sakin İcevana aparılıb."),
    ],
)
def test_the_wounded_count_where_they_were_hurt_and_not_where_they_lie(lang, text):
    rows = geomap.extract(text=text, lang=lang, published="2015-09-28")
    assert list(rows["wounded"].dropna()) == [3]
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("lang", "text", "killed"),
    [
        ("en", "Baku buried a lieutenant on Wednesday. A shell had hit his trench at Kamarli in Gazakh.", 1),
        ("ru", "В Баку похоронили двух солдат. Снаряд попал в их окоп у Камарли Казахского района.", 2),
        ("en", "Two women were buried on Friday. They died when a shell hit Koti.", 2),
    ],
)
def test_those_buried_died_in_what_is_told_next(lang, text, killed):
    rows = geomap.extract(text=text, lang=lang, published="2015-09-28")
    assert list(rows["killed"].dropna()) == [killed]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Three soldiers were killed near Koti, and seven attackers were killed."),
        ("ru", "В бою погибли трое солдат, с той стороны погибли семеро."),
        ("hy", "Կոթիի մոտ զոհվել է երեք զինվոր, մյուս կողմից զոհվել է յոթ հոգի։"),
        ("az", "Koti yaxınlığında üç əsgər həlak olub, qarşı tərəfdən yeddi nəfər ölüb."),
    ],
)
def test_the_losses_of_the_other_side_are_not_added(lang, text):
    reading = Reading(text, lang, tokens.sentences(text), [], [])
    tolls = [t for _, first, end in reading.sentences for t in casualties.find(reading, first, end, [])]
    assert account(tolls)["killed"] == 3
