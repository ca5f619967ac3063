"""What sites print over links to related articles, in some sixty languages."""

# How an entry is matched: a phrase stands at the start of the heading, which may go on; with a full
# stop it is the whole heading; with a tilde after it, its last word may go on, too; with a tilde
# before it, it is the start of any word of the heading or, in scripts without spaces between words,
# stands anywhere, as several words do in every script. Case, accents and punctuation don't count.
RELATED = """
en: additional reading, also by, also in this, also interesting, also of interest, also read, also see,
  background reading, because you read, by the same author, continue reading, dig deeper, don't miss these,
  don't miss., earlier coverage, essential reading, for further reading, for more on, from the same author,
  from the series, full coverage, further reading, go deeper, handpicked for you, if you enjoyed,
  if you like, if you liked, just for you, keep reading, learn more about, more about, more by,
  more coverage, more from the author, more from the series, more from this series, more in the series,
  more like this, more news about, more of this, more on, more posts like, more reading, more stories about,
  more stories like, more stories on, must read., next read, next up, on the same subject,
  on the same topic, other articles by, other people are reading, other posts by, others also read,
  our coverage, part of a series, part of the series, past coverage, people also read, picked for you,
  previous coverage, previously on, previously., read also, read further, read more about,
  read more articles on, read more on, read more stories, read more., read next, read the series,
  read this next, read this too, readers also, relevant, same author, same topic, see also, see more on,
  selected for you, similar, stories like this, story so far, suggested, the series, those who read this,
  timeline, up next, what to read next, what to watch next, you will also like, you'll also like,
  ~by this author, ~chosen for you, ~in this collection, ~in this series, ~like this story,
  ~may interest you, ~might interest you, ~more from this author, ~on this story, ~on this subject,
  ~on this topic, ~recommend, ~related, ~worth reading, ~you may also, ~you may be interested,
  ~you may like, ~you might also, ~you might be interested, ~you might like, ~you'll like, ~you'll love
de: alle teile, andere lasen auch, andere leser, artikel dieser serie, artikel zu diesem, auch dazu,
  auch gelesen, auch interessant, auch lesen, auch spannend, aus der serie, bisher., chronik,
  das interessiert auch, das könnte, dazu auch, dazu passend, dies könnte, dürfte sie, für sie ausgewählt,
  gleich weiterlesen, gleicher autor, hier weiterlesen, hintergrund., hintergründe., im zusammenhang,
  interessant für sie, interessierte auch, jetzt lesen., lese auch, lesen sie dazu, lesen sie hier,
  lesen sie mehr, lesen sie weiter, lesen sie zum, leser interessierte auch, leser lasen,
  leserinnen und leser, lesetipp~, lies auch, lies dazu, lies hier, lies jetzt, lies mehr, mehr artikel zu,
  mehr artikel zum, mehr aus dieser serie, mehr beiträge zu, mehr dazu, mehr lesen., mehr nachrichten zu,
  mehr von, mehr zu, mehr zum, mehr über, nutzer lasen auch, passend dazu, passend zum, passende artikel,
  siehe auch, teil der serie, themenverwandt~, verpassen sie nicht., vertiefung., vom selben autor,
  weitere artikel der serie, weitere artikel des autors, weitere artikel von, weitere artikel zu,
  weitere artikel zum, weitere beiträge von, weitere beiträge zu, weitere beiträge zum, weitere folgen,
  weitere hintergründe, weitere informationen zum, weitere meldungen zum, weitere nachrichten zu,
  weitere teile, weitere texte zum, weiterlesen:, zum gleichen thema, zum weiterlesen, zur vertiefung,
  ~auch gefallen, ~auch interessieren, ~dich interessieren, ~empfehl, ~empfohlen, ~gefallen könnten,
  ~interessiert vielleicht, ~könnte dich, ~könnte sie, ~könnten dich, ~könnten sie, ~leseempfehl,
  ~lesen sie auch, ~sie interessieren, ~themenrelevan, ~themenverwandt, ~verwandt, ~zu diesem thema,
  ~selben thema, ~zum thema, ~ähnlich
fr: aller plus loin, articles du même, articles en lien, articles liés, articles sur le même,
  aussi dans ce dossier, autour du sujet, autres articles de, autres articles sur, ceci pourrait,
  cela peut vous, cela pourrait, contenus liés, dans ce dossier, dans la même, dans le même dossier,
  en rapport, en savoir plus, et aussi., l'essentiel du dossier, les épisodes, lire aussi,
  lire dans ce dossier, lire ensuite, lire la suite., lire plus sur, lire également, lire., lisez aussi,
  nos articles sur, notre dossier, notre sélection sur, plus d'articles sur, plus d'infos sur, plus par,
  plus sur, pour aller plus loin, pour approfondir, pour en savoir, pour prolonger, pour vous.,
  retrouvez aussi, sur ce sujet, sur le sujet, sur le thème, sélectionné pour vous, tous les épisodes,
  voir aussi, voir également, vous aimerez, vous avez aimé, vous pourriez, vu pour vous, à consulter aussi,
  à découvrir aussi, à découvrir., à lire dans, à lire ensuite, à lire sur, à lire également, à lire.,
  à ne pas manquer., à retrouver aussi, à voir aussi, à voir également, à écouter aussi, ça peut vous,
  épisodes précédents, ~associé, ~connexe, ~du même auteur, ~en relation, ~pourraient vous, ~pourrait vous,
  ~recommand, ~similaire, ~suggér, ~sur ce thème, ~sur le même sujet, ~sur le même thème, ~vous intéresser,
  ~vous plaire, ~à lire aussi
es: además., amplía esta, artículos del mismo, artículos sobre, contexto., continúa leyendo, cronología,
  del mismo tema, en contexto., en la misma, le podría, le puede, lea además, lea aquí, lea el, lea más.,
  lea también, lea., lee además, lee más., lee., leer más., leer también, leer., mira también,
  más artículos de, más artículos del autor, más de este autor, más de este tema, más del autor,
  más en este tema, más información sobre, más noticias de, más noticias sobre, más sobre, no deje de leer,
  no dejes de leer, no te pierdas., noticias sobre, otras noticias de, otros artículos de, para leer,
  para profundizar, para saber más, puedes leer, quizá le, quizá te, quizás le, quizás te, saber más.,
  seguir leyendo, si te gustó, si te interesa, siga leyendo, sigue leyendo, sobre el mismo, sobre el tema,
  tal vez te, también en esta, también le, también podría, también puede, también puedes, también te,
  te podría, te puede, te recomend~, vea también, ver también, véase también, ~del mismo autor,
  ~lee también, ~podría interesar, ~podría interesarte, ~puede interesar, ~puede interesarle,
  ~puede interesarte, ~recomend, ~relacionad, ~similares, ~sobre este tema, ~suger, ~te puede gustar,
  ~te va a interesar
ca: del mateix autor, llegeix també, llegir més, llegiu també, més informació, més sobre,
  notícies relacionades, sobre el mateix, també et pot, ~et pot interessar, ~relacionat
pt: assista também, confira também, confira., continuar a ler, continue a ler, continue lendo,
  da mesma série, do mesmo autor, entenda o caso, entenda., leia a seguir, leia ainda, leia mais,
  leia outras, leia., ler também, linha do tempo, mais artigos de, mais deste autor, mais do autor,
  mais notícias sobre, mais sobre, notícias sobre, não deixe de ler, outras notícias sobre,
  outros artigos de, para saber mais, quem leu, relembre., saiba mais, se interessou, sobre este assunto,
  sobre o tema, sugestões de leitura, talvez se interesse, talvez você, vale a leitura, veja ainda,
  veja mais., veja também, você pode se, ~correlat, ~leia também, ~mesmo assunto, ~pode gostar,
  ~pode interessar, ~recomend, ~relacionad, ~semelhante, ~similares, ~sobre o mesmo, ~suger, ~também pode
gl: le tamén, pode interesarche
it: altri articoli di, altri articoli su, altro su, approfondiment~, approfondisci, articoli dello stesso,
  articoli simili, continua a leggere, continua la lettura, da leggere., da non perdere sull'argomento,
  dello stesso, di più su, guarda anche, leggi altro, leggi di più, leggi pure, leggi tutti gli articoli su,
  leggi., nella stessa, per approfondire, per saperne, più su, potrebbe anche, può interessarti,
  scopri anche, stesso argomento, sullo stesso, ti potrebbe, ti potrebbero, ti può, tutti gli articoli su,
  vedi anche, vi potrebbe, ~collegat, ~consigliat, ~correlat, ~leggi anche, ~potrebbe interessarti,
  ~potrebbero interessarti, ~può interessare, ~raccomandat, ~stesso autore, ~suggeriti,
  ~sullo stesso argomento
ro: alte articole, articole pe aceeași, citește mai, citește în continuare, citiți și, din aceeași,
  mai mult despre, mai multe despre, pe această temă, pe același subiect, s-ar putea, te poate interesa,
  te-ar putea, vezi și, ~ar putea interesa, ~citește și, ~pe aceeași temă, ~recomandat, ~similare
nl: anderen bekeken ook, anderen lazen ook, artikelen over, bekijk ook, dit artikel hoort bij, dit vind je,
  eerder over, in deze serie, in dit dossier, interessant voor jou, lees hier, lees meer artikelen over,
  lees meer over, lees meer., lees verder, lees., leestip~, meer artikelen over, meer artikelen van,
  meer nieuws over, meer over, meer uit dit dossier, meer van deze auteur, misschien ook, misschien vind,
  ook interessant, ook leuk, op hetzelfde, uit deze serie, uit dit dossier, van dezelfde, verder lezen,
  vind je misschien, voor jou., wellicht ook, zie ook, ~aanbevolen, ~gerelateerd, ~lees ook,
  ~over dit onderwerp, ~vergelijkbare, ~verwant, ~vind je ook
af: lees ook, soortgelyk~, ~verwante
sv: andra läser, andra läste, artikelserie, artiklar om, du kan också, du kanske, fler artiklar om,
  fler från, fler texter av, i artikelserien, i samma, läs fler artiklar om, läs hela, läs mer om, läs mer.,
  läs vidare, läs vår, läs., mer av, mer från samma, mer i ämnet, mer läsning., mer om, samma ämne,
  se också, se även, tidigare om, tipsar om, ~liknande, ~läs också, ~läs även, ~om samma, ~på samma tema,
  ~rekommendera, ~relaterad
no: andre leste, andre saker om, du liker kanskje, du vil kanskje, flere artikler om, flere saker om,
  for deg., i samme serie, kanskje du, kanskje liker, les alt om, les flere, les hele, les mer i,
  les mer om, les mer., les saken, les videre, les., mer fra samme, mer fra serien, mer om, om samme tema,
  saken oppdateres., samme tema, se også, tidligere saker, ~anbefal, ~les også, ~lignende, ~om samme sak,
  ~relater
da: andre læste, du vil måske, flere artikler fra serien, flere artikler om, fra samme, læs hele,
  læs mere her, læs mere i, læs mere om, læs mere., læs., mere fra serien, mere om, måske er du,
  måske kan du, samme emne, se også, tidligere artikler, ~anbefal, ~lignende, ~læs også, ~om samme emne,
  ~relatere
is: lesa einnig, lesið einnig, sjá einnig, tengdar, tengt efni
fi: aiheeseen, aiheeseen liitty~, juttusarja, katso myös, lisää samasta, lue lisää, lue seuraavaksi,
  lue tästä, lue., muut lukivat, saatat pitää, sarjan muut, sinua saattaa, sinua voisi, sinulle.,
  voisit pitää, ~aiheesta, ~liittyv, ~lue myös, ~saattaa kiinnostaa, ~samankaltai, ~suosittel,
  ~voisi kiinnostaa
et: loe edasi, loe lisaks, loe veel, samas sarjas, soovitame, teised on lugenud, vaata ka, ~loe ka,
  ~samal teemal, ~sarnased, ~seotud
lv: iesakām, lasi arī, lasi vēl, lasiet arī, lasīt vēl, līdzīgi, par šo tēmu, skaties arī, vairāk par,
  ~par tēmu, ~saistīt
lt: jums gali, jus gali, panašūs, rekomenduojame, skaitykite daugiau, skaitykite taip pat, skaityti daugiau,
  taip pat skaitykite, ~susij, ~šia tema
pl: artykuły autora, czytaj dalej, czytaj dalszy, czytaj więcej, czytaj., do poczytania, dowiedz się więcej,
  inne artykuły autora, inne teksty autora, inni czytali, mogą cię, może ci się, może cię, może państwa,
  może zainteresować, o tym samym, pozostałe artykuły autora, przeczytaj również, przeczytaj także,
  przeczytaj też, przeczytaj więcej, przeczytaj., sprawdź także, sprawdź też, to cię zainteresuje,
  to może cię, w tym cyklu, warte przeczytania, warto przeczytać, więcej artykułów autora, więcej na temat,
  więcej na ten, więcej o, więcej od autora, więcej tekstów autora, wybrane dla ciebie, z tej serii,
  zainteresuje, zobacz również, zobacz także, zobacz też, zobacz więcej na temat, zobacz., ~czytaj również,
  ~czytaj także, ~czytaj też, ~mogą cię zainteresować, ~może cię zainteresować, ~na ten temat, ~podobn,
  ~polec, ~powiązan, ~rekomend, ~tego autora, ~w tym temacie
cs: další díly, další z, další články autora, dále čtěte, k tomuto tématu, mohlo by se, mohlo by tě,
  mohlo by vás, může vás, poslušte si také, přečtěte si, také čtěte, viz také, více na téma, více o tématu,
  z našeho seriálu, čtěte dále, čtěte i, čtěte také, čtěte více, čtěte., ~by vás mohlo, ~doporuč, ~k tématu,
  ~na stejné téma, ~podobné, ~souvise, ~vás zajímat
sk: mohlo by vás, mohlo by ťa, na rovnakú tému, pozri aj, pozrite aj, prečítaj si, prečítajte si,
  tiež čítajte, viac na tému, viac o téme, čítajte aj, čítajte tiež, čítajte viac, čítajte ďalej, čítajte.,
  ~by vás mohlo, ~k téme, ~na túto tému, ~odporúč, ~podobné, ~súvisiac
hu: a sorozat, bővebben, erről még, ezek is, ezt is, lásd még, még több a témáról, olvasd el, olvassa el,
  tovább olvas~, további cikkek a szerzőtől, ~a témában, ~ajánl, ~hasonló, ~kapcsolód, ~érdekelhet
sl: beri tudi, mogoče vas, morda vas, na isto temo, preberi še, preberite tudi, preberite več, preberite še,
  priporoč, v povezavi, več o, ~podobn, ~povezan, ~sorodn, ~utegne zanimati, ~vas zanimati
hr: moglo bi vas, možda vas, možda će vas, na ovu temu, pogledajte još, pročitaj i, pročitaj još,
  pročitajte još, pročitajte više, pročitajte., vezane vijesti, vezano, vidi još, više na temu, više o,
  čitaj još, čitajte još, ~moglo zanimati, ~na istu temu, ~povezan, ~preporuč, ~pročitajte i, ~sličn, ~srodn
sr: више о, можда вас, можда ће вас, на ову тему, погледајте и, погледајте још, прочитајте више,
  прочитајте и, прочитајте још, читајте још, ~на исту тему, ~повезан, ~препоруч, ~сличн, ~сродн
mk: на оваа тема, поврзани, прочитај и, прочитајте и, прочитајте повеќе, слични
bg: виж и, виж още, вижте и, вижте още, може да ви, може да те, на същата тема, още по тема, по същата тема,
  прочетете и, прочетете още, прочетете повече, прочети и, прочети още, ~може да ви харес, ~по темата,
  ~подобни, ~препоръч, ~свързан
sq: artikuj të ngjashëm, lexo më, mund t'ju, për këtë temë, shih edhe, të lidhura, ~lexo edhe, ~lexoni edhe,
  ~ngjashme
el: ίσως σας, δείτε ακόμα, δείτε επίσης, δείτε και, δείτε περισσότερα για, διαβάστε ακόμα,
  διαβάστε περισσότερα, διαβάστε στη συνέχεια, διαβάστε., θα σας, μην χάσετε., περισσότερα για, του ίδιου,
  ~ίδιο θέμα, ~διαβάστε ακόμη, ~διαβάστε επίσης, ~διαβάστε και, ~μπορεί να σας, ~παρόμοι, ~προτείνουμε,
  ~προτεινόμεν, ~σχετικ
ru: в тему., вам будет, вам понравится, вам также, вам это, вас заинтересует, вас может, вас также,
  возможно вам, возможно вас, другие материалы, другие статьи автора, ещё на эту, ещё об этом,
  из этой серии, интересно почитать, материалы автора, на ту же, не пропустите., предыдущие материалы,
  ранее., см. также, смотри также, смотрите ещё, смотрите также, советуем почитать, статьи автора, сюжет,
  также читайте, читай также, читайте далее, читайте ещё, читайте., читать также, читают также,
  что ещё почитать, ~вам может, ~может быть интересно, ~на эту тему, ~по теме, ~похож, ~рекоменд, ~связанн,
  ~читайте также
uk: більше про, вам також, вас може, вас також, див. також, дивіться також, на тему., радимо почитати,
  також читайте, читайте ще, читайте., читати також, ще на цю, інші матеріали за, ~вам може, ~за темою,
  ~на цю тему, ~по темі, ~повʼязан, ~повязан, ~рекоменд, ~схож, ~читайте також
be: глядзіце таксама, на гэту тэму, па гэтай тэме, чытайце таксама, чытайце яшчэ, ~па тэме, ~падобн
kk: оқи отырыңыз, тақырып бойынша, тақырыпқа қатысты, ұқсас, ~оқыңыз
tr: ayrıca bakınız, ayrıca oku~, bu habere, bu konuda, bu yazıyı okuyanlar, bunlar da ilginizi, bunlara da,
  bunları da oku~, bunu da oku~, bunu okuyanlar, daha fazla oku, diğer yazıları, ilgili içerik~,
  ilginizi çek~, konu hakkında, okumaya devam, sizin için, sıradaki haber, tavsiye edilen, yazarın diğer,
  şunları da, ~alakalı, ~benzer, ~hoşunuza gidebilir, ~ilgili, ~ilginizi çekebilir, ~ilişkili, ~önerilen
az: bu mövzu, bu mövzuda, bunları da, həmçinin oxu~, mövzu ilə, mövzuya, oxşar, oxşar xəbər~, əlaqəli,
  ~maraqlı ola
ar: أخبار ذات, اقرأ المزيد, اقرأ في, اقرؤوا أيضا, اقرئي أيضا, المزيد حول, المزيد عن, الموضوعات المتعلقة,
  انظر أيضا, تابع أيضا, تابع القراءة, حول نفس الموضوع, ربما تود, ربما يعجبك, شاهد أيضا, طالع أيضا,
  في نفس السياق, قد ترغب, قد يعجبك, قد يعجبكم, قد يهمك, قد يهمكم, لقراءة المزيد, للمزيد حول, مقالات ذات,
  مقترحات, مواضيع ذات, موصى به, موضوعات ذات, نرشح لك, نرشح لكم, ~اخترنا لك, ~اخترنا لكم,
  ~اقرأ أيضا, ~ذات الصلة, ~ذات صلة, ~متعلقة, ~مرتبطة,
  ~مشابهة, ~نفس الكاتب
fa: بخوانید., بیشتر بخوانید, در این باره, در همین باره, در همین رابطه, شاید این, شاید بپسندید, شاید دوست,
  مطالب پیشنهادی, همچنین بخوانید, پیشنهاد می, ~در همین زمینه, ~مرتبط, ~مشابه, ~همین موضوع
ur: اسی بارے میں, متعلقہ, مزید متعلقہ, مزید پڑھیں, یہ بھی پڑھیے, ~یہ بھی پڑھیں
he: אולי יעניין~, אולי תאהבו, אולי תרצו, כתבות בנושא, כתבות דומות, כתבות נוספות בנושא, מומלצ~, עוד באותו,
  עוד בנושא, עוד כתבות בנושא, קרא גם, קראו גם, קריאה נוספת, ראו גם, ~באותו נושא, ~בנושא זה, ~קשורות, ~קשורים
hi: आपको पसंद, इन्हें भी पढ़ें, इस बारे में, इससे जुड़े, इसे भी पढ़ें, और पढ़ें, पढ़ें ये भी, मिलती जुलती,
  यह भी देखें, संबंधित, सम्बंधित, सुझाए, ~यह भी पढ़ें, ~ये भी पढ़ें, ~से जुड़ी
mr: आणखी वाचा, या विषयी, संबंधित, हे पण वाचा, ~हेही वाचा
bn: আপনার পছন্দ, আরও খবর, আরও দেখুন, আরো পড়ুন, এ বিষয়ে, এই বিভাগের, একই বিষয়, প্রাসঙ্গিক, সংশ্লিষ্ট, ~আরও পড়ুন,
  ~সম্পর্কিত
ta: இதையும் படி, இதையும் வாசி, மேலும் படிக்க, ~தொடர்புடைய
te: ఇది కూడా చదవండి, ఇదీ చదవండి, ఇవి కూడా చదవండి, మరింత చదవండి, ~సంబంధిత
ml: ഇതും വായിക്കുക, ബന്ധപ്പെട്ട വാർത്ത~, ~ബന്ധപ്പെട്ട
ne: यो पनि पढ्नुहोस्, सम्बन्धित
si: අදාළ
th: ~ข่าวเกี่ยวข้อง, ~คุณอาจสนใจ, ~ที่เกี่ยวข้อง, ~อ่านต่อ, ~อ่านเพิ่มเติม, ~แนะนำ
vi: bài cùng, bài viết cùng, bài viết tương tự, có thể bạn, cùng chuyên mục, cùng tác giả, dành cho bạn,
  dòng sự kiện, gợi ý, mời bạn đọc, mời đọc, nên đọc, tin cùng, xem thêm, xem tiếp., đề xuất, đọc thêm,
  đọc tiếp., ~bạn quan tâm, ~có thể quan tâm, ~cùng chủ đề, ~liên quan
id: anda mungkin, artikel lain tentang, baca berita, baca lainnya, baca pula, baca selengkapnya.,
  berita lainnya tentang, dari penulis yang sama, kamu juga, kamu mungkin, lainnya dari penulis,
  lanjutkan membaca, lihat artikel lain, lihat juga, mungkin anda, mungkin juga, mungkin kamu,
  selanjutnya baca, simak juga, simak pula, untuk anda., untukmu., ~baca juga, ~mungkin suka, ~rekomendasi,
  ~serupa, ~terkait
ms: anda mungkin, artikel serupa, baca juga, baca lagi, berita lain, mungkin anda, ~berkaitan
tl: baka gusto, basahin ang, basahin., maaari mo, ~basahin din, ~kaugnay
sw: habari nyingine zinazo, habari zaidi kuhusu, pia soma, soma pia, soma zaidi, tazama pia,
  unaweza kupenda, unaweza pia, zaidi kuhusu, ~inayohusiana, ~zinazofanana, ~zinazohusiana
zu: funda futhi, funda nalokhu, funda olunye, funda., izindaba ezifanayo, okunye ngalolu, ~ezihlobene
xh: funda kwakhona, ~ezinxulumene
so: akhri sidoo, la xiriira, sidoo kale akhri
ha: karanta kuma, ku karanta, masu alaka
am: በተጨማሪ ያንብቡ, ተዛማጅ, ተያያዥ
ka: ასევე წაიკითხეთ, დაკავშირებული, მსგავსი, წაიკითხეთ აგრეთვე
hy: կարդալ նաև, կարդացեք նաև, նմանատիպ
eu: erlazionatutako, irakurri ere, lotutako, zerikusia
eo: legu ankaŭ, rilataj
zh: ~为你推荐, ~为您推荐, ~也许你, ~今日推荐, ~你可能, ~参考阅读, ~同主题, ~同类文章, ~同類, ~延伸閱讀,
  ~延伸阅读, ~您可能, ~扩展阅读, ~推荐文章, ~推荐阅读, ~推薦文章, ~推薦閱讀, ~擴展閱讀, ~更多報導,
  ~更多报道, ~更多文章, ~更多阅读, ~深度阅读, ~為你推薦, ~猜你喜欢, ~猜你喜歡, ~相关, ~相關, ~看了又看,
  ~类似文章, ~系列文章, ~背景阅读, ~阅读推荐
ja: ~あなたに, ~あわせて読みたい, ~おすすめ, ~お勧め, ~お薦め, ~こちらも, ~この記事に, ~この記事を読んだ,
  ~この連載, ~これまでの記事, ~こんな記事も, ~さらに詳しく, ~の記事もどうぞ, ~オススメ, ~似た記事,
  ~併せて読みたい, ~合わせて読みたい, ~同じカテゴリ, ~時系列, ~次に読みたい, ~次に読む, ~続きを読む,
  ~連載の, ~関連, ~類似
ko: ~같이 볼, ~관련, ~다른 기사 보기, ~당신이 좋아할, ~더 읽, ~비슷한, ~연관, ~연재, ~이 기사와, ~이 시리즈,
  ~이어서 볼, ~읽어볼, ~추천, ~함께 보면, ~함께 볼, ~함께 읽
"""
