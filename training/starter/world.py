"""The world of the model: what it may be asked for, in which words, and from which pictures.

One line a concept: `icon names | words | colour | mark`. The first word is the plainest one. The colour
is the honest word that holds in every set; `*` marks a thing that may be recoloured by hue.
Faces, hands, flags, symbols and letters are left out on purpose.
"""

from dataclasses import dataclass

SETS = {
    "noto": ("noto style", "noto emoji style", "in noto style"),
    "twemoji": ("twemoji style", "flat twemoji style", "in twemoji style"),
    "openmoji": ("openmoji style", "outlined openmoji style", "in openmoji style"),
    "fluent-emoji": ("fluent style", "soft fluent style with gradients", "in fluent style"),
    "fluent-emoji-flat": ("fluent flat style", "in fluent flat style", "flat fluent style"),
    "emojione": ("emojione style", "in emojione style", "bright emojione style"),
    "streamline-emojis": ("streamline style", "in streamline style", "cute streamline style"),
}

BACKGROUNDS = {
    "white": (255, 255, 255),
    "black": (16, 16, 18),
    "gray": (150, 152, 156),
    "light gray": (216, 218, 222),
    "red": (214, 48, 49),
    "orange": (245, 145, 40),
    "yellow": (250, 214, 70),
    "green": (70, 168, 80),
    "light green": (178, 226, 160),
    "dark green": (22, 84, 48),
    "teal": (20, 140, 140),
    "sky blue": (140, 205, 245),
    "blue": (50, 104, 210),
    "navy blue": (20, 32, 84),
    "purple": (122, 62, 170),
    "lavender": (206, 190, 240),
    "pink": (248, 168, 200),
    "brown": (122, 80, 50),
    "beige": (238, 222, 190),
}

HUES = {"red": 0, "orange": 28, "yellow": 50, "green": 120, "teal": 178, "blue": 214, "purple": 274, "pink": 330}

_FRUIT = """
red-apple | apple | red |
green-apple | apple | green |
lemon | lemon | yellow |
tangerine | tangerine, orange fruit, mandarin | orange |
banana | banana | yellow |
cherries | cherries, two cherries | red |
grapes | grapes, bunch of grapes | purple |
strawberry | strawberry | red |
watermelon | watermelon, slice of watermelon | |
pineapple | pineapple | |
peach | peach | |
pear | pear | green |
kiwi-fruit | kiwi, kiwi fruit | green |
mango | mango | |
coconut | coconut | brown |
melon | melon | green |
avocado | avocado | green |
tomato | tomato | red |
blueberries | blueberries | blue |
lime | lime | green |
olive | olive | green |
"""

_VEGETABLES = """
carrot | carrot | orange |
ear-of-corn | corn, ear of corn, maize | yellow |
eggplant | eggplant, aubergine | purple |
broccoli | broccoli | green |
cucumber | cucumber | green |
bell-pepper | bell pepper | |
hot-pepper | hot pepper, chili pepper | red |
potato | potato | brown |
onion | onion | |
garlic | garlic | |
mushroom | mushroom, toadstool | red |
chestnut | chestnut | brown |
leafy-green | lettuce, leafy green | green |
pea-pod | peas, pea pod | green |
"""

_FOOD = """
bread | bread, loaf of bread | brown |
croissant | croissant | |
cheese-wedge | cheese, piece of cheese | yellow |
hamburger | hamburger, burger | |
pizza | pizza, slice of pizza | |
french-fries | french fries, fries, chips | |
hot-dog | hot dog | |
sandwich | sandwich | |
taco | taco | |
pancakes | pancakes, stack of pancakes | |
egg | egg | |
sushi | sushi | |
spaghetti | spaghetti, pasta, noodles | |
cookie | cookie, biscuit | brown |
doughnut | doughnut, donut | |
birthday-cake | cake, birthday cake | |
cupcake | cupcake | |
pie | pie | |
chocolate-bar | chocolate, chocolate bar | brown |
candy | candy, sweet | |
lollipop | lollipop | |
soft-ice-cream | ice cream, ice cream cone | |
honey-pot | honey, honey pot | |
popcorn | popcorn | |
hot-beverage,teacup-without-handle | cup of coffee, coffee, cup of tea | |
teapot | teapot | |
beer-mug | beer, mug of beer | yellow |
wine-glass,red-wine-glass | glass of wine, wine | |
cocktail-glass | cocktail | |
"""

