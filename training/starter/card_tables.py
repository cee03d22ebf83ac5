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


def obeyed_table(numbers: dict, before: dict | None) -> str:
    """Markdown; `before` are the numbers of an earlier release, or None."""
    figures, old = numbers["figures"], (before or {}).get("figures", {})
    head = ("figure", "this model", "real pictures", "share of real")
    if before:
        head += (f"version {before['version']} ({before['figures']['captions']['count']} prompts)",)
    rows = []
    for name, label in LABELS.items():
        if name in figures:
            value, real = figures[name]["value"], figures[name]["real"]
            cells = (label, percent(value), percent(real), percent(value / real if real else None))
            rows.append(cells + ((percent(old.get(name, {}).get("value")),) if before else ()))
    for name, label in PLAIN.items():
        if name in figures:
            cells = (label, f"{figures[name]['value']:.3f}", f"{figures[name]['real']:.3f}", "")
            rows.append(cells + ((f"{old[name]['value']:.3f}" if name in old else "–",) if before else ()))
    coder = numbers["coder"]
    cells = (
        f"autoencoder at 256², {coder['pictures']} held-out pictures",
        f"{coder['psnr']} dB, SSIM {coder['ssim']}",
        "",
        "",
    )
    past = (before or {}).get("coder")
    rows.append(cells + ((f"{past['psnr']} dB, SSIM {past['ssim']}" if past else "–",) if before else ()))
    judged = numbers["matcher"]
    text = table(head, rows)
    if judged:
        text += (
            f"\n\nThe judges: the matcher finds the right caption among 100 for {judged['heldOut']:.0%} of composed pictures of "
            f"held-out drawings ({judged['known']:.0%} of known ones), the style classifier is right for "
            f"{numbers['styleClassifier']:.0%} of them."
        )
    return text


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
