"""Distil the denoiser to four steps without guidance, as a low-rank change of its weights.

    python -m starter.distil --minutes 120

The teacher is the denoiser's average, guided; from each of the four timesteps it makes several small DDIM steps to the
next one, and the student learns the v with which one step arrives at the same place (progressive distillation, Salimans &
Ho 2022, https://arxiv.org/abs/2202.00512, many steps to one at once). Guidance is folded in, so a step asks the network
once: four steps cost a tenth of twenty guided ones. The change is some 2 MB, so both modes ship in one folder.
The last step is practised on pictures of wishes (starter/wished.py), and what it makes is shown to the judge
(starter/judge.py), and some is decoded and shown to the eye for style (starter/look_train.py).
Resumes from runs/distil/last.pt; writes runs/distil/four-steps.safetensors, which diffusers' `load_lora_weights` reads.
"""

import argparse
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from diffusers.models.attention_processor import AttnProcessor
from safetensors.torch import save_file

from .autoencoder import update_average
from .diffusion import Diffusion
from .judge import load_judge, losses, verdict
from .labels import SET
from .log import Log
from .look_train import LOOKS, load_look
from .low_rank import add_low_rank, learned, peft_tensors
from .networks import make_denoiser
from .places import RUNS
from .rates import falling
from .shards import Shards
from .sheets import Sheets, trailing
from .wished import open_wishes
from .workers import Shared, in_parallel, save_whole

FOLDER, DENOISER = RUNS / "distil", RUNS / "denoiser" / "last.pt"
STEPS, SMALL_STEPS, GUIDANCE = 4, 4, 3.5
RANK, BATCH, PEAK_RATE, WARM_UP, AVERAGE = 8, 16, 1e-3, 50, 0.995
PRACTISED = (0.35, 0.15, 0.15, 0.35)  # shares of the steps: most is to be learned at pure noise, and of what is shown
JUDGED = 0.01  # the judge's weight beside the distance to the teacher


def v_between(diffusion: Diffusion, noisy, later, t, s) -> torch.Tensor:
    """The v with which one DDIM step leads from `noisy` at timesteps t [N] to `later` at s [N]; s = −1 is the picture.

    From later = α_s (α x − σ v) + σ_s (σ x + α v), x being `noisy`.
    """
    alpha, sigma = diffusion.at(t)
    alpha_s, sigma_s = diffusion.at(s.clamp_min(0))
    picture = (s < 0)[:, None, None, None]
    alpha_s, sigma_s = torch.where(picture, 1.0, alpha_s), torch.where(picture, 0.0, sigma_s)
    return (later - (alpha_s * alpha + sigma_s * sigma) * noisy) / (sigma_s * alpha - alpha_s * sigma)


def between(t: int, s: int, steps: int) -> list[int]:
    """Timesteps from t to s, both included, in `steps` steps; s = −1 stays the last."""
    return [round(t + (s - t) * index / steps) for index in range(steps)] + [s]


@torch.no_grad()
def teach(teacher, diffusion: Diffusion, noisy, context, empty, t: int, s: int) -> torch.Tensor:
    """Where the guided teacher arrives from `noisy` at t in small steps."""
    x, times = noisy, between(t, s, SMALL_STEPS)
    both = torch.cat([empty.expand(len(x), -1, -1), context])
    for now, later in zip(times[:-1], times[1:], strict=True):
        at = torch.full((len(x),), now)
        guesses = teacher(torch.cat([x, x]), torch.cat([at, at]), both, return_dict=False)[0]
        without, told = guesses.float().chunk(2)
        x = diffusion.step(x, without + GUIDANCE * (told - without), at, torch.full((len(x),), later))
    return x


