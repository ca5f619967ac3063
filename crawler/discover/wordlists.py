"""Words and characters by what they do around names and terms, in the languages where that tells."""

from __future__ import annotations

from ..judges.terms import CJK_FUNCTION

# Between the words of a name; any other frequent word there joins two.
INSIDE = """of for the de del della delle di da do dos das du des la le les los las el al
van von der den zu zum am bin ibn ben y"""
# They stand before names, and are no part of them.
BEFORE_NAMES = """mr mrs ms dr sir dame lord lady prof herr herrn frau monsieur madame mme mlle
señor señora sr sra don doña signor signora sig dott senhor senhora pan pani господин г-н"""
# German: what stands before nouns, and seldom before names.
BEFORE_NOUNS = """der die das den dem des ein eine einen einem einer eines kein keine keinen keiner
im am zum zur vom beim ins ans jeder jede jedes diese dieser dieses diesen diesem sein seine seinen
ihr ihre ihren ihrer unser unsere viele wenige alle mehr zwei drei vier"""
# The hundred family names that nine of ten Chinese bear, in both scripts.
FAMILIES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣葉蘇魏呂盧鍾譚陸"
)
PARTICLES = frozenset(INSIDE.split())
HONORIFICS = frozenset(BEFORE_NAMES.split())
ARTICLES = frozenset(BEFORE_NOUNS.split())
SURNAMES = frozenset(FAMILIES)
# Characters that join two words, so that none has them inside.
BETWEEN = frozenset("的了是在和也就而及与着这那不我他她它们为以于之")
# Characters that neither begin nor end a word, numbers among them.
NUMERALS = frozenset("一二三四五六七八九十百千万亿零两几半")
LOOSE = (
    (CJK_FUNCTION - frozenset("上下中之"))
    | NUMERALS
    | frozenset("们将被把从向对并或但很更最又再才都还已只让给该此其每各某说吗呢吧啊")
)
