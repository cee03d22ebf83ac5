"""What captions and hold-outs promise, on a small made-up world."""

import unittest
from types import SimpleNamespace

import numpy as np

from starter import holdout
from starter.captions import caption_of, styled, unstyled
from starter.dedup import near_pairs, repeated
from starter.drawings import INDEX
from starter.layouts import LAYOUTS, ODDS, PRACTISED
from starter.plural import article, countable, plural
from starter.scenes import Scene, Thing, paint
from starter.world import CONCEPTS, FIRST, SETS


def thing(word: str, **more) -> Thing:
    return Thing(0, INDEX[word], "noto", 120, (128, 128), **more)


def captions(scene: Scene, count: int = 200, unseen: bool = False) -> list[str]:
    rng = np.random.default_rng(0)
    return [caption_of(scene, rng, unseen) for _ in range(count)]


class Captions(unittest.TestCase):
    def test_a_recoloured_thing_always_says_its_colour(self):
        scene = Scene([thing("car", colour="blue", recoloured=True)], background="white")
        self.assertTrue(all("blue" in text for text in captions(scene)))

    def test_a_word_that_names_another_colour_is_not_used(self):
        scene = Scene([thing("apple", colour="green", recoloured=True)], background="white")
        self.assertFalse(any("red" in text.split() for text in captions(scene)))

    def test_above_never_says_left(self):
        scene = Scene([thing("sun"), thing("house")], layout="above", background="white")
        for text in captions(scene) + captions(scene, unseen=True):
            self.assertNotRegex(text, "left|right")

    def test_counts_are_plural(self):
        scene = Scene([thing("apple")] * 3, layout="count-three", background="white", kind="quiet")
        for text in captions(scene):
            self.assertIn("three", text)
            self.assertIn("apples", text)

    def test_unseen_wordings_differ_from_seen_ones(self):
        scene = Scene([thing("cat"), thing("dog")], layout="beside", background="red")
        self.assertFalse(set(captions(scene)) & set(captions(scene, unseen=True)))

    def test_held_out_style_words_never_appear(self):
        scene = Scene([thing("cat")], background="red")
        held_out = {wordings[-1] for wordings in SETS.values()}
        self.assertFalse([text for text in captions(scene, 400) if any(words in text for words in held_out)])


    def test_a_caption_without_its_style_word_is_what_was_given(self):
        rng, scene = np.random.default_rng(0), Scene([thing("cat")], background="red")
        for new in (False, True):
            for name in SETS:
                for text in captions(scene, 20):
                    bare = unstyled(text)
                    self.assertEqual(unstyled(styled(bare, name, rng, new)), bare)
                    self.assertNotRegex(bare, "style|twemoji|openmoji|fluent")
        self.assertEqual(unstyled("a cat on a red background"), "a cat on a red background")


class Words(unittest.TestCase):
    def test_plurals(self):
        cases = {"slice of pizza": "slices of pizza", "fire engine": "fire engines", "mouse": "mice", "bus": "buses",
                 "cherry blossom": "cherry blossoms", "strawberry": "strawberries", "house with a garden":
                 "houses with a garden", "toy gun": "toy guns", "yo-yo": "yo-yos"}  # fmt: skip
        self.assertEqual({word: plural(word) for word in cases}, cases)

    def test_articles(self):
        cases = ("apple", "unicorn", "hourglass", "car", "ufo", "umbrella")
        self.assertEqual([article(word) for word in cases], ["an", "a", "an", "a", "a", "an"])

    def test_bare_words_are_not_counted(self):
        self.assertFalse(countable("cherries", frozenset({"cherries"})))
        self.assertFalse(countable("fork and knife", frozenset()))


class HoldOuts(unittest.TestCase):
    def test_the_first_stage_is_never_held_out_altogether(self):
        self.assertFalse([word for word in FIRST if holdout.concept(word)])

    def test_some_of_each_kind_is_held_out(self):
        words = [concept.words[0] for concept in CONCEPTS]
        self.assertTrue(8 <= sum(map(holdout.concept, words)) <= 40)
        pairs = sum(holdout.pair(name, word) for name in SETS for word in words)
        self.assertTrue(80 <= pairs <= 280)

    def test_order_does_not_matter(self):
        self.assertEqual(holdout.together("cat", "dog"), holdout.together("dog", "cat"))


class Layouts(unittest.TestCase):
    def test_things_stay_inside_the_picture(self):
        rng = np.random.default_rng(1)
        for odds in (ODDS, PRACTISED):
            self.assertEqual((len(odds), odds[-1], sorted(odds)), (len(LAYOUTS), 1.0, list(odds)))
        for name, layout in LAYOUTS.items():
            for _ in range(50):
                for place in layout(rng):
                    for middle in place.centre:
                        self.assertGreaterEqual(middle - place.size // 2, 0, name)
                        self.assertLessEqual(middle + place.size // 2, 256, name)


class Paints(unittest.TestCase):
    def test_a_recast_thing_stands_before_the_same_backdrop(self):
        pixels = np.zeros((120, 120, 4), np.uint8)
        pixels[30:90, 30:90] = (200, 40, 40, 255)
        art = SimpleNamespace(pixels=lambda row, size: pixels)
        scene = Scene([thing("cat")], background="beach", kind="land")
        plain, recast = (
            paint(art, scene, np.random.default_rng(5), change)
            for change in (None, lambda given: given[..., [2, 1, 0, 3]])
        )
        changed = (plain != recast).any(2)
        self.assertEqual((changed.sum(), changed.any(0).sum(), changed.any(1).sum()), (60 * 60, 60, 60))


class Duplicates(unittest.TestCase):
    def test_a_copy_is_found_and_another_colour_is_not(self):
        rng = np.random.default_rng(2)
        first = rng.integers(0, 256, (64, 64, 4), np.uint8)
        first[..., 3] = 255
        first[:, :40, :3] = (200, 40, 40)
        copy = first.copy()
        copy[0, 0] = 255
        other = first[..., [2, 1, 0, 3]]
        self.assertEqual(repeated(near_pairs([first, other, copy])), {2: 0})


if __name__ == "__main__":
    unittest.main()
