"""Where things lie on disk. Everything under `runs/` can be made again and is not committed."""

from pathlib import Path

TRAINING = Path(__file__).resolve().parent.parent
RUNS = TRAINING / "runs"
REPORTS = TRAINING / "reports"
ICONS = RUNS / "npm" / "node_modules" / "@iconify-json"
STARTER = TRAINING.parent / "assets" / "models" / "starter"

PICTURE = 256  # pixels along one side of a picture
FACTOR = 8  # pixels along one side of a latent cell
LATENT = PICTURE // FACTOR
CHANNELS = 6  # latent channels
TOKENS = 32  # length every prompt is padded to
WIDTH = 384  # width of a token's state
