"""Checks that others read what Glossa writes: python check_written.py CHECKPOINTS CLASSPATH

CHECKPOINTS is a folder that make_checkpoints.py made; CLASSPATH is that of the tests of models/store, such as Maven's
dependency:build-classpath prints, with target/classes and target/test-classes. Needs what make_checkpoints.py needs, onnx and
onnxruntime. Every graph, fused and portable, with and without a mask, passes onnx.checker and gives in onnxruntime what was
recorded; portable ones use standard operators alone; weights written anew are opened by transformers and give the same.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import onnx
import onnxruntime
import torch
import transformers

from make_checkpoints import computed, read


def difference(head, shape, mask, expected, found):
    """The largest one where it means something: see Checkpoint.java."""
    expected, found = numpy.array(expected, numpy.float32).reshape(shape), found.reshape(shape)
    real = numpy.array(mask, bool)
    if len(shape) == 2:
        real = numpy.ones(shape[0], bool) if head in ("mean", "max") else real[:, 0]
    apart = numpy.abs(expected - found)[real]
    return float(apart.max()) if apart.size else 0.0


def main():
    checkpoints, classpath = pathlib.Path(sys.argv[1]), sys.argv[2]
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    worst, runs = collections.Counter(), collections.Counter()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        subprocess.run(["java", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classpath,
                        "io.glossa.models.graph.WritingProcess", str(checkpoints), str(scratch)], check=True)
        for folder in sorted(scratch.glob("*-*")):
            records = json.loads((checkpoints / folder.name / "records.json").read_text())
            model = read(folder, records["head"])
            kind = folder.name.rsplit("-", 1)[0]
            for case in records["cases"]:
                with torch.no_grad():
                    found = computed(model, kind, model.config, records["head"], case["ids"], case["mask"], case["types"])
                apart = difference(records["head"], case["shape"], case["mask"], case["expected"], found.numpy())
                worst["transformers"] = max(worst["transformers"], apart)
                runs["transformers"] += 1
            for file in sorted(folder.glob("*.onnx")):
                graph = onnx.load(file)
                onnx.checker.check_model(graph, full_check=file.name.startswith("portable"))
                domains = {node.domain for node in graph.graph.node}
                assert not file.name.startswith("portable") or domains == {""}, (file, domains)
                session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
                names = {input.name for input in session.get_inputs()}
                for case in records["cases"]:
                    if case["padding"] != "none" and "attention_mask" not in names:
                        continue
                    feeds = {"input_ids": case["ids"], "attention_mask": case["mask"], "token_type_ids": case["types"]}
                    feeds = {name: numpy.array(rows, numpy.int64) for name, rows in feeds.items() if name in names}
                    found = session.run(None, feeds)[0]
                    apart = difference(records["head"], case["shape"], case["mask"], case["expected"], found)
                    assert apart <= 1e-4, (file, case["padding"], apart)
                    worst[file.name] = max(worst[file.name], apart)
                    runs[file.name] += 1
    assert worst["transformers"] <= 1e-5, worst
    print("onnx", onnx.__version__, "onnxruntime", onnxruntime.__version__, "transformers", transformers.__version__)
    for name in sorted(runs):
        print(f"{name}: {runs[name]} runs, largest difference {worst[name]:.1e}")


if __name__ == "__main__":
    main()
