"""What releases reached, over hours."""

import json
import tempfile
import unittest
from pathlib import Path

from starter.curves import release_curves


def numbers(version: str, hours: float, style: float, **more) -> dict:
    figures = {"background": {"value": 1.0}, "colour": {"value": 0.5}, "style": {"value": style}}
    return {"version": version, "energy": {"hours": {"denoiser": hours, "matcher": 1.0}}, "figures": figures, **more}


class Releases(unittest.TestCase):
    def test_only_those_of_the_same_judge_are_drawn(self):
        rows = [
            numbers("0.1.0", 2, 0.1),
            numbers("0.2.0", 4, 0.25, styleClassifierCoded=0.8),
            numbers("0.3.0", 6, 0.5, styleClassifierCoded=0.8),
        ]
        with tempfile.TemporaryDirectory() as place:
            files = [Path(place) / f"{row['version']}.json" for row in rows]
            for file, row in zip(files, rows, strict=True):
                file.write_text(json.dumps(row))
            found = release_curves(files[::-1])
        self.assertEqual(found["style words, %"], [(5.0, 25.0), (7.0, 50.0)])
        self.assertEqual(len(found), 2)


if __name__ == "__main__":
    unittest.main()
