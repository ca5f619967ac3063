"""Exports for linguists and network people, read by the programs they use, hostile texts included."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import conllu
import exported
import hostile_articles
import networkx as nx
import pytest
from builders import make_article, make_link, make_page, make_reading
from exported import BRIDGE, FERRY
from lxml import etree

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.export.xml import clean
from crawler.reasons import Reason
from crawler.records import Kind, Reading, Seed
from crawler.settings import Manners, Settings
from crawler.tokens import is_glued, paragraphs, scripts

LENGTHS = {"PARAGRAPHS": 300, "LINE": 30_000}  # shorter than where they are shown to people
SCHEMA = Path(sys.prefix, "tei", "schemas", "tei_all.rng")
MENU = "https://menu.example/m"
SHORT = "length(text) < 30000"  # the others are no harder, and readers are slow
TEI = "{http://www.tei-c.org/ns/1.0}"
RELAX = "{http://relaxng.org/ns/structure/1.0}"
ESCAPES = {"\\s": " ", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\p": "|", "\\\\": "\\"}
COUNT_LINKS = """select count(*) from edges e where e.source != e.target and e.kind != 'navigation'
and e.source in (select id from corpus) and e.target in (select id from corpus)"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A corpus of hostile articles, all of them chosen."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in LENGTHS.items():
            patched.setattr(hostile_articles, name, value)
        hostile_articles.fill(folder / "corpus.db")
    with Corpus(folder / "corpus.db") as corpus:
        yield corpus


@pytest.fixture
def small(tmp_path):
    """A corpus of six articles."""
    with Corpus(exported.fill(tmp_path / "corpus.db")) as corpus:
        yield corpus


def export(corpus, name, folder, **wanted):
    """Where an export was written."""
    return exported.write(corpus, name, folder / name, everything=True, **wanted).path


def stored(corpus, where="1"):
    """Number, text and language of articles."""
    return exported_rows(corpus, f"select id, text, language from articles where {where} order by id")


def exported_rows(corpus, sql):
    """The answer to a query, as plain tuples."""
    return [tuple(row) for row in corpus.connection.execute(sql)]


def tokens(text, language):
    """All tokens of a text."""
    return [token for part in paragraphs(text, language) for sentence in part.sentences for token in sentence]


# vertical


def test_vertical_has_every_token_on_a_line_of_its_own(hostile, tmp_path):
    content = (export(hostile, "vertical", tmp_path) / "corpus.vrt").read_bytes().decode()
    parser = etree.XMLParser(huge_tree=True)
    root = etree.fromstring(f"<corpus>{content}</corpus>".encode(), parser)  # the tags nest
    found = {}
    for text in root:
        lines = [line for line in "".join(text.itertext()).split("\n") if line]
        found[int(text.get("id"))] = lines
    expected = {id_: tokens(text, language) for id_, text, language in stored(hostile)}
    assert found == {id_: [token.form for token in those] for id_, those in expected.items()}
    assert len(root.findall(".//g")) == sum(
        is_glued(token.after) for those in expected.values() for token in those
    )
    assert all("\n" not in line for line in content.split("\n"))
    assert max(len(line.encode()) for line in content.split("\n")) < 65_000  # what cwb-encode reads at once


def test_vertical_knows_its_texts(small, tmp_path):
    folder = export(small, "vertical", tmp_path, text="text")
    first = (folder / "corpus.vrt").read_text("utf-8").split("\n")[0]
    assert first.startswith("<text id=")
    attributes = dict(re.findall(r' (\w+)="([^"]*)"', first))
    assert (attributes["title"], attributes["year"], attributes["seed"]) == ("Ferry sails", "2026", "1")
    assert "STRUCTURE text" in (folder / "nosketch").read_text("utf-8")
    notes = json.loads((folder / "manifest.json").read_text("utf-8"))["notes"]
    (chinese,) = (by for by, languages in notes["words_by"].items() if languages == ["zh"])
    assert chinese.startswith("rjieba ")
    assert notes["sentences_by"].startswith("sentencex ")


def test_what_is_missing_is_said(small, tmp_path, monkeypatch):
    for name in ("chinese", "japanese", "thai"):
        monkeypatch.setattr(scripts, name, lambda: None)
    done = exported.write(small, "conllu", tmp_path / "x.conllu")
    assert done.advice == ("Chinese was cut by the character; by words with pip install 'corpuscle[cjk]'",)


