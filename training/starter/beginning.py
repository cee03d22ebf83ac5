"""First weights with which the autoencoder already carries each cell's mean colour.

Group normalisation takes away what all of a picture has in common, so an autoencoder with random weights learns the
colours of areas last. Here six channels carry red, green, blue and their negatives through every layer: means on the way
down, repetition on the way up, silu(x) − silu(−x) = x at the ends. All other channels start as usual and learn the rest.
"""

import torch
from diffusers import AutoencoderKL

COLOURS, CARRIED = 3, 6
IDENTITY, MEAN = ((1, 1, 1.0),), tuple((y, x, 0.25) for y in (0, 1) for x in (0, 1))


def _carry(convolution, taps) -> None:
    for channel in range(CARRIED):
        convolution.weight[channel] = 0
        convolution.bias[channel] = 0
        for y, x, value in taps:
            convolution.weight[channel, channel, y, x] = value


def _split(convolution) -> None:
    """Channel k of the input becomes channels k and k + 3, the latter negated."""
    for channel in range(CARRIED):
        convolution.weight[channel] = 0
        convolution.bias[channel] = 0
        convolution.weight[channel, channel % COLOURS, 1, 1] = 1.0 if channel < COLOURS else -1.0


def _join(convolution, scale: float) -> None:
    """Channel k of the output is channel k less channel k + 3."""
    for channel in range(COLOURS):
        convolution.weight[channel] = 0
        convolution.bias[channel] = 0
        convolution.weight[channel, channel, 1, 1] = scale
        convolution.weight[channel, channel + COLOURS, 1, 1] = -scale


@torch.no_grad()
def carry_colours(model: AutoencoderKL) -> None:
    """Changes the weights in place; residual branches start at zero, the latents' noise at e⁻³ of a deviation."""
    channels = model.config.latent_channels
    for module in model.modules():
        kind = type(module).__name__
        if kind == "ResnetBlock2D":
            module.conv2.weight.zero_()
            module.conv2.bias.zero_()
            if module.conv_shortcut is not None:
                _carry(module.conv_shortcut, ((0, 0, 1.0),))
        elif kind == "Downsample2D":
            _carry(module.conv, MEAN)
        elif kind == "Upsample2D":
            _carry(module.conv, IDENTITY)
    _split(model.encoder.conv_in)
    _join(model.encoder.conv_out, 1.0)
    for convolution in (model.quant_conv, model.post_quant_conv):
        convolution.weight.zero_()
        convolution.bias.zero_()
        for channel in range(channels):
            convolution.weight[channel, channel] = 1
    model.quant_conv.bias[channels:] = -6
    _split(model.decoder.conv_in)
    model.decoder.conv_out.weight.mul_(0.1)
    _join(model.decoder.conv_out, 0.5)
