"""How an annotated page looks; no rule of the page's own is left."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light; --related: #0a7d3b; --inline: #00798c; --next: #2b59c3; --body: #9a5b00;
  --navigation: #8a8f98; --feed: #7b4fb5; --kept: #ffffff; --cut: #c62828; --added: #0a7d3b;
  --ground: #eef0f3; --ink: #1c2330; --quiet: #68707d; }
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); scroll-behavior: smooth; }
body { margin: 0; display: grid; grid-template-columns: minmax(0, 1fr) 25rem; align-items: start;
  font: 16px/1.55 system-ui, "Noto Sans", "Segoe UI", sans-serif; }
.page { max-width: 58rem; width: 100%; margin: 0 auto; padding: 1.5rem 2rem 6rem; color: var(--quiet);
  overflow-wrap: anywhere; font-size: .9rem; }
.page * { max-width: 100%; }
.page :is(h1, h2, h3, h4, h5, h6) { line-height: 1.25; margin: .8em 0 .4em; font-size: 1.05rem; }
.page :is(ul, ol) { margin: .3em 0; padding-inline-start: .9em; list-style: none; }
.page li.kept { list-style: disc inside; }
.page p { margin: .5em 0; }
.page figure { margin: .6em 0; }
.page table { display: block; overflow-x: auto; border-spacing: .4em .2em; }
.page .picture { display: inline-block; padding: 0 .5em; border-radius: .3em; background: #dfe3e9;
  color: var(--quiet); font-size: .8em; font-style: italic; }
.page .picture::before { content: "picture "; font-style: normal; opacity: .6; }
.page .menu { font-size: .74rem; line-height: 1.5; opacity: .8; margin: .3em 0; }
.page .menu :is(ul, ol, li, p, div, section, article, h2, h3, h4, h5, h6, header, figure) { display: inline;
  margin: 0; padding: 0; font-size: inherit; font-weight: normal; }
.page .menu br, .page .menu hr, .page .menu .picture { display: none; }
.page .menu .headline { all: unset; }
.page .menu .link { margin-inline-end: .5em; }
.page li:empty, .page p:empty, .page .picture:empty { display: none; }

.page :is(.kept, .added, .cut, .headline) { color: var(--ink); background: var(--kept); padding: .45em .9em;
  margin: .35em 0; border-radius: .2em; border-inline-start: 4px solid #c4cad4; font-size: 1rem; }
.page h1.headline, .page .headline { font-size: 1.6rem; font-weight: 700; border-color: var(--ink); }
.page :is(h2, h3, h4).kept { font-size: 1.15rem; }
.page .added { border-color: var(--added); background: #e8f6ec; }
.page .cut { border-color: var(--cut); background: #fdecec; color: #7c2020; text-decoration: line-through;
  text-decoration-color: #c6282866; }
.page .cut:not(.block)::before, .page .added:not(.block)::before {
  content: "cut"; display: inline-block; margin-inline-end: .6em;
  padding: 0 .5em;
  border-radius: .6em; background: var(--cut); color: #fff; font: 600 .7rem/1.5 system-ui; }
.page .added:not(.block)::before { content: "put back"; background: var(--added); }

.link { color: var(--navigation); text-decoration: none; border-bottom: 1px dotted currentColor; }
.link.related { color: var(--related); border-bottom: 2px solid; font-weight: 600; }
.link.inline { color: var(--inline); border-bottom: 2px solid; font-weight: 600; }
.link.next { color: var(--next); border-bottom: 2px solid; font-weight: 600; }
.link.body { color: var(--body); border-bottom: 1px solid; }
.link[data-score]:not(.navigation)::after { content: attr(data-score); margin-inline-start: .35em;
  padding: 0 .35em; border-radius: .5em; background: currentColor;
  font: 600 .68rem/1.5 ui-monospace, monospace; -webkit-text-fill-color: #fff; }
.link > * + * { margin-inline-start: .4em; }
.block .link.related { display: block; width: fit-content; margin: .25em 0; }
.link:target { outline: 3px solid #ffb300; outline-offset: 3px; }
.block { display: block; border: 1.5px solid var(--tone); border-radius: .5em; margin: 1em 0;
  padding: .4em .9em .7em; background: var(--tint); }
.block::before { content: attr(data-note); display: block; margin: -.4em -.9em .6em; padding: .25em .9em;
  border-radius: .35em .35em 0 0; background: var(--tone); color: #fff; overflow-wrap: anywhere;
  font: 500 .72rem/1.5 ui-monospace, monospace; text-align: start; }
.page .block.cut { border-color: var(--tone); background: var(--tint); text-decoration: none; }
.page .block.cut::before { content: attr(data-note) " · cut from the text"; }
.block.related { --tone: var(--related); --tint: #e9f6ee; }
.block.inline { --tone: var(--inline); --tint: #e6f4f6; }
.block.next { --tone: var(--next); --tint: #eaf0fc; }

.legend { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.3rem 1.4rem 3rem;
  background: #fff; border-inline-start: 1px solid #d7dbe2; font-size: .82rem; line-height: 1.45;
  overflow-wrap: anywhere; }
.legend h1 { font-size: 1.1rem; line-height: 1.3; margin: 0 0 .3em; }
.legend h2 { margin: 1.4em 0 .5em; padding-top: .9em; border-top: 1px solid #e3e6eb; font-size: .72rem;
  letter-spacing: .08em; text-transform: uppercase; color: var(--quiet); }
.legend p, .legend div { margin: .25em 0; }
.legend .address, .legend small { color: var(--quiet); }
.legend .reason { padding: .5em .7em; border-radius: .4em; background: #fdecec; color: #7c2020; }
.legend .row { display: grid; grid-template-columns: 7.6em 2.4em 1fr; gap: .6em; align-items: baseline;
  list-style: none; margin: .4em 0; }
.legend summary.row { cursor: pointer; }
.legend .row b { text-align: end; }
.legend div.row small:nth-child(2) { grid-column: 2 / 4; }
.legend ol { margin: .2em 0 .6em; padding-inline-start: 1.6em; }
.legend ol a { color: inherit; text-decoration: none; }
.legend ol a:hover { text-decoration: underline; }
.legend table { border-collapse: collapse; width: 100%; }
.legend th { text-align: start; vertical-align: top; font-weight: 500; color: var(--quiet);
  padding: .15em .8em .15em 0; white-space: nowrap; }
.legend td { padding: .15em 0; vertical-align: top; }
.legend td small { padding: 0 .4em; border-radius: .5em; background: #eef0f3; white-space: nowrap; }
.legend td small:empty { display: none; }
.legend .example { margin: .3em 0; padding-inline-start: .7em; border-inline-start: 3px solid #c4cad4; }
.legend .example.cut { border-color: var(--cut); }
.legend .example.added { border-color: var(--added); }
.swatch { text-align: center; border-radius: .4em; color: #fff;
  padding: 0 .5em; font-weight: 600; background: var(--navigation); }
.swatch.related { background: var(--related); } .swatch.inline { background: var(--inline); }
.swatch.next { background: var(--next); } .swatch.body { background: var(--body); }
.swatch.feed { background: var(--feed); }
.swatch.kept { background: #fff; color: var(--ink); box-shadow: inset 4px 0 #c4cad4, 0 0 0 1px #d7dbe2; }
.swatch.added { background: var(--added); } .swatch.cut { background: var(--cut); }
@media (max-width: 60rem) { body { grid-template-columns: minmax(0, 1fr); }
  .legend { position: static; height: auto; order: -1; } }
@media print { .legend { position: static; height: auto; } }
"""
