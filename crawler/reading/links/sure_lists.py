"""Words that settle what a heading says, whatever else stands in it; matched as in `vocabulary`."""

# Paid for: nothing makes up for that.
PAID = """
en: ~advertis, ~around the web, ~from the web, ~outbrain, ~paid content, ~partners, ~promoted, ~sponsor,
  ~taboola
de: ~anzeige, ~aus dem netz, ~gesponsert, ~sponsor, ~werbung
fr: ~partenaire, ~publicité, ~sponsoris
es: ~patrocinad, ~promocionad, ~publicidad
pt: ~parceir, ~patrocinad, ~publicidade
it: ~pubblicità, ~sponsorizzat
nl: ~advertentie, ~gesponsord
sv: ~annons
no: ~annonse
da: ~annonce
fi: ~mainos
pl: ~reklam
cs: ~inzerce, ~reklama
hu: ~hirdetés
ru: ~партнёр, ~реклам, ~спонсор
uk: ~реклам
tr: ~reklam
ar: ~إعلان, ~ممول
zh: ~广告, ~廣告, ~贊助, ~赞助
ja: ~スポンサー, ~広告
ko: ~광고, ~협찬
th: ~โฆษณา
vi: quảng cáo, tài trợ
id: ~iklan
"""
# Called related articles: “The editors' related articles” are no list of the editors' picks.
ARTICLES = """
en: ~may also like, ~might also like, ~recommended articles, ~recommended for you, ~recommended posts,
  ~recommended reading, ~recommended stories, ~related article, ~related articles, ~related content,
  ~related coverage, ~related news, ~related post, ~related posts, ~related reading, ~related reads,
  ~related stories, ~related story, ~similar articles, ~similar news, ~similar posts, ~similar stories,
  ~you may like, ~you might like
de: ~artikel zum thema, ~auch interessieren, ~lesen sie auch, ~verwandte artikel, ~verwandte beiträge,
  ~verwandte nachrichten, ~ähnliche artikel, ~ähnliche beiträge, ~ähnliche meldungen, ~ähnliche nachrichten
fr: ~articles associés, ~articles connexes, ~articles liés, ~articles similaires, ~contenus liés,
  ~sur le même sujet, ~sur le même thème, ~vous conseille, ~vous recommande, ~à lire aussi
es: ~artículos relacionados, ~contenido relacionado, ~contenidos relacionados, ~entradas relacionadas,
  ~notas relacionadas, ~noticias relacionadas, ~podría interesarte, ~puede interesar, ~puede interesarte
ca: ~articles relacionats, ~notícies relacionades
pt: ~artigos relacionados, ~conteúdo relacionado, ~leia também, ~matérias relacionadas,
  ~notícias relacionadas, ~posts relacionados
it: ~articoli correlati, ~articoli simili, ~leggi anche, ~notizie correlate, ~potrebbe interessarti,
  ~potrebbero interessarti
ro: ~articole similare, ~știri similare
nl: ~gerelateerd nieuws, ~gerelateerde artikelen, ~lees ook
sv: ~läs också, ~läs även, ~relaterade artiklar
no: ~les også, ~relaterte artikler, ~relaterte saker
da: ~læs også, ~relaterede artikler
fi: ~aiheeseen liittyviä, ~lue myös
pl: ~czytaj również, ~czytaj także, ~czytaj też, ~podobne artykuły, ~powiązane artykuły
cs: ~podobné články, ~související články, ~čtěte také
sk: ~súvisiace články
hu: ~kapcsolódó cikkek, ~kapcsolódó hírek
hr: ~povezane vijesti, ~povezani članci
sr: ~повезане вести
bg: ~свързани новини, ~свързани статии
el: ~διαβάστε επίσης, ~σχετικά άρθρα, ~σχετικές ειδήσεις
ru: ~материалы по теме, ~новости по теме, ~похожие материалы, ~похожие новости, ~похожие статьи,
  ~читайте также
uk: ~новини за темою, ~схожі новини, ~читайте також
tr: ~benzer haberler, ~ilgili haberler
ar: ~أخبار ذات صلة, ~مقالات ذات صلة, ~مواضيع ذات صلة
fa: ~اخبار مرتبط, ~مطالب مرتبط
he: ~כתבות קשורות
hi: ~संबंधित खबरें, ~संबंधित लेख
vi: ~bài viết liên quan, ~tin liên quan
id: ~artikel terkait, ~baca juga, ~berita terkait
zh: ~延伸閱讀, ~延伸阅读, ~相关报道, ~相关文章, ~相关新闻, ~相关阅读, ~相關報導, ~相關文章, ~相關新聞,
  ~相關閱讀
ja: ~あわせて読みたい, ~関連ニュース, ~関連記事
ko: ~관련 기사, ~관련 뉴스, ~관련기사, ~관련뉴스
"""
# Topics mostly, and articles on some sites: it takes the links under them to tell.
TOPICS = """
en: further information., more information., related links, related topics, useful links
de: links zum artikel, mehr informationen., mehr themen zu, verwandte links, verwandte themen,
  weitere informationen., ähnliche themen, ~weiterführend
fr: informations complémentaires, liens connexes, liens utiles, sujets associés, sujets connexes, sujets liés,
  thèmes associés
es: enlaces relacionados, más información., temas relacionados
ca: temes relacionats
pt: assuntos relacionados, links relacionados, mais informações., temas relacionados, tópicos relacionados
it: argomenti correlati, argomenti trattati, link correlati, maggiori informazioni., ulteriori informazioni.
nl: gerelateerde links, gerelateerde onderwerpen, meer informatie.
sv: mer information., relaterade länkar, relaterade ämnen
no: mer informasjon., relaterte emner, relaterte lenker
da: mere information., relaterede emner, relaterede links
fi: aiheeseen liittyvät linkit, lisätietoja.
pl: podobne tematy, powiązane linki, powiązane tematy, tematy powiązane, więcej informacji.
cs: související odkazy, související témata, více informací.
sk: súvisiace témy
hu: kapcsolódó linkek, kapcsolódó témák
hr: povezane teme
ru: похожие темы, связанные темы, ссылки по теме
uk: пов'язані теми, схожі теми
tr: daha fazla bilgi., ilgili konular
ar: مواضيع متعلقة
vi: chủ đề liên quan
id: topik terkait
zh: ~相关专题, ~相关链接, ~相關專題, ~相關連結
ja: ~関連トピック, ~関連リンク
ko: ~관련 링크
"""
# “More in Politics”: nothing by itself, but no other list either in a block marked as related.
MORE = """
en: more, ~also, ~another, ~interesting, ~next, ~other, ~recommends, ~worth
de: ~auch, ~empfehlen, ~empfiehlt, ~interessant, ~lesenswert, ~mehr, ~passend, ~weitere
fr: plus, ~aussi, ~autres, ~conseille, ~intéressant, ~recommande, ~également
es: más, ~interesante, ~otras, ~otros, ~recomienda, ~también
ca: més, ~altres, ~també
pt: mais, ~interessante, ~outras, ~outros, ~recomenda, ~também
it: ~altre, ~altri, ~anche, ~consiglia, ~interessante
ro: alte, alți, ~și
nl: meer, ~andere, ~interessant, ~ook
sv: fler, mer, ~andra, ~också, ~även
no: flere, mer, ~andre, ~også
da: flere, mere, ~andre, ~også
fi: lisää, ~muita, ~myös
et: veel, ~muud
pl: inne, więcej, ~ciekaw, ~polec, ~również, ~także, ~też
cs: další, více, ~také
sk: viac, ďalšie, ~tiež
hu: még, további
hr: više, ~još, ~ostali
sr: више, ~још
bg: още
el: περισσότερα, ~ακόμα, ~επίσης
ru: другие, ещё, ~также
uk: більше, ще, інші, ~також
tr: diğer, ~da
ar: المزيد, ~أيضا
fa: بیشتر, دیگر
he: עוד, ~נוספות
hi: और, ~भी
vi: thêm, ~khác
id: ~juga, ~lainnya
sw: zaidi, ~pia
zh: ~其他, ~其它, ~更多
ja: ~その他, ~ほかの, ~もっと, ~他の
ko: ~다른, ~더보기
"""
