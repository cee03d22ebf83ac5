"""Measure an exported model on prompts that training never saw, beside real pictures; draw its sheet of samples.

    python -m starter.evaluate --model ../assets/models/starter --prompts 64 --memory 100

Writes runs/evaluation/VERSION/numbers.json (or --out) and sheet.png there. The sizes can be reduced; pictures already made
are kept and taken up again, so a killed run loses little. `python -m starter.card` puts the numbers into the card.
"""

import argparse
import json
import time
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from . import matcher as matching_model
from .evaluation.coder import coder_figures, through
from .evaluation.energy import training_energy
from .evaluation.matching import captions_found, plain_words, things_found
from .evaluation.memorisation import Detector, repeated_captions, training_texts
from .evaluation.obeyed import backgrounds_obeyed, colours_obeyed, relations_obeyed
from .evaluation.prompts import Prompt, held_out_prompts
from .evaluation.samples import Model, sample, weights_mark
from .evaluation.sheet import grid
from .evaluation.spread import basis_of, diversity, frechet
from .evaluation.style import REAL, StyleClassifier, style_obeyed
from .pipeline import FOUR_STEPS
from .places import REPORTS, RUNS, STARTER
from .scenes import Art, compose, paint
from .text import load_text, sentences_of
from .world import CONCEPTS

FRECHET = 200  # prompts; the distance depends on their number, so it is only given for all of them


@dataclass(frozen=True)
class Sizes:
    prompts: int = 200
    words: int = 10  # for diversity …
    each: int = 6  # … and so many pictures each
    memory: int = 2000  # pictures of training captions
    attack: int = 200  # pictures of the most repeated captions
    coder: int = 48
    style: int = REAL  # real pictures that the style classifier learns from
    drawings: int = 0  # training drawings to compare with; 0: all of them
    first: bool = True  # prompts about the first stage's things; else about all


class Tools:
    """The matcher and the sentences it compares with."""

    def __init__(self):
        self.matcher, self.text = matching_model.load_trained(), load_text()

    def embed(self, pictures: np.ndarray) -> np.ndarray:
        return matching_model.embed(self.matcher, pictures)

    def sentences(self, texts: list[str]) -> np.ndarray:
        return sentences_of(texts, *self.text).numpy()


def real_of(prompts: list[Prompt], other: bool = False) -> np.ndarray:
    """The prompts' scenes painted from drawings, uint8 [N, 256, 256, 3]; `other`: from other drawings of the same things."""
    arts, rng = {"seen": Art(), "pair": Art(held_out=True)}, np.random.default_rng(9)
    pictures = []
    for prompt in prompts:
        scene = deepcopy(prompt.scene) if other else prompt.scene
        for thing in scene.things if other else ():
            rows = [rows[-1] for rows in arts["seen"].by_concept[thing.concept].values() if thing.row not in rows]
            fit = [row for row in rows if not thing.recoloured or thing.colour in arts["seen"].credits[row]["turns"]]
            thing.row = fit[int(rng.integers(len(fit)))] if fit else thing.row
        pictures.append(paint(arts["seen"] if other else arts[prompt.part], scene, rng))
    return np.stack(pictures)


def distance_of(tools: Tools, made: np.ndarray, painted: np.ndarray, other: np.ndarray) -> dict:
    """Fréchet distance of generated pictures to real ones of the same prompts, beside that of other real ones."""
    real, basis = tools.embed(painted), basis_of(tools.embed(np.concatenate([painted, other])))
    distances = [frechet(tools.embed(pictures), real, basis) for pictures in (made, other)]
    return {"value": distances[0], "real": distances[1], "count": len(made)}


def obeyed(tools: Tools, prompts: list[Prompt], pictures: np.ndarray, classifier: StyleClassifier) -> dict:
    """Every figure about obeying the words, for generated or for real pictures of the prompts."""
    vectors = tools.embed(pictures)
    prompts = prompts[: len(pictures)]
    texts = tools.sentences([prompt.text for prompt in held_out_prompts()])
    styled = [index for index, prompt in enumerate(prompts) if prompt.kind == "single"]
    sets = [prompts[index].scene.things[0].set for index in styled]
    colour, colours = colours_obeyed(prompts, pictures)
    background, backgrounds = backgrounds_obeyed(prompts, pictures)
    relations = relations_obeyed(prompts, pictures, tools.embed, tools.sentences)
    captions = captions_found(prompts, vectors, texts)
    return {
        "captions": {"value": captions.pop("all"), "count": len(prompts)},
        **{f"captions-{kind}": {"value": value} for kind, value in captions.items()},
        "things": {"value": things_found(prompts, vectors, tools.sentences), "count": len(styled)},
        "style": {"value": style_obeyed(classifier, sets, pictures[styled]), "count": len(styled)},
        "colour": {"value": colour, "count": colours},
        "background": {"value": background, "count": backgrounds},
        "placed": {"value": relations["placed"], "count": relations["count"]},
        "placed-both": {"value": relations["right"], "count": relations["count"]},
    }


def quick_figures(tools: Tools, prompts: list[Prompt], model: Model, out: Path, classifier: StyleClassifier) -> dict:
    """The same figures for the model's quick way."""
    made = sample(model, [prompt.text for prompt in prompts], out / "quick", 1000)
    grid([prompt.text for prompt in prompts[:64]], made[:64]).save(out / "quick.png", optimize=True)
    figures = rounded(obeyed(tools, prompts, made, classifier))
    return {"steps": model.steps, "guidance": model.guidance, "figures": figures}


