/* The map of a graph: drawn from the same data as the lists below it, and grown where it is asked. */
"use strict";

const map = document.getElementById("map");
const canvas = document.getElementById("canvas");
const chosen = document.getElementById("chosen");
const tip = document.getElementById("tip");
const grouped = document.getElementById("grouped");
const MOST = map ? Number(map.dataset.most) : 0;
const LINES = {
  related: ["solid"], inline: ["dashed", [8, 4]], next: ["dashed", [12, 3, 2, 3]],
  body: ["dashed", [2, 3]], feed: ["dashed", [5, 2]], sitemap: ["dashed", [5, 2]], seed: ["dashed", [1, 4]],
};
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SITE_COLOURS = 8;
const sites = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function colourOf(site) {
  if (!sites.includes(site)) sites.push(site);
  return colour(`site${Math.min(sites.indexOf(site), SITE_COLOURS - 1)}`);
}

function style() {
  const lines = Object.entries(LINES).map(([kind, [line, dashes]]) => ({
    selector: `edge[kind = "${kind}"]`,
    style: {
      "line-style": line, ...(dashes && { "line-dash-pattern": dashes }),
      "line-color": colour(kind === "sitemap" ? "feed" : kind),
      "target-arrow-color": colour(kind === "sitemap" ? "feed" : kind),
    },
  }));
  return [
    { selector: "node[site]", style: {
      label: "data(short)", color: colour("ink"), "font-size": 13, "text-valign": "bottom", "text-margin-y": 3,
      "text-wrap": "ellipsis", "text-max-width": "100px", "text-background-color": colour("sheet"),
      "text-background-opacity": 0.75, "min-zoomed-font-size": 8,
      width: "data(width)", height: "data(width)", "background-color": (node) => colourOf(node.data("site")),
      "border-width": 1, "border-color": colour("sheet"),
    } },
    { selector: "node[!kept]", style: {
      "background-color": colour("sheet"), "border-width": 2, "border-color": (node) => colourOf(node.data("site")),
    } },
    { selector: "node.first", style: { shape: "diamond", "border-width": 3, "border-color": colour("ink"), "font-weight": "bold" } },
    { selector: ":parent", style: {
      label: "data(id)", color: colour("quiet"), "font-size": 14, "background-color": colour("sunk"),
      "border-color": colour("line"), "text-valign": "top",
    } },
    { selector: "edge", style: {
      width: "data(width)", "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.7, opacity: 0.75,
    } },
    ...lines,
    { selector: ":selected", style: { "border-width": 4, "border-color": colour("ink"), "z-index": 9 } },
    { selector: "edge.beside", style: { opacity: 1, "z-index": 8 } },
  ];
}

function elements(data) {
  const nodes = data.nodes.map((node) => ({
    data: {
      ...node, short: node.label, kept: node.kept || undefined,
      width: 14 + 10 * (node.id[0] === "h" ? Math.log10(1 + node.size) : node.score || 0),
    },
  }));
  const edges = data.edges.map((edge) => ({
    data: { ...edge, id: `${edge.source} ${edge.target} ${edge.kind}`, width: 1 + Math.log2(1 + edge.count) / 2 },
  }));
  return { nodes, edges };
}

function arrange(cy, where) {
  const all = where || cy.elements();
  all.layout({
    name: "cose", animate: false, fit: !where, randomize: !where, padding: 24, nodeOverlap: 40,
    nodeDimensionsIncludeLabels: true, idealEdgeLength: 80, nodeRepulsion: 14000, componentSpacing: 50,
    numIter: where ? 300 : 800,
  }).run();
  if (!where) turn(cy);
}

/* Lays the map down where it is taller than wide and the page is not, or the other way round. */
function turn(cy) {
  const box = cy.nodes().boundingBox();
  if ((box.h > box.w) !== (cy.height() > cy.width())) {
    cy.nodes("[site]").positions((node) => ({ x: node.position("y"), y: node.position("x") }));
  }
  cy.fit(undefined, 24);
}

function add(cy, data) {
  const found = elements(data);
  const nodes = found.nodes.filter((node) => cy.getElementById(node.data.id).empty());
  const added = cy.add(nodes.slice(0, Math.max(0, MOST - cy.nodes("[site]").length)));
  const edges = found.edges.filter(({ data: edge }) =>
    cy.getElementById(edge.id).empty() && cy.getElementById(edge.source).nonempty() && cy.getElementById(edge.target).nonempty());
  return added.union(cy.add(edges));
}

function say(...parts) {
  chosen.replaceChildren(...parts);
}

function link(text, href) {
  const made = document.createElement("a");
  made.textContent = text;
  made.href = href;
  return made;
}

function name(text) {
  const made = document.createElement("bdi");
  made.textContent = text;
  return made;
}

/* Labels on the map are short, and left out where they would be too small: this one can be read. */
function point(node) {
  const { x, y } = node.renderedPosition();
  tip.textContent = node.data("label");
  tip.hidden = false;
  tip.style.left = `${Math.max(0, Math.min(x - tip.offsetWidth / 2, canvas.clientWidth - tip.offsetWidth))}px`;
  tip.style.top = `${Math.min(y + node.renderedHeight() / 2 + 4, canvas.clientHeight - tip.offsetHeight)}px`;
}

