"""How events are told: sentence forms by kind of event, every tenth of them held out (words.py says why).

Slots: {a} who does it, by name or, where the form begins with it, "she" or "he"; {h} {s} the actor's he and his; {b} another
person's name; {t} "the red ball" or "it", {n} "a red ball"; {p} and {q} places; {c} "the blue box", {v} "a blue box".
Surprising: quoted speech tells events too, and what is said is true. Tests: tests/training/test_worlds.py.
"""

from __future__ import annotations

from dsv4lab.training.worlds.words import split

PERSON, CONTAINER, THING, HAS, FIND, GO, TOGETHER, TAKE, TAKE_OUT, PUT, LEAVE, GIVE, DEED, SAW = (
    "person", "container", "thing", "has", "find", "go", "together", "take", "take out", "put", "leave", "give",
    "deed", "saw",
)  # fmt: skip

_FORMS = {
    PERSON: """
        {a} was in {p}.
        {a} sat in {p} and hummed a song.
        {a} was waiting in {p}.
        There was a {g} called {a}, who was in {p}.
        That morning {a} was in {p}.
        {a}, a cheerful {g}, was playing in {p}.
        A {g} named {a} was busy in {p}.
        "I like it here in {p}," said a {g} named {a}.
        You could find {a} in {p}, yawning.
        It so happened that {a} was resting in {p}.
        {a} stood in {p} and looked around.
        The day began, and {a} was in {p}.
        In {p} a {g} named {a} was having breakfast.
        {a} had got up early and was in {p}.
        {a} was in {p}, dreaming of summer.
        "Hello!" called {a}, who was in {p}.
        {a} was a {g} with a loud laugh, and {h} was in {p}.
        Meanwhile {a} was all alone in {p}.
        There in {p} was {a}, thinking hard.
        {a} was keeping quiet in a corner of {p}.
        """,
    CONTAINER: """
        In {p} there was {v}.
        There was {v} in {p}.
        In a corner of {p} stood {v}.
        Somebody had put {v} in {p}.
        In {p} you could see {v}.
        There had always been {v} in {p}.
        By the wall in {p} was {v}.
        In {p} stood {v} that nobody used.
        The best thing in {p} was {v}.
        Right in the middle of {p} they kept {v}.
        """,
    THING: """
        In {p} lay {n}.
        There was {n} in {p}.
        Somebody had left {n} in {p}.
        On the floor in {p} was {n}.
        In {p} you could see {n}.
        Nobody knew why, but there was {n} in {p}.
        In {p} there was also {n}.
        Somebody had forgotten {n} in {p}.
        By the door in {p} lay {n}.
        Half hidden in {p} was {n}.
        """,
    HAS: """
        {a} had {n} with {o}.
        {a} had brought {n} along.
        {a} was holding {n}.
        {a} had got {n} as a present.
        {a} was very proud, because {h} had {n}.
        "Look, I have {n}!" said {a}.
        {a} had {n} in {s} hands.
        "Grandfather made {n} for me," said {a} and held it up.
        {a} carried {n} under one arm.
        Early that day somebody had given {a} {n} to look after.
        """,
    FIND: """
        {a} looked around and found {n}.
        {a} found {n} under a bench and kept it.
        To everybody's surprise {a} found {n} there and took it.
        "Look what I found!" said {a} and held up {n}.
        {a} saw something shine. It was {n}, and {h} took it.
        {a} was lucky and found {n}.
        {a} bent down and picked up {n} that nobody had seen before.
        Behind a curtain {a} found {n} and took it.
        "Oh, {n}! I will keep it," said {a}.
        {a} stumbled over {n} and decided to keep it.
        """,
    GO: """
        {a} went to {p}.
        {a} walked to {p}.
        {a} ran to {p}.
        {a} hurried to {p}.
        {a} left {q} and went to {p}.
        {a} walked from {q} to {p}.
        {a} wanted to be alone and went to {p}.
        {a} went to {p} to look for something to eat.
        {a} skipped along to {p}.
        {a} set off for {p} and was there in no time.
        "I am going to {p}," said {a}, and off {h} went.
        "It is too cold here," said {a} and went to {p}.
        {a} was tired of {q} and went to {p}.
        {a} tiptoed over to {p}.
        {a} heard a noise and went to {p} to see what it was.
        "Goodbye!" said {a} and walked to {p}.
        {a} made {s} way to {p}.
        "Let me see what is new in {p}," said {a}, and {h} went there.
        {a} came to {p}, out of breath.
        Humming, {a} wandered off towards {p} and stepped inside.
        """,
    TOGETHER: """
        {a} and {b} went to {p}.
        {a} and {b} walked to {p} together.
        {a} took {b} by the hand, and they went to {p}.
        "Let us go to {p}," said {a} to {b}, and they did.
        {a} and {b} ran all the way to {p}.
        {a} followed {b} to {p}.
        {a} and {b} left {q} and went to {p}.
        "Come with me to {p}," said {a}, and {b} came along.
        {a} and {b} went to {p}, talking about the weather.
        Side by side {a} and {b} marched to {p}.
        """,
    TAKE: """
        {a} picked up {t}.
        {a} took {t}.
        {a} saw {t} and took it along.
        {a} grabbed {t}.
        "I will take {t}," said {a}.
        {a} lifted {t} and kept it.
        {a} decided to take {t}.
        "This is just what I need," said {a} and picked up {t}.
        {a} bent down and took {t}.
        Without a word {a} helped {o}self to {t}.
        """,
    TAKE_OUT: """
        {a} took {t} out of {c}.
        {a} opened {c} and took {t}.
        {a} reached into {c} and got {t}.
        {a} got {t} out of {c}.
        "There it is!" said {a} and took {t} out of {c}.
        {a} looked into {c}, found {t} and took it.
        Out of {c} {a} took {t}.
        "I have taken {t} out of {c}," said {a}.
        {a} carefully pulled {t} out of {c}.
        From deep inside {c} {a} fished out {t}.
        """,
    PUT: """
        {a} put {t} in {c}.
        {a} hid {t} in {c}.
        {a} laid {t} in {c}.
        "I put {t} in {c}," said {a}.
        {a} dropped {t} into {c}.
        {a} placed {t} carefully in {c}.
        {a} opened {c} and put {t} inside.
        "It is safe now," said {a} after putting {t} in {c}.
        {a} let {t} slide into {c}.
        When nobody was looking, {a} slipped {t} into {c}.
        {a} thought for a moment and put {t} in {c}.
        {a} did not need {t} any more and put it in {c}.
        "Remember, {t} is in {c} now," said {a}, who had just put it there.
        {a} pushed {t} into {c}.
        {a} wanted to surprise the others and hid {t} in {c}.
        {a} stored {t} in {c}.
        "Do not tell anybody that I hid {t} in {c}," whispered {a}.
        {a} made room in {c} and put {t} there.
        {a} was careful and put {t} into {c}.
        Into {c} went {t}, for {a} wanted to keep it safe.
        """,
    LEAVE: """
        {a} left {t} in {p}.
        {a} put {t} down in {p}.
        {a} dropped {t} on the floor in {p}.
        {a} laid {t} on the floor in {p}.
        "I am leaving {t} here in {p}," said {a}.
        {a} grew tired of {t} and left it in {p}.
        {a} set {t} down in {p}.
        {a} left {t} lying in {p}.
        {a} put {t} by the wall in {p}.
        Right there in {p} {a} let go of {t}.
        """,
    GIVE: """
        {a} gave {t} to {b}.
        {a} gave {b} {t}.
        {a} handed {t} to {b}.
        {a} passed {t} to {b}.
        "Here, take {t}," said {a} to {b}, and {b} took it.
        "May I have {t}?" asked {b}, and {a} gave it away gladly.
        {a} let {b} have {t}.
        {a} held out {t}, and {b} took it with a smile.
        {b} got {t} from {a}.
        As a present {a} brought {b} {t}.
        {a} smiled and gave {t} to {b}.
        "You may keep {t}," said {a} and gave it to {b}.
        {a} wanted to be kind and gave {t} to {b}.
        "I gave {t} to {b}," said {a} happily.
        {b} asked nicely, so {a} gave up {t}, and {b} took it.
        {a} offered {t} to {b}, who was glad to have it.
        {b} received {t} from {a}.
        {a} threw {t} over to {b}, who caught it and kept it.
        {a} pressed {t} into the hands of {b}.
        "This is for you," said {a}, and so {t} went to {b}.
        """,
    DEED: """
        {a} {d}.
        It was {a} who {d}.
        "Guess what! I {d}," said {a}.
        {a} laughed and {d}.
        {a} {d}, and nobody had asked for it.
        {a} took a deep breath and {d}.
        In the end {a} {d}.
        "Yes, it was me who {d}," said {a}.
        {a} {d} all alone.
        Nobody else would have done it, but {a} {d}.
        """,
    SAW: """
        {a} saw it.
        {a} saw it happen.
        {a} watched and said nothing.
        Only {a} had seen it.
        "I saw that," said {a}.
        {a} was watching from behind the door.
        {a} saw everything.
        {a} noticed it at once.
        {a} looked on and laughed.
        There was a witness, and that was {a}.
        """,
}  # fmt: skip

# What people do to the world around; each once a story, so that there is one who did it.
DEEDS = (
    "broke the window", "opened the gate", "spilled the milk", "ate the last pancake", "fed the goat",
    "painted the fence", "woke the baby", "swept the stairs", "lit the fire", "cut the grass", "scared the crow",
    "chased the cat", "watered the beans", "baked the bread", "tore the curtain", "knocked over the bench",
    "picked the cherries", "called the dog", "milked the cow", "fixed the roof", "locked the front door",
    "let the hens out", "won the race", "told the joke", "cooked the soup", "caught the mouse", "rode the donkey",
    "broke the vase", "solved the riddle", "drank the lemonade",
)  # fmt: skip


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


_PARTS = {kind: split(_lines(text)) for kind, text in _FORMS.items()}
TRAINING = {kind: train for kind, (train, _) in _PARTS.items()}
HELD_OUT = {kind: held for kind, (_, held) in _PARTS.items()}
