"""Who can be reached, and which addresses are of machines that no stranger owns."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from crawler.cli import cli
from crawler.cli.contact import keep, name_of
from crawler.contact import is_contact, is_mail
from crawler.networks import is_local


@pytest.mark.parametrize(
    "contact",
    [
        "https://me.example/crawl",
        "http://me.example",
        "HTTPS://me.example/~me?x=1",
        "me@example.org",
        "a.b+c@d.co.uk",
    ],
)
def test_a_contact_is_a_page_or_a_mail_address(contact):
    assert is_contact(contact)
    assert is_mail(contact) == ("@" in contact)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "me",
        "me@here",
        "me@example.org\r\nX-Other: 1",
        "me@example.org ",
        "<me@example.org>",
        "ftp://me.example/",
        "http://me",
        "https://me.example/a b",
        "https://me.example/(\r\n)",
    ],
)
def test_a_contact_is_nothing_else(text, tmp_path):
    assert not is_contact(text)
    settings = tmp_path / "corpuscle.toml"
    arguments = ["crawl", "--db", str(tmp_path / "corpus.db"), "--start", "http://a.example/"]
    if text:
        done = CliRunner().invoke(cli, [*arguments, "--contact", text])
        assert done.exit_code == 2
        assert "--contact takes a web page" in done.output
        settings.write_text(f"[manners]\ncontact = '''{text}'''\n", newline="")
        done = CliRunner().invoke(cli, arguments)
        assert done.exit_code == 1
        assert "corpuscle.toml: contact must be a web page" in done.output.replace("\n", "")


def test_a_contact_is_kept_unless_somebody_wrote_the_settings(tmp_path, capsys):
    path = tmp_path / "corpuscle.toml"
    lines = '[manners]\ncontact = "me@example.org"\n'
    keep(path, "me@example.org")
    assert path.read_text() == lines
    assert capsys.readouterr().err == ""
    keep(path, "you@example.org")
    assert path.read_text() == lines
    assert '[manners]\ncontact = "you@example.org"\n' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost:8000", True),
        ("a.localhost", True),
        ("wiki", True),
        ("wiki.home.arpa:80", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("[::1]", True),
        ("192.168.1.1", True),
        ("8.8.8.8", False),
        ("[2606:4700:4700::1111]", False),
        ("a.example:8000", False),
        ("localhost.example", False),
    ],
)
def test_hosts_of_ones_own_need_none(host, local):
    assert is_local(name_of(host)) is local