def diversity_of(tools: Tools, model: Model, sizes: Sizes, out: Path) -> dict:
    """Pictures of the same words from several seeds, and real ones from several drawings."""
    art, rng = Art(first=True), np.random.default_rng(10)
    concepts = [concept for concept in art.concepts if len(art.by_concept[concept]) >= 6][::11][: sizes.words]
    names = plain_words([CONCEPTS[concept].words[0] for concept in concepts])
    texts = [f"{name} on a white background" for name in names for _ in range(sizes.each)]
    made = tools.embed(sample(model, texts, out / "diversity", 5000))
    real = []
    for concept in concepts:
        rows = [rows[0] for rows in art.by_concept[concept].values()]
        for index in range(sizes.each):
            _, scene = compose(art, rng)
            thing = scene.things[0]
            thing.row, thing.concept, thing.size, thing.centre = rows[index % len(rows)], concept, 184, (128, 128)
            thing.recoloured = False
            scene.things, scene.layout, scene.kind, scene.background = [thing], "single", "plain", "white"
            real.append(paint(art, scene, rng))
    shape = (len(concepts), sizes.each, -1)
    found = diversity(made.reshape(shape)), diversity(tools.embed(np.stack(real)).reshape(shape))
    return {"value": found[0], "real": found[1], "count": len(texts)}


def memorised(tools: Tools, model: Model, sizes: Sizes, out: Path) -> dict:
    """The replication figures."""
    texts = training_texts(sizes.memory, sizes.first)
    detector = Detector(tools.embed, lambda pictures: through(model.pipeline.vae, pictures), sizes.drawings)
    made = sample(model, texts, out / "memory", 10_000)
    attacked = sample(model, repeated_captions(sizes.attack, sizes.first), out / "attack", 20_000)
    return {"detector": detector.about(), "samples": detector.report(made), "attack": detector.report(attacked)}


def rounded(figures: dict) -> dict:
    return {
        name: {key: round(value, 4) if isinstance(value, float) else value for key, value in figure.items()}
        for name, figure in figures.items()
    }


def measure(model: Model, out: Path, sizes: Sizes) -> dict:
    """All figures; written to out/numbers.json after each part, so that a killed run shows what it had."""
    out.mkdir(parents=True, exist_ok=True)
    begun, tools = time.time(), Tools()
    held_out, rng = Art(held_out=True), np.random.default_rng(7)
    coder = coder_figures(model.pipeline.vae, np.stack([compose(held_out, rng)[0] for _ in range(sizes.coder)]))
    prompts = held_out_prompts()[: sizes.prompts]
    classifier = StyleClassifier(model.pipeline.vae, sizes.style)
    painted = real_of(prompts)
    real = obeyed(tools, prompts, painted, classifier)
    made = sample(model, [prompt.text for prompt in prompts], out / "prompts", 1000)
    grid([prompt.text for prompt in prompts[:64]], made[:64]).save(out / "sheet.png", optimize=True)
    figures = {
        name: {**figure, "real": real[name]["value"]}
        for name, figure in obeyed(tools, prompts, made, classifier).items()
    }
    found = {
        "version": model.version,
        "weights": weights_mark(model.folder, (model.folder / FOUR_STEPS).exists()),
        "steps": model.steps,
        "guidance": model.guidance,
        "sampler": model.sampler,
        "sizes": asdict(sizes),
        "matcher": matcher_figures(),
        "styleClassifier": round(classifier.accuracy, 4),
        "styleClassifierCoded": round(classifier.accuracy_coded, 4),
        "coder": coder,
        "figures": figures,
        "energy": training_energy(),
    }

    def write() -> None:
        found["figures"] = rounded(found["figures"])
        found["minutes"] = round((time.time() - begun) / 60, 1)
        (out / "numbers.json").write_text(json.dumps(found, indent=2) + "\n")

    write()
    if (model.folder / FOUR_STEPS).exists():
        found["quick"] = quick_figures(tools, prompts, Model(model.folder, quick=True), out, classifier)
    if len(prompts) == FRECHET:
        found["figures"]["frechet"] = distance_of(tools, made, painted, real_of(prompts, other=True))
    found["figures"]["diversity"] = diversity_of(tools, model, sizes, out)
    write()
    found["memorisation"] = memorised(tools, model, sizes, out)
    write()
    return found


def matcher_figures() -> dict:
    """The last validation of the matcher on real pictures, from its training log."""
    log = matching_model.FOLDER / "log.jsonl"
    rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    last = [row for row in rows if "heldOut" in row]
    return {key: last[-1][key] for key in ("seen", "known", "heldOut", "unseenWords")} if last else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=STARTER)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--steps", type=int, default=0, help="0: the model's own")
    parser.add_argument("--guidance", type=float, default=0.0, help="0: the model's own")
    parser.add_argument("--threads", type=int, default=1)
    for name, default in asdict(Sizes()).items():
        if name != "first":
            parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--report", action="store_true", help="also keep the numbers in reports/, for later cards")
    parser.add_argument("--all", action="store_true", help="prompts about every concept, not only the first stage's")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model = Model(arguments.model, arguments.steps, arguments.guidance)
    sizes = Sizes(
        **{name: getattr(arguments, name) for name in asdict(Sizes()) if name != "first"}, first=not arguments.all
    )
    out = arguments.out or RUNS / "evaluation" / model.version
    found = measure(model, out, sizes)
    if arguments.report:
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / f"evaluation-{model.version}.json").write_text(json.dumps(found, indent=2) + "\n")
    print(json.dumps({key: found[key] for key in ("coder", "figures")}, indent=2))
    print(f"numbers and sheet in {out}")


if __name__ == "__main__":
    main()