class Finish:
    """The last step, on wishes, and those who judge what it makes."""

    def __init__(self, diffusion: Diffusion, rng: np.random.Generator):
        self.diffusion, self.rng, self.wishes = diffusion, rng, open_wishes()
        self.judge, self.look = load_judge(), load_look()
        self.t, self.s = (torch.full((BATCH,), t) for t in trailing(STEPS)[-2:])

    def wrong(self, noisy: torch.Tensor, guess: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """The judges' loss."""
        made = self.diffusion.step(noisy, guess, self.t, self.s)
        with torch.autocast("cpu", torch.bfloat16):
            loss = losses(*verdict(self.judge, made, labels))
        return loss + LOOKS * self.look.unlike(made, labels[:, SET])[0]


class Chief:
    """What the first worker does beside training: average, log, save, draw."""

    def __init__(self, shared: Shared, average):
        self.shared, self.average = shared, average
        self.log, self.sheets = Log(FOLDER / "log.jsonl"), Sheets()
        self.last = self.last_log = self.last_sheet = time.time()
        self.errors: list[list[float]] = [[] for _ in range(STEPS)]
        self.steps = int(shared.seen) // (2 * BATCH)

    def after_step(self, step: int, error: float) -> None:
        self.steps += 1
        update_average(self.average, self.shared.model, self.steps, AVERAGE)
        self.errors[step].append(error)
        now = time.time()
        self.shared.spent += now - self.last
        self.last = now
        if now - self.last_log > 120:
            self.tell()
            self.last_log = now
            self.keep()
        if now - self.last_sheet > 1200:
            self.draw()
            self.last_sheet = now

    def tell(self) -> None:
        errors = {str(index): round(float(np.mean(each)), 4) for index, each in enumerate(self.errors) if each}
        self.log.write(seen=int(self.shared.seen), spent=round(float(self.shared.spent)), errors=errors)
        self.errors = [[] for _ in range(STEPS)]

    def keep(self) -> None:
        state = {"model": learned(self.shared.model), "average": learned(self.average)}
        save_whole(state | {"seen": int(self.shared.seen), "spent": float(self.shared.spent)}, FOLDER / "last.pt")
        save_file(peft_tensors(self.average), FOLDER / "four-steps.tmp")
        (FOLDER / "four-steps.tmp").rename(FOLDER / "four-steps.safetensors")

    def draw(self) -> None:
        folder = FOLDER / "sheets"
        folder.mkdir(exist_ok=True)
        self.sheets.draw(self.average, STEPS, 1.0).save(folder / f"{int(self.shared.seen):08}.png", optimize=True)


def work(rank: int, shared: Shared, average, teacher, denoiser_seen: int, limit: float) -> None:
    student = shared.model
    for network in (student, average, teacher):
        network.set_attn_processor(AttnProcessor())
    parameters = [parameter for parameter in student.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parameters, PEAK_RATE, betas=(0.9, 0.99), weight_decay=0, fused=True)
    rng = np.random.default_rng([9, rank, int(shared.seen)])
    shards, diffusion, times = Shards(), Diffusion(), trailing(STEPS)
    empty = torch.from_numpy(shards.empty)[None].bfloat16()
    chief = Chief(shared, average) if rank == 0 else None
    finish, steps = Finish(diffusion, rng), 0
    if chief:
        chief.last = time.time()
    while shared.spent < limit:
        optimiser.param_groups[0]["lr"] = falling(PEAK_RATE, steps, WARM_UP, float(shared.spent) / limit)
        step = int(rng.choice(STEPS, p=PRACTISED))
        if last := step == STEPS - 1:
            x, _, context, labels = finish.wishes.batch(BATCH, rng)
        else:
            batch = shards.batch(BATCH, denoiser_seen, rng, dropout=0)
            x, context = batch.latents, batch.context
        t, s = (torch.full((BATCH,), times[index]) for index in (step, step + 1))
        noisy, _ = diffusion.noisy(x, torch.randn_like(x), t)
        with torch.autocast("cpu", torch.bfloat16):
            target = teach(teacher, diffusion, noisy, context, empty, times[step], times[step + 1])
            guess = student(noisy, t, context, return_dict=False)[0].float()
        loss = F.mse_loss(guess, v_between(diffusion, noisy, target, t, s))
        optimiser.zero_grad()
        (loss + JUDGED * finish.wrong(noisy, guess, labels) if last else loss).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        shared.seen += BATCH
        steps += 1
        if chief:
            chief.after_step(step, loss.item())
    if chief:
        chief.tell()
        chief.keep()
        chief.draw()


def from_denoiser(state: dict):
    model = make_denoiser().eval().requires_grad_(False)
    model.load_state_dict(state["average"])
    return model.to(memory_format=torch.channels_last)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120, help="in all, earlier runs counted in")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not DENOISER.exists():
        sys.exit(f"{DENOISER} is missing: run `python -m starter.denoiser` first")
    denoiser = torch.load(DENOISER, weights_only=True)
    teacher, student, average = (from_denoiser(denoiser) for _ in range(3))
    for network in (student, average):
        add_low_rank(network, RANK)
    state = {}
    average.load_state_dict(student.state_dict())
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        student.load_state_dict(state["model"], strict=False)
        average.load_state_dict(state["average"], strict=False)
    shared = Shared(student, state.get("seen", 0), state.get("spent", 0.0))
    in_parallel(work, shared, average, teacher, denoiser["seen"], arguments.minutes * 60)


if __name__ == "__main__":
    main()
