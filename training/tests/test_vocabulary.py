import tempfile
import unittest
from pathlib import Path

import torch

from starter.export import write_text
from starter.text import load_text, states_of
from starter.vocabulary import kept_words

PROMPTS = ["", "red apple on a white background, noto style", "Two Café-cats (3 of them), 24 h a day!", "xylophone_ünïque"]


class Vocabulary(unittest.TestCase):
    def test_what_is_left_out(self):
        words = ["[PAD]", "[unused7]", "apple", "##s", "è", "##字", "1984", "24", "3d", "[MASK]", "!"]
        self.assertEqual([words[place] for place in kept_words(words)], ["[PAD]", "apple", "##s", "24", "3d", "[MASK]", "!"])

    def test_prompts_keep_their_states(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_text(folder)
            shorter = load_text(folder)
            tokenizer, encoder = load_text()
            for prompt in PROMPTS:
                self.assertEqual(shorter[0].tokenize(prompt), tokenizer.tokenize(prompt))
            states = states_of(PROMPTS, tokenizer, encoder.half().float())
            self.assertTrue(torch.equal(states_of(PROMPTS, *shorter), states))
            self.assertEqual(shorter[0]("1984")["input_ids"][0], shorter[0].cls_token_id)
            self.assertNotIn("[UNK]", shorter[0].tokenize("1984"))


if __name__ == "__main__":
    unittest.main()
