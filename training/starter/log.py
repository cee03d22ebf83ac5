"""Append-only training log: one JSON object a line, so that a killed run loses nothing."""

import json
import time
from pathlib import Path


class Log:
    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path

    def write(self, **row) -> None:
        row = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **row}
        with self.path.open("a") as file:
            file.write(json.dumps(row) + "\n")
        print(row, flush=True)
