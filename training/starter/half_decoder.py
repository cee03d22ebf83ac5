"""The decoder up to half its size: what shows colours, outlines and shading, for less than half of the time."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .rates import falling
from .sheets import current_decoder

STEPS, BATCH, PEAK_RATE, WARM_UP = 400, 4, 4e-3, 20
SQUARED = 5.0  # weight of the squared error beside the absolute one
LEVELS = 3  # blocks up to 128 × 128


class HalfDecoder(nn.Module):
    """Latents [N, 6, 32, 32] → RGB in −1…1, [N, 3, 128, 128]: the frozen decoder's features by a small read-out."""

    def __init__(self):
        super().__init__()
        self.whole = current_decoder().requires_grad_(False)
        width = self.whole.decoder.conv_out.in_channels
        self.read = nn.Sequential(
            nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, width, 3, 1, 1), nn.SiLU(), nn.Conv2d(width, 3, 3, 1, 1)
        )
        self.to(memory_format=torch.channels_last)

    def features(self, z: torch.Tensor) -> torch.Tensor:
        """[N, 32, 128, 128]: the third block's, before it is doubled."""
        decoder = self.whole.decoder
        x = decoder.mid_block(decoder.conv_in(self.whole.post_quant_conv(z)))
        for block in decoder.up_blocks[: LEVELS - 1]:
            x = block(x)
        for layer in decoder.up_blocks[LEVELS - 1].resnets:
            x = layer(x, None)
        return x

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return self.read(self.features(z))

    @torch.no_grad()
    def both(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The features, and the whole decoder's picture halved, [N, 3, 128, 128]."""
        return self.features(z), F.avg_pool2d(self.whole.decoder(self.whole.post_quant_conv(z)).float(), 2)


def learn_to_read(half: HalfDecoder, examples, rng: np.random.Generator) -> float:
    """Trains the read-out to give what the whole decoder gives, halved; the mean error of the last steps, of 255."""
    optimiser, errors = torch.optim.AdamW(half.read.parameters(), PEAK_RATE, weight_decay=0), []
    for step in range(STEPS):
        z = examples.batch(BATCH, rng)[0].contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            features, truth = half.both(z)
            error = half.read(features).float() - truth
        loss = error.abs().mean() + SQUARED * error.square().mean()
        optimiser.param_groups[0]["lr"] = falling(PEAK_RATE, step, WARM_UP, step / STEPS)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        errors.append(float(error.detach().abs().mean()) * 127.5)
    return float(np.mean(errors[-STEPS // 10 :]))
