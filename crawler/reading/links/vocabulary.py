"""What sites print over links to related, previous and next articles, in some sixty languages."""

# How an entry is matched: a phrase stands at the start of the heading, which may go on; with a full
# stop it is the whole heading; with a tilde after it, its last word may go on, too; with a tilde
# before it, it is the start of any word of the heading or, in scripts without spaces between words,
# stands anywhere. Case, accents and punctuation don't count.
RELATED = """
en: also in this, also interesting, also of interest, also read, also see, because you read,
  by the same author, continue reading, dig deeper, don't miss these, don't miss.,
  earlier coverage, for more on, from the same author, from the series, further reading,
  go deeper, in this series, just for you, keep reading, more about, more by, more in this series,
  more like this, more of this, more on, more reading, must read., next up, on the same subject,
  on the same topic, on this topic, other articles by, other people are reading, other posts by,
  others also read, part of a series, part of the series, past coverage, people also read,
  picked for you, previous coverage, previously on, previously., read also, read more about,
  read more on, read more., read next, readers also, recommended, same author, same topic,
  see also, see more on, similar, story so far, suggested, those who read this, timeline, up next,
  what to read next, what to watch next, you may also, you may be interested, you may like,
  you might also, you might be interested, you might like, you will also like, you'll also like,
  ~recommend, ~related
de: alle teile, andere lasen auch, andere leser, artikel zum thema, auch dazu, auch interessant,
  auch lesen, auch spannend, aus der serie, beiträge zum thema, bisher., chronik, das könnte,
  dazu auch, dazu passend, dies könnte, dossier zum thema, für sie ausgewählt, gleicher autor,
  hintergründe zum thema, interessant für sie, jetzt lesen., könnte sie, lese auch,
  lesen sie auch, lesen sie dazu, lesen sie hier, lesen sie mehr, lesen sie weiter, lesen sie zum,
  leser interessierte auch, leserinnen und leser, lies auch, links zum thema,
  mehr aus dieser serie, mehr dazu, mehr über, mehr von diesem, mehr von dieser, mehr zu,
  mehr zum, nutzer lasen auch, passend dazu, passend zum, passende artikel, siehe auch,
  teil der serie, vom selben autor, weitere artikel des autors, weitere artikel von,
  weitere artikel zu diesem, weitere artikel zum, weitere beiträge von, weitere beiträge zum,
  weitere folgen, weitere informationen zum, weitere meldungen zum, weitere teile, weiterlesen.,
  zum gleichen thema, zum thema., zum weiterlesen, zur vertiefung, ~ähnlich, ~empfehl, ~verwandt
fr: à découvrir aussi, à écouter aussi, à lire aussi, à lire également, à lire ensuite,
  à lire sur, à lire., à ne pas manquer., à voir aussi, à voir également, aller plus loin,
  articles en lien, articles liés, articles sur le même, autour du sujet, autres articles de,
  ça peut vous, ceci pourrait, cela peut vous, cela pourrait, contenus liés, dans la même,
  du même auteur, en rapport, en relation, en savoir plus, épisodes précédents, les épisodes,
  lire aussi, lire également, lire la suite., lire., lisez aussi, nos articles sur, notre dossier,
  plus d'articles sur, plus par, plus sur, pour aller plus loin, pour en savoir, pour vous.,
  sélectionné pour vous, sur ce sujet, sur le même sujet, sur le même thème, tous les épisodes,
  voir aussi, voir également, vous aimerez, vous pourriez, vu pour vous, ~associé, ~connexe,
  ~recommand, ~similaire
es: además., continúa leyendo, cronología, del mismo autor, del mismo tema, en la misma,
  le podría, le puede, lea además, lea aquí, lea más., lea también, lea., lee además, lee más.,
  lee también, lee., leer más., leer también, leer., más información sobre, más sobre,
  mira también, no te pierdas., otros artículos de, para leer, para saber más, podría interesarte,
  puede interesar, puede interesarte, puedes leer, quizá te, quizás te, saber más.,
  seguir leyendo, siga leyendo, sigue leyendo, sobre el tema, sobre este tema, tal vez te,
  también le, también puede, también puedes, también te, te podría, te puede, te recomend~,
  vea también, véase también, ver también, ~recomend, ~relacionad, ~similares
ca: et pot interessar, llegeix també, llegiu també, més informació, més sobre, també et pot,
  ~relacionat
pt: assista também, confira também, confira., continuar a ler, continue a ler, continue lendo,
  do mesmo autor, entenda., leia ainda, leia mais, leia também, leia., ler também, linha do tempo,
  mais sobre, notícias sobre, outros artigos de, pode gostar, pode interessar, relembre.,
  saiba mais, sobre este assunto, sobre o mesmo, sobre o tema, talvez você, também pode gostar,
  veja ainda, veja mais., veja também, você pode gostar, você pode se, você também pode,
  ~correlat, ~recomend, ~relacionad, ~semelhante, ~similares
gl: le tamén, pode interesarche
it: altri articoli di, altro su, approfondiment~, approfondisci, continua a leggere, da leggere.,
  dello stesso, di più su, guarda anche, leggi altro, leggi anche, leggi di più, leggi pure,
  leggi., per approfondire, per saperne, potrebbe anche, potrebbe interessarti,
  potrebbero interessarti, può interessarti, stesso argomento, stesso autore, sullo stesso,
  ti potrebbe, ti potrebbero, ti può, vedi anche, ~collegat, ~consigliat, ~correlat, ~raccomandat,
  ~suggeriti
ro: citește mai, citește și, citiți și, mai multe despre, pe aceeași temă, pe același subiect,
  s-ar putea, te-ar putea, vezi și, ~recomandat, ~similare
nl: anderen lazen ook, bekijk ook, dit vind je, in deze serie, interessant voor jou, lees hier,
  lees meer over, lees meer., lees ook, lees verder, lees., meer artikelen over, meer over,
  misschien ook, ook interessant, over dit onderwerp, uit deze serie, van dezelfde,
  vind je misschien, voor jou., wellicht ook, zie ook, ~aanbevolen, ~gerelateerd, ~vergelijkbare,
  ~verwant
af: lees ook, soortgelyk~, ~verwante
sv: andra läser, andra läste, artikelserie, du kan också, du kanske, fler artiklar om, i samma,
  läs även, läs mer om, läs mer., läs också, läs vidare, läs., mer från samma, mer i ämnet,
  mer om, se även, se också, tidigare om, ~liknande, ~rekommendera, ~relaterad
no: andre leste, du liker kanskje, du vil kanskje, flere saker om, i samme serie, kanskje du,
  les mer om, les mer., les også, les videre, les., mer fra samme, mer om, om samme tema, se også,
  ~anbefal, ~lignende, ~relater, ~relaterte
da: andre læste, flere artikler om, fra samme, læs mere om, læs mere., læs også, læs.,
  måske er du, måske kan du, mere om, se også, ~anbefal, ~lignende, ~relatere
is: lesa einnig, lesið einnig, sjá einnig, tengdar, tengt efni
fi: aiemmin aiheesta, aiheeseen liitty~, aiheesta lisää, juttusarja, katso myös, lisää aiheesta,
  lisää samasta, lue lisää aiheesta, lue lisää., lue myös, lue., muut lukivat, saatat pitää,
  samasta aiheesta, sinua voisi, sinulle., voisit pitää, ~liittyv, ~samankaltai, ~suosittel
et: loe ka, loe lisaks, loe veel, soovitame, vaata ka, ~sarnased, ~seotud
lv: iesakām, lasi arī, lasi vēl, līdzīgi, saistītie, skaties arī, ~saistīt
lt: panašūs, rekomenduojame, skaitykite taip pat, skaityti daugiau, taip pat skaitykite, ~susij
pl: czytaj dalej, czytaj również, czytaj także, czytaj też, czytaj więcej, czytaj.,
  dowiedz się więcej, inne artykuły autora, mogą cię, może cię, może zainteresować, na ten temat,
  przeczytaj również, przeczytaj także, przeczytaj też, przeczytaj., sprawdź także, sprawdź też,
  tego autora, w tym cyklu, w tym temacie, warto przeczytać, więcej na temat, więcej na ten,
  więcej o, z tej serii, zainteresuje, zobacz również, zobacz także, zobacz też, zobacz., ~podobn,
  ~polec, ~powiązan, ~rekomend
cs: čtěte dále, čtěte i, čtěte také, čtěte více, čtěte., dále čtěte, dále k tématu,
  další články autora, další díly, další k tématu, k tématu, mohlo by se, mohlo by vás, může vás,
  poslušte si také, přečtěte si, více k tématu, více o tématu, viz také, z našeho seriálu,
  ~doporuč, ~podobné, ~souvise
sk: čítajte aj, čítajte tiež, čítajte viac, čítajte., k téme, mohlo by vás, pozri aj, pozrite aj,
  prečítaj si, prečítajte si, viac k téme, viac o téme, ~odporúč, ~podobné, ~súvisiac
hu: a témában, bővebben, érdekelhet, ezek is, ezt is, kapcsolódó, lásd még, még több a témáról,
  olvasd el, olvassa el, további cikkek a témában, ~ajánl, ~hasonló, ~kapcsolód
sl: beri tudi, preberi še, preberite še, preberite tudi, priporoč, več o, ~podobn, ~povezan,
  ~sorodn
hr: čitaj još, čitajte još, moglo bi vas, možda vas, na istu temu, pročitaj i, pročitaj još,
  pročitajte i, pročitajte još, pročitajte., vezane vijesti, vezano, vidi još, više o, ~povezan,
  ~preporuč, ~sličn, ~srodn
sr: више о, можда вас, на исту тему, погледајте и, прочитајте и, прочитајте још, читајте још,
  ~повезан, ~препоруч, ~сличн, ~сродн
mk: поврзани, прочитај и, прочитајте и, слични
bg: виж и, виж още, вижте и, вижте още, може да ви, още по тема, още по темата, по темата,
  прочетете и, прочетете още, прочети и, прочети още, ~подобни, ~препоръч, ~свързан
sq: lexo edhe, lexo më, lexoni edhe, shih edhe, të lidhura, ~ngjashme
el: δείτε ακόμα, δείτε επίσης, δείτε και, διαβάστε ακόμα, διαβάστε ακόμη, διαβάστε επίσης,
  διαβάστε και, διαβάστε περισσότερα, διαβάστε., ίσως σας, μπορεί να σας, περισσότερα για,
  ~παρόμοι, ~προτεινόμεν, ~προτείνουμε, ~σχετικ
ru: больше по теме, вам будет, вам может, вам понравится, вам также, вас заинтересует, вас может,
  возможно вам, возможно вас, другие статьи автора, ещё по теме, еще по теме, из этой серии,
  интересно почитать, материалы по теме, новости по теме, по теме, подробнее по теме, ранее.,
  см. также, смотри также, смотрите ещё, смотрите также, статьи по теме, сюжет, также по теме,
  также читайте, читай также, читайте далее, читайте ещё, читайте еще, читайте по теме,
  читайте также, читайте., читать также, читают также, что ещё почитать, что еще почитать, ~похож,
  ~рекоменд, ~связанн
uk: більше про, вам може, вас може, див. також, дивіться також, за темою, матеріали за темою,
  на цю тему, новини за темою, по темі, статті за темою, також читайте, читайте також, читайте ще,
  читайте., читати також, ~пов'язан, ~повʼязан, ~повязан, ~рекоменд, ~схож
be: глядзіце таксама, па тэме, чытайце таксама, чытайце яшчэ, ~падобн
kk: сондай-ақ оқыңыз, тағы оқыңыз, тақырып бойынша, ұқсас
tr: ayrıca bakınız, ayrıca oku~, bu konuda, bunlar da ilginizi, bunlara da, bunları da oku~,
  bunu da oku~, ilginizi çek~, konuyla ilgili, okumaya devam, sizin için, şunları da,
  sıradaki haber, tavsiye edilen, yazarın diğer, ~benzer, ~ilgili, ~ilişkili, ~önerilen
az: bu mövzuda, həmçinin oxu~, mövzu ilə, oxşar, əlaqəli
ar: أخبار ذات, اقرأ أيضا, اقرأ المزيد, اقرؤوا أيضا, اقرئي أيضا, المزيد حول, انظر أيضا, تابع أيضا,
  حول نفس الموضوع, ذات الصلة, ذات صلة, ربما يعجبك, شاهد أيضا, طالع أيضا, في نفس السياق, قد يعجبك,
  قد يهمك, مقالات ذات, مقترحات, مواضيع ذات, موصى به, نرشح لك, ~متعلقة, ~مرتبطة, ~مشابهة
fa: بیشتر بخوانید, در همین رابطه, در همین زمینه, همچنین بخوانید, پیشنهاد می, ~مرتبط, ~مشابه
ur: متعلقہ, مزید پڑھیں, یہ بھی پڑھیں, یہ بھی پڑھیے
he: אולי יעניין~, כתבות דומות, כתבות נוספות בנושא, מומלצ~, עוד בנושא, קרא גם, קראו גם, ראו גם,
  ~קשורות, ~קשורים
hi: आपको पसंद, इसे भी पढ़ें, और पढ़ें, यह भी देखें, यह भी पढ़ें, ये भी पढ़ें, संबंधित, सम्बंधित, सुझाए
mr: संबंधित, हे पण वाचा, हे ही वाचा, हेही वाचा
bn: আপনার পছন্দ, আরও পড়ুন, আরো পড়ুন, প্রাসঙ্গিক, সংশ্লিষ্ট, সম্পর্কিত
ta: இதையும் படி, தொடர்புடைய, மேலும் படிக்க
te: ఇది కూడా చదవండి, ఇవి కూడా చదవండి, సంబంధిత
ml: ഇതും വായിക്കുക, ബന്ധപ്പെട്ട
ne: यो पनि पढ्नुहोस्, सम्बन्धित
si: අදාළ
th: ~ข่าวเกี่ยวข้อง, ~คุณอาจสนใจ, ~ที่เกี่ยวข้อง, ~อ่านต่อ, ~อ่านเพิ่มเติม, ~แนะนำ
vi: bài cùng, bài liên quan, bài viết liên quan, bài viết tương tự,
  nội dung liên quan, có thể bạn, cùng chủ đề, dành cho bạn, gợi ý, liên quan,
  tin bài liên quan, tin cùng, tin liên quan,
  tin tức liên quan, xem thêm, đề xuất, đọc thêm
id: anda mungkin, artikel lain tentang, baca juga, baca lainnya, baca pula, baca selengkapnya.,
  kamu mungkin, lihat juga, mungkin anda, simak juga, simak pula, ~rekomendasi, ~serupa, ~terkait
ms: anda mungkin, artikel serupa, baca juga, ~berkaitan
tl: basahin ang, basahin din, basahin., ~kaugnay
sw: habari nyingine zinazo, soma pia, soma zaidi, tazama pia, unaweza pia, ~inayohusiana,
  ~zinazofanana, ~zinazohusiana
zu: funda futhi, funda nalokhu, funda olunye, funda., izindaba ezifanayo, okunye ngalolu,
  ~ezihlobene
xh: funda kwakhona, ~ezinxulumene
so: akhri sidoo, la xiriira, sidoo kale akhri
ha: karanta kuma, ku karanta, masu alaka
am: በተጨማሪ ያንብቡ, ተዛማጅ, ተያያዥ
ka: ასევე წაიკითხეთ, დაკავშირებული, მსგავსი, წაიკითხეთ აგრეთვე
hy: կարդալ նաև, կարդացեք նաև, նմանատիպ
eu: erlazionatutako, irakurri ere, lotutako, zerikusia
eo: legu ankaŭ, rilataj
zh: ~为你推荐, ~为您推荐, ~也许你, ~今日推荐, ~你可能, ~参考阅读, ~同主题, ~同类文章, ~同類,
  ~延伸閱讀, ~延伸阅读, ~您可能, ~扩展阅读, ~推荐文章, ~推荐阅读, ~推薦文章, ~推薦閱讀, ~擴展閱讀,
  ~更多報導, ~更多报道, ~更多文章, ~更多阅读, ~深度阅读, ~為你推薦, ~猜你喜欢, ~猜你喜歡, ~相关,
  ~相关推荐, ~相关阅读, ~相關, ~相關推薦, ~看了又看, ~类似文章, ~系列文章, ~背景阅读, ~阅读推荐
ja: ~あなたに, ~あわせて読みたい, ~おすすめ, ~お勧め, ~お薦め, ~こちらも, ~こちらもおすすめ,
  ~この記事に, ~この記事を読んだ, ~この連載, ~これまでの記事, ~こんな記事も, ~さらに詳しく,
  ~の記事もどうぞ, ~オススメ, ~似た記事, ~併せて読みたい, ~合わせて読みたい, ~同じカテゴリ,
  ~時系列, ~次に読みたい, ~次に読む, ~続きを読む, ~連載の, ~関連, ~類似
ko: ~같이 볼, ~관련, ~다른 기사 보기, ~당신이 좋아할, ~더 읽, ~비슷한, ~연관, ~연재, ~이 기사와,
  ~이 시리즈, ~이어서 볼, ~읽어볼, ~추천, ~함께 보면, ~함께 볼, ~함께 읽
"""
NEXT = """
en: newer post, next article, next entry, next post, next story, older post, prev article,
  prev post, previous article, previous entry, previous post, previous story
de: beitragsnavigation., nächste nachricht, nächster artikel, nächster beitrag, nächster post,
  vorherige nachricht, vorheriger artikel, vorheriger beitrag, voriger artikel
fr: article précédent, article precedent, article suivant, billet précédent, billet suivant,
  navigation de l'article., publication précédente, publication suivante
es: artículo anterior, artículo siguiente, entrada anterior, entrada siguiente,
  navegación de entradas., noticia anterior, noticia siguiente, próximo artículo,
  siguiente artículo, siguiente noticia
pt: artigo anterior, artigo seguinte, matéria anterior, notícia anterior, post anterior,
  próxima matéria, próxima notícia, próximo artigo, próximo post
it: articolo precedente, articolo successivo, post precedente, post successivo, prossimo articolo
ro: articolul anterior, articolul precedent, articolul următor, postarea următoare
nl: volgend artikel, volgend bericht, volgende artikel, vorig artikel, vorig bericht,
  vorige artikel
sv: föregående artikel, föregående inlägg, nästa artikel, nästa inlägg
no: forrige artikkel, forrige innlegg, forrige sak, neste artikkel, neste innlegg, neste sak
da: forrige artikel, forrige indlæg, næste artikel, næste indlæg
fi: edellinen artikkeli, edellinen juttu, seuraava artikkeli, seuraava juttu, seuraava kirjoitus
pl: kolejny artykuł, następny artykuł, następny wpis, poprzedni artykuł, poprzedni wpis
cs: další článek, následující článek, následující příspěvek, předchozí článek, předchozí příspěvek
sk: ďalší článok, nasledujúci článok, predchádzajúci článok
hu: előző bejegyzés, előző cikk, következő bejegyzés, következő cikk
hr: prethodni članak, sledeći članak, sljedeća objava, sljedeći članak
el: επόμενο άρθρο, προηγούμενο άρθρο
bg: предишна новина, предишна статия, следваща новина, следваща статия
ru: предыдущая запись, предыдущая новость, предыдущая статья, предыдущий материал,
  следующая запись, следующая новость, следующая статья, следующий материал
uk: наступна новина, наступна стаття, попередня новина, попередня стаття, попередній запис
tr: önceki haber, önceki makale, önceki yazı, sonraki haber, sonraki makale, sonraki yazı
ar: الخبر التالي, الخبر السابق, المقال التالي, المقال السابق
fa: خبر بعدی, خبر قبلی, مطلب بعدی, مطلب قبلی
he: הכתבה הבאה, הכתבה הקודמת, לכתבה הבאה
hi: अगला लेख, अगली खबर, पिछला लेख, पिछली खबर
th: ~บทความก่อนหน้า, ~บทความถัดไป, ~เรื่องถัดไป
vi: bài sau, bài tiếp theo, bài trước, bài viết tiếp, bài viết trước
id: artikel berikutnya, artikel sebelumnya, artikel selanjutnya, berita sebelumnya,
  berita selanjutnya
sw: habari iliyopita, habari inayofuata
zh: ~上一則, ~上一条, ~上一篇, ~上篇, ~下一則, ~下一条, ~下一篇, ~下篇
ja: ~前の記事, ~次の記事
ko: ~다음 글, ~다음 기사, ~다음글, ~이전 글, ~이전 기사, ~이전글
"""
