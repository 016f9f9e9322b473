"""Compares Glossa's reader and writer of weights with torch and safetensors: python check_weights.py PARITY CLASSPATH

PARITY is a folder of model folders with model.safetensors; CLASSPATH is that of the tests of models/store, such as Maven's
dependency:build-classpath prints, with target/classes and target/test-classes. Every model is saved by torch in both formats,
converted by Glossa, and compared tensor by tensor in Python, byte for byte; what Glossa wrote is read by safetensors. With
--large a checkpoint of more than 4 GiB is checked too (8 GiB of disk and 10 of memory).
"""
import pathlib
import subprocess
import sys
import tempfile

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file


def same(expected, found, what):
    assert set(expected) == set(found), (what, set(expected) ^ set(found))
    for name, tensor in expected.items():
        other = found[name]
        assert tensor.dtype == other.dtype and tensor.shape == other.shape, (what, name, tensor.dtype, other.dtype)
        left = tensor.contiguous().view(-1).view(torch.uint8).numpy()
        assert (left == other.contiguous().view(-1).view(torch.uint8).numpy()).all(), (what, name)


def read(file):
    """What safetensors reads, with the names that share a tensor."""
    tensors = load_file(file)
    with safe_open(file, "pt") as opened:
        for key, value in opened.metadata().items():
            if key.startswith("same as:"):
                tensors[key[len("same as:"):]] = tensors[value]
    return tensors


def main():
    parity, classpath = pathlib.Path(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        jobs, expected = [], {}
        for model in sorted(parity.glob("*/model.safetensors")):
            state = load_file(model)
            for form, zipped in (("zip", True), ("old", False)):
                source = scratch / f"{model.parent.name}.{form}.bin"
                torch.save(state, source, _use_new_zipfile_serialization=zipped)
                target = source.with_suffix(".safetensors")
                jobs += [str(source), str(target)]
                expected[target] = (state, model)
        if "--large" in sys.argv:
            shared = torch.arange(600_000_000, dtype=torch.float32)
            state = {"large": shared, "tied": shared, "t": torch.arange(400_000_000, dtype=torch.int8).view(20000, 20000).t(),
                     "b": torch.full((700_000_000,), 3, dtype=torch.int32)}
            torch.save(state, scratch / "large.bin")
            jobs += [str(scratch / "large.bin"), str(scratch / "large.safetensors")]
            expected[scratch / "large.safetensors"] = (state, None)
        subprocess.run(["java", "-Xmx256m", "-cp", classpath, "io.glossa.models.testing.ConvertingProcess", *jobs], check=True)
        for target, (state, model) in expected.items():
            same(state, read(target), target.name)
            if model is not None:
                again = scratch / "again.safetensors"
                save_file(load_file(target), again, metadata={"format": "pt"})
                assert again.read_bytes() == target.read_bytes(), ("bytes", target.name)
        print(len(expected), "checkpoints converted and compared,", sum(len(state) for state, _ in expected.values()), "tensors")


if __name__ == "__main__":
    main()
