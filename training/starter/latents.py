"""Cache latents and token states of composed scenes, for the denoiser.

    python -m starter.latents --held-out             scenes for the validation loss
    python -m starter.latents --first --shards 0 8   scenes of the first stage's things: first-000 … first-007
    python -m starter.latents --shards 0 30          scenes of the whole world: all-000 … all-029

Each shard has its own seed; those that are there already are left out, so the same command resumes. A shard holds
latents float16 [2000, 6, 32, 32] and those of the same scenes in another set's palette (starter/palettes.py), token states
float16 [M, 32, 384] of its M different captions, for each of these the index of the one without a style word, and for each
scene the indices of two captions and the labels of what is on it (starter/labels.py). Needs the autoencoder folded
(starter/fold.py).
"""

import argparse
import copy
import json
import shutil

import numpy as np
import torch

from .captions import unstyled
from .fold import encoder_of, folded
from .labels import labels_of
from .layouts import ODDS, PRACTISED
from .palettes import Palettes
from .places import RUNS
from .scenes import Art, Scene, caption_of, paint, plan
from .text import cached_states, load_text

SCENES, WORDINGS, BATCH = 2000, 2, 8
FOLDER = RUNS / "latents"


def compose_twice(art: Art, palettes: Palettes, rng, rng_of_palettes, odds) -> tuple[np.ndarray, np.ndarray, Scene]:
    """A scene as it is and in another set's palette, uint8 [256, 256, 3], and what is on it."""
    scene = plan(art, rng, odds)
    recast = palettes.another(scene.things[0].set, rng_of_palettes)
    recast_picture = paint(art, scene, copy.deepcopy(rng), recast)
    return paint(art, scene, rng), recast_picture, scene


def cache(art: Art, palettes: Palettes, seed: int, count: int, name: str, encode, text, odds=ODDS) -> None:
    """Writes one shard whole or not at all."""
    rng, rng_of_palettes = np.random.default_rng([2, seed]), np.random.default_rng([4, seed])
    latents, recast, captions, labels = [], [], [], []
    for _ in range(count // BATCH):
        made = [compose_twice(art, palettes, rng, rng_of_palettes, odds) for _ in range(BATCH)]
        pictures, recast_pictures, scenes = zip(*made, strict=True)
        latents.append(encode(np.stack(pictures)).astype(np.float16))
        recast.append(encode(np.stack(recast_pictures)).astype(np.float16))
        captions += [[caption_of(scene, rng) for _ in range(WORDINGS)] for scene in scenes]
        labels += [labels_of(scene) for scene in scenes]
    told = {caption for pair in captions for caption in pair}
    different = sorted(told | {unstyled(caption) for caption in told})
    index = {caption: position for position, caption in enumerate(different)}
    target = FOLDER / f"{name}.partial"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    np.save(target / "latents.npy", np.concatenate(latents))
    np.save(target / "recast.npy", np.concatenate(recast))
    np.save(target / "captions.npy", np.array([[index[caption] for caption in pair] for pair in captions]))
    np.save(target / "unstyled.npy", np.array([index[unstyled(caption)] for caption in different]))
    np.save(target / "labels.npy", np.stack(labels))
    np.save(target / "states.npy", cached_states(different, *text))
    (target / "captions.json").write_text(json.dumps(different))
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    target.rename(FOLDER / name)
    print(name, count, "scenes", len(different), "captions", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--first", action="store_true", help="only the things of the first stage")
    parser.add_argument("--shards", type=int, nargs=2, default=(0, 0))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    encode, text, palettes = encoder_of(folded()), load_text(), Palettes(Art())
    if arguments.held_out:
        cache(Art(held_out=True, first=True), palettes, 900, 128, "held-out", encode, text)
        cache(Art(first=True), palettes, 901, 128, "seen-things", encode, text)
        cache(Art(part="concept"), palettes, 902, 128, "unseen-things", encode, text)
        np.save(FOLDER / "empty.npy", cached_states([""], *text)[0])
    stage, offset = ("first", 0) if arguments.first else ("all", 10_000)
    art = Art(first=arguments.first)
    for shard in range(*arguments.shards):
        name = f"{stage}-{shard:03}"
        if not (FOLDER / name).exists():
            cache(art, palettes, offset + shard, SCENES, name, encode, text, PRACTISED)


if __name__ == "__main__":
    main()
