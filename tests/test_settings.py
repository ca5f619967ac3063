"""corpuscle.toml: what is wrong with it is said with file, key and the nearest name."""

from __future__ import annotations

from dataclasses import fields

import pytest

from crawler.settings import Settings, SettingsError, load


def write(folder, text):
    (folder / "corpuscle.toml").write_text(text, "utf-8")
    return folder


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load(tmp_path) == Settings()


def test_every_type(tmp_path):
    text = """
[crawl]
pages = 5
minutes = 2
breadth = true
[manners]
delay = 0
contact = "https://me.example/"
[judges]
languages = ["de", "fr"]
"""
    settings = load(write(tmp_path, text))
    assert (settings.crawl.pages, settings.crawl.breadth) == (5, True)
    assert settings.crawl.minutes == 2.0
    assert isinstance(settings.crawl.minutes, float)
    assert isinstance(settings.manners.delay, float)
    assert settings.judges.languages == ("de", "fr")
    assert settings.crawl.depth == Settings().crawl.depth
    assert settings.manners.user_agent.endswith("; +https://me.example/)")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[discovery]\nsites = ['Mondo Social']", "sites: 'Mondo Social' is no host, such as news.example"),
        ("[discovery]\nfeeds = ['feed.xml']", "feeds: 'feed.xml' is no address"),
        ("[discovery]\ngdelt = 'gdelt.org'", "gdelt: 'gdelt.org' is no address of a service"),
        (
            "[discovery]\nproviders = ['altavista']",
            "providers has 'altavista'; it can have feeds, sitemaps, gdelt",
        ),
        ("[discovery]\nurls_command = 'a \"b'", "urls_command: 'a \"b' is no command"),
        ("[craw]\npages = 1", "no table called 'craw'; did you mean crawl?"),
        ("[zzz]", "did you mean crawl, manners, traps, reading, judges, "),
        ("[crawl]\npage = 1", "no setting called 'page'; did you mean pages?"),
        ("pages = 1", "no table called 'pages'"),
        ("crawl = 1", "write [crawl] and its settings below"),
        ("[crawl]\npages = '5'", "pages must be a whole number, 0 or more, not '5'"),
        ("[crawl]\npages = 5.5", "pages must be a whole number"),
        ("[crawl]\npages = true", "pages must be a whole number, 0 or more, not True"),
        ("[crawl]\npages = -1", "pages must be a whole number, 0 or more, not -1"),
        ("[crawl]\nminutes = true", "minutes must be a number"),
        ("[crawl]\nminutes = -0.5", "minutes must be a number, 0 or more"),
        ("[crawl]\nbreadth = 1", "breadth must be true or false, not 1"),
        ("[manners]\ncontact = 1", "contact must be a text"),
        ("[manners]\ndelay = nan", "delay must be a number"),
        ("[manners]\ndelay = inf", "delay must be a number"),
        ("[judges]\nlanguages = 'de'", "languages must be a list of strings, not 'de'"),
        ("[judges]\nlanguages = ['de', 1]", "languages must be a list of strings"),
        ("[judges]\nmin_words = 1979-05-27", "min_words must be a whole number"),
        ("[crawl\npages = 1", "line 1"),
        ("[crawl]\npages = 1\npages = 2", "overwrite"),
    ],
)
def test_what_can_not_be_used(tmp_path, text, said):
    with pytest.raises(SettingsError) as error:
        load(write(tmp_path, text))
    assert said in str(error.value)
    assert str(error.value).startswith(str(tmp_path / "corpuscle.toml"))


def test_bytes_that_are_no_text(tmp_path):
    (tmp_path / "corpuscle.toml").write_bytes(b"[crawl]\n# \xff\xfe\n")
    with pytest.raises(SettingsError, match=r"corpuscle\.toml"):
        load(tmp_path)


def test_a_folder_in_its_place(tmp_path):
    (tmp_path / "corpuscle.toml").mkdir()
    with pytest.raises(SettingsError, match=r"corpuscle\.toml"):
        load(tmp_path)


def test_values_are_put_over_others_where_they_are_given():
    settings = Settings().with_values("crawl", pages=7, depth=None, breadth=False)
    assert (settings.crawl.pages, settings.crawl.depth) == (7, Settings().crawl.depth)
    assert settings.as_dict()["crawl"]["pages"] == 7


def test_every_setting_has_help():
    for table in fields(Settings):
        for one in fields(getattr(Settings(), table.name)):
            assert one.metadata["help"], one.name
