"""What pages say in place of an article, in many languages.

One language a line or two, as alternatives of a pattern in lower case; an indented line goes on.
"""

from __future__ import annotations

import re

# What can be missing, and what is said of it; either may come first.
PAGE = r"""
page|article|story|content|url|document|post|link|address|seite|artikel|inhalt|beitrag|dokument|contenu
página|pagina|pàgina|paxina|artículo|artigo|articolo|contenido|conteúdo|contenuto|noticia|notícia|matéria
sida|side|artikl|sivu|artikkel|juttu|leh(?:e|t)|lapa|puslapis|stron[aęy]|artykuł|materiał|stránk|článek|článok
oldal|cikk|articol|stran|članak|страни[цч]|стат[ьи]|материал|публикац|новость|сторінк|стаття|матеріал|новин
σελίδα|άρθρο|sayfa|içerik|haber|(?:ha)?laman|berita|trang|bài viết|ukurasa|الصفحة|المقال|الخبر|المحتوى|صفحه
مطلب
ה?דף|ה?עמוד|ה?כתבה|पृष्ठ|पेज|หน้า|পৃষ্ঠা|页面|网页|頁面|網頁|文章|内容|內容|稿件|新闻|链接|ページ|記事
コンテンツ|페이지|기사|게시물
"""
MISSING = r"""
not (?:be )?found|(?:does|do|is|are|was)(?:n't| not) (?:exist|available|here|there)|missing|unavailable
(?:can't|can not|cannot|couldn't|could not|unable to|didn't|did not) (?:seem to )?(?:be found|find|locate)
nicht (?:\(?mehr\)? ?)?(?:gefunden|finden|vorhanden|verfügbar|existiert)|existiert (?:leider )?nicht
gibt es nicht
introuvable|non[ -]trouvée?|inexistante?|n'existe (?:pas|plus)|n'a pas été trouvée?
no (?:se )?(?:ha |hemos |pudo |puede )?(?:sido |podido |pudimos )?(?:encontr\w+|existe|disponible|trobad\w)
não (?:foi |se )?(?:encontr\w+|existe\w*|disponível)
non (?:è stata )?(?:trovat\w|esiste\w*|disponibile|atopad\w)
niet (?:worden )?gevonden|bestaat niet|niet beschikbaar|nu (?:a fost găsit\w|există|poate fi găsit\w)
negăsit\w
(?:inte|ikke) (?:hitt\w+|finn\w*|fund\w+|funn\w+|find\w+|exister\w*)
(?:hitt\w+|finn\w*|find\w*|fant) (?:inte|ikke)
ei (?:löydy|löytynyt|ole olemassa|leitud)|nav atrasta|nerastas|haukupatikana
nie (?:została |zostało )?znalezion\w+|nie (?:istnieje|ma takiej)|neexistuje|ne(?:byla? )?nalezen\w?
sa nenaš\w+|nenájden\w+
nem (?:található|létezik)|nije (?:pronađen\w|nađen\w)|ne (?:postoji|obstaja)|ni (?:bilo mogoče najti|najden\w)
не ?(?:была |е )?(?:найден\w*|существует|намерен\w|открит\w|съществува|постоји|знайден\w+|існує)
δεν (?:βρέθηκε|υπάρχει)|bulunam\w+|mevcut değil|tidak (?:dapat )?(?:ditemukan|dijumpai|ada|tersedia)
không (?:tìm thấy|tồn tại)|غير موجودة?|لم يتم العثور|(?:یافت|پیدا) نشد|لا (?:غير )?(?:توجد|يوجد)
לא (?:נמצא|קיי?ם)
नहीं मिला|मौजूद नहीं|ไม่พบ|পাওয়া যায়নি|不存在|未找到|没有找到|找不到|走丢|见つかり|見つかり|みつかり
存在し(?:ない|ません)|찾을 수 없|존재하지 않
"""
# The same without a noun, as whole headings.
NOT_FOUND = r"""
(?:page )?not found|nothing (?:was )?found|nicht gefunden|introuvable|no encontrad[ao]|não encontrad[ao]
niet gevonden
(?:that|it|this) (?:can't|cannot|could not) be found|не найден[ао]|не знайдено|bulunamadı|找不到
見つかりません
"""
GONE = r"""
no longer (?:available|exists?|online|here)
(?:been|was|is) (?:removed|deleted|withdrawn|taken down|unpublished)
(?:has|have|is) (?:expired|archived)|nicht (?:mehr|länger) (?:verfügbar|abrufbar|online|zur verfügung)
(?:wurde|ist) (?:\w+ )?(?:gelöscht|entfernt|abgelaufen|depubliziert)
n'est plus (?:disponible|accessible|en ligne)
a été (?:supprimée?|retirée?|dépubliée?)|a expiré|non è più (?:disponibile|online)
è stat[oa] (?:rimoss[oa]|cancellat[oa]|eliminat[oa])|è scadut[oa]|ya no (?:está disponible|existe)
(?:ha sido|fue) (?:eliminad[oa]|retirad[oa]|borrad[oa])|ha (?:caducado|expirado)|não está mais disponível
já não está disponível|foi (?:removid[oa]|excluíd[oa]|retirad[oa]|apagad[oa])|expirou
niet (?:meer|langer) beschikbaar|is (?:verwijderd|verlopen)|inte längre (?:tillgänglig|kvar)|har tagits bort
ikke (?:lenger|længere) (?:tilgjengelig|tilgængelig)|er (?:slettet|fjernet|avpublisert)|ei ole enää saatavilla
on poistettu|nie jest już dostępn\w|jest już niedostępn\w|został\w? usunięt\w|wygasł?\w*
(?:není|nie je) (?:již |už )?dostupn\w
(?:byl|bol)[aoy]? (?:smazán|odstraněn|odstránen)\w?|eltávolít\w+|már nem elérhető|nu mai este disponibil\w?
a fost șters\w?
больше не ?доступн\w+|(?:был\w? )?удал[её]н\w?(?!\w)|снят\w? с публикации|більше не ?доступн\w+
видален\w?(?!\w)
yayından (?:kaldırıl|alın)\w+|silin(?:di|miş)\w*|artık (?:mevcut|yayında) değil|tidak lagi tersedia
(?:sudah|telah) dihapus
không còn (?:tồn tại|khả dụng)|đã (?:bị )?(?:xóa|gỡ)|δεν είναι πλέον διαθέσιμ\w|έχει αφαιρεθεί|διαγράφηκε
لم ي?ت?عد متاح\w*|تم حذف\w*|محذوف\w*|لم يعد موجود\w*|הוסר\w*|אינ[הו] זמינ[הו]?|हटा दि?या गया
已?(?:被)?(?:\w{0,6})(?:删除|刪除|下架|移除)|已(?:过期|過期|下线)|削除され
(?:公開|掲載)(?:期間が|を|は)?終了|삭제(?:된|되었)|만료된
"""
LOGIN = r"""
(?:please )?(?:log|sign)[ -]?(?:in|on|up)(?: (?:to|with|or|for) .{2,40})?|register|registration
create (?:an|your|a free) account|member (?:login|area)|my account|your account|authentication(?: required)?
anmelden|anmeldung|einloggen|registrieren|registrierung|bitte (?:melden sie sich an|anmelden|einloggen)
mein konto
(?:se )?connecter|connexion|connectez-vous|identifiez-vous|identification|s'identifier|créer un compte
mon compte
inici(?:ar|a|o) (?:de )?sesión|acceder|acceso|ingresar|regístrate|registrarse|mi cuenta
crear (?:una )?cuenta
entrar|fazer login|faça (?:o )?(?:seu )?login|iniciar sessão|acesse sua conta|cadastre-se|minha conta
accedi|accesso|registrati|area riservata|inloggen|aanmelden|registreren|mijn account
logga in|logg inn|log ind|min (?:konto|side|sida)|kirjaudu(?: sisään)?|kirjautuminen|logi sisse
zaloguj(?: się)?|logowanie|rejestracja|moje konto|přihlášení|přihlásit se|prihlásenie|prihlásiť sa
bejelentkezés|belépés|autentificare|conectare|intră în cont|prijava|prijavi se|prijavite se|пријава
вход(?: в .{3,30})?|войти(?: в .{3,30})?|авторизация|регистрация|вхід|увійти|авторизація|реєстрація
σύνδεση|είσοδος|εγγραφή|giriş(?: yap)?|üye girişi|oturum aç|kayıt ol|masuk|log masuk|daftar|đăng nhập
đăng ký
تسجيل الدخول|دخول|ورود(?: به .{2,30})?|ثبت نام|התחברות|כניסה|लॉग ?इन(?: करें)?|เข้าสู่ระบบ|লগ ?ইন
(?:用户|會員|会员|账号)?(?:登录|登錄|登入|注册|註冊)|ログイン|会員登録|サインイン|로그인|회원가입
"""
# Who the question is about, and what is asked.
HUMAN = r"""
human|(?:ro)?bots?|mensch|roboter|humain|robots?|humano|robô|umano|robotem|człowiekiem|робот\w*|человек\w*
людин\w*
robot\w*|insan|ロボット|人間|机器人|機器人|人机|로봇|사람|روبوت\w*|إنسان|ربات|רובוט
"""
PROOF = r"""
are you|verify\w*|confirm\w*|prove|check\w*|or (?:ro)?bot|or human|sind sie|bestätig\w+|êtes-vous|vérifie\w+
confirme\w+|verifi\w+|comprueb\w+
potwierd\w+|czy|подтверд\w+|провер\w+|вы|підтверд\w+|doğrula\w*|mısınız|misiniz|musunuz|確認|ありません|验证
驗證|확인|아닙니다
التحقق|تأكيد|תוכיח\w*|אימות
"""
BOT_CHECK = r"""
just a moment|one more step|ddos-guard|one moment(?:,? please)?|attention required|pardon our interruption
request unsuccessful
access (?:to this page (?:has been |is )?)?denied|(?:sorry,? )?you have been blocked|captcha
ddos protection.*
are you (?:a |not a )?(?:human|robot)
(?:verify|confirm|prove|verifying)(?: that)? you(?:'re| are) (?:a )?(?:human|not a (?:ro)?bot)
(?:human|bot|robot|browser) (?:verification|check|detection)|security (?:check|verification)
checking (?:your browser|if the site).*|unusual (?:traffic|activity).*|please (?:wait|verify).*
(?:einen |nur einen )moment(?: bitte)?|sind sie ein (?:mensch|roboter)|zugriff verweigert
sicherheits(?:über)?prüfung
un (?:instant|moment|momento)(?:,? (?:s'il vous plaît|por favor|per favore))?|accès (?:refusé|interdit)
vérification(?: de sécurité)?|êtes-vous un (?:humain|robot)|acceso denegado|verificación de seguridad
(?:eres|es usted) un robot
um momento|acesso negado|verificação(?: de segurança)?|accesso negato|sei un robot|even geduld
toegang geweigerd
(?:jeszcze )?chwil[ak]\w*|odmowa dostępu|czy jesteś robotem|přístup (?:odepřen|zamítnut)|okamžik prosím
один момент|подождите.*|доступ (?:запрещ[её]н|ограничен)|вы (?:не )?робот|подтвердите.*(?:робот|человек)
проверка (?:браузера|безопасности)|зачекайте.*|доступ (?:заборонено|обмежено)
bir dakika.*|erişim (?:engellendi|reddedildi)|robot musunuz|akses ditolak|truy cập bị từ chối|لحظة.*
تم رفض الوصول.*
请稍候|请稍等|請稍候|安全验证|安全驗證|访问(?:被拒绝|受限|验证)|人机验证|滑动验证|验证码
しばらくお待ちください|アクセスが(?:拒否|制限).*|私はロボットではありません|잠시만 기다.*
접근이 (?:거부|차단).*|로봇이 아닙니다|보안 (?:확인|검사)
"""
# Headings of search results.
SEARCHED = r"""
(?:your )?search(?: results?)?(?: for .{1,80})?|results? for .{1,80}|(?:\d+ )?results?
no (?:search )?results(?: found)?.{0,80}
such(?:e|ergebnisse?)(?: (?:nach|für) .{1,80})?|ergebnisse (?:für|zu) .{1,80}
(?:résultats? (?:de (?:la |votre )?)?)?recherche.{0,80}
resultados? (?:de (?:la )?|da )?(?:búsqueda|busca|pesquisa).{0,80}|resultados para .{1,80}
(?:risultati )?(?:della )?ricerca.{0,80}
zoek(?:en|resultaten).{0,80}|sök(?:resultat)?.{0,80}|søk(?:eresultat\w*)?.{0,80}|søg(?:eresultat\w*)?.{0,80}
haku(?:tulokset)?.{0,80}
wyniki wyszukiwania.{0,80}|výsledky (?:vyhledávání|vyhľadávania).{0,80}|keresés.{0,80}
rezultat\w* (?:căut|pretr)\w*.{0,80}
(?:результат\w* )?(?:поиск[аи]?|пошук\w?).{0,80}|αποτελέσματα.{0,80}|arama sonuçları.{0,80}
hasil pencarian.{0,80}|kết quả tìm kiếm.{0,80}
نتائج البحث.{0,80}|نتایج جستجو.{0,80}|תוצאות חיפוש.{0,80}|搜索结果.{0,80}|搜尋結果.{0,80}
.{0,40}検索結果.{0,80}|.{0,40}검색 ?결과.{0,80}
"""
# Words of a request for consent; a stem stands for its word in all forms.
CONSENT = r"""
cookies?|consent|personal data|legitimate interest|privacy|tracking|third[- ]part\w+|partners?|gdpr
personali[sz]\w+
einwillig\w*|zustimm\w*|datenschutz\w*|personenbezogen\w*|werbung|tracking|partnern?|consentement|traceurs?
données personnelles|vie privée|partenaires|confidentialité
consentimi?e?nto|datos personales|privacidad\w*|socios|dados pessoais|parceiros|consenso|dati personali
partner
toestemming|persoonsgegevens|samtycke|samtykke|personuppgifter|personopplysninger|informasjonskapsler
eväst\w+|suostum\w+
zgod\w+|ciastecz\w+|dan(?:e|ych) osobow\w+|partner\w+|souhlas\w*|súhlas\w*|osobn\w+ úda\w+|hozzájárul\w*
süti\w*|consimțăm\w+|pristan\w+|privol\w+|kolačić\w*
согласи\w*|файл\w* cookie|куки|персональн\w+ данн\w+|згод\w+|персональн\w+ дан\w+|συγκατάθεσ\w+|çerez\w*
onay\w*|kuki|persetujuan
"""
# The same in scripts without spaces or with glued articles; so for the others below.
CONSENT_UNSPACED = r"""
クッキー|同意|プライバシー|個人(?:情報|データ)|쿠키|동의|개인정보|隐私|隱私|个人信息|ملفات تعريف الارتباط
موافق\w*|الخصوصية|คุกกี้|ยินยอม
"""
# Who asks for it. Texts about cookies don't speak so.
WE = r"""
we|our|us|wir|unsere?[nrms]?|uns|nous|nos|notre|nosotros|nuestr[oa]s?|utilizamos|usamos|nós|noss[oa]s?|noi
nostr[oiae]|utilizziamo
wij|we|onze|vi|våra?|vårt|vores|me|meidän|käytämme|my|nasz\w*|używamy|naš\w*|používáme|používame|mi
használunk|noastr\w+|folosim|koristimo
мы|наш\w*|ми|ние|εμείς|μας|χρησιμοποιούμε|biz|bizim|kullanıyoruz|kami|chúng tôi
"""
WE_UNSPACED = r"""
当社|弊社|当サイト|我们|我們|本网站|本網站|저희|당사|우리는|نحن|نستخدم|เรา
"""
# Buttons by which it is given.
ACCEPT = r"""
(?:i )?accept.*|(?:i )?agree.*|allow.*|consent.*|yes,? .*|got it|ok(?:ay)?|akzept.*|alle[sn]? akzept.*
zustimm.*|einverstanden|(?:ja, )?ich (?:stimme|akzept).*|(?:tout |j')?accept.*|continuer sans.*|acept.*
aceit.*|concordo.*|accett.*|akkoord.*|alles? accept.*
godta.*|godkänn.*|tillad.*|acceptér.*|hyväksy.*|akcept.*|zgadzam.*|přijm.*|souhlas.*|prijať.*|súhlas.*
elfogad.*|prihva.*|slažem.*
принять.*|соглас.*|прийняти.*|погодж.*|приемам.*|αποδ.*|συμφων.*|kabul.*|setuju.*|terima.*|đồng ý.*
chấp nhận.*
.*(?:同意|接受|許可|동의|허용).*|أوافق.*|قبول.*|موافق.*|ยอมรับ.*|स्वीकार.*|אישור.*|מסכים.*
"""
# Words beside "JavaScript" in a page that asks to turn it on.
SCRIPT_ASKED = r"""
enabl\w+|disabl\w+|turn(?:ed)? (?:it )?o(?:n|ff)|requir\w+|need\w*|support\w*|browser\w*|work\w* without
run this app|necessary
aktivier\w*|deaktiviert|benötig\w*|navigateurs?|activ\w+|désactivé|nécess\w+|navegador\w*|habilit\w*
deshabilitado|abilit\w*|attiv\w*
inschakel\w*|ingeschakeld|aktiver\w*|slå på|selai\w*|ota käyttöön|włącz\w*|przeglądar\w*|povol\w*|zapn\w*
prohlížeč\w*|engedélyez\w*
включ\w*|отключ\w*|браузер\w*|увімкн\w*|вимкнен\w*|ενεργοποι\w*|etkinleştir\w*|tarayıcı\w*|aktifkan|bật
"""
SCRIPT_UNSPACED = r"""
有効|無効|ブラウザ|启用|啟用|开启|浏览器|瀏覽器|활성|브라우저|تفعيل|متصفح|مرورگر|فعال|เปิดใช้|เบราว์เซอร์
ब्राउज़र
"""


# Of a word; Chinese, Japanese and Thai have no such thing.
BEGINNING = r"(?<![a-z\u00c0-\u06ff])"


def either(listing: str) -> str:
    """Return one pattern for a listing of phrases."""
    lines = re.sub(r"\n +", "", listing.strip()).splitlines()
    return f"(?:{'|'.join(lines)})"


def words(listing: str, unspaced: str) -> re.Pattern[str]:
    """Return a pattern for whole words, or for any part of a text in scripts without spaces."""
    return re.compile(rf"(?<!\w){either(listing)}(?!\w)|{either(unspaced)}")


def both(first: str, second: str) -> re.Pattern[str]:
    """Return a pattern for a sentence that has a phrase of each listing, whichever comes first."""
    one, other = BEGINNING + either(first), BEGINNING + either(second)
    gap = r"[^.!?。]{0,50}?"
    return re.compile(f"{one}{gap}{other}|{other}{gap}{one}")
