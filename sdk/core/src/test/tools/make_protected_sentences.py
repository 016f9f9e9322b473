"""Writes resources/translation/sentences.txt: 500 English sentences of Tatoeba, one a line.

    python3 sdk/core/src/test/tools/make_protected_sentences.py [DATA]

DATA is a folder with tatoeba_en_de/dev.tsv (columns source, target); default ../shared/data beside the repository. Python
3.8 or newer, no packages. The same source gives the same bytes: every second sentence of at least six words, without digits,
each once.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[5]
COUNT = 500


def main():
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    lines = (data / "tatoeba_en_de" / "dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    sentences = dict.fromkeys(line.split("\t")[0] for line in lines)
    long = [s for s in sentences if len(s.split()) >= 6 and not any(c.isdigit() for c in s)]
    chosen = (long[::2] + long[1::2])[:COUNT]
    if len(chosen) < COUNT:
        sys.exit(f"expected {COUNT} sentences of at least six words, found {len(chosen)}")
    target = ROOT / "sdk/core/src/test/resources/translation/sentences.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(chosen) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
