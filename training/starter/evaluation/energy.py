"""What the machine draws: read from RAPL where the processor shows it, else an estimate that says so."""

import json
import time
from pathlib import Path

from ..places import RUNS

RAPL = Path("/sys/class/powercap/intel-rapl:0/energy_uj")
WATTS = 25  # assumed draw of two busy server cores with their share of memory, where nothing can be read
STAGES = {"autoencoder": "log.jsonl", "denoiser": "log.jsonl", "upscaler": "log.jsonl", "matcher": "log.jsonl",
          "judge": "log.jsonl", "look": "log.jsonl", "obey": "log.jsonl", "distil": "log.jsonl", "decoder": "log.jsonl"}  # fmt: skip


def measured_watts(seconds: float = 2.0) -> float | None:
    """Mean power of the first processor over some seconds, or None where it can't be read."""
    try:
        before = int(RAPL.read_text())
        time.sleep(seconds)
        return (int(RAPL.read_text()) - before) / 1e6 / seconds
    except (OSError, ValueError):
        return None


def counted(log: Path, what: str) -> float:
    """What a stage's log has counted in all: `spent` seconds of training or samples `seen`. A run that resumes goes back a
    little, to its last checkpoint; a stage that began anew goes back to nothing, and what came before counts too."""
    total, last = 0.0, 0.0
    for line in log.read_text().splitlines() if log.exists() else []:
        now = json.loads(line).get(what, last)
        begun_anew = now < last / 10
        total += now if begun_anew else max(0.0, now - last)
        last = now
    return total


def training_energy() -> dict:
    watts = measured_watts()
    hours = {stage: round(counted(RUNS / stage / file, "spent") / 3600, 2) for stage, file in STAGES.items()}
    return {
        "hours": {stage: value for stage, value in hours.items() if value},
        "watts": round(watts or WATTS, 1),
        "measured": watts is not None,
        "wattHours": round(sum(hours.values()) * (watts or WATTS)),
    }
