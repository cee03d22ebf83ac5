"""The art: read the sets, check licences and opt-outs, render each drawing, drop repeated ones, write the credits.

    python -m starter.art [--no-share-alike]

Writes runs/art: icons.npy (uint8 [N, 256, 256, 4], straight alpha), the same at smaller sizes, credits.jsonl (one row a
drawing), refused.jsonl (what was left out, each with its reason) and duplicates.jsonl (near-identical pairs).
"""

import argparse
import json
import shutil

import numpy as np
from PIL import Image

from . import optout
from .colour_words import colour_of, hue_of
from .dedup import near_pairs, repeated
from .places import PICTURE
from .recolour import turns
from .sources import ART, credit_of, load_source, render, svg_of, variants
from .world import CONCEPTS, SETS

SIZES = (208, 184, 152, 120, 96, 72)  # pixels; scenes place drawings at these sizes without scaling them again
TURNED = 64  # pixels along one side of what colours are tried on
NEEDED = 6e9  # bytes on disk while writing


def rows_of(share_alike: bool) -> tuple[list[dict], list[str], list[dict]]:
    """Credit rows of the world's drawings, their SVGs, and the refused ones with reasons."""
    rules, rows, svgs, refused = optout.load(), [], [], []
    for set_name in SETS:
        source, taken = load_source(set_name), set()
        icons = variants(source)
        for concept in CONCEPTS:
            for icon in (found for name in concept.icons for found in icons.get(name, ())):
                taken.add(icon)
                svg = svg_of(source, icon)
                try:
                    row = credit_of(set_name, icon, svg, source.info, source.version)
                except ValueError as error:
                    refused.append({"set": set_name, "name": icon, "reason": str(error)})
                    continue
                reason = optout.refusal(row, rules)
                if not share_alike and row["shareAlike"]:
                    reason = "share-alike left out by flag"
                if reason:
                    refused.append({"set": set_name, "name": icon, "reason": reason})
                    continue
                rows.append({**row, "concept": concept.words[0]})
                svgs.append(svg)
        refused += [
            {"set": set_name, "name": icon, "reason": "outside the world: no concept names it"}
            for icon in source.icons
            if icon not in taken
        ]
    return rows, svgs, refused


def measured(row: dict, pixels: np.ndarray) -> dict:
    """The row with what its pixels say: colour word, mean colour, prevailing hue and the colours it can be turned to."""
    found = hue_of(pixels)
    small = np.asarray(Image.fromarray(pixels).resize((TURNED, TURNED), Image.BOX))
    alpha = pixels[..., 3:].astype(float)
    mean = (pixels[..., :3] * alpha).sum((0, 1)) / max(alpha.sum(), 1)
    return {
        **row,
        "colour": colour_of(pixels),
        "mean": mean.round().astype(int).tolist(),
        "hue": found[0] if found else None,
        "turns": turns(small, *found) if found else [],
    }


def write_sizes(folder, pictures: np.ndarray) -> None:
    for size in SIZES:
        path = folder / f"icons-{size}.npy"
        small = np.lib.format.open_memmap(path, mode="w+", dtype=np.uint8, shape=(len(pictures), size, size, 4))
        for index, picture in enumerate(pictures):
            small[index] = np.asarray(Image.fromarray(picture).resize((size, size), Image.LANCZOS))
        small.flush()


def write_lines(path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def swap_in(folder) -> None:
    """Puts the finished folder in place. Running training keeps reading the old files until it is started again."""
    old = ART.with_name("art.old")
    shutil.rmtree(old, ignore_errors=True)
    if ART.exists():
        ART.rename(old)
    folder.rename(ART)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-share-alike", action="store_true", help="leave out sets under CC-BY-SA")
    arguments = parser.parse_args()
    folder = ART.with_name("art.partial")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if shutil.disk_usage(folder).free < NEEDED:
        raise SystemExit(f"{folder} needs {NEEDED / 1e9:.0f} GB of free disk: make room, then run this stage again")
    rows, svgs, refused = rows_of(not arguments.no_share_alike)
    pictures = np.empty((len(rows), PICTURE, PICTURE, 4), np.uint8)
    for index, svg in enumerate(svgs):
        pictures[index] = render(svg)
    pairs = near_pairs(pictures)
    again = repeated(pairs)
    name = [f"{row['set']}/{row['name']}" for row in rows]
    refused += [
        {"set": rows[index]["set"], "name": rows[index]["name"], "reason": f"repeats {name[first]}"}
        for index, first in sorted(again.items())
    ]
    keep = [index for index in range(len(rows)) if index not in again]
    pictures = pictures[keep]
    write_lines(folder / "credits.jsonl", [measured(rows[row], pictures[at]) for at, row in enumerate(keep)])
    write_lines(folder / "refused.jsonl", refused)
    write_lines(
        folder / "duplicates.jsonl",
        [
            {"first": name[pair.first], "second": name[pair.second], "bits": pair.bits, "distance": pair.distance,
             "dropped": pair.same}
            for pair in pairs
        ],
    )  # fmt: skip
    np.save(folder / "icons.npy", pictures)
    write_sizes(folder, pictures)
    swap_in(folder)
    print(f"{len(keep)} drawings of {len(CONCEPTS)} concepts; {len(again)} repeated; {len(refused)} refused in all")


if __name__ == "__main__":
    main()
