"""Begin where the released model ended: put its weights back under runs/, so that every stage can train on.

    python -m starter.from_release

For a fresh checkout, where `runs/` is empty. Writes the autoencoder (folded, with its preview), the denoiser, the low-rank
change for four steps, the matcher and the upscaler, and into each stage's log what the card says it has seen and how long it took, so that
later cards count on. What isn't released is gone: the optimisers' momenta, and the float32 bits below float16.
Refuses where runs/denoiser holds a checkpoint already.
"""

import json
import re
import shutil
import sys

import torch
from safetensors.torch import load_file

from .autoencoder import FOLDER as AUTOENCODER
from .denoiser import FOLDER as DENOISER
from .distil import FOLDER as DISTIL
from .evaluation.energy import STAGES
from .export import EXTRAS
from .log import Log
from .low_rank import from_peft_tensors
from .matcher import FOLDER as MATCHER
from .places import REPORTS, RUNS, STARTER
from .workers import save_whole

ROW = re.compile(r"^\| ([a-z]+) \| ([\d,]+) \| ([\d.]+) \|$", re.MULTILINE)


def trained_so_far(card: str) -> dict[str, dict]:
    """Samples seen and seconds spent by stage, from the card's table."""
    rows = {stage: (seen, hours) for stage, seen, hours in ROW.findall(card) if stage in STAGES}
    return {
        stage: {"seen": int(seen.replace(",", "")), "spent": round(float(hours) * 3600)}
        for stage, (seen, hours) in rows.items()
    }


def weights_of(part: str) -> dict[str, torch.Tensor]:
    return {
        name: tensor.float()
        for name, tensor in load_file(STARTER / part / "diffusion_pytorch_model.safetensors").items()
    }


def main() -> None:
    if (DENOISER / "last.pt").exists():
        sys.exit(f"{DENOISER / 'last.pt'} is there already: move it away to begin from the release")
    about = json.loads((STARTER / "verso.json").read_text())
    numbers = json.loads((REPORTS / f"evaluation-{about['version']}.json").read_text())
    before = trained_so_far((STARTER / "README.md").read_text())
    for stage, facts in before.items():
        (RUNS / stage / STAGES[stage]).unlink(
            missing_ok=True
        )  # of a run that was killed half-way: it would count twice
        Log(RUNS / stage / STAGES[stage]).write(**facts)
    Log(MATCHER / "log.jsonl").write(**numbers["matcher"])
    torch.save(weights_of("vae"), AUTOENCODER / "folded.pt")
    (AUTOENCODER / "preview.json").write_text(json.dumps(about["preview"]))
    for source, target in EXTRAS.items():
        (RUNS / source).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(STARTER / target, RUNS / source)
    change = from_peft_tensors(load_file(DISTIL / "four-steps.safetensors"))
    save_whole({"model": change, "average": change, **before["distil"]}, DISTIL / "last.pt")
    shutil.copytree(STARTER / "matcher", MATCHER / "export", dirs_exist_ok=True)
    unet = weights_of("unet")  # last, since its checkpoint tells that all is there
    save_whole({"model": unet, "average": unet, **before["denoiser"]}, DENOISER / "last.pt")


if __name__ == "__main__":
    main()
