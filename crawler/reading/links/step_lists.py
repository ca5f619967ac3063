"""What sites print over links to the previous and the next article; matched as in `vocabulary`."""

NEXT = """
en: newer post, next article, next entry, next post, next story, older post, prev article, prev post,
  previous article, previous entry, previous post, previous story
de: beitragsnavigation., nächste nachricht, nächster artikel, nächster beitrag, nächster post,
  vorherige nachricht, vorheriger artikel, vorheriger beitrag, voriger artikel
fr: article precedent, article suivant, billet précédent, billet suivant, navigation de l'article.,
  publication précédente, publication suivante
es: artículo anterior, artículo siguiente, entrada anterior, entrada siguiente, navegación de entradas.,
  noticia anterior, noticia siguiente, próximo artículo, siguiente artículo, siguiente noticia
pt: artigo anterior, artigo seguinte, matéria anterior, notícia anterior, post anterior, próxima matéria,
  próxima notícia, próximo artigo, próximo post
it: articolo precedente, articolo successivo, post precedente, post successivo, prossimo articolo
ro: articolul anterior, articolul precedent, articolul următor, postarea următoare
nl: volgend artikel, volgend bericht, volgende artikel, vorig artikel, vorig bericht, vorige artikel
sv: föregående artikel, föregående inlägg, nästa artikel, nästa inlägg
no: forrige artikkel, forrige innlegg, forrige sak, neste artikkel, neste innlegg, neste sak
da: forrige artikel, forrige indlæg, næste artikel, næste indlæg
fi: edellinen artikkeli, edellinen juttu, seuraava artikkeli, seuraava juttu, seuraava kirjoitus
pl: kolejny artykuł, następny artykuł, następny wpis, poprzedni artykuł, poprzedni wpis
cs: další článek, následující příspěvek, následující článek, předchozí příspěvek, předchozí článek
sk: nasledujúci článok, predchádzajúci článok, ďalší článok
hu: előző bejegyzés, előző cikk, következő bejegyzés, következő cikk
hr: prethodni članak, sledeći članak, sljedeća objava, sljedeći članak
el: επόμενο άρθρο, προηγούμενο άρθρο
bg: предишна новина, предишна статия, следваща новина, следваща статия
ru: предыдущая запись, предыдущая новость, предыдущая статья, предыдущий материал, следующая запись,
  следующая новость, следующая статья, следующий материал
uk: наступна новина, наступна стаття, попередня новина, попередня стаття, попередній запис
tr: sonraki haber, sonraki makale, sonraki yazı, önceki haber, önceki makale, önceki yazı
ar: الخبر التالي, الخبر السابق, المقال التالي, المقال السابق
fa: خبر بعدی, خبر قبلی, مطلب بعدی, مطلب قبلی
he: הכתבה הבאה, הכתבה הקודמת, לכתבה הבאה
hi: अगला लेख, अगली खबर, पिछला लेख, पिछली खबर
th: ~บทความก่อนหน้า, ~บทความถัดไป, ~เรื่องถัดไป
vi: bài sau, bài tiếp theo, bài trước, bài viết tiếp, bài viết trước
id: artikel berikutnya, artikel sebelumnya, artikel selanjutnya, berita sebelumnya, berita selanjutnya
sw: habari iliyopita, habari inayofuata
zh: ~上一則, ~上一条, ~上一篇, ~上篇, ~下一則, ~下一条, ~下一篇, ~下篇
ja: ~前の記事, ~次の記事
ko: ~다음 글, ~다음 기사, ~다음글, ~이전 글, ~이전 기사, ~이전글
"""
