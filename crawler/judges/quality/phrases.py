"""How sites say, in many languages, that there is more behind a wall or a link: stems, lower case.

One family of languages a line. No sentence of any site: what speaks of paying
or registering and of reading on within a few words is the same plea however it is phrased.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Become a subscriber, a member, a user.
JOIN = (
    r"subscri(?:be|ption)|sign (?:up|in)|log ?in|register|become a member|premium",
    r"create (?:a|an|your) (?:free )?account",
    r"abonnier|abonn?ent|abo\b|anmeld|melden sie sich|registrier|einlogg|freischalt",
    r"abonn|inscri[vt]|connectez|identifi(?:ez|er)",
    r"suscr[ií]|reg[ií]str[ae]|inici[ae]r? sesión|hazte socio|subscri[ua]",
    r"assin(?:e|ante|ar|atura)|cadastr|faça (?:seu )?login|inici[ae]r? sessão|subscrev",
    r"abbon|registra(?:ti|rsi)|acced[ie]|effettua il login",
    r"inloggen|log in|registreer|word (?:lid|abonnee)|meld je aan",
    r"prenumer|logga in|bli medlem|logg inn|log ind|køb adgang|bliv medlem|kjøp",
    r"tilaa|kirjaudu|rekisteröid|telli|logi sisse|áskri|skráðu",
    r"subskry|zasubskry|prenumer|zaprenumer|zaloguj|wykup|zarejestruj|zapisz się",
    r"předpla|přihl[aá]s|predpla|prihl[aá]s|registruj",
    r"előfizet|jelentkez|regisztr|aboneaz|abonează|autentific|conecteaz|înregistr",
    r"pretpla|prijavi|naročnin|naročit|naroči|harpide|prenumeruo|prisijun|abonē|pieslē",
    r"абонир|абонамент|влезте|претплат|пријав|регистр",
    r"συνδρομ|εγγραφ|συνδεθείτε",
    r"подпис|оформите|войдите|авториз|передплат|підпи|увійд|зареєстр|падпіш",
    r"abone|üye ol|giriş yap|kaydol|obuna|abunə",
    r"langganan|berlangganan|melanggan|daftar|log masuk|mag-subscribe|jisajili|jiandikishe",
)
# The same in scripts without spaces, or with prefixes that grow together with the word.
JOIN_INSIDE = (
    r"اشتر[كا]|سج[ّ]?ل|تسجيل|اشتراک|مشترک|ثبت.?نام|وارد شوید|سبسکرائب|رکنیت",
    r"מנוי|להירשם|הירשמו|התחבר",
    r"सब्सक्राइब|सदस्य|लॉग ?इन|साइन|पंजीकरण|সাবস্ক্রাইব|সদস্য|গ্রাহক|লগ ?ইন|சந்தா|సభ్యత్వ|સબ્સ્ક્રાઇબ",
    r"สมัคร|สมาชิก|ลงทะเบียน|เข้าสู่ระบบ|đăng ký|đăng nhập|thuê bao",
    r"订阅|訂閱|登录|登錄|登入|注册|註冊|会员|會員|付费|付費",
    r"会員|登録|購読|ログイン|有料",
    r"구독|로그인|회원|가입|유료",
)
# Read on, read all of it, have access.
READ = (
    r"read|continue|full (?:article|story|access|text)|rest of|unlimited|unlock|access",
    r"lesen|weiter ?les|zugang|zugriff|ganze[nr]? (?:artikel|text)|vollständig|freischalt",
    r"lire|lecture|la suite|article|accé",
    r"ley|leer|lectura|llegi|artículo|contenido|acce[ds]",
    r"ler\b|lendo|leitura|leia|artigo|matéria|conteúdo|acess|aceder",
    r"legg|lettura|articolo|contenut|acced|accesso",
    r"lezen|verder|artikel|toegang",
    r"läs|le[ssr]e|lese|læs|artik|adgang|tilgang",
    r"luke|lue |jatka|artikkel|juttu|lugeda|luge|lesa|áfram",
    r"czyta|artykuł|dostęp|treś",
    r"čt(?:e|ě|ení)|číst|čít|článk|článek|článok|přístup|prístup",
    r"olvas|cikk|hozzáfér|citi|citeș|lectur|articol|acces",
    r"čita|članak|članka|članek|pristup|dostop|prebra|beri|branje|irakur|skaity|straipsn|lasīt|rakst",
    r"чет|прочет|статия|достъп|чита|приступ|чланак",
    r"διαβάσ|διαβάζ|ανάγνωση|άρθρο|πρόσβαση",
    r"чита|чтени|прочи|статью|доступ|материал|статт|чытаць",
    r"oku|haber|makale|devam|erişim|o['ʻ‘]qi|maqola|davam",
    r"baca|membaca|artikel|akses|basahin|magbasa|kusoma|soma|makala",
)
READ_INSIDE = (
    r"قرا|مقال|متابعة|الوصول|خواندن|مطالعه|ادامه|مقاله|دسترسی|پڑھ|مضمون",
    r"לקרוא|קריא|כתבה|מאמר|המשך",
    r"पढ़|लेख|जारी|পড়|নিবন্ধ|প্রতিবেদন|படி|చదవ|વાંચ",
    r"อ่าน|บทความ|เนื้อหา|đọc|bài viết|nội dung",
    r"阅读|閱讀|全文|继续|繼續|文章|查看|解锁|解鎖",
    r"続き|読む|読め|記事|全文|ご覧|お読み|閲覧",
    r"읽|기사|계속|전문|콘텐츠",
)
# A line of these words alone leads to the rest of a text.
MORE = (
    r"(?:click (?:here )?to )?(?:read|view|see)(?: \w+){0,2} (?:more|article|story|post)",
    r"(?:continue|keep) reading(?: \w+){0,3}",
    r"read on|(?:read|show|learn) more",
    r"weiter ?lesen|mehr lesen|mehr anzeigen|(?:zum )?ganze[nr]? artikel(?: lesen)?|jetzt weiterlesen",
    r"lire (?:la suite|plus|l['’]article)|(?:la )?suite|voir plus|en savoir plus",
    r"(?:leer|ver|seguir|sigue|continuar|continúa) (?:más|leyendo|lectura|artículo)|llegir més",
    r"(?:ler|leia|saiba|ver|continuar|continue) (?:mais|lendo|a ler|a leitura)",
    r"(?:leggi|continua|mostra) (?:di più|tutto|altro|a leggere|la lettura|l['’]articolo)|leggi",
    r"(?:lees|meer) (?:meer|verder|lezen)|verder lezen",
    r"läs (?:mer|hela artikeln|vidare)|les (?:mer|hele saken|videre)|læs (?:mere|hele artiklen|videre)",
    r"fortsätt läsa",
    r"lue (?:lisää|koko juttu)|jatka lukemista|loe (?:edasi|rohkem)|lesa meira",
    r"czytaj (?:więcej|dalej)|(?:zobacz|więcej) (?:więcej)?",
    r"(?:číst|čtěte|čítať|čítajte) (?:dále|dál|více|ďalej|viac)|pokračovat ve čtení|celý člán(?:ek|ok)",
    r"(?:olvass|olvasson) tovább|tovább(?: olvasom)?|(?:citește|citeşte|citiți) (?:mai departe|mai mult|tot)",
    r"(?:pročitaj|čitaj|preberi|beri)(?:te)? (?:više|dalje|više|več|naprej)|skaityti (?:daugiau|toliau)",
    r"lasīt (?:vairāk|tālāk)",
    r"(?:прочетете|чети|виж) (?:повече|още|нататък)|прочитај (?:више|још)",
    r"(?:διαβάστε|δείτε) (?:περισσότερα|τη συνέχεια)|συνέχεια",
    r"(?:читать|читайте|читати|читай) (?:далее|дальше|полностью|далі|ещё|еще)|подробнее|детальніше",
    r"devamı(?:nı oku|nı gör| için tıklayın)?|daha fazla(?:sını)? oku\w*",
    r"[اإ]قر[أا] (?:المزيد|أكثر)|المزيد|متابعة القراءة|ادامه مطلب|بیشتر بخوانید|مزید پڑھیں",
    r"קרא[ו]? (?:עוד|הכל)|להמשך קריאה|המשך קריאה",
    r"(?:और|आगे|पूरा) (?:पढ़ें|लेख पढ़ें)|আরও পড়ুন|மேலும் படிக்க",
    r"อ่าน(?:ต่อ|เพิ่มเติม)|(?:đọc|xem) (?:thêm|tiếp)",
    r"(?:baca|lanjut(?:kan)?) (?:selengkapnya|lebih lanjut|membaca)|selengkapnya|soma zaidi",
    r"(?:阅读|閱讀|查看|展开|展開)(?:全文|更多)|继续阅读|繼續閱讀",
    r"(?:続き|もっと|全文)(?:を)?(?:読む|見る|はこちら)",
    r"(?:더|계속|전문) ?(?:보기|읽기)",
)


ALTERNATIVE = re.compile(r"(?:[^|()]|\((?:[^()]|\([^()]*\))*\))+")
FIRST = re.compile(r"[^\W\d_](?![?*+{])")  # a letter that a phrase begins with, whatever follows


def either(phrases: Iterable[str]) -> str:
    """Return one pattern for all phrases; a word is compared with those that begin with its letter alone."""
    groups: dict[str, list[str]] = {}
    for phrase in ALTERNATIVE.findall("|".join(phrases)):
        first = FIRST.match(phrase)
        groups.setdefault(first[0] if first else "", []).append(phrase[1:] if first else phrase)
    return "|".join([f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items()])


JOINS, JOINS_INSIDE = re.compile(rf"\b(?=\w)(?:{either(JOIN)})"), re.compile(either(JOIN_INSIDE))
READS, READS_INSIDE = re.compile(rf"\b(?=\w)(?:{either(READ)})"), re.compile(either(READ_INSIDE))
READ_MORE = re.compile(rf"[\W_]*(?:{either(MORE)})[\W_]*")


def pleads(line: str) -> bool:
    """Say whether a line speaks of paying or registering, and of reading on."""
    low = line.lower()
    if JOINS.search(low) and READS.search(low):
        return True
    return not low.isascii() and bool(JOINS_INSIDE.search(low) and READS_INSIDE.search(low))
