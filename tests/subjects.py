"""Small texts on a few subjects, and judges of them."""

from __future__ import annotations

import random

from builders import make_article

from crawler.judges.relevance import Relevance, Topic
from crawler.records import Seed

FERRY = "A ferry sank in the strait at night. Divers searched the wreck of the ferry for survivors."
RESCUE = "Divers found more survivors of the ferry that sank in the strait; the wreck is searched on."
GARDEN = "Tomatoes need sun, compost and patience. Water your seedlings in the morning, never at noon."
SEED = Seed("ferry.txt", FERRY, title="Ferry sinks in strait", language="en", keywords=("lifeboat",))
PLANTS = Seed("garden.txt", GARDEN, title="Tomatoes from seed", language="en")

CARS = Seed(
    "cars.txt",
    """The phone maker Xiaomi will present the technology of its first electric car on Thursday, though not
yet the car. Its founder Lei Jun wrote that motors, batteries and driver assistance come before the price.
Rivals such as Huawei have been supplying carmakers with chips and software for years. Analysts doubt that
a company known for smartphones can build vehicles at a profit, while the market is in a price war.""",
    title="Xiaomi to show the technology of its electric car",
    language="en",
)
ON_TOPIC = {
    "en": """A smartphone company enters the car business. Its battery-driven saloon accelerates like a
sports car, and the operating system is the one from the handset. Engineers worked on motors and on
automated driving for three years. Established manufacturers lower prices, and suppliers of battery
cells look for new orders.""",
    "de": """Ein Hersteller von Smartphones baut jetzt auch Autos. Das Elektroauto fährt mit einer
Batterie, die in wenigen Minuten lädt, und das Betriebssystem kennt man vom Handy. Die Ingenieure
entwickelten Motoren und Software für das automatisierte Fahren. Andere Autobauer senken die Preise,
die Konkurrenz auf dem Markt wächst.""",
    "zh": """一家手机公司发布了电动汽车的技术。新车的电池充电很快，电机和自动驾驶系统都由公司自己研发。
创始人说，汽车和手机使用同样的操作系统。其他汽车企业正在降低价格，市场竞争非常激烈。""",
}
OFF_TOPIC = {
    "en": """The parish choir sang in the old church on Sunday, and the audience stayed for coffee and
cake. The conductor, a retired teacher, chose songs about autumn. Children from the village school
played the recorder. The money from the collection goes to the repair of the roof, which has leaked
since the storm in spring.""",
    "de": """Die Mannschaft gewann am Samstag ihr Spiel mit zwei Toren in der zweiten Hälfte. Der
Trainer lobte die Abwehr und den jungen Torhüter, der einen Elfmeter hielt. Nächste Woche spielt der
Verein auswärts gegen den Tabellenführer. Die Fans feierten bis in die Nacht, obwohl es im Stadion
den ganzen Abend regnete.""",
    "zh": """昨天晚上，合唱团在老教堂演出，观众非常喜欢。孩子们唱了关于秋天的歌，老师弹钢琴。
演出以后大家一起喝茶、吃蛋糕。医院的医生和病人也来了，他们说音乐让人感到快乐。""",
}


def relevance(*seeds, lowest=0.35, **marks):
    return Relevance(Topic.of(seeds, **marks), lowest)


def english(text, **fields):
    return make_article(text, **{"language": "en", "title": ""} | fields)


def invented(*subjects, count=40, seed=1):
    """Articles that say different things about a subject, from words of it."""
    dice = random.Random(seed)
    return [english(" ".join(dice.choices(words.split(), k=40))) for words in subjects for _ in range(count)]


SEA = """ship ferry harbour captain crew sank rescue divers wreck coast storm passengers boat survivors sea
lifeboat"""
SOIL = """garden soil compost tomatoes seeds plants leaves water roots flowers harvest vegetables spring sun
shade"""
COURT = """judge court trial lawyer verdict prison jury appeal evidence witness sentence crime police guilty
law"""
