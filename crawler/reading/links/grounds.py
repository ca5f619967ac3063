"""What settled the kind of a link: one closed vocabulary, a member for each way out of the decision."""

from __future__ import annotations

from ...vocabulary import Vocabulary


class Ground(Vocabulary):
    """Why a link has its kind, as a sentence that goes on after “it is …, because”."""

    PRESENTED = "presented", "its block is presented as related, and it reads like a headline"
    PRESENTED_ALONE = "presented alone", "among the paragraphs, a line presents it alone as related"
    GRID = "grid", "it is a card of a pictured grid that follows on the article in its column"
    STEP = "step", "it is called the previous or next article"
    TEASER = "teaser", "it is a headline that stands alone between paragraphs"
    PROSE = "prose", "it stands in running text of the article"
    OTHER_LIST = "other list", "its block is called a list of another sort, such as a menu"
    UNSPOKEN = "unspoken", "nothing calls it related, and it stands outside the article"
    UNLIKE = "unlike", "its address is not like an article's, is another page of this one, or is paid for"
    LEFT = "left", "it is neither in running text, nor does it read like a headline of its own"
    MANY_TEASERS = "many teasers", "so many headlines stand alone that the page is a list"
    STATED = "stated", "the page's head or JSON-LD names it, outside of what people see"