_ANIMALS = """
cat | cat, kitten | |
dog | dog, puppy | |
mouse | mouse | |
rabbit | rabbit, bunny | |
horse | horse | |
cow | cow | |
pig | pig | pink |
ewe | sheep | |
goat | goat | |
chicken | chicken, hen | |
rooster | rooster, cock | |
baby-chick,front-facing-baby-chick | chick, baby chick | yellow |
duck | duck | |
owl | owl | |
eagle | eagle | |
parrot | parrot | |
penguin | penguin | |
bird | bird | | *
flamingo | flamingo | pink |
peacock | peacock | |
swan | swan | white |
fox | fox | orange |
wolf | wolf | |
bear | bear | brown |
panda | panda | |
koala | koala | gray |
lion | lion | |
tiger | tiger | orange |
elephant | elephant | |
giraffe | giraffe | |
zebra | zebra | |
monkey | monkey | brown |
camel,two-hump-camel | camel | |
deer | deer | |
kangaroo | kangaroo | |
hedgehog | hedgehog | |
chipmunk | chipmunk, squirrel | |
frog | frog | green |
turtle | turtle, tortoise | green |
snake | snake | green |
lizard | lizard | |
crocodile | crocodile, alligator | green |
dragon | dragon | |
sauropod | dinosaur, long neck dinosaur | |
t-rex | t-rex, tyrannosaurus, dinosaur | |
unicorn | unicorn | |
whale,spouting-whale | whale | blue |
dolphin | dolphin | |
shark | shark | |
fish,tropical-fish | fish | | *
blowfish | blowfish, pufferfish | |
octopus | octopus | |
crab | crab | red |
lobster | lobster | red |
snail | snail | |
butterfly | butterfly | | *
honeybee | bee, honeybee | |
lady-beetle | ladybug, ladybird | red |
bug | caterpillar, bug | green |
ant | ant | |
spider | spider | |
spiral-shell | shell, sea shell | |
"""

_PLANTS = """
deciduous-tree | tree | green |
evergreen-tree | pine tree, fir tree, evergreen tree | green |
palm-tree | palm tree, palm | |
christmas-tree | christmas tree | |
cactus | cactus | green |
seedling | seedling, sprout | green |
herb | herb | green |
four-leaf-clover | four leaf clover, clover | green |
maple-leaf | maple leaf | |
sunflower | sunflower | |
rose | rose | red | *
tulip | tulip | | *
blossom | blossom, flower | |
cherry-blossom | cherry blossom | pink |
hibiscus | hibiscus | |
bouquet | bouquet, bunch of flowers | |
potted-plant | potted plant, plant in a pot | |
"""

_VEHICLES = """
automobile | car | | *
taxi | taxi, cab | yellow |
bus | bus | |
police-car | police car | |
ambulance | ambulance | |
fire-engine | fire engine, fire truck | red |
delivery-truck | truck, delivery truck | |
racing-car | racing car, race car | |
tractor | tractor | |
bicycle | bicycle, bike | |
motorcycle | motorcycle, motorbike | |
motor-scooter | scooter, motor scooter | |
locomotive | steam train, locomotive | |
bullet-train,high-speed-train | train, fast train | |
tram,tram-car | tram | |
airplane | airplane, plane | |
helicopter | helicopter | |
rocket | rocket, space rocket, rocket ship | |
flying-saucer | flying saucer, ufo | |
satellite | satellite | |
sailboat | sailboat, sailing boat | |
ship,passenger-ship | ship | |
speedboat | speedboat, motorboat | |
canoe | canoe | |
skateboard | skateboard | |
"""

_PLACES = """
house | house, home | | *
house-with-garden | house with a garden, cottage | |
castle | castle | |
church | church | |
factory | factory | |
office-building | office building, skyscraper | |
hospital | hospital | |
tent | tent | |
circus-tent | circus tent | |
stadium | stadium | |
ferris-wheel | ferris wheel | |
fountain | fountain | |
mountain,snow-capped-mountain | mountain | |
volcano | volcano | |
desert-island | desert island, island with a palm tree | |
sunrise-over-mountains | sunrise over mountains, mountain landscape | |
national-park | landscape with trees | |
cityscape | city, cityscape | |
"""

_WEATHER = """
sun | sun | yellow |
cloud | cloud | |
sun-behind-cloud | sun behind a cloud, sun and cloud | |
cloud-with-rain | rain, rain cloud | |
cloud-with-lightning | thunderstorm, cloud with lightning | |
rainbow | rainbow | |
snowflake | snowflake | blue |
snowman | snowman | white |
tornado | tornado | |
high-voltage | lightning, lightning bolt | yellow |
crescent-moon | moon, crescent moon | yellow |
star | star | yellow | *
ringed-planet | planet, planet with rings, saturn | |
globe-showing-europe-africa | earth, globe | |
fire | fire, flame | |
droplet | water drop, drop of water | blue |
water-wave | wave, sea wave | blue |
umbrella,umbrella-with-rain-drops | umbrella | | *
"""

