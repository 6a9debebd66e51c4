"""ChatForm: the prompt box in chat form, and below it the prompt that will be read, piece by piece.

It is a control and no view: it knows no trace, and an exported page, which cannot run, has none. What is typed lives in
traits, so it outlives a reload of the page and is kept where a notebook keeps the state of its widgets.
Surprising: an answer can be gone on with as long as the shown run's prompt has the very ids of the form's own prompt.
Picture: src/chat_form.js.   Tests: tests/widgets/test_chat_form.py, tests/browser/test_chat_form.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from traitlets import Bool, Bytes, Int, List, Unicode

from dsv4lab.chat_prompt import chat_texts_of
from dsv4lab.errors import LabError, PromptError
from dsv4lab.text import Tokenizer
from dsv4lab.widgets.chat_preview import Piece, ends_of, notes_of, typed_stretches
from dsv4lab.widgets.conversation import Conversation, after_answer
from dsv4lab.widgets.packing import pack, pack_text
from dsv4lab.widgets.view import program, style

import anywidget  # isort: skip  # view.py, above, says it in words where it is not installed

TEXT, CHAT = "text", "chat"
SHOWN_FIRST, SHOWN_LAST = 2000, 1000  # tokens of a long prompt that the page draws
EMPTY_TURN = {"role": "user", "content": ""}


class ChatForm(anywidget.AnyWidget):
    """The switch between text and chat, the turns of a conversation, and its prompt."""

    _esm, _css = program("chat_form"), style("chat_form")

    form = Unicode(TEXT, help="text or chat: what Run reads").tag(sync=True)
    why_not = Unicode("", help="why there is no chat form, in a sentence; empty where there is one").tag(sync=True)
    system = Unicode("", help="what the system says").tag(sync=True)
    turns = List([EMPTY_TURN], help="messages of user, assistant and tools").tag(sync=True)
    thinking = Bool(False, help="whether the model shall reason first").tag(sync=True)
    effort = Unicode("", help="of reasoning, by its name; empty for none").tag(sync=True)
    efforts = List(help="names of the efforts that this checkpoint knows").tag(sync=True)
    tools = Unicode("", help="schemas of functions, a list in JSON").tag(sync=True)
    can_have_tools = Bool(False, help="whether this checkpoint has words for tools").tag(sync=True)
    utf8 = Bytes(help="the prompt's pieces").tag(sync=True)
    lengths = Bytes(help="their lengths").tag(sync=True)
    flags = Bytes(help="[piece] uint8: CHAT_SPECIAL, CHAT_TYPED").tag(sync=True)
    ids = Bytes(help="[piece] int32: the (first) token").tag(sync=True)
    counts = Bytes(help="[piece] uint16: how many tokens it is").tag(sync=True)
    left_out = Int(0, help="tokens that are not drawn").tag(sync=True)
    left_out_at = Int(0, help="the piece before which they stand").tag(sync=True)
    tokens = Int(0, help="of the whole prompt").tag(sync=True)
    context = Int(0, help="tokens that the model reads at most").tag(sync=True)
    problem = Unicode("", help="why Run will not read this, in a sentence").tag(sync=True)
    notes = List(help="sentences about spellings of special tokens in the messages").tag(sync=True)
    can_answer = Bool(False, help="whether the shown run is the answer to this prompt").tag(sync=True)

    def __init__(self, say: Callable[[str, bool], None]) -> None:
        self._say = say
        self._tokenizer: Tokenizer | None = None
        self._answered: Any = None  # the session of the shown run
        self._answered_ids: list[int] = []  # of its prompt
        self._prompt: list[int] = []
        super().__init__(why_not="Only a model can be run.")
        self.observe(self._typed, names=["form", "system", "turns", "thinking", "effort", "tools"])

    @property
    def is_chat(self) -> bool:
        """Whether Run reads the conversation and not the text."""
        return self.form == CHAT and not self.why_not

    @property
    def conversation(self) -> Conversation:
        """What stands in the form."""
        return Conversation(self.system, self.turns, self.thinking, self.effort, self.tools)

    def join(self, session: Any, run: Callable[[], Any]) -> None:
        """Be the form of a session's model; `run` is what Ctrl+Enter in a turn does."""
        self._tokenizer = getattr(session.model, "tokenizer", None)
        self.context = session.model.config.max_position_embeddings
        try:
            if not hasattr(session, "chat"):
                raise PromptError("what runs here takes text only, so it has no chat form.")
            texts = chat_texts_of(self._tokenizer)
            self.efforts, self.can_have_tools, self.why_not = list(texts.efforts), texts.tools is not None, ""
        except LabError as error:
            self.why_not = str(error)[:1].upper() + str(error)[1:]
        self.on_msg(lambda _, content, __: self._pressed(content, run))
        self.follow(session)

    def write(self, messages: Sequence[Mapping[str, Any]]) -> None:
        """Put a conversation into the form and show it. Raises PromptError where the model has no chat form."""
        if self.why_not:
            raise PromptError(self.why_not)
        first = messages[0] if messages else {}
        has_system = first.get("role") == "system" and not set(first) - {"role", "content"}
        with self.hold_trait_notifications():
            self.system = str(first.get("content") or "") if has_system else ""
            self.turns = [dict(one) for one in messages[int(has_system) :]] or [EMPTY_TURN]
            self.form = CHAT

    def asked(self) -> Conversation:
        """The conversation that Run reads. Raises PromptError, in a sentence, for one that cannot be run."""
        if self.problem:
            raise PromptError(self.problem)
        return self.conversation

    def follow(self, session: Any) -> None:
        """The run that is shown now is this session's; None while one is being written."""
        trace = None if session is None else session.trace
        self._answered, self._answered_ids = session, []
        if trace is not None:
            count = int(trace.run.get("prompt_tokens", 0))
            if len(trace) > count:
                self._answered_ids = [int(i) for i in trace.values("tokens", "id")[:count]]
        self.can_answer = bool(self._prompt) and self._prompt == self._answered_ids

    def answer_it(self) -> None:
        """Add the model's answer as the assistant's turn, and an empty turn to go on with."""
        if not self.can_answer:
            self._say("The shown run is no answer to this conversation: press Run first.", True)
            return
        try:
            answer = self._answered.answer()
        except LabError as error:
            self._say(str(error), True)
            return
        ended = self._answered.trace.run.get("ended", "")
        self.turns = [*self.turns, *after_answer(answer)]
        unfinished = "" if ended == "end marker" else " It had not come to its end; in the prompt it ends here."
        self._say(f"The answer is turn {self.turns.index(answer) + 1} now.{unfinished} Write the next one.", False)

    def _pressed(self, content: Any, run: Callable[[], Any]) -> None:
        """A key or a button of the page; a key brings along what was typed, which may not have arrived by itself yet."""
        if not isinstance(content, dict):
            return
        typed = content.get("typed")
        if isinstance(typed, dict):
            with self.hold_trait_notifications():
                for name in {"system", "turns", "tools"} & typed.keys():
                    setattr(self, name, typed[name])
        if content.get("press") == "run":
            run()
        elif content.get("press") == "answer":
            self.answer_it()
        elif content.get("press") == "why":
            self._say(self.why_not, True)

    def _typed(self, _change: Any) -> None:
        if self.is_chat:
            with self.hold_sync():
                self._read()

    def _read(self) -> None:
        """Render what stands in the form, and say what is wrong with it."""
        conversation, tokenizer = self.conversation, self._tokenizer
        assert tokenizer is not None
        try:
            self._prompt = conversation.ids(tokenizer)
            self.notes = notes_of(conversation, tokenizer)
            typed = typed_stretches(conversation, tokenizer)
            self.problem = conversation.lacking() or _too_long(len(self._prompt), self.context)
        except LabError as error:
            self._prompt, self.notes, typed = [], [], []
            self.problem = str(error)
        self._draw(*ends_of(self._prompt, tokenizer, typed, SHOWN_FIRST, SHOWN_LAST))
        self.can_answer = bool(self._prompt) and self._prompt == self._answered_ids

    def _draw(self, first: list[Piece], last: list[Piece]) -> None:
        pieces = [*first, *last]
        text = pack_text([piece.text for piece in pieces])
        self.utf8, self.lengths = text["utf8"], text["lengths"]
        self.ids, self.flags = (
            pack([piece.id for piece in pieces], "<i4"),
            pack([piece.flags for piece in pieces], "u1"),
        )
        self.counts = pack([piece.count for piece in pieces], "<u2")
        self.tokens = len(self._prompt)
        self.left_out = self.tokens - sum(piece.count for piece in pieces)
        self.left_out_at = len(first)


def _too_long(tokens: int, context: int) -> str:
    if tokens <= context:
        return ""
    return (
        f"The conversation has {tokens:,} tokens; this model's context is {context:,}. Shorten a turn, or remove some."
    )
