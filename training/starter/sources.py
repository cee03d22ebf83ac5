"""The seven sets as they lie in npm packages: icons, licence, author, version; each file held against a known hash."""

import hashlib
import io
import json
import re
from dataclasses import dataclass

import numpy as np
import resvg_py
from PIL import Image

from .places import ICONS, PICTURE, RUNS, TRAINING

ART = RUNS / "art"  # what the art stage makes of them
HASHES = TRAINING / "art-packages" / "sha256.json"  # of the sets' icons.json
ALLOWED = {
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "MIT": "https://opensource.org/license/mit",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
SHARE_ALIKE = {"CC-BY-SA-4.0"}


@dataclass(frozen=True)
class Source:
    name: str
    icons: dict
    width: int
    height: int
    info: dict
    version: str


def load_source(set_name: str, known: dict[str, str] | None = None) -> Source:
    """Raises FileNotFoundError where the package is missing, ValueError where its file isn't the known one."""
    folder = ICONS / set_name
    if not (folder / "icons.json").exists():
        raise FileNotFoundError(f"{folder} is missing: run `npm ci --prefix runs/npm` as the README says")
    content = (folder / "icons.json").read_bytes()
    known = json.loads(HASHES.read_text()) if known is None else known
    found = hashlib.sha256(content).hexdigest()
    if found != known.get(set_name):
        raise ValueError(
            f"{folder / 'icons.json'} has SHA-256 {found}, {HASHES.name} says {known.get(set_name)}: the package has "
            "changed; install the pinned one, or review the new drawings and correct the hash"
        )
    data = json.loads(content)
    info = json.loads((folder / "info.json").read_text())
    version = json.loads((folder / "package.json").read_text())["version"]
    return Source(set_name, data["icons"], data.get("width", 16), data.get("height", 16), info, version)


def svg_of(source: Source, icon: str) -> str:
    entry = source.icons[icon]
    left, top = entry.get("left", 0), entry.get("top", 0)
    width, height = entry.get("width", source.width), entry.get("height", source.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{left} {top} {width} {height}" width="{PICTURE}" height="{PICTURE}">{entry["body"]}</svg>'
    )


def render(svg: str) -> np.ndarray:
    """uint8 [256, 256, 4], straight alpha."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=PICTURE, height=PICTURE))
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))


def variants(source: Source) -> dict[str, list[str]]:
    """Icons by name; `pizza` also stands for `pizza-1`, `pizza-2` …, which one of the sets uses for several drawings."""
    found: dict[str, list[str]] = {}
    for icon in source.icons:
        for name in {icon, re.sub(r"-\d+$", "", icon)}:
            found.setdefault(name, []).append(icon)
    return found


def credit_of(set_name: str, icon: str, svg: str, info: dict, version: str) -> dict:
    """One credit row. Raises ValueError if author or licence is missing or the licence is not on the list."""
    licence = (info.get("license") or {}).get("spdx")
    author = (info.get("author") or {}).get("name")
    if not licence or not author:
        raise ValueError(f"{set_name}:{icon} has no licence or no author, so it can't be used")
    if licence not in ALLOWED:
        raise ValueError(f"{set_name}:{icon} is under {licence}, which is not on the list of allowed licences")
    return {
        "set": set_name,
        "name": icon,
        "author": author,
        "licence": licence,
        "shareAlike": licence in SHARE_ALIKE,
        "link": info["author"].get("url"),
        "package": f"@iconify-json/{set_name}@{version}",
        "sha256": hashlib.sha256(svg.encode()).hexdigest(),
    }
