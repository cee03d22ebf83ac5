"""A shorter vocabulary for the text encoder: without the entries that no prompt in English comes to.

Left out are reserved places, other scripts, accents (the normaliser takes those off) and numbers of three digits and more:
a tenth of the table, 3 MB. All other words keep their tokens, and so a prompt of theirs has the same states, to the bit;
a number such as 1984 is written in pieces, a letter of another script is unknown.
"""

import json
import re
from pathlib import Path

import torch
from transformers import BertModel

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
READABLE, LONG_NUMBER, RESERVED = re.compile(r"(##)?[!-~]+"), re.compile(r"\d{3}"), re.compile(r"\[unused\d+\]")


def kept_words(words: list[str]) -> list[int]:
    """Places of the entries that stay, in their order."""

    def stays(word: str) -> bool:
        return word in SPECIAL or bool(
            READABLE.fullmatch(word) and not LONG_NUMBER.search(word) and not RESERVED.fullmatch(word)
        )

    return [place for place, word in enumerate(words) if stays(word)]


def shorter_tokenizer(tokenizer: dict, words: list[str]) -> dict:
    """The contents of a tokenizer.json with `words` as its vocabulary."""
    places = {word: place for place, word in enumerate(words)}
    result = json.loads(json.dumps(tokenizer))
    result["model"]["vocab"] = places
    for added in result["added_tokens"]:
        added["id"] = places[added["content"]]
    for word, special in result["post_processor"]["special_tokens"].items():
        special["ids"] = [places[word]]
    return result


def write_shorter(source: Path, folder: Path) -> list[int]:
    """Writes vocab.txt and tokenizer.json of `source`, shortened, into `folder`; gives the places that stay."""
    words = (source / "vocab.txt").read_text().rstrip("\n").split("\n")
    kept = kept_words(words)
    chosen = [words[place] for place in kept]
    (folder / "vocab.txt").write_text("".join(f"{word}\n" for word in chosen))
    shorter = shorter_tokenizer(json.loads((source / "tokenizer.json").read_text()), chosen)
    (folder / "tokenizer.json").write_text(json.dumps(shorter, ensure_ascii=False, separators=(",", ":")))
    return kept


def shorten(encoder: BertModel, kept: list[int], tokens: int) -> None:
    """Leaves the encoder the rows of its vocabulary in `kept`, and `tokens` positions."""
    table = encoder.embeddings
    table.word_embeddings.weight = torch.nn.Parameter(table.word_embeddings.weight[kept].clone())
    table.word_embeddings.num_embeddings = encoder.config.vocab_size = len(kept)
    table.position_embeddings.weight = torch.nn.Parameter(table.position_embeddings.weight[:tokens].clone())
    table.position_embeddings.num_embeddings = encoder.config.max_position_embeddings = tokens
    table.position_ids = table.position_ids[:, :tokens].clone()
    if hasattr(table, "token_type_ids"):
        table.token_type_ids = table.token_type_ids[:, :tokens].clone()
