"""A model's own way of putting a conversation: the Jinja template that its GGUF file carries.

Templates come with models from anywhere, so they run in Jinja's immutable sandbox, as in transformers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from translate.engines.gguf_file import metadata
from translate.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jinja2 import Template

    Turn = tuple[str, str]
    """Role (`system`, `user` or `assistant`) and text."""

_TEMPLATE, _TOKENS, _TYPES = "tokenizer.chat_template", "tokenizer.ggml.tokens", "tokenizer.ggml.token_type"
_BOS, _EOS, _ADD_BOS = "tokenizer.ggml.bos_token_id", "tokenizer.ggml.eos_token_id", "tokenizer.ggml.add_bos_token"
_KIND = "tokenizer.ggml.model"
_CONTROL, _USER_DEFINED = 3, 4  # llama.cpp's types of tokens that a text is cut at before it is tokenized
_PROBE = "«?»"
INSTRUCT_HINT = "name a model that follows instructions; their names often end in -Instruct, -it or -Chat"


@dataclass(frozen=True)
class ChatTemplate:
    """`marks`: the tokens by which the model tells turns apart; a text must never hold one.

    `bos`, `eos`: as the template is to write them, `bos` empty where llama.cpp adds it itself.
    """

    source: str
    marks: tuple[str, ...] = ()
    bos: str = ""
    eos: str = ""

    def render(self, turns: Sequence[Turn]) -> str:
        """The prompt up to the model's answer. A template that knows no system turn gets it with the first user's.

        Marks within the texts are broken up: a text is never an order. Raises ModelError where the template fails.
        """
        from jinja2 import TemplateError  # noqa: PLC0415 - needed only by those with a model of their own

        clean = [(role, self._harmless(text)) for role, text in turns]
        try:
            try:
                return self._render(clean)
            except TemplateError:
                if clean[0][0] != "system":
                    raise
                (_, order), (role, text), *rest = clean
                return self._render([(role, f"{order}\n\n{text}"), *rest])
        except Exception as error:
            raise ModelError(f"the model's chat template fails: {error}", hint=INSTRUCT_HINT) from error

    def _render(self, turns: Sequence[Turn]) -> str:
        messages = [{"role": role, "content": text} for role, text in turns]
        return self._template.render(
            messages=messages, add_generation_prompt=True, enable_thinking=False, bos_token=self.bos, eos_token=self.eos
        )

    @cached_property
    def _template(self) -> Template:
        from jinja2 import TemplateError  # noqa: PLC0415
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

        def refuse(message: str) -> NoReturn:
            raise TemplateError(message)

        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
        )
        environment.globals["raise_exception"] = refuse
        return environment.from_string(self.source)

    def _harmless(self, text: str) -> str:
        for mark in self.marks:
            text = text.replace(mark, f"{mark[0]} {mark[1:]}")
        return text


def read(path: Path) -> ChatTemplate:
    """The template of a GGUF file. Raises ModelError where it has none, or one that drops what it is given."""
    found = metadata(path, {_TEMPLATE, _TOKENS, _TYPES, _BOS, _EOS, _ADD_BOS, _KIND})
    source, tokens, types = found.get(_TEMPLATE), found.get(_TOKENS), found.get(_TYPES)
    if not isinstance(source, str) or not source.strip():
        raise ModelError("has no chat template: it is a base model, not one for instructions", where=path, hint=INSTRUCT_HINT)
    names = [str(token) for token in tokens] if isinstance(tokens, list) else []
    kinds = types if isinstance(types, list) else []
    special = {name for name, kind in zip(names, kinds, strict=False) if kind in (_CONTROL, _USER_DEFINED)}
    marks = sorted((name for name in special if len(name) > 1 and not name.isspace()), key=lambda name: (-len(name), name))

    def named(key: str) -> str:
        number = found.get(key)
        return names[number] if isinstance(number, int) and 0 <= number < len(names) else ""

    adds_bos = found.get(_ADD_BOS, found.get(_KIND) == "llama")  # llama.cpp's own default by the kind of tokenizer
    template = ChatTemplate(source, tuple(marks), "" if adds_bos else named(_BOS), named(_EOS))
    try:
        prompt = template.render((("system", "s"), ("user", _PROBE)))
    except ModelError as error:
        raise ModelError(error.what, where=path, hint=error.hint) from error
    if _PROBE not in prompt:
        raise ModelError("its chat template leaves out what it is given", where=path, hint=INSTRUCT_HINT)
    return template
