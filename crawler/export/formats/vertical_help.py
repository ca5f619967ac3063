"""What lies beside a vertical file: a script for CWB, a configuration for NoSketch Engine, a README."""

from __future__ import annotations

# Lines of tokens without escapes; \x22 is a quotation mark, which would end the value.
PLAIN = r"/^<[a-z\/]/!{s/&lt;/</g;s/&gt;/>/g;s/&quot;/\x22/g;s/&amp;/\&/g}"

CWB = """\
#!/bin/sh
# Makes {name} a corpus of the IMS Open Corpus Workbench, in the folder of this script:
# data in data/, its registry in registry/. Then: cqp -e -r registry -D {upper}
set -eu
cd "$(dirname "$0")"
mkdir -p data registry
cwb-encode -c utf8 -xsB -d "$PWD/data" -f corpus.vrt -R "$PWD/registry/{name}" \\
  -S {tag}:0+{attributes} -S p:0 -S s:0 -0 g
cwb-makeall -r "$PWD/registry" -V {upper}
"""

NOSKETCH = """\
# For NoSketch Engine: the place of this file in its registry is that of a corpus named {name}.
NAME "{name}"
PATH "/corpora/data/{name}"
# the engine takes what stands there as it is, so that the tokens need no escapes
VERTICAL "| sed -e '{plain}' /corpora/vertical/{name}/corpus.vrt"
ENCODING "UTF-8"
INFO "Gathered by Corpuscle"
DOCSTRUCTURE "{tag}"
WPOSLIST ""

ATTRIBUTE word
ATTRIBUTE lc {{
    LABEL "word, in small letters"
    DYNAMIC utf8lowercase
    DYNLIB internal
    ARG1 "C"
    FUNTYPE s
    FROMATTR word
    TYPE index
    TRANSQUERY yes
}}

STRUCTURE {tag} {{
{structures}
}}
STRUCTURE p
STRUCTURE s
STRUCTURE g {{
    DISPLAYTAG 0
    DISPLAYBEGIN "_EMPTY_"
}}
"""

README = """\
# {name}: a corpus in vertical format

`corpus.vrt` has a token a line, in UTF-8. `<{tag} …>` begins a text, `<p>` a paragraph, `<s>` a
sentence; `<g/>` stands between tokens that touch. `<`, `>`, `&` and `"` are written as in XML.
`manifest.json` says what was selected, and with what words and sentences were found in each language.

Attributes of a text: {listed}.
Values of more than a thousand characters are cut.

## IMS Open Corpus Workbench (CWB, CQP)

    sh encode-cwb.sh
    cqp -e -r registry -D {upper}

and at its prompt

    show +{tag}_site +{tag}_published;
    "energy" [] "storage" within s;
    [word = "electri.*"%c] :: match.{tag}_language = "en";

## CQPweb

Export with `-o text=text`, since CQPweb wants texts to be called so. Encode as above, then install it
as a corpus that is already indexed in CWB; `id` is the handle of a text.

## NoSketch Engine

Copy `corpus.vrt` to `/corpora/vertical/{name}/` and `nosketch` to `/corpora/registry/{name}`, or change
the two paths in it, and run

    compilecorp --no-ske --recompile-corpus {name}
"""


def files(name: str, tag: str, attributes: tuple[str, ...]) -> dict[str, str]:
    """Return file name → content; `name` is in small letters, `tag` what a text is called."""
    values = {
        "name": name,
        "upper": name.upper(),
        "tag": tag,
        "attributes": "+".join(attributes),
        "plain": PLAIN,
        "listed": ", ".join(attributes),
        "structures": "\n".join(f"    ATTRIBUTE {attribute}" for attribute in attributes),
    }
    return {
        "encode-cwb.sh": CWB.format(**values),
        "nosketch": NOSKETCH.format(**values),
        "README.md": README.format(**values),
    }
