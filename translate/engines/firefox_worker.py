"""One process that translates with one Firefox model: a JSON text a line in, a JSON answer a line out.

fxtranslate holds the interpreter's lock while it translates and binds a translator to its thread, so several sentences at
once need several processes. They are started by firefox.py, live as long as their input is open, and open nothing but the
files that they are given.
"""

from __future__ import annotations

import importlib
import json
import signal
import sys
from pathlib import Path
from typing import Any


def main(weights: str, source: str, target: str, shortlist: str = "") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    translator = None
    for line in sys.stdin:
        try:
            if translator is None:
                translator = _load(weights, source, target, shortlist)
            answer = {"text": translator.translate(json.loads(line))} if json.loads(line) else {"ready": translator.backend()}
        except BaseException as error:  # noqa: BLE001 - a panic of its Rust code is no Exception
            translator = None  # it may be left half-way
            answer = {"error": " ".join(str(error).split()) or type(error).__name__}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _load(weights: str, source: str, target: str, shortlist: str) -> Any:  # noqa: ANN401 - an optional package
    files = [Path(name).read_bytes() if name else None for name in (weights, source, target, shortlist)]
    return importlib.import_module("fxtranslate").Translator(*files)


if __name__ == "__main__":
    main(*sys.argv[1:])
