"""What releases reached, over hours."""

import json
import tempfile
import unittest
from pathlib import Path

from starter.curves import release_curves
from starter.releases import measured_releases


def numbers(version: str, hours: float, style: float, matcher: float = 0.7, **more) -> dict:
    values = {"colour": 0.5, "style": style, "things": 0.8, "placed-both": 0.6}
    figures = {name: {"value": value} for name, value in values.items()}
    energy = {"hours": {"denoiser": hours, "matcher": 1.0}}
    return {"version": version, "energy": energy, "matcher": {"heldOut": matcher}, "figures": figures, **more}


class Releases(unittest.TestCase):
    def test_what_different_judges_saw_is_drawn_apart(self):
        rows = [
            numbers("0.2.0", 2, 0.1, 0.5),
            numbers("0.9.0", 4, 0.25, styleClassifierSpoilt=0.8),
            numbers("0.10.0", 6, 0.5, styleClassifierCoded=0.8),
        ]
        with tempfile.TemporaryDirectory() as place:
            for row in rows:
                (Path(place) / f"evaluation-{row['version']}.json").write_text(json.dumps(row))
            found = release_curves(measured_releases(Path(place)))
        self.assertEqual(found["named colours, %"], [(3.0, 50.0), (5.0, 50.0), (7.0, 50.0)])
        self.assertEqual(found["style, first judge, %"], [(5.0, 25.0)])
        self.assertEqual(found["style, second judge, %"], [(7.0, 50.0)])
        self.assertEqual(found["both of a pair, %"], [(5.0, 60.0), (7.0, 60.0)])


if __name__ == "__main__":
    unittest.main()
