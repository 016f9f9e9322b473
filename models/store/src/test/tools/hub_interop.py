"""Shows that Glossa and Python's huggingface_hub share one cache.

Needs a built command line and a Python with huggingface_hub; asks nothing but a hub of its own on 127.0.0.1:

    mvn -q -B -Dmaven.test.skip=true -pl sdk/cli -am package
    python -m venv target/hub-venv && target/hub-venv/bin/pip install huggingface_hub
    target/hub-venv/bin/python models/store/src/test/tools/hub_interop.py

1. Glossa fetches a model; huggingface_hub finds every file offline, knows which file does not exist, sees the list of files,
   and its scan of the cache has nothing to complain about.
2. huggingface_hub fetches a model; Glossa classifies with it offline, by branch and by commit, and finds it sound.
3. Both use one cache in turn: what one has fetched the other does not fetch again.
"""

import hashlib
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[5]
FIXTURE = ROOT / "sdk/cli/src/test/resources/parity/bert-uncased-sst2"
FILES = {
    str(path.relative_to(FIXTURE)).replace(os.sep, "/"): path.read_bytes()
    for path in FIXTURE.rglob("*")
    if path.is_file()
}
COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = 100_000
REPOSITORY = "org/model"
FETCHED = []


def git(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def entry(path):
    """What the hub says about a file: in the list of a revision, and in its tree."""
    content = FILES[path]
    described = {"size": len(content), "oid": git(content), "blobId": git(content)}
    if len(content) >= LARGE:
        described["lfs"] = {"sha256": sha256(content), "oid": sha256(content), "size": len(content), "pointerSize": 130}
    return described


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        path = self.path.split("?")[0]
        if path.startswith(f"/api/models/{REPOSITORY}/tree/"):
            rows = [{"type": "file", "path": name, **entry(name)} for name in sorted(FILES)]
            return self.answer(200, {"Content-Type": "application/json"}, json.dumps(rows).encode())
        if path.startswith(f"/api/models/{REPOSITORY}"):
            siblings = [{"rfilename": name, **entry(name)} for name in sorted(FILES)]
            model = {"id": REPOSITORY, "modelId": REPOSITORY, "sha": COMMIT, "private": False, "tags": [], "downloads": 0,
                     "likes": 0, "siblings": siblings}
            return self.answer(200, {"Content-Type": "application/json"}, json.dumps(model).encode())
        name = path.split("/", 5)[-1] if "/resolve/" in path else ""
        if name not in FILES:
            return self.answer(404, {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": COMMIT})
        content = FILES[name]
        headers = {"X-Repo-Commit": COMMIT}
        if len(content) >= LARGE and not path.startswith("/far/"):
            headers.update({"X-Linked-Etag": f'"{sha256(content)}"', "X-Linked-Size": str(len(content)),
                            "Location": f"http://localhost:{self.server.server_port}/far{path}", "Content-Length": "0"})
            return self.answer(302, headers)
        headers["ETag"] = f'"{git(content)}"'
        if self.command == "HEAD":
            headers["Content-Length"] = str(len(content))
            return self.answer(200, headers)
        FETCHED.append(name)
        return self.answer(200, headers, content)


class FarHandler(Handler):
    """Takes the addresses of storage, which have one part more in front, to the same files."""

    def do_GET(self):
        if self.path.startswith("/far/"):
            name = self.path.split("/", 6)[6]
            FETCHED.append(name)
            return self.answer(200, {"ETag": '"storage"'}, FILES[name])
        return super().do_GET()


def environment(cache, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HUGGING", "XDG_"))}
    return {**kept, "HF_ENDPOINT": ENDPOINT, "HF_HUB_CACHE": str(cache), "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1", **more}


def glossa(cache, *arguments, **more):
    jars = f"{ROOT}/sdk/cli/target/glossa-cli-0.1.0-SNAPSHOT.jar{os.pathsep}{ROOT}/sdk/cli/target/lib/*"
    run = subprocess.run(["java", "-cp", jars, "io.glossa.cli.Glossa", *arguments], env=environment(cache, **more),
                         capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def python(cache, code, **more):
    run = subprocess.run([sys.executable, "-W", "error", "-c", "from huggingface_hub import *\nfrom huggingface_hub import _CACHED_NO_EXIST\nimport os\n" + code],
                         env=environment(cache, **more), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout, run.stderr


def main():
    import huggingface_hub

    print("huggingface_hub", huggingface_hub.__version__)
    with tempfile.TemporaryDirectory() as folder:
        ours = pathlib.Path(folder, "ours")
        glossa(ours, "models", "pull", "hub:" + REPOSITORY)
        got = sorted(set(FETCHED))
        print("1. Glossa fetched", got)
        out, err = python(ours, f"""
for name in {got!r}:
    path = hf_hub_download({REPOSITORY!r}, name, local_files_only=True)
    print(name, os.path.getsize(path))
    assert path == hf_hub_download({REPOSITORY!r}, name, revision={COMMIT!r}, local_files_only=True)
assert try_to_load_from_cache({REPOSITORY!r}, "glossa.json") is _CACHED_NO_EXIST
info = scan_cache_dir()
assert not info.warnings, info.warnings
(repo,) = info.repos
(revision,) = repo.revisions
assert revision.commit_hash == {COMMIT!r} and revision.refs == {{"main"}}, revision
assert sorted(str(f.file_path.relative_to(revision.snapshot_path)) for f in revision.files) == {got!r}
print("scan:", len(revision.files), "files,", repo.size_on_disk, "bytes, no warnings")
try:
    from huggingface_hub._tree_cache import read_tree_cache
except ImportError:  # before version 2
    read_tree_cache = lambda folder, commit: {sorted(FILES)!r}
assert sorted(read_tree_cache(str(repo.repo_path), {COMMIT!r})) == {sorted(FILES)!r}
""", HF_HUB_OFFLINE="1")
        print(out.strip(), err.strip(), sep="\n")

        theirs = pathlib.Path(folder, "theirs")
        python(theirs, f"snapshot_download({REPOSITORY!r})")
        print("2. huggingface_hub wrote", sorted(str(p.relative_to(theirs)) for p in theirs.rglob("*") if not p.is_dir())[:6], "…")
        for model in (f"hub:{REPOSITORY}", f"hub:{REPOSITORY}@{COMMIT}"):
            result = glossa(theirs, "classify", "--model", model, "--raw", "--format", "jsonl", "a lovely day", HF_HUB_OFFLINE="1")
            folder_result = glossa(theirs, "classify", "--model", str(FIXTURE), "--raw", "--format", "jsonl", "a lovely day")
            assert result == folder_result, (result, folder_result)
        print("  ", glossa(theirs, "models", "verify", f"hub:{REPOSITORY}").strip())

        both = pathlib.Path(folder, "both")
        glossa(both, "models", "pull", "hub:" + REPOSITORY)
        FETCHED.clear()
        python(both, f"snapshot_download({REPOSITORY!r})")
        assert sorted(FETCHED) == sorted(set(FILES) - set(got)), FETCHED
        FETCHED.clear()
        glossa(both, "models", "pull", "--all", "hub:" + REPOSITORY)
        assert not FETCHED, FETCHED
        print("3. what one has fetched the other did not fetch again")


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FarHandler)
    ENDPOINT = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    main()
