"""Pictures for the articles, drawn from their theme, and one document that is no page."""

from __future__ import annotations

import colorsys
import re

from .answers import Answer

ADDRESS = re.compile(r"/pictures/([a-z-]+)-(\d{5})\.svg")
CAR = (
    "M60 210q6-34 44-40l40-34q14-12 36-12h60q24 0 40 16l30 30q38 4 40 40h-32a26 26 0 0 0-52 0h-112"
    "a26 26 0 0 0-52 0z M128 190a20 20 0 1 0 .1 0z M292 190a20 20 0 1 0 .1 0z "
    "M150 165l28-26h26v26z M214 139h24q18 0 30 12l14 14h-68z"
)
RADAR = (
    "M190 124h30v-14h-30z M175 96a40 40 0 0 1 60 0l-7 7a30 30 0 0 0-46 0z"
    "M160 82a60 60 0 0 1 90 0l-7 7a50 50 0 0 0-76 0z"
)
BATTERY = "M90 120h200v110h-200z M290 155h18v40h-18z M110 140h36v70h-36z M156 140h36v70h-36z"
FIGURES = {
    "ev-makers": CAR,
    "ev-batteries": BATTERY,
    "ev-charging": "M130 100h90v150h-90z M145 115h60v40h-60z M220 190h20v-50l-14-20 6-6 20 26v70h-32z",
    "autonomous-driving": CAR + RADAR,
    "phones": "M150 70h100v180h-100z M160 85h80v135h-80z M190 230h20v10h-20z",
    "gardening": "M195 250 v-70 q-60 0-70-60 q60 0 70 50 q5-60 75-70 q-5 70-65 80 v70z",
    "football": "M200 90 a75 75 0 1 0 .1 0z M200 130 l34 25 -13 40 h-42 l-13-40z",
    "cooking": "M110 150h180v20q0 70-60 70h-60q-60 0-60-70z M90 148h220v-12h-220zM180 126h40v-9h-40",
    "housing": "M200 80 l110 85 h-22 v85 h-176 v-85 h-22z M185 190h36v60h-36z",
    "history": "M110 250v-130h24v20h22v-20h24v20h40v-20h24v20h22v-20h24v130h-60v-40h-60v40z",
}
SHADES = ((0.80, 0.45), (0.93, 0.60), (0.62, 0.35), (0.27, 0.45))  # lightness, saturation


def picture(path: str) -> Answer | None:
    """Answer with the picture at `path`: the theme's figure in colours of its own."""
    match = ADDRESS.fullmatch(path)
    if not match or match[1] not in FIGURES:
        return None
    return Answer(svg(FIGURES[match[1]], int(match[2])).encode(), "image/svg+xml")


def svg(figure: str, seed: int) -> str:
    """Draw a figure before a sky and a hill."""
    hue, shift = seed % 360 / 360, seed // 360 % 120
    sky, haze, hill, ink = (colour(hue, *shade) for shade in SHADES)
    top = 200 + shift // 4
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 280" width="800" height="560">'
        '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{sky}"/><stop offset="1" stop-color="{haze}"/>'
        '</linearGradient></defs><rect width="400" height="280" fill="url(#sky)"/>'
        f'<circle cx="{340 - shift}" cy="75" r="{24 + shift // 8}" fill="#fff" opacity=".55"/>'
        f'<path d="M0 {top} C110 {top - 70} 220 {top + 40} 400 {top - 30} V280 H0z" fill="{hill}"/>'
        f'<path d="{figure}" fill="{ink}" fill-rule="evenodd"/></svg>'
    )


def colour(hue: float, lightness: float, saturation: float) -> str:
    """Return a colour as CSS writes it."""
    return "#" + "".join(
        f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, lightness, saturation)
    )


def pdf(line: str) -> Answer:
    """Answer with a PDF document of one line."""
    stream = f"BT /F 18 Tf 72 720 Td ({line}) Tj ET"
    resources = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources {resources}>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
    )
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj{content}endobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(offsets)}"
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return Answer((body + table + trailer).encode(), "application/pdf")
