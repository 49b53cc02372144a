"""The README cannot rot: every command, option and key of config.toml stands in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from translate.cli import app
from translate.engines import ENGINES, models
from translate.formats import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def commands(command: Any, words: tuple[str, ...] = ("translate",)) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its words: `translate models list`."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from commands(inner, (*words, name))
    else:
        yield " ".join(words), command


COMMANDS = dict(commands(get_command(app)))
OPTIONS = sorted(
    {
        option
        for command in (get_command(app), *COMMANDS.values())
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--") and option != "--help"
    }
)
KEYS = sorted(
    f"{table}.{key}"
    for table, values in tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8")).items()
    for key in values
)


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(readme: str, command: str) -> None:
    """In full, or by its last word in the row of its group: "`translate models list`, `path`"."""
    group, _, word = command.rpartition(" ")
    rows = [line for line in readme.splitlines() if f"`{group} " in line]
    assert command in readme or any(re.search(rf"`{word}[ `]", row) for row in rows)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_stands_in_the_readme(readme: str, option: str) -> None:
    assert option in readme


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_the_config_stands_in_the_readme(readme: str, key: str) -> None:
    table, name = key.split(".")
    assert key in readme or (f"[{table}]" in readme and name in readme)


@pytest.mark.parametrize("name", [*ENGINES, *models.manifest(), *reading.READERS])
def test_every_engine_model_and_kind_of_file_stands_in_the_readme(readme: str, name: str) -> None:
    assert name in readme


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_all_its_options(command: str) -> None:
    assert COMMANDS[command].help
    assert [parameter.name for parameter in COMMANDS[command].params if not parameter.help and parameter.name != "help"] == []


def test_there_are_commands_options_and_keys_to_look_for() -> None:
    assert {"translate run", "translate doctor", "translate models install"} <= COMMANDS.keys()
    assert {"--to", "--engine", "--fresh", "--config", "--debug"} <= set(OPTIONS)
    assert "run.targets" in KEYS
