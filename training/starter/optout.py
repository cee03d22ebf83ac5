"""The opt-out list: drawings that are left out because somebody asked for it. The file explains its own format."""

from dataclasses import dataclass

from .places import TRAINING

OPT_OUT = TRAINING / "opt-out.txt"
KINDS = ("set", "icon", "author", "sha256")


@dataclass(frozen=True)
class Rule:
    kind: str
    value: str
    date: str
    reason: str


def parse(text: str) -> list[Rule]:
    """Raises ValueError with the line that can't be read: an opt-out must never be lost silently."""
    rules = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        kind, _, value = parts[0].partition(":")
        if len(parts) != 3 or kind not in KINDS or not value:
            raise ValueError(f"opt-out list, line {number}: `{line}` is not `what:value | date | reason`")
        rules.append(Rule(kind, value.strip(), parts[1], parts[2]))
    return rules


def load() -> list[Rule]:
    return parse(OPT_OUT.read_text())


def refusal(row: dict, rules: list[Rule]) -> str | None:
    """Why this credit row may not be used, or None."""
    values = {
        "set": row["set"],
        "icon": f"{row['set']}/{row['name']}",
        "author": row["author"],
        "sha256": row["sha256"],
    }
    for rule in rules:
        if values[rule.kind].casefold() == rule.value.casefold():
            return f"opted out on {rule.date}: {rule.reason}"
    return None
