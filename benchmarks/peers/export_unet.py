"""Exports a diffusers UNet as torch.onnx gives it, in float32: what "plain ONNX Runtime" runs.

    python export_unet.py MODEL_FOLDER OUT_FOLDER
"""

import sys
from pathlib import Path

import onnx
import torch
from diffusers import UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor


class Denoiser(torch.nn.Module):
    """Tensors in, a tensor out."""

    def __init__(self, unet: torch.nn.Module) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, sample: torch.Tensor, timestep: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        return self.unet(sample, timestep, context, return_dict=False)[0]


def main(model: Path, out: Path) -> None:
    unet = UNet2DConditionModel.from_pretrained(model / "unet", torch_dtype=torch.float32).eval()
    unet.set_attn_processor(AttnProcessor())
    width = unet.config.cross_attention_dim
    inputs = (torch.randn(2, 4, 64, 64), torch.tensor(500.0), torch.randn(2, 77, width))
    names = ["sample", "timestep", "context"]
    axes = {"sample": {0: "batch", 2: "height", 3: "width"}, "context": {0: "batch"}}
    parts = out / "parts"
    parts.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        torch.onnx.export(
            Denoiser(unet),
            inputs,
            str(parts / "unet.onnx"),
            input_names=names,
            output_names=["prediction"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    graph = onnx.load(parts / "unet.onnx")
    onnx.save(graph, out / "unet.onnx", save_as_external_data=True, location="unet.onnx_data")
    for file in parts.iterdir():
        file.unlink()
    parts.rmdir()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
