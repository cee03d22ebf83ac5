"""Draw what the logs say: quality over training.

    python -m starter.curves          writes reports/training.png and reports/releases.png

Left the autoencoder's PSNR on held-out pictures over minutes, in the middle the denoiser's validation loss over samples
seen, on the right that loss per timestep for held-out pairs of thing and style. The logs are lost with `runs/`; what each
release reached is kept in reports/, and drawn over the hours of training in all.
"""

import json
from pathlib import Path

from PIL import Image, ImageDraw

from .lesson import BUCKETS
from .places import REPORTS, RUNS
from .releases import measured_releases

WIDTH, HEIGHT, MARGIN = 420, 300, 44
COLOURS = ((31, 119, 180), (214, 39, 40), (44, 160, 44), (255, 127, 14), (148, 103, 189), (127, 127, 127))

MATCHED = {"things": "single things, %", "placed-both": "both of a pair, %"}  # by a matcher: only one matcher's compare
STYLES = {"styleClassifierSpoilt": "style, first judge, %", "styleClassifierCoded": "style, second judge, %"}

Curves = dict[str, list[tuple[float, float]]]


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def autoencoder_curves(rows: list[dict]) -> Curves:
    return {"held-out pictures, dB": [(row["spent"] / 60, row["psnr"]) for row in rows if "psnr" in row]}


def denoiser_curves(rows: list[dict]) -> Curves:
    curves: Curves = {}
    for row in rows:
        if "validation" in row:
            curves.setdefault(row["validation"], []).append((row["seen"] / 1000, row["mean"]))
    return curves


def bucket_curves(rows: list[dict]) -> Curves:
    told = [row for row in rows if row.get("validation") == "held-out"]
    return {f"t = {t}": [(row["seen"] / 1000, row[str(t)]) for row in told] for t in BUCKETS}


def release_curves(releases: list[dict]) -> Curves:
    """What the pictures of releases, oldest first, obeyed, in per cent over hours; figures of different judges are different curves, and those
    of a matcher before the last one's aren't drawn."""
    curves: Curves = {}
    for numbers in releases:
        figures = {"named colours, %": "colour"} | {name: "style" for judge, name in STYLES.items() if judge in numbers}
        if numbers["matcher"] == releases[-1]["matcher"]:
            figures |= {name: figure for figure, name in MATCHED.items()}
        hours = sum(numbers["energy"]["hours"].values())
        for name, figure in figures.items():
            curves.setdefault(name, []).append((hours, 100 * numbers["figures"][figure]["value"]))
    return curves


def round_range(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    space = (high - low) * 0.06 or 1.0
    return low - space, high + space


def chart(title: str, unit: str, curves: Curves, names_at: int = MARGIN + 6) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 8), title, fill="black")
    curves = {name: points for name, points in curves.items() if points}
    if not curves:
        draw.text((MARGIN, HEIGHT // 2), "nothing logged yet", fill="gray")
        return image
    left, right = round_range([x for points in curves.values() for x, _ in points])
    low, high = round_range([y for points in curves.values() for _, y in points])
    across, up = (WIDTH - MARGIN - 12) / (right - left), (HEIGHT - 2 * MARGIN) / (high - low)

    def place(x: float, y: float) -> tuple[float, float]:
        return MARGIN + (x - left) * across, HEIGHT - MARGIN - (y - low) * up

    draw.rectangle((MARGIN, MARGIN, WIDTH - 12, HEIGHT - MARGIN), outline=(200, 200, 200))
    for index in range(5):
        y, x = low + (high - low) * index / 4, left + (right - left) * index / 4
        draw.text((4, place(left, y)[1] - 5), f"{y:.3g}", fill="black")
        draw.text((place(x, low)[0] - 8, HEIGHT - MARGIN + 4), f"{x:.3g}", fill="black")
    draw.text((WIDTH // 2 - 30, HEIGHT - 18), unit, fill="black")
    for (name, points), colour, line in zip(curves.items(), COLOURS, range(len(curves)), strict=False):
        places = [place(*point) for point in points]
        draw.line(places, fill=colour, width=2)
        for x, y in places if len(places) == 1 else ():
            draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=colour)
        draw.text((WIDTH - 150, names_at + 13 * line), name, fill=colour)
    return image


def main() -> None:
    autoencoder, denoiser = (rows_of(RUNS / name / "log.jsonl") for name in ("autoencoder", "denoiser"))
    REPORTS.mkdir(exist_ok=True)
    page = chart("Obeyed, by release", "hours of training", release_curves(measured_releases()), names_at=HEIGHT - 112)
    page.save(REPORTS / "releases.png", optimize=True)
    if not denoiser_curves(denoiser):
        return
    charts = (
        chart("Autoencoder: PSNR", "minutes", autoencoder_curves(autoencoder)),
        chart("Denoiser: validation loss", "thousand samples", denoiser_curves(denoiser)),
        chart("Denoiser: loss by timestep", "thousand samples", bucket_curves(denoiser)),
    )
    page = Image.new("RGB", (WIDTH * len(charts), HEIGHT), "white")
    for index, image in enumerate(charts):
        page.paste(image, (index * WIDTH, 0))
    page.save(REPORTS / "training.png", optimize=True)


if __name__ == "__main__":
    main()