def need_cwb():
    """Go without the programs of CWB where they are missing: no package of Debian 12 has them, so CI does.

    Whoever has built them from their sources says CORPUSCLE_CWB=required.
    """
    if shutil.which("cwb-encode") is None and os.environ.get("CORPUSCLE_CWB") != "required":
        pytest.skip("CWB is not installed; it is built from its sources")


def query(folder, *lines):
    """What CQP answers to commands."""
    (folder / "query").write_text(";\n".join(lines) + ";\n", "utf-8")
    done = subprocess.run(
        ["cqp", "-r", "registry", "-D", "VERTICAL", "-f", "query"],
        cwd=folder, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode()


def test_cwb_encodes_and_cqp_finds(small, tmp_path):
    need_cwb()
    folder = export(small, "vertical", tmp_path)
    done = subprocess.run(["sh", "encode-cwb.sh"], cwd=folder, capture_output=True, text=True, check=True)
    assert "Warning" not in done.stdout + done.stderr
    found = query(folder, "show +doc_id +doc_language", '[word="停战"]')
    assert "<停战>" in found
    assert "<doc_language zh>" in found
    assert query(folder, 'A = "停战" "。" </s>; size A').strip() == "1"
    assert query(folder, 'A = "停战" "。" "渡桥" within s; size A').strip() == "0"
    forms = [token.form for _, text, language in stored(small) for token in tokens(text, language)]
    assert query(folder, 'A = "ferry"; size A').strip() == str(forms.count("ferry"))
    assert query(folder, 'A = "<"; size A').strip() == str(forms.count("<"))


def test_cwb_encodes_hostile_texts(hostile, tmp_path):
    need_cwb()
    folder = export(hostile, "vertical", tmp_path)
    subprocess.run(["sh", "encode-cwb.sh"], cwd=folder, capture_output=True, check=True)
    number = sum(len(tokens(text, language)) for _, text, language in stored(hostile))
    assert query(folder, "A = []; size A").strip() == str(number)


# CoNLL-U


def unescaped(text):
    """White space as it was written into a feature."""
    text = re.sub(r"\\x([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\[stnrp\\]", lambda found: ESCAPES[found[0]], text)


def again(sentence):
    """The text that a sentence was cut from."""
    whole = ""
    for token in sentence:
        misc = token["misc"] or {}
        glue = "" if misc.get("SpaceAfter") == "No" else " "
        whole += unescaped(misc.get("SpacesBefore") or "") + token["form"]
        whole += unescaped(misc["SpacesAfter"]) if "SpacesAfter" in misc else glue
    return whole


def test_conllu_gives_every_text_back(hostile, tmp_path):
    path = export(hostile, "conllu", tmp_path, where=SHORT)
    texts = {}
    with path.open(encoding="utf-8", newline="\n") as file:
        for sentence in conllu.parse_incr(file):
            number = sentence.metadata["sent_id"].partition("-")[0]
            texts[int(number)] = texts.get(int(number), "") + again(sentence)
            assert [token["id"] for token in sentence] == list(range(1, len(sentence) + 1))
            shown = "".join(
                token["form"] + ("" if (token["misc"] or {}).get("SpaceAfter") == "No" else " ")
                for token in sentence
            )
            assert sentence.metadata["text"].rstrip() == shown.rstrip()
    assert texts == {
        number: text for number, text, language in stored(hostile, SHORT) if tokens(text, language)
    }


def test_conllu_names_documents_and_paragraphs(small, tmp_path):
    sentences = conllu.parse(export(small, "conllu", tmp_path).read_text("utf-8"))
    documents = [one for one in sentences if "newdoc id" in one.metadata]
    assert [one.metadata["url"] for one in documents][:1] == [FERRY]
    bridge = [one for one in sentences if one.metadata["sent_id"].startswith("3-")]
    assert [one.metadata.get("newpar id") for one in bridge] == ["3-p1", "3-p2"]
    assert [token["form"] for token in bridge[0]] == ["两", "国", "同意", "停战", "。"]
    assert bridge[0][3]["misc"] == {"SpaceAfter": "No"}


# TEI


@pytest.fixture(scope="module")
def grammar():
    """The grammar of TEI P5."""
    if not SCHEMA.exists() and os.environ.get("CORPUSCLE_TEI") != "required":
        pytest.skip("the schema of TEI is not installed: make test brings it")
    return SCHEMA.read_bytes()


def errors(grammar, document):
    """What the grammar says against a document.

    Elements that the document does not have are left out of the grammar: they allow it nothing, and
    libxml2 needs a third of a minute to take in all 595.
    """
    tree, names = etree.fromstring(grammar), {etree.QName(part).localname for part in document.iter("*")}
    for element in tree.findall(f".//{RELAX}element[@name]"):
        if element.get("name") not in names:
            element.getparent().replace(element, etree.Element(f"{RELAX}notAllowed"))
    schema = etree.RelaxNG(tree)
    schema.validate(document)
    return list(schema.error_log.filter_from_errors())


def test_the_grammar_of_tei_sees_what_is_wrong(grammar, small, tmp_path):
    found = etree.parse(export(small, "tei", tmp_path))
    assert errors(grammar, found) == []
    header = found.find(f".//{TEI}teiHeader")
    for wrong in ("teiHeader", "p", "zone", "invented"):
        header.append(etree.Element(f"{TEI}{wrong}"))
        assert errors(grammar, found) != [], wrong
        header.remove(header[-1])
    found.find(f".//{TEI}date").set("when", "yesterday")
    assert errors(grammar, found) != []


@pytest.mark.parametrize("marks", ["none", "sentences", "words"])
def test_tei_is_valid(hostile, tmp_path, grammar, marks):
    found = etree.parse(
        export(hostile, "tei", tmp_path, where=SHORT, marks=marks), etree.XMLParser(huge_tree=True)
    )
    assert errors(grammar, found) == []
    texts = found.findall(f"{TEI}TEI")
    assert [text.get("{http://www.w3.org/XML/1998/namespace}id") for text in texts] == [
        f"text{number}" for number, _, _ in stored(hostile, SHORT)
    ]
    for text, (_, whole, _) in zip(texts, stored(hostile, SHORT), strict=True):
        body = "".join(
            "".join(part.itertext()) for part in text.iter(f"{TEI}p") if part.getparent().tag == f"{TEI}body"
        )
        assert seen(body) == seen(clean(whole))


def seen(text):
    """What can be seen of a text; what TEI can't have was replaced."""
    return "".join(token.form for token in tokens(text.replace("\ufffd", ""), None))


def test_tei_says_what_is_known(small, tmp_path, grammar):
    folder = export(small, "tei-files", tmp_path)
    corpus = etree.parse(folder / "corpus.xml")
    assert len(list((folder / "texts").iterdir())) == len(corpus.getroot()) - 1
    corpus.xinclude()
    assert errors(grammar, corpus) == []
    first = corpus.find(f"{TEI}TEI")
    assert [author.text for author in first.findall(f".//{TEI}titleStmt/{TEI}author")] == [
        "Ada Bell",
        "Ben Orr",
    ]
    assert first.find(f".//{TEI}publicationStmt/{TEI}date").get("when") == "2026-03-14"
    assert first.find(f".//{TEI}ptr").get("target") == FERRY
    assert first.find(f".//{TEI}availability").get("status") == "restricted"
    bridge = next(text for text in corpus.iter(f"{TEI}TEI") if BRIDGE in "".join(text.itertext()))
    assert bridge.find(f".//{TEI}licence").get("target") == exported.CC
    assert [part.text for part in bridge.iter(f"{TEI}p")][-2:] == ["两国同意停战。", "渡桥昨日重新开放。"]


# graphs


def test_graphs_have_what_the_corpus_has(hostile, tmp_path):
    graphs = [
        nx.read_gexf(export(hostile, "gexf", tmp_path, links="all")),
        nx.read_graphml(export(hostile, "graphml", tmp_path, links="all")),
    ]
    links = exported_rows(
        hostile,
        "select count(*) from edges where source != target and target in (select id from articles)",
    )[0][0]
    copies = exported_rows(hostile, "select count(*) from duplicates")[0][0]
    titles = exported_rows(hostile, "select id, title from articles where title != ''")
    for graph in graphs:
        assert len(graph) == len(stored(hostile))
        assert graph.number_of_edges() == links + copies
        labels = {int(number): data["label"] for number, data in graph.nodes(data=True)}
        assert all(seen(labels[number]) == seen(clean(title)) for number, title in titles if title.strip())


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    """A corpus whose articles link to each other, by redirects too."""
    return make_linked(tmp_path_factory.mktemp("linked") / "corpus.db")


def make_linked(path):
    """One article that links to two texts of a host, a redirect, one that is gone, and by its menu."""
    one, new, old = "https://one.example/a", "https://three.example/new", "https://three.example/old"
    two = [f"https://two.example/{n}" for n in range(2)]
    with Corpus(path, create=True) as corpus:
        corpus.plant([Seed("seed.txt", "A seed", title="A seed", start_urls=(one,))])
        run = Run.start(corpus, Settings(manners=Manners(delay=0.0)))
        links = [make_link(url, position=n) for n, url in enumerate(two)]
        links += [make_link(old, Kind.BODY, position=2), make_link("https://gone.example/x", position=3)]
        links += [
            make_link("https://two.example/0", Kind.NAVIGATION, heading="Menu", path="menu", position=4)
        ]
        links += [make_link(MENU, Kind.NAVIGATION, heading="Menu", path="menu", position=4)]
        while claimed := run.claim(10):
            corpus.connection.execute("update hosts set next_at = ''")
            for target in claimed:
                run.save([of_linked(target, old, new, links if target.url == one else ())])
    return path


def of_linked(target, old, new, links):
    """What a fetch taught in that corpus."""
    if target.url == old:
        page = make_page(old, final_url=new, status=301, reason=Reason.REDIRECT)
        return Reading(target, page)
    if "gone" in target.url:
        return Reading(target, make_page(target.url, status=404, reason=Reason.GONE))
    own = " ".join(f"word{n}of{target.id}" for n in range(40))
    article = make_article(own, published="2026-03-01T10:00:00Z", title=target.url)
    return make_reading(target, article, links=tuple(links))


def test_a_redirect_is_where_it_leads(linked, tmp_path):
    with Corpus(linked) as corpus:
        graph = nx.read_gexf(exported.write(corpus, "gexf", tmp_path / "x.gexf").path)
        (count,) = exported_rows(corpus, COUNT_LINKS)[0]
        assert graph.number_of_edges() == count + 1  # by a redirect
        kinds = {(source, target): data["kind"] for source, target, data in graph.edges(data=True)}
        names = {data["url"]: node for node, data in graph.nodes(data=True)}
        assert (names["https://one.example/a"], names[MENU]) not in kinds
        moved = (names["https://one.example/a"], names["https://three.example/new"])
        assert kinds[moved] == "body"
        first = graph.nodes[names["https://one.example/a"]]
        assert (first["start"], first["kept"], first["words"]) == ("2026-03-01", True, 40)


def test_hosts_are_nodes_too(linked, tmp_path):
    with Corpus(linked) as corpus:
        for name, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
            graph = read(exported.write(corpus, name, tmp_path / name, nodes="hosts").path)
            assert sorted(graph) == ["menu.example", "one.example", "three.example", "two.example"]
            assert graph.nodes["two.example"]["texts"] == 2
            edges = {
                (source, target, data["kind"]): data["links"]
                for source, target, data in graph.edges(data=True)
            }
            assert edges["one.example", "two.example", "related"] == 2
            assert edges["one.example", "three.example", "body"] == 1


def test_menus_are_links_if_asked_for(linked, tmp_path):
    with Corpus(linked) as corpus:
        few, all_ = (
            nx.read_graphml(exported.write(corpus, "graphml", tmp_path / links, links=links).path)
            for links in ("content", "all")
        )
    assert all_.number_of_edges() == few.number_of_edges() + 1
    assert [data["kind"] for *_, data in all_.edges(data=True)].count("navigation") == 1


def test_copies_are_edges(small, tmp_path):
    graph = nx.read_gexf(export(small, "gexf", tmp_path))
    edges = [(*ends, data["kind"], data["weight"]) for *ends, data in graph.edges(data=True)]
    copies = exported_rows(small, "select article, original, similarity from duplicates")
    assert copies
    assert edges == [(str(copy), str(original), "duplicate", score) for copy, original, score in copies]
    assert nx.read_gexf(exported.write(small, "gexf", tmp_path / "kept").path).number_of_edges() == 0


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_gexf_has_its_time_and_types(linked, tmp_path, version):
    with Corpus(linked) as corpus:
        found = etree.parse(exported.write(corpus, "gexf", tmp_path / "x.gexf", version=version).path)
    namespace = etree.QName(found.getroot()).namespace
    graph = found.find(f"{{{namespace}}}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    types = {one.get("id"): one.get("type") for one in found.iter(f"{{{namespace}}}attribute")}
    assert (types["words"], types["relevance"], types["kept"]) == ("integer", "double", "boolean")
    assert found.getroot().get("version") == version


# all of them


@pytest.mark.parametrize("name", ["vertical", "conllu", "tei", "tei-files", "gexf", "graphml"])
def test_the_same_corpus_gives_the_same_bytes(small, tmp_path, name):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = export(small, name, tmp_path / "a"), export(small, name, tmp_path / "b")
    assert one.is_dir() == two.is_dir()
    assert exported.everything(one.parent) == exported.everything(two.parent)
