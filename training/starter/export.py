"""Write the model as a folder in the diffusers layout, float16 safetensors.

python -m starter.export --to ../assets/models/starter     the trained model with credits and card
python -m starter.export --random --to runs/export-random  the same architecture, untrained
"""

import argparse
import json
import shutil
from pathlib import Path

import torch

from .networks import make_autoencoder, make_denoiser, make_scheduler
from .pipeline import FOUR_STEPS
from .places import CHANNELS, LATENT, PICTURE, RUNS, TOKENS
from .sheets import current_decoder
from .text import SOURCE, load_text
from .vocabulary import shorten, write_shorter

VERSION = "0.10.0"
INDEX = {
    "_class_name": "StableDiffusionPipeline",
    "_diffusers_version": "0.42.1",
    "feature_extractor": [None, None],
    "image_encoder": [None, None],
    "requires_safety_checker": False,
    "safety_checker": [None, None],
    "scheduler": ["diffusers", "DDPMScheduler"],
    "text_encoder": ["transformers", "BertModel"],
    "tokenizer": ["transformers", "BertTokenizerFast"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}

# Beside the pipeline, where they have been trained: from the folder of runs, to the folder of the model.
EXTRAS = {
    "upscaler/x2.safetensors": "upscaler/x2.safetensors",
    "distil/four-steps.safetensors": FOUR_STEPS,
}


def about(preview: dict | None, trained: bool, quick: bool = False) -> dict:
    """What an application needs to know: `verso.json`; `quick` where the file of the four steps lies beside it."""
    four_steps = {"lora": FOUR_STEPS, "steps": 4, "guidance": 1, "sampler": "ddim"}
    return {
        "name": "Verso Starter" if trained else "Verso Starter (untrained)",
        "version": VERSION,
        "author": "Verso contributors",
        "licence": "CC-BY-SA-4.0",
        "family": "verso-starter",
        "nativeSize": [PICTURE, PICTURE],
        "latent": {"channels": CHANNELS, "size": [LATENT, LATENT], "factor": PICTURE // LATENT},
        "text": {"maxLength": TOKENS, "padding": "max_length", "maskInEncoder": True, "maskInDenoiser": False},
        "defaults": {"steps": 20, "guidance": 3.5, "sampler": "ddpm"},
        **({"quick": four_steps} if quick else {}),
        "preview": preview,
        "credits": "credits.jsonl",
    }


def write_text(folder: Path) -> None:
    _tokenizer, encoder = load_text()
    encoder.config.use_attention_mask = True  # diffusers' pipelines then hand the mask to the encoder
    (folder / "tokenizer").mkdir()
    shorten(encoder, write_shorter(SOURCE, folder / "tokenizer"), TOKENS)
    encoder.half().save_pretrained(folder / "text_encoder")
    shutil.copy(SOURCE / "special_tokens_map.json", folder / "tokenizer" / "special_tokens_map.json")
    settings = json.loads((SOURCE / "tokenizer_config.json").read_text())
    settings["model_max_length"] = TOKENS
    (folder / "tokenizer" / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")


def trained_networks():
    """The autoencoder with its latents' statistics folded in, and the denoiser's running average."""
    vae, unet = current_decoder(), make_denoiser()
    unet.load_state_dict(torch.load(RUNS / "denoiser" / "last.pt", weights_only=True)["average"])
    return vae, unet


def write_model(folder: Path, random: bool) -> None:
    torch.manual_seed(0)
    vae, unet = (make_autoencoder(), make_denoiser()) if random else trained_networks()
    preview_file = RUNS / "autoencoder" / "preview.json"
    preview = json.loads(preview_file.read_text()) if preview_file.exists() and not random else None
    vae.half().save_pretrained(folder / "vae")
    unet.half().save_pretrained(folder / "unet")
    make_scheduler().save_pretrained(folder / "scheduler")
    write_text(folder)
    (folder / "model_index.json").write_text(json.dumps(INDEX, indent=2) + "\n")
    for source, target in EXTRAS.items() if not random else ():
        if (RUNS / source).exists():
            (folder / target).parent.mkdir(exist_ok=True)
            shutil.copy(RUNS / source, folder / target)
    words = about(preview, not random, quick=(folder / FOUR_STEPS).exists())
    (folder / "verso.json").write_text(json.dumps(words, indent=2) + "\n")
    for file in folder.rglob("*.safetensors"):
        file.chmod(0o644)


def export(to: Path, random: bool = False, source: Path | None = None) -> None:
    """Writes the model, or copies the folder `source`, to a temporary folder and swaps it in: nobody reads half a model."""
    folder, old = to.with_name(to.name + ".partial"), to.with_name(to.name + ".old")
    shutil.rmtree(folder, ignore_errors=True)
    if source:
        shutil.copytree(source, folder)
    else:
        folder.mkdir(parents=True)
        write_model(folder, random)
    shutil.rmtree(old, ignore_errors=True)
    if to.exists():
        to.rename(old)
    folder.rename(to)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=RUNS / "export-latest")
    parser.add_argument("--random", action="store_true")
    arguments = parser.parse_args()
    export(arguments.to.resolve(), arguments.random)
    size = sum(file.stat().st_size for file in arguments.to.rglob("*") if file.is_file())
    print(f"{arguments.to}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
