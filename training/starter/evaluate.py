"""Measure an exported model and draw its sheet of samples.

python -m starter.evaluate --model runs/export-latest --sheet runs/sheet.png
python -m starter.evaluate --model runs/export-latest --numbers runs/release/numbers.json
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from .autoencoder import psnr
from .pipeline import Pipeline
from .places import STARTER
from .scenes import Art, compose
from .world import BACKGROUNDS

PROMPTS = (
    "red apple on a white background",
    "yellow lemon",
    "rocket on a navy blue background",
    "a cat",
    "dog on a teal background",
    "a blue car on a white background",
    "tree on a green meadow under a blue sky",
    "house in the snow",
    "pink tulip on a black background",
    "a slice of pizza, twemoji style",
    "penguin on a sky blue background, noto style",
    "sailboat on a blue to white gradient background",
    "an apple on the left and a lemon on the right",
    "guitar on a yellow background, openmoji style",
    "sun behind a cloud",
    "a mushroom on a dark green background",
    "butterfly on a lavender background",
    "birthday cake on a pink background, fluent style",
    "moon at night under the stars",
    "green dragon on a beige background",
)
THINGS = ("an apple", "a cat", "a rocket", "a tree")


def sheet(pipeline: Pipeline, columns: int = 5, **options) -> Image.Image:
    """All prompts in a grid, each with its words below."""
    edge, label = 192, 16
    rows = -(-len(PROMPTS) // columns)
    page = Image.new("RGB", (columns * edge, rows * (edge + label)), "white")
    draw = ImageDraw.Draw(page)
    pictures = np.concatenate([pipeline(list(PROMPTS[i : i + 4]), **options) for i in range(0, len(PROMPTS), 4)])
    for index, (prompt, picture) in enumerate(zip(PROMPTS, pictures, strict=True)):
        x, y = index % columns * edge, index // columns * (edge + label)
        page.paste(Image.fromarray(picture).resize((edge, edge), Image.LANCZOS), (x, y))
        draw.text((x + 2, y + edge + 1), prompt[:36], fill="black")
    return page


def backgrounds_obeyed(pipeline: Pipeline) -> dict:
    """Share of pictures whose corners' median colour is nearest to the named background, over all names and things."""
    names, values = list(BACKGROUNDS), np.array(list(BACKGROUNDS.values()), float)
    right, wrong = 0, []
    for name in names:
        article = "an" if name[0] in "aeiou" else "a"
        prompts = [f"{thing} on {article} {name} background" for thing in THINGS]
        for prompt, picture in zip(prompts, pipeline(prompts, seed=11), strict=True):
            corners = np.concatenate([picture[:20, :20], picture[:20, -20:], picture[-20:, :20], picture[-20:, -20:]])
            colour = np.median(corners.reshape(-1, 3), 0)
            seen = names[int(np.abs(values - colour).sum(1).argmin())]
            right += seen == name
            if seen != name:
                wrong.append(f"{prompt} → {seen}")
    return {"share": round(right / (len(names) * len(THINGS)), 3), "pictures": len(names) * len(THINGS), "wrong": wrong}


def held_out_pictures(count: int = 48) -> np.ndarray:
    art, rng = Art(held_out=True), np.random.default_rng(7)
    return np.stack([compose(art, rng)[0] for _ in range(count)])


def numbers(pipeline: Pipeline) -> dict:
    art, rng = Art(), np.random.default_rng(8)
    seen = np.stack([compose(art, rng)[0] for _ in range(48)])
    return {
        "psnrHeldOut": round(psnr(pipeline.vae, held_out_pictures()), 2),
        "psnrSeenThings": round(psnr(pipeline.vae, seen), 2),
        "psnrPictures": 48,
        "backgroundsObeyed": backgrounds_obeyed(pipeline),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=STARTER)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--numbers", type=Path)
    parser.add_argument("--guidance", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    pipeline = Pipeline(arguments.model)
    if arguments.sheet:
        arguments.sheet.parent.mkdir(parents=True, exist_ok=True)
        sheet(pipeline, guidance=arguments.guidance, seed=arguments.seed).save(arguments.sheet, optimize=True)
    if arguments.numbers:
        arguments.numbers.parent.mkdir(parents=True, exist_ok=True)
        found = numbers(pipeline)
        arguments.numbers.write_text(json.dumps(found, indent=2) + "\n")
        print(found)


if __name__ == "__main__":
    main()
