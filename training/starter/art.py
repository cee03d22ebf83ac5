"""The art: read the sets, check their licences, render each icon, write the credits.

    python -m starter.art [--no-share-alike]

Writes runs/art/icons.npy (uint8, [N, 256, 256, 4], straight alpha) and runs/art/credits.jsonl (one row an icon).
"""

import argparse
import hashlib
import io
import json
import re

import numpy as np
import resvg_py
from PIL import Image

from .places import ICONS, PICTURE, RUNS
from .world import CONCEPTS, SETS

ALLOWED = {
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "MIT": "https://opensource.org/license/mit",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
SHARE_ALIKE = {"CC-BY-SA-4.0"}


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


def load_set(set_name: str) -> tuple[dict, dict, str]:
    folder = ICONS / set_name
    if not folder.exists():
        raise FileNotFoundError(f"{folder} is missing: run `npm ci --prefix runs/npm` as the README says")
    data = json.loads((folder / "icons.json").read_text())
    info = json.loads((folder / "info.json").read_text())
    version = json.loads((folder / "package.json").read_text())["version"]
    return data, info, version


def svg_of(data: dict, icon: str) -> str:
    entry = data["icons"][icon]
    left, top = entry.get("left", 0), entry.get("top", 0)
    width = entry.get("width", data.get("width", 16))
    height = entry.get("height", data.get("height", 16))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{left} {top} {width} {height}" width="{PICTURE}" height="{PICTURE}">{entry["body"]}</svg>'
    )


def render(svg: str) -> np.ndarray:
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=PICTURE, height=PICTURE))
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))


def variants(data: dict, name: str) -> list[str]:
    """`pizza` also stands for `pizza-1`, `pizza-2` …, which one of the sets uses for several drawings."""
    pattern = re.compile(re.escape(name) + r"(-\d+)?$")
    return [icon for icon in data["icons"] if pattern.match(icon)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-share-alike", action="store_true", help="leave out sets under CC-BY-SA")
    arguments = parser.parse_args()
    pictures, rows, refused = [], [], []
    for set_name in SETS:
        data, info, version = load_set(set_name)
        taken: dict[str, int] = {}
        for index, concept in enumerate(CONCEPTS):
            for icon in (found for name in concept.icons for found in variants(data, name)):
                svg = svg_of(data, icon)
                try:
                    row = credit_of(set_name, icon, svg, info, version)
                except ValueError as error:
                    refused.append({"set": set_name, "name": icon, "reason": str(error)})
                    continue
                if arguments.no_share_alike and row["shareAlike"]:
                    refused.append({"set": set_name, "name": icon, "reason": "share-alike left out by flag"})
                    continue
                if icon not in taken:
                    taken[icon] = len(pictures)
                    pictures.append(render(svg))
                    rows.append({**row, "concepts": []})
                rows[taken[icon]]["concepts"].append(index)
    folder = RUNS / "art"
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "icons.npy", np.stack(pictures))
    (folder / "credits.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "refused.jsonl").write_text("".join(json.dumps(row) + "\n" for row in refused))
    print(f"{len(pictures)} pictures of {len(CONCEPTS)} concepts, {len(refused)} refused")


if __name__ == "__main__":
    main()
