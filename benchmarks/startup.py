"""`translate --help` against a bare interpreter: are libraries loaded that the help does not need?"""

import statistics
import subprocess
import sys
import time

RUNS = 9


def median(*arguments: str) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    bare, help_ = median("-c", "pass"), median("-m", "translate", "--help")
    print(f"translate --help: {help_:.2f} s (aim < 0.5 s), {help_ / bare:.0f} × a bare interpreter")
