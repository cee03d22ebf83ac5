"""Train the upscaler: any picture to twice its sides, with the clean edges of illustration.

    python -m starter.upscaler --minutes 30        resumes from runs/upscaler/last.pt, exports runs/upscaler/x2.safetensors

A residual network at the small size and a pixel shuffle at its end (EDSR, Lim et al. 2017,
https://arxiv.org/abs/1707.02921), on crops of the starter's own scenes, made small in several ways, some of them
blurred as an autoencoder blurs, since its pictures are what it mostly enlarges.
"""

import argparse
import math
import time

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageFilter
from safetensors.torch import save_file
from torch import nn

from .autoencoder import to_tensor
from .log import Log
from .places import RUNS
from .scenes import Art, compose

FOLDER = RUNS / "upscaler"
WIDTH, BLOCKS, SCALE = 64, 8, 2
CROP, BATCH, RATE, AVERAGE = 48, 16, 6e-4, 0.998
FILTERS = (Image.BOX, Image.BILINEAR, Image.BICUBIC, Image.LANCZOS)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(WIDTH, WIDTH, 3, padding=1), nn.Conv2d(WIDTH, WIDTH, 3, padding=1)

    def forward(self, x):
        return x + self.second(F.relu(self.first(x)))


class Upscaler(nn.Module):
    """RGB in −1…1 [N, 3, H, W] → [N, 3, 2H, 2W]: what repeating pixels leaves out is learned."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, WIDTH, 3, padding=1)
        self.blocks = nn.ModuleList([Block() for _ in range(BLOCKS)])
        self.last = nn.Conv2d(WIDTH, 3 * SCALE**2, 3, padding=1)

    def forward(self, x):
        y = self.first(x)
        for block in self.blocks:
            y = block(y)
        return F.pixel_shuffle(self.last(y), SCALE) + F.interpolate(x, scale_factor=SCALE, mode="nearest")


def made_small(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A picture [H, W, 3] at half its sides, in one of the ways that small pictures come about."""
    image = Image.fromarray(picture)
    if rng.random() < 0.4:
        image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.3, 2.0))))
    small = image.resize((image.width // SCALE, image.height // SCALE), FILTERS[rng.integers(len(FILTERS))])
    pixels = np.asarray(small).astype(np.float32)
    if rng.random() < 0.3:
        pixels += rng.normal(0, rng.uniform(0, 4), pixels.shape)
    return np.clip(pixels, 0, 255).round().astype(np.uint8)


def batch(art: Art, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    small, large = [], []
    for _ in range(BATCH // 8):
        picture, _scene = compose(art, rng)
        half = made_small(picture, rng)
        for x, y in rng.integers(0, half.shape[0] - CROP + 1, (8, 2)):
            small.append(half[y : y + CROP, x : x + CROP])
            large.append(picture[y * SCALE : (y + CROP) * SCALE, x * SCALE : (x + CROP) * SCALE])
    return tuple(
        to_tensor(np.stack(pictures)).contiguous(memory_format=torch.channels_last) for pictures in (small, large)
    )


def loss_of(made: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    error = made.float() - wanted
    edges = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
    return error.abs().mean() + 0.5 * edges


@torch.no_grad()
def psnr(model: nn.Module, pictures: np.ndarray) -> tuple[float, float]:
    """Mean PSNR in dB of the model and of Lanczos, for pictures [N, 256, 256, 3] made small by averaging."""
    ours, lanczos = [], []
    for picture in pictures:
        small = Image.fromarray(picture).resize((128, 128), Image.BOX)
        made = model(to_tensor(np.asarray(small)[None]))[0].clamp(-1, 1)
        ours.append((made - to_tensor(picture[None])[0]).square().mean().item() / 4)
        plain = np.asarray(small.resize((256, 256), Image.LANCZOS)).astype(float)
        lanczos.append(((plain - picture) ** 2).mean() / 255**2)
    return tuple(float(np.mean([-10 * math.log10(max(error, 1e-8)) for error in errors])) for errors in (ours, lanczos))


def save(state: dict, average: nn.Module) -> None:
    torch.save(state, FOLDER / "last.tmp")
    (FOLDER / "last.tmp").rename(FOLDER / "last.pt")
    half = {name: value.half().contiguous() for name, value in average.state_dict().items()}
    save_file(half, FOLDER / "x2.tmp")
    (FOLDER / "x2.tmp").rename(FOLDER / "x2.safetensors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30, help="of training in all, earlier runs counted in")
    limit = parser.parse_args().minutes * 60
    FOLDER.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model, average = Upscaler().to(memory_format=torch.channels_last), Upscaler()
    nn.init.zeros_(model.last.weight)
    optimiser = torch.optim.AdamW(model.parameters(), RATE, betas=(0.9, 0.99), weight_decay=0, fused=True)
    average.load_state_dict(model.state_dict())
    seen, spent = 0, 0.0
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        seen, spent = state["seen"], state["spent"]
    art, rng, log = Art(), np.random.default_rng([11, seen]), Log(FOLDER / "log.jsonl")
    held_out, other = Art(held_out=True), np.random.default_rng(7)
    pictures = np.stack([compose(held_out, other)[0] for _ in range(16)])
    last = last_save = time.time()
    while spent < limit:
        share = min(1, spent / limit)
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (seen + BATCH) / 3200) * 0.5 * (1 + math.cos(math.pi * share)) + 1e-6
        small, large = batch(art, rng)
        with torch.autocast("cpu", torch.bfloat16):
            made = model(small)
        loss = loss_of(made, large)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        seen += BATCH
        with torch.no_grad():
            keep = min(AVERAGE, (1 + seen / BATCH) / (10 + seen / BATCH))
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
        now = time.time()
        spent, last = spent + now - last, now
        if now - last_save > 120 or spent >= limit:
            state = {"model": model.state_dict(), "average": average.state_dict()}
            save(state | {"optimiser": optimiser.state_dict(), "seen": seen, "spent": spent}, average)
            ours, lanczos = psnr(average, pictures)
            log.write(seen=seen, spent=round(spent), loss=loss.item(), psnr=round(ours, 2), lanczos=round(lanczos, 2))
            last = last_save = time.time()


if __name__ == "__main__":
    main()