_OBJECTS = """
light-bulb | light bulb, lamp | yellow |
candle | candle | |
key,old-key | key | |
locked | padlock, lock | |
bell | bell | yellow |
book,closed-book | book, closed book | red | *
blue-book | book | blue |
green-book | book | green |
books | books, stack of books | |
open-book | open book | |
pencil | pencil | |
paintbrush | paintbrush, brush | |
artist-palette | palette, paint palette | |
scissors | scissors | |
hammer | hammer | |
wrench | wrench, spanner | |
axe | axe | |
magnet | magnet | |
telescope | telescope | |
microscope | microscope | |
camera | camera | |
television | television, tv | |
laptop,laptop-computer | laptop, computer | |
telephone | telephone, phone | |
alarm-clock | alarm clock, clock | |
hourglass-done,hourglass-not-done | hourglass | |
watch | watch, wristwatch | |
gem-stone | diamond, gem | blue |
crown | crown | yellow |
ring | ring, diamond ring | |
glasses | glasses, spectacles | |
top-hat | hat, top hat | |
t-shirt | t-shirt, shirt | | *
dress | dress | | *
jeans | jeans, trousers | blue |
running-shoe | shoe, sneaker | |
scarf | scarf | |
backpack,school-backpack | backpack | |
chair | chair | |
bed | bed | |
bathtub | bathtub | |
door | door | |
wrapped-gift | gift, present | |
balloon | balloon | red | *
red-heart,heart-suit | heart | red | *
package | box, cardboard box | brown |
amphora | vase, amphora | |
anchor | anchor | |
crystal-ball | crystal ball | |
treasure,money-bag | money bag, bag of money | |
"""

_PLAY = """
soccer-ball | soccer ball, football | |
basketball | basketball | orange |
baseball | baseball | white |
tennis | tennis ball, tennis racket | |
bowling | bowling | |
game-die | dice, die | |
teddy-bear | teddy bear | brown |
kite | kite | |
trophy | trophy, cup | yellow |
guitar | guitar | |
violin | violin | |
trumpet | trumpet | |
saxophone | saxophone | |
drum | drum | |
musical-keyboard | piano, piano keyboard | |
accordion | accordion | |
microphone | microphone | |
headphone | headphones | |
video-game | game controller, video game | |
robot | robot | |
ghost | ghost | |
jack-o-lantern | pumpkin, jack-o-lantern, halloween pumpkin | orange |
magic-wand | magic wand | |
"""


@dataclass(frozen=True)
class Concept:
    icons: tuple[str, ...]
    words: tuple[str, ...]
    colour: str
    recolour: bool
    weight: float


_BEST_KNOWN = {"apple": 2.0, "lemon": 2.5, "rocket": 2.0, "cat": 2.0, "dog": 1.5, "car": 1.5, "tree": 1.5, "house": 1.5}


def _parse(text: str) -> list[Concept]:
    concepts = []
    for line in text.strip().splitlines():
        icons, words, colour, mark = (part.strip() for part in line.split("|"))
        names = tuple(word.strip() for word in words.split(","))
        concepts.append(
            Concept(
                icons=tuple(icon.strip() for icon in icons.split(",")),
                words=names,
                colour=colour,
                recolour=mark == "*",
                weight=_BEST_KNOWN.get(names[0], 1.0),
            )
        )
    return concepts


CONCEPTS: list[Concept] = [
    concept
    for block in (_FRUIT, _VEGETABLES, _FOOD, _ANIMALS, _PLANTS, _VEHICLES, _PLACES, _WEATHER, _OBJECTS, _PLAY)
    for concept in _parse(block)
]

# The first stage: fewer things, seen more often. Everything else joins when these are told apart.
FIRST = frozenset(
    """apple, lemon, tangerine, banana, cherries, grapes, strawberry, watermelon, pineapple, pear, tomato, carrot, corn,
    eggplant, broccoli, mushroom, bread, cheese, hamburger, pizza, egg, cookie, doughnut, cake, ice cream, cup of coffee,
    teapot, cat, dog, rabbit, horse, cow, pig, sheep, chick, owl, penguin, bird, fox, bear, panda, tiger, elephant, frog,
    turtle, snake, dragon, unicorn, whale, fish, octopus, crab, snail, butterfly, bee, ladybug, tree, pine tree, palm tree,
    cactus, sunflower, rose, tulip, car, bus, truck, train, bicycle, airplane, helicopter, rocket, flying saucer, sailboat,
    ship, house, castle, tent, mountain, volcano, sun, cloud, rainbow, snowman, moon, star, planet, fire, umbrella,
    light bulb, candle, key, bell, book, pencil, palette, camera, alarm clock, crown, hat, t-shirt, gift, balloon, heart,
    soccer ball, basketball, guitar, drum, trumpet, robot, ghost, pumpkin""".replace("\n    ", " ").split(", ")
)