function choose(cy, node) {
  cy.elements().unselect();
  cy.edges().removeClass("beside");
  node.select();
  point(node);
  node.connectedEdges().addClass("beside");
  const data = node.data();
  const kind = data.id[0];
  const said = kind === "h" ? `${data.size} articles kept` : kind === "s" ? "a seed"
    : `${data.site}, relevance ${data.score === null ? "–" : data.score.toFixed(2)}${data.kept ? "" : ", not kept"}`;
  say(name(data.label), ` (${said}; ${node.connectedEdges().length} links here)`, link("Open", data.href),
    ...(data.explore ? [link("Graph around it", data.explore)] : []));
}

async function grow(cy, node) {
  const ids = cy.nodes("[site]").map((one) => one.id());
  if (node.id()[0] === "s") return;
  if (ids.length >= MOST) {
    say(`The map is full with ${MOST}; begin another around one of them.`);
    return;
  }
  const source = new URL(map.dataset.source, location.href);
  source.searchParams.set("more", node.id());
  source.searchParams.set("shown", ids.join(","));
  const answer = await fetch(source);
  if (!answer.ok) {
    say("That took too long; try another.");
    return;
  }
  const before = cy.nodes();
  const added = add(cy, await answer.json());
  const at = node.position();
  added.nodes().forEach((one, index) => {
    one.position({ x: at.x + 90 * Math.cos(index * 2.4), y: at.y + 90 * Math.sin(index * 2.4) });
  });
  before.lock();
  if (added.nodes().nonempty() && !grouped.checked) arrange(cy, cy.elements());
  before.unlock();
  group(cy);
  if (grouped.checked) shelve(cy);
  choose(cy, node);
  chosen.append(added.nodes().empty() ? " No more neighbours." : ` ${added.nodes().length} more neighbours.`);
}

function next(cy, arrow) {
  const from = cy.$("node[site]:selected")[0] || cy.nodes("[site]")[0];
  const [right, down] = ARROWS[arrow];
  let best = null;
  cy.nodes("[site]").difference(from).forEach((node) => {
    const x = node.position("x") - from.position("x");
    const y = node.position("y") - from.position("y");
    const ahead = x * right + y * down;
    const aside = Math.abs(x * down) + Math.abs(y * right);
    if (ahead > 0 && (!best || ahead + 2 * aside < best.far)) best = { node, far: ahead + 2 * aside };
  });
  return best ? best.node : from;
}

function group(cy) {
  const wanted = grouped.checked;
  cy.batch(() => {
    cy.nodes("[site]").forEach((node) => {
      const site = node.data("site");
      if (wanted && site && cy.getElementById(site).empty()) cy.add({ data: { id: site } });
      node.move({ parent: wanted && site ? site : null });
    });
    if (!wanted) cy.nodes("[^site]").remove();
  });
}

/* The library's own layout scatters boxes of very different size; a shelf after the other is easier to read. */
function shelve(cy) {
  const CELL = 130, GAP = 60;
  const boxes = new Map();
  cy.nodes("[site]").forEach((node) => {
    const site = node.data("site");
    boxes.set(site, [...(boxes.get(site) || []), node]);
  });
  const sized = [...boxes.values()].sort((one, other) => other.length - one.length)
    .map((nodes) => ({ nodes, across: Math.ceil(Math.sqrt(nodes.length)) }));
  const area = sized.reduce((sum, { across }) => sum + (across * CELL + GAP) ** 2, 0);
  const width = Math.sqrt(area * cy.width() / cy.height());
  let x = 0, y = 0, height = 0;
  for (const { nodes, across } of sized) {
    if (x > 0 && x + across * CELL > width) [x, y, height] = [0, y + height + GAP, 0];
    nodes.forEach((node, n) => node.position({ x: x + (n % across) * CELL, y: y + Math.floor(n / across) * 60 }));
    x += across * CELL + GAP;
    height = Math.max(height, Math.ceil(nodes.length / across) * 60);
  }
  cy.fit(undefined, 24);
}

function press(cy, event) {
  const node = cy.$("node[site]:selected")[0];
  if (event.key in ARROWS) {
    const to = next(cy, event.key);
    cy.center(to);
    choose(cy, to);
  } else if (event.key === "Enter" && node) {
    grow(cy, node);
  } else if (event.key.toLowerCase() === "o" && node) {
    location.href = node.data("href");
  } else if (event.key === "+" || event.key === "-") {
    cy.zoom({ level: cy.zoom() * (event.key === "+" ? 1.25 : 0.8), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  } else {
    return;
  }
  event.preventDefault();
}

async function begin() {
  const answer = await fetch(map.dataset.source);
  if (!answer.ok) return;
  const data = await answer.json();
  if (!data.nodes.length) return;
  map.hidden = false;
  document.getElementById("lists").open = false;
  const cy = cytoscape({ container: canvas, elements: elements(data), style: style(), maxZoom: 3, boxSelectionEnabled: false });
  cy.getElementById(data.nodes[0].id).addClass("first");
  arrange(cy);
  cy.on("tap", "node[site]", ({ target }) => (target.selected() && target.scratch("chosen") ? grow(cy, target) : choose(cy, target)));
  cy.on("select unselect", "node[site]", ({ type, target }) => setTimeout(() => target.scratch("chosen", type === "select")));
  cy.on("mouseover", "node[site]", ({ target }) => point(target));
  cy.on("mouseout viewport position", () => { tip.hidden = true; });
  canvas.addEventListener("keydown", (event) => press(cy, event));
  grouped.addEventListener("change", () => {
    group(cy);
    (grouped.checked ? shelve : arrange)(cy);
  });
  document.getElementById("fit").addEventListener("click", () => cy.fit(undefined, 24));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
}

if (map) begin();
