"""Cuts the published pages' fonts from Debian's fonts-noto-core: `python tests/tools/subset_fonts.py`.

Kept are Arabic, Latin, Cyrillic and the signs of newspapers, with every shape that Arabic needs; the result is the same bytes
for the same fonts.
"""

from __future__ import annotations

import os
from pathlib import Path

from fontTools import subset

FROM = Path("/usr/share/fonts/truetype/noto")
TO = Path(__file__).parents[2] / "translate" / "publish" / "fonts"
SIGNS = "U+2007,U+2009,U+200A,U+202F,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044"
LATIN_CYRILLIC = (
    "U+0020-007E,U+00A0-017F,U+0218-021B,U+02BC,U+0400-045F,U+0490-0493,U+04D8,U+04D9,"
    f"{SIGNS},U+20AC,U+20BD,U+2116,U+2122,U+2190-2193,U+2212"
)
ARABIC = (
    "U+0020-0022,U+0027-0029,U+002C-003B,U+003F,U+00A0,U+00AB,U+00BB,U+060C,U+061B,U+061F,U+0621-0655,"
    "U+0660-066C,U+0670-0671,U+0679,U+067E,U+0686,U+0688,U+0691,U+0698,U+06A4,U+06A9,U+06AF,U+06BA,U+06BE,"
    "U+06CC,U+06D2,U+06F0-06F9,U+200C-200F,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2026,U+FDFA,U+FDFC"
)
FONTS = {
    "NotoNaskhArabic-Regular": ARABIC,
    "NotoNaskhArabic-Bold": ARABIC,
    "NotoSerif-Regular": LATIN_CYRILLIC,
    "NotoSerif-Bold": LATIN_CYRILLIC,
}


def main() -> None:
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1609459200")
    for name, characters in FONTS.items():
        target = TO / f"{name}.woff2"
        subset.main(
            [
                str(FROM / f"{name}.ttf"),
                f"--unicodes={characters}",
                f"--output-file={target}",
                "--flavor=woff2",
                "--layout-features=kern,liga,calt,ccmp,locl,mark,mkmk,init,medi,fina,isol,rlig,rclt",
                "--no-hinting",
                "--no-recalc-timestamp",
            ]
        )
        print(f"{target.name}: {target.stat().st_size:,} bytes")  # noqa: T201 - a script prints


if __name__ == "__main__":
    main()
