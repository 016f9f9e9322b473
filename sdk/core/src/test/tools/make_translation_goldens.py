"""Writes the scores that sacreBLEU gives to garbled translations: python make_translation_goldens.py DATA [TARGET]

DATA is a folder with tatoeba_en_de/dev.tsv and tatoeba_en_zh/dev.tsv (columns source, target). TARGET is
sdk/core/src/test/resources/evaluation/translations.jsonl beside this script by default; one corpus a line. Needs sacrebleu 2.6.0 and regex. The same
data and versions give the same bytes. Systems are references that were garbled at random, and texts made up here for hard cases.
"""
import json
import pathlib
import random
import sys

from sacrebleu.metrics import BLEU, CHRF

TARGET = pathlib.Path(__file__).parent.parent / "resources" / "evaluation" / "translations.jsonl"
LINES = 90
HARD = [
    ("", "Nichts."), ("Nichts.", ""), ("", ""), ("   ", "Leer?"), ("a", "a"), ("a b c", "a b c"), (".", "."), ("ja", "Ja!"),
    ("Er sagte: „Gut!“ – und ging.", "Er sagte: \"Gut!\" - und ging."), ("3,5 km; 1.000-mal (ca. 5-10 %)", "3,5 km, 1.000 mal (ca. 5-10%)"),
    ("A&amp;B &quot;x&quot; &lt;b&gt;", "A&B \"x\" <b>"), ("<skipped> naïve café", "naive café"), ("x-\ny\nz", "xy z"),
    ("€5 + ¥7 ≈ 12 × 1 → ok", "€5+¥7≈12×1 → ok"), ("😀👍🏽 gut", "👍🏽 gut 😀"), ("𠮷野家で𠀀食べる。", "吉野家で食べる。"),
    ("我爱“北京”——天安门!ABC123,3.5元。", "我爱「北京」,天安門!ABC 123, 3.5 元。"), ("ΟΔΟΣ ÜBER İstanbul", "οδος über istanbul"),
    ("a\u00a0b\u3000c\u2028d\u200be\u0085f\x1cg", "a b c d e f g"), ("(hi) 'quoted' ...end", "(hi) \"quoted\" ... end"),
    ("١٢٣، نعم؟ ٤٫٥", "١٢٣ نعم ؟ ٤٫٥"), ("trailing \t ", "trailing"), ("U.S.A. 1990. end.", "U.S.A. 1990 . end ."),
    ("½ of ² and Ⅷ.", "½ of ² and Ⅷ ."), ("हिन्दी में।", "हिन्दी में ।"), ("`~!@#$%^&*()_+-=[]{}|;':\",./<>?\\", "~!@ # $ % ^ & * ( ) _ + - = [ ] { } | ; ' : \" , . / < > ? \\"),
]


def references(data, name):
    lines = (pathlib.Path(data) / name / "dev.tsv").read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t")[1] for line in lines if line][:LINES]


def garble(text, r, kind):
    units = text.split(" ") if " " in text else list(text)
    joiner = " " if " " in text else ""
    if kind == "drop":
        units = [u for u in units if r.random() > 0.2]
    elif kind == "swap":
        for i in range(len(units) - 1):
            if r.random() < 0.3:
                units[i], units[i + 1] = units[i + 1], units[i]
    elif kind == "case":
        units = [r.choice([u.upper(), u.lower(), u, u + r.choice([",", ".", "!", "“", "。", "…", "-"])]) for u in units]
    elif kind == "repeat":
        units = [v for u in units for v in [u] * r.choice([1, 1, 1, 2, 3])][: max(1, r.randint(1, 14))]
    return joiner.join(units)


def bleu_settings():
    for tokenize in ("13a", "intl", "zh", "none", "char"):
        yield {"tokenize": tokenize}
    for smooth, value in (("floor", None), ("floor", 0.5), ("add-k", None), ("add-k", 2.0), ("none", None)):
        yield {"tokenize": "13a", "smooth_method": smooth, "smooth_value": value}
    yield {"tokenize": "intl", "lowercase": True}
    yield {"tokenize": "zh", "effective_order": True}


def chrf_settings():
    for word_order in (0, 1, 2):
        yield {"word_order": word_order}
    yield {"whitespace": True}
    yield {"lowercase": True, "word_order": 2}
    yield {"eps_smoothing": True, "word_order": 2}
    yield {"char_order": 4, "beta": 3}


def score(hypotheses, refs):
    """refs: a list of references for each hypothesis."""
    most = max(map(len, refs))
    streams = [[r[i] if i < len(r) else None for r in refs] for i in range(most)]
    found = {"bleu": [], "chrf": []}
    for settings in bleu_settings():
        metric = BLEU(**settings, force=True)
        result = metric.corpus_score(hypotheses, streams)
        sentence = BLEU(**{**settings, "effective_order": True})
        found["bleu"].append({"settings": settings, "score": result.score, "precisions": result.precisions, "bp": result.bp,
                              "lengths": [result.sys_len, result.ref_len], "signature": str(metric.get_signature()),
                              "line": result.format(signature=str(metric.get_signature())),
                              "sentences": [round(sentence.sentence_score(h, r).score, 6) for h, r in zip(hypotheses, refs)][:40]})
    for settings in chrf_settings():
        metric = CHRF(**settings)
        result = metric.corpus_score(hypotheses, streams)
        found["chrf"].append({"settings": settings, "score": result.score, "signature": str(metric.get_signature()),
                              "line": result.format(signature=str(metric.get_signature())),
                              "sentences": [round(metric.sentence_score(h, r).score, 6) for h, r in zip(hypotheses, refs)][:40]})
    return found


def main():
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    r = random.Random(5)
    corpora = []
    for name in ("tatoeba_en_de", "tatoeba_en_zh"):
        refs = references(sys.argv[1], name)
        for kind in ("drop", "swap", "case", "repeat"):
            corpora.append((f"{name} {kind}", [garble(text, r, kind) for text in refs], [[text] for text in refs]))
        second = [[text, garble(text, r, "swap")] for text in refs]
        corpora.append((f"{name} two references", [garble(text, r, "drop") for text in refs], second))
        third = [pair[: r.randint(1, 2)] + [garble(pair[0], r, "repeat")] for pair in second]
        corpora.append((f"{name} several references", [garble(text, r, "case") for text in refs], third))
    corpora.append(("hard", [h for h, _ in HARD], [[t] for _, t in HARD]))
    corpora.append(("hard turned round", [t for _, t in HARD], [[h] for h, _ in HARD]))
    corpora += [(f"hard alone {i}", [h], [[t]]) for i, (h, t) in enumerate(HARD)]
    lines = [{"name": name, "hypotheses": h, "references": refs, **score(h, refs)} for name, h, refs in corpora]
    target.write_text("".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} corpora")


if __name__ == "__main__":
    main()
