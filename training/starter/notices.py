"""Third-party notices of the model: whose drawings, code and weights are in it, and under which terms."""

from collections import defaultdict

from .sources import ALLOWED

TEXT_ENCODER = (
    "all-MiniLM-L6-v2",
    "sentence-transformers",
    "Apache-2.0",
    "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
)


def notices(rows: list[dict]) -> str:
    """Markdown from credit rows."""
    works: dict[tuple, int] = defaultdict(int)
    for row in rows:
        works[row["set"], row["author"], row["licence"], row["link"], row["package"]] += 1
    lines = ["# Third-party notices of the Verso Starter model", "", "## Drawings it was trained or measured on", ""]
    for (name, author, licence, link, package), count in sorted(works.items()):
        lines += [
            f"**{name}** by {author}, {count:,} drawings, from `{package}`, {link}  ",
            f"Licence: {licence}, {ALLOWED[licence]}. Changes: rendered, scaled, some recoloured, put into scenes.",
            "",
        ]
    name, author, licence, link = TEXT_ENCODER
    lines += [
        "## Text encoder",
        "",
        f"**{name}** by {author}, {link}  ",
        f"Licence: {licence}, {ALLOWED[licence]}. Changes: weights stored as float16.",
        "",
        "`credits.jsonl` names each drawing with its author, licence, link and SHA-256.",
        "",
    ]
    return "\n".join(lines)
