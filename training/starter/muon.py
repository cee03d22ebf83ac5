"""Muon: steps of equal size in all directions for wide weights (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon;
the scale that matches AdamW's steps from Liu et al. 2025, https://arxiv.org/abs/2502.16982); AdamW for all other weights.

A convolution's weight [out, in, 3, 3] counts as a matrix [out, in · 9].
"""

import torch

MOMENTUM, DECAY, NARROW = 0.95, 0.01, 32


def orthogonal(matrix: torch.Tensor) -> torch.Tensor:
    """The nearest (semi-)orthogonal matrix, roughly: five Newton–Schulz steps in bfloat16. Shape [M, N] stays."""
    x = matrix.bfloat16()
    x = x / (x.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    for _ in range(5):
        square = x @ x.T
        x = torch.addmm(x, torch.addmm(square, square, square, beta=-4.7750, alpha=2.0315), x, beta=3.4445)
    return x.T if tall else x


class Muon:
    """One optimiser over all `parameters` that need a gradient; `state_dict` holds both halves."""

    def __init__(self, parameters, betas=(0.9, 0.99), adam_decay=1e-4):
        wanted = [p for p in parameters if p.requires_grad]
        self.wide = [p for p in wanted if p.ndim > 1 and min(p.shape[0], p[0].numel()) >= NARROW]
        chosen = {id(p) for p in self.wide}
        self.rest = [p for p in wanted if id(p) not in chosen]
        self.momenta = [torch.zeros_like(p) for p in self.wide]
        self.adam = torch.optim.AdamW(self.rest, 1e-3, betas=betas, weight_decay=adam_decay, fused=True)

    def zero_grad(self) -> None:
        for parameter in (*self.wide, *self.rest):
            parameter.grad = None

    @torch.no_grad()
    def step(self, rate: float) -> None:
        self.adam.param_groups[0]["lr"] = rate
        self.adam.step()
        gradients = [p.grad for p in self.wide]
        torch._foreach_lerp_(self.momenta, gradients, 1 - MOMENTUM)
        for parameter, momentum in zip(self.wide, self.momenta, strict=True):
            ahead = parameter.grad.lerp(momentum, MOMENTUM).reshape(len(parameter), -1)
            step = orthogonal(ahead).float().reshape(parameter.shape)
            parameter.mul_(1 - rate * DECAY).add_(step, alpha=-0.2 * rate * max(ahead.shape) ** 0.5)

    def state_dict(self) -> dict:
        return {"momenta": self.momenta, "adam": self.adam.state_dict()}

    def load_state_dict(self, state: dict) -> None:
        for momentum, kept in zip(self.momenta, state["momenta"], strict=True):
            momentum.copy_(kept)
        self.adam.load_state_dict(state["adam"])
