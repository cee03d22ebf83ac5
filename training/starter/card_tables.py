"""The card's tables of figures: this model, real pictures, the release before."""

from .datasheet import table

LABELS = {
    "captions": "right caption among 100, all prompts",
    "captions-single": "… a thing in a style in which it never appeared",
    "captions-colour": "… a thing in a colour in which it never appeared",
    "captions-place": "… a thing in a landscape in which it never appeared",
    "captions-pair": "… two things that never appeared together",
    "captions-unseen": "… words and sentences that training never used",
    "things": "single thing told from 99 others",
    "style": "style word obeyed (classifier trained on real pictures)",
    "colour": "named colour obeyed",
    "background": "named background obeyed",
    "placed": "left/right and above/below obeyed",
    "placed-both": "… and both things told apart",
}
PLAIN = {
    "diversity": "diversity (mean 1 − cosine among pictures of the same words)",
    "frechet": "Fréchet distance to real pictures, × 1,000 (lower is better)",
}


def percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def obeyed_table(numbers: dict, before: dict | None) -> str:
    """Markdown; `before` are the numbers of an earlier release, or None."""
    quick = numbers.get("quick", {"figures": {}})
    head = ["figure", "this model", "real pictures", "share of real"]
    beside = []  # what stands beside: shares by name, and by name what is no share
    if quick["figures"]:
        head.append(f"in {quick['steps']} quick steps")
        beside.append(quick)
    if before:
        head.append(f"version {before['version']} ({before['figures']['captions']['count']} prompts)")
        beside.append(before if same_judge(numbers, before) else without_style(before))
    rows = [
        *(row_of(numbers, beside, name, label, percent) for name, label in LABELS.items()),
        *(row_of(numbers, beside, name, label, decimal) for name, label in PLAIN.items()),
    ]
    coder = (f"autoencoder at 256², {numbers['coder']['pictures']} held-out pictures", coder_of(numbers), "", "")
    rows.append((*coder, *(coder_of(other) for other in beside)))
    return table(tuple(head), [row for row in rows if row]) + judges(numbers)


def same_judge(numbers: dict, before: dict) -> bool:
    """Whether one kind of classifier judged the style of both releases: only the later one tells `styleClassifierCoded`."""
    return ("styleClassifierCoded" in numbers) == ("styleClassifierCoded" in before)


def without_style(numbers: dict) -> dict:
    return {**numbers, "figures": {name: figure for name, figure in numbers["figures"].items() if name != "style"}}


def row_of(numbers: dict, beside: list[dict], name: str, label: str, written) -> tuple | None:
    figure = numbers["figures"].get(name)
    if figure is None:
        return None
    value, real = figure["value"], figure["real"]
    share = percent(value / real) if written is percent and real else ""
    return (label, written(value), written(real), share, *(written(valued(other, name)) for other in beside))


def valued(numbers: dict, name: str) -> float | None:
    return numbers["figures"].get(name, {}).get("value")


def coder_of(numbers: dict) -> str:
    coder = numbers.get("coder")
    return f"{coder['psnr']} dB, SSIM {coder['ssim']}" if coder else "–"


def judges(numbers: dict) -> str:
    judged = numbers["matcher"]
    if not judged:
        return ""
    coded = numbers.get("styleClassifierCoded")
    return (
        f"\n\nThe judges: the matcher finds the right caption among 100 for {judged['heldOut']:.0%} of composed pictures of "
        f"held-out drawings ({judged['known']:.0%} of known ones), the style classifier is right for "
        f"{numbers['styleClassifier']:.0%} of them"
        + (f", and for {coded:.0%} of the same ones through the autoencoder." if coded else ".")
        + " The denoiser was taught by a network that counts palette, outlines and shading as this classifier does "
        "(`starter/look.py`), on other pictures of drawings that training sees: style obeyed isn't judged by a stranger."
    )


def memorisation(numbers: dict) -> str:
    """What was found about copies of training drawings."""
    found = numbers.get("memorisation")
    if not found:
        return "Replication of training drawings hasn't been measured for this version."
    detector, samples, attack = found["detector"], found["samples"], found["attack"]
    rows = [
        (label, part["pictures"], percent(part["byHash"]), percent(part["byEmbedding"]), percent(part["either"]),
         f"{part['interval'][0]:.1%} – {part['interval'][1]:.1%}")
        for label, part in (
            ("captions as in training", samples),
            ("the most repeated captions", attack),
            ("check: planted copies", detector["plantedCopies"]),
            ("check: real drawings never seen", detector["heldOutDrawings"]),
        )
    ]  # fmt: skip
    often = ", ".join(f"{name} ({count})" for name, count in samples["mostCopied"][:5])
    head = ("pictures of", "number", "copies by hash", "by embedding", "either", "95 % interval")
    return (
        f"### Reproduced drawings\n\nEach generated thing was cut out and compared with all {detector['drawings']:,} drawings of the "
        "training set. This art is small and simple, so where the model draws a thing well it may simply reproduce the "
        "icon; then the icon's licence applies to the picture, and the studio names it beside the picture.\n\n"
        f"{table(head, rows)}\n\n" + (f"Most often: {often}." if often else "No drawing was found more than others.")
    )
