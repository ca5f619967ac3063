"""What sites print over every other list of links; matched as in `vocabulary`, and before it."""

OTHER = """
en: about, around the web, author, authors, careers, categories, category, contact us, editor's choice,
  editor's pick, editors, featured, filed under, follow us, from around the, from our partners,
  from the web, gallery., headlines, in case you missed it., in other news, in this article, in this post,
  in this story, jobs, join the, just in, keywords, leave a, live updates, mentioned in, menu.,
  more from our, more sections, more topics, more videos, most discussed, most emailed, most popular,
  most read, most recent, most shared, most viewed, most watched, must reads, new on, newest, newsletter,
  our newsletters, our partners, our picks, paid content, paid post, photo gallery, photos., podcasts,
  popular, recent, recommend this, recommended by, recommended links, recommended products,
  related companies, related jobs, related people, related products, related searches, related tags,
  related terms, search., share on, share this, share., sign up, staff pick, subscribe, tagged, tags,
  today in, today on, today's, top articles, top news, top posts, top read, top reads, top stories,
  top videos, topic., topics, trending, video., videos., watch live, you may have missed, ~advertis,
  ~commented, ~comments, ~latest, ~outbrain, ~promoted, ~sponsor, ~taboola
de: aktuelle artikel, aktuelle meldungen, aktuelle nachrichten, aktuelle themen, aktuelles, am meisten,
  artikel empfehlen, artikel teilen, autor, autoren, autorin, bilder des tages, bildergalerie,
  bitte empfehlen, bücher zum, eilmeldung, einzelnachweise, empfehlung der redaktion., empfehlungen aus dem,
  empfehlungen der redaktion, empfohlener redaktioneller, heute empfehlen, jobs, kategorie, kategorien,
  mehr aus dem netz, mehr themen, meist gelesen, neu., neuste, passende produkte, quellen, rubriken,
  schlagwort, schlagzeilen, seite empfehlen, shop., startseite, stellenangebote, teilen., thema des tages,
  themen, tipps, top empfehlungen, top-artikel, top-news, top-themen, topthemen, unsere empfehlungen,
  unsere partner, unsere produktempfehlungen, videos, weblinks, weitere themen, weiterempfehlen, zum autor,
  zur person, ähnliche produkte, über den autor, über die autor, ~angebote, ~anzeige, ~beliebt, ~gesponsert,
  ~kommentar, ~meistgeklickt, ~meistgelesen, ~neueste, ~newsletter, ~schlagworte, ~schlüsselwörter,
  ~sponsor, ~stichworte, ~werbung
fr: abonnez-vous, articles les plus, catégories, dans la boutique, l'actualité, l'auteur,
  le choix de la rédaction, le plus, les + lus, les choix, les plus, mots-clés, newsletter, nos services,
  nos sélections, offres, partager, produits similaires, rubriques, réagir, références, s'abonner, suivez,
  sujets, tags, tendances, thèmes, thématiques, vos réactions, à la une, à propos, ~commentaire, ~dernier,
  ~partenaire, ~populaire, ~publicité, ~récent, ~sponsoris, ~étiquettes
es: acerca de, acerca del autor, ahora en, archivado en, boletín, categorías, compartir, de última hora,
  destacadas, destacados, el editor recomienda, hoy en, las más, lo más, los más, más leíd~, más popular~,
  más temas, más vist~, newsletter, nuestra selección, ofertas, productos relacionados, recomendados por,
  secciones, servicios, sobre el autor, suscríbete, tags, temas, última hora, ~comentario, ~etiqueta,
  ~patrocinad, ~promocionad, ~publicidad, ~reciente, ~socios, ~tendencia, ~titulares, ~últimas, ~últimos
ca: comentaris, el més, els més, temes, ~etiquetes, ~últimes, ~últims
pt: as mais, assine, categorias, destaques, editorias, em alta, em destaque, fontes, mais lid~,
  mais popular~, mais vist~, manchetes, newsletter, os mais, palavras-chave, sobre a autora, sobre o autor,
  tags, temas, ~anúncio, ~comentário, ~parceir, ~patrocinad, ~publicidade, ~recente, ~tópicos, ~últimas,
  ~últimos
it: abbonati, argomenti, categorie, condividi, contatti, di tendenza, i più, in evidenza, in primo piano,
  l'autore, le più, newsletter, oggi su, più lett~, più popolar~, più vist~, primo piano,
  prodotti correlati, recent, sull'autore, ultim'ora, ultime, ultimi, ~commenti, ~popolar, ~pubblicità,
  ~sponsor
ro: categorii, cele mai, despre autor, etichete, parteneri, ~comentari, ~populare, ~publicitate, ~recente,
  ~ultimele
nl: aanbiedingen, categorieën, meest, net binnen, onderwerpen, over de auteur, reageer, recent, tags,
  trefwoorden, uitgelicht, vandaag op, ~advertentie, ~gesponsord, ~laatste, ~nieuwste, ~populair, ~reacties,
  ~trending
sv: dela artikel, just nu, kategorier, mest, om författaren, om skribenten, ämnen, ~annons, ~kommentar,
  ~nyast, ~populär, ~senaste, ~sponsra, ~taggar
no: akkurat nå, anbefalt av, kategorier, mest, om forfatteren, siste nytt, siste saker, stikkord, toppsaker,
  ~annonse, ~emner, ~kommentar, ~nyeste, ~populær, ~sponset
da: kategorier, lige nu, mest, nyhedsbrev, om forfatteren, ~annonce, ~emner, ~kommentar, ~nyeste, ~populær,
  ~seneste, ~sponsor
fi: aiheet, asiasanat, juuri nyt, kategoriat, keskustelu, kirjoittaja, ~avainsan, ~kommentit, ~kumppani,
  ~luetui, ~mainos, ~suosituim, ~tuoreim, ~uusim
et: loetumad, märksõnad, teemad, ~kommentaar, ~loetuim, ~reklaam, ~viimased, ~värsked
lv: komentāri, lasītākie, populārākie, ~jaunākie, ~reklāma
lt: komentarai, populiariausi, skaitomiausi, ~naujausi, ~reklama
pl: archiwum, autor, dziś w, kategorie, komentarz, na czasie, newsletter, o autorze, ostatnie,
  ostatnio dodane, podobne produkty, polecane oferty, polecane produkty, raporty specjalne, słowa kluczowe,
  tagi, ~najchętniej, ~najczęściej, ~najnowsz, ~najpopularniej, ~popularn, ~reklam, ~sponsor, ~tematy
cs: aktuálně, autor, fotogalerie, klíčová slova, komentář, nejčten~, newsletter, o autorovi,
  poslední zprávy, právě se děje, rubriky, témata, ~diskus, ~inzerce, ~nejnovější, ~nejčtenější, ~oblíben,
  ~populár, ~reklama, ~sponzor, ~štítky
sk: komentár, kľúčové slová, o autorovi, rubriky, témy, ~diskus, ~inzercia, ~najnovš, ~najčítanejš,
  ~populár, ~reklama
hu: kategóriák, szerző, témák, ~címkék, ~hirdetés, ~hozzászólás, ~legfrissebb, ~legnépszerűbb,
  ~legolvasottabb, ~legutóbbi, ~népszerű, ~szponzor
sl: komentar, najbolj, oznake, ~najnovejš, ~oglas, ~zadnj
hr: kategorije, komentar, o autoru, oznake, poslednje, teme, ~najnovij, ~najčitanij, ~oglas, ~popularn,
  ~posljednj, ~sponzor
sr: ознаке, теме, ~коментар, ~најновиј, ~најчитаниј, ~оглас, ~популарн, ~последњ
bg: за автора, категории, най-нов~, най-четен~, тагове, ~етикети, ~коментар, ~популярн, ~последн, ~реклама
el: θέματα, κατηγορίες, ροή ειδήσεων, ~δημοφιλ, ~διαβασμέν, ~διαφήμιση, ~ετικέτες, ~πρόσφατ, ~συντάκτη,
  ~σχόλια, ~τελευταί, ~χορηγ
ru: автор, все новости, выбор редакции, главное, главные, горячее, лента, новости дня, новости часа,
  новости., об авторе, поделиться, самое, самые, сегодня в, сегодня на, сейчас читают, темы, топ, ~категори,
  ~комментари, ~метки, ~обсужда, ~партнёр, ~популярн, ~последн, ~рассылк, ~реклам, ~рубрик, ~свеж, ~спонсор,
  ~теги, ~читаем
uk: головне, новини дня, новини., про автора, стрічка, топ, ~категорі, ~коментар, ~останні, ~партнер,
  ~популярн, ~реклам, ~рубрик, ~свіж, ~теги, ~читан
tr: bugün, en son, en çok, güncel, günün, kategori, manşet, son dakika, son eklenen, son haberler,
  yazar hakkında, çok okunan, öne çıkan, ~etiket, ~popüler, ~reklam, ~sponsor, ~yorum
az: son xəbər, xəbər lenti, ən çox, ~reklam
ar: اختيار, الأقسام, الأكثر, الاكثر, الكاتب, الكلمات, رائج, شارك, عاجل, عن الكاتب, كلمات, مواضيع., موضوعات.,
  ~آخر, ~أحدث, ~إعلان, ~احدث, ~الأخيرة, ~برعاية, ~تعليق, ~ممول, ~وسوم
fa: آخرین, برچسب, جدیدترین, دسته, پربازدید, پرمخاطب, ~تازه, ~تبلیغ, ~نظرات, ~پربیننده
ur: تازہ ترین, تبصرے, مقبول, ~اشتہار
he: הנצפ~, הנקראות, נושאים, תגיות, ~אחרונ, ~ממומן, ~פופולרי, ~פרסומ, ~תגובות
hi: टिप्पणी, टैग, ट्रेंडिंग, ताजा, प्रायोजित, बड़ी खबर, लेखक के, लोकप्रिय, विज्ञापन, सबसे
bn: জনপ্রিয়, বিজ্ঞাপন, মন্তব্য, সর্বশেষ, সর্বাধিক
th: ~ความคิดเห็น, ~มาแรง, ~ยอดนิยม, ~ล่าสุด, ~แท็ก, ~โฆษณา
vi: bình luận, chuyên mục, chủ đề., mới nhất, nổi bật, phổ biến, quảng cáo, tags, thẻ., tin mới,
  tin nổi bật, tin đọc nhiều, tài trợ, tác giả, từ khóa, xem nhiều, ý kiến, đọc nhiều
id: kata kunci, kategori, komentar, paling, penulis, pilihan editor, tag terkait, tentang penulis, topik,
  ~iklan, ~populer, ~sponsor, ~terbanyak, ~terbaru, ~terkini, ~terpopuler, ~trending
ms: komen, paling, topik, ~iklan, ~terkini
tl: pinaka, ~patalastas, ~pinakabago
sw: habari mpya, maarufu, mada, zilizosomwa zaidi, ~maoni, ~matangazo, ~tangazo
zu: ezidume, imibono, ~isikhangiso, ~yamuva, ~zakamuva
zh: ~专题, ~人气, ~人氣, ~作者简介, ~关注我们, ~关键词, ~分享到, ~即时, ~即時, ~友情链接, ~图片新闻, ~头条,
  ~广告, ~廣告, ~排行, ~最新, ~最热, ~标签, ~標籤, ~滚动, ~点击榜, ~热搜, ~热榜, ~热点, ~热门, ~熱搜, ~熱門,
  ~留言, ~相关话题, ~編輯推薦, ~编辑推荐, ~要闻, ~视频推荐, ~評論, ~评论, ~贊助, ~赞助, ~關鍵字, ~頭條
ja: ~この記事を書いた, ~カテゴリー, ~キーワード, ~コメント, ~シェアする, ~スポンサー, ~タグ, ~トピックス,
  ~トレンド, ~フォローする, ~ランキング, ~主要ニュース, ~人気, ~今日の, ~今週の, ~広告, ~急上昇, ~新着,
  ~最新, ~注目の, ~特集, ~編集部, ~話題の, ~速報, ~関連サイト, ~関連ジャンル, ~関連企業
ko: ~공유하기, ~광고, ~구독하기, ~기자의 다른, ~댓글, ~랭킹, ~많이 본, ~속보, ~스폰서, ~실시간, ~오늘의,
  ~인기, ~주요 뉴스, ~주요뉴스, ~최신, ~카테고리, ~키워드, ~태그, ~톱뉴스, ~포토뉴스, ~핫이슈, ~헤드라인,
  ~협찬, ~화제의
"""
