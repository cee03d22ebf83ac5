"""What a picture looks like is counted softly, so that a denoiser can learn from it."""

import unittest

import numpy as np
import torch
from PIL import Image, ImageDraw

from starter.labels import NONE
from starter.look import BINS, FEATURES, SHADES, foreground, look_of, soft
from starter.look_train import LOOKED, Look, LookClassifier, fitted

EDGE = 128


def disc(colour: tuple[int, int, int], outline: int = 0) -> torch.Tensor:
    """A disc on white, with a black outline of so many pixels; RGB in −1…1, [1, 3, 128, 128]."""
    image = Image.new("RGB", (EDGE, EDGE), "white")
    ImageDraw.Draw(image).ellipse((30, 30, 98, 98), colour, "black", outline)
    return torch.from_numpy(np.asarray(image) / 127.5 - 1).float().permute(2, 0, 1)[None]


class Soft(unittest.TestCase):
    def test_between_two_centres_a_value_belongs_to_both(self):
        shares = soft(torch.tensor([-3.0, 0.0, 0.25, 1.0]), (-1.0, 0.0, 1.0))
        self.assertEqual(shares.tolist(), [[1, 0, 0], [0, 1, 0], [0, 0.75, 0.25], [0, 0, 1]])


class Looks(unittest.TestCase):
    def test_the_palette_of_a_flat_thing_is_its_colour(self):
        look = look_of(disc((255, 0, 255)))
        self.assertEqual(look.shape, (1, FEATURES))
        red, green, blue = BINS - 1, 0, BINS - 1
        core = look[0, : BINS**3]
        self.assertEqual(int(core.argmax()), (red * BINS + green) * BINS + blue)
        self.assertGreater(float(core.max()), 0.99)
        self.assertGreater(float(look[0, 2 * BINS**3]), 0.99)  # neighbours inside are alike

    def test_a_dark_outline_shows_at_the_rim_alone(self):
        core, rim = look_of(disc((255, 200, 0), outline=3))[0, -2:].tolist()
        self.assertLess(core, 0.15)
        self.assertGreater(rim, 0.8)
        self.assertLess(float(look_of(disc((255, 200, 0)))[0, -1]), 0.05)

    def test_shading_is_counted_by_its_steepness(self):
        shaded = disc((120, 120, 120))
        shaded[:, :, 20:108, 20:108] += torch.linspace(0, 0.5, 88)[None, None, :, None]
        down = look_of(shaded)[0, 2 * BINS**3 + len(SHADES) : -2]
        self.assertLess(float(down[0]), 0.6)

    def test_an_empty_picture_counts_as_a_whole(self):
        self.assertEqual(float(foreground(torch.ones(1, 3, EDGE, EDGE)).mean()), 1)
        self.assertLess(float(foreground(disc((0, 0, 0))).mean()), 0.3)

    def test_the_gradient_reaches_every_kind_of_count(self):
        picture = disc((200, 40, 90), outline=2).requires_grad_()
        look_of(picture).square().sum().backward()
        self.assertTrue(picture.grad.isfinite().all())
        self.assertGreater(float(picture.grad[:, :, 60:68, 60:68].abs().max()), 0)


class Half(torch.nn.Module):
    """Latents whose first channel is how dark the picture is; counts what it decodes."""

    decoded = 0

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        self.decoded += len(z)
        return (z[:, :1, :1, :1] + z.mean((1, 2, 3), keepdim=True)).expand(-1, 3, EDGE, EDGE)


class Classified(unittest.TestCase):
    def test_it_learns_to_tell_sets_by_their_looks(self):
        torch.manual_seed(0)
        sets = torch.arange(300) % 3
        looks = 0.1 * torch.randn(300, FEATURES)
        looks[torch.arange(300), sets] += 1
        self.assertGreater(float((fitted(looks, sets)(looks).argmax(1) == sets).float().mean()), 0.98)

    def test_only_what_is_asked_is_decoded_and_no_more_than_there_is_time_for(self):
        half, latents = Half(), torch.zeros(40, 6, 32, 32, requires_grad=True)
        look = Look(half, LookClassifier().eval())
        loss, told = look.unlike(latents, torch.full((40,), NONE))
        self.assertEqual((float(loss), told, half.decoded), (0, {}, 0))
        sets = torch.tensor([NONE, 3] * 20, dtype=torch.int16)
        loss, told = look.unlike(latents, sets)
        loss.backward()
        self.assertEqual(half.decoded, LOOKED)
        self.assertEqual(set(told), {"look"})
        self.assertGreater(loss.item(), 0)
        self.assertEqual(latents.grad[::2].abs().max(), 0)


if __name__ == "__main__":
    unittest.main()
