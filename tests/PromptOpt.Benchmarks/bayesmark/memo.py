"""Scores computed before, on disk: one JSONL file a task, shared by all processes and methods, safe against a process that is killed."""
import fcntl
import json
import os


class Memo:
    """Reads lines that others append while it runs; a torn or foreign line is skipped and never trusted."""

    def __init__(self, folder):
        self._folder = folder
        self._known = {}
        self._read = {}
        os.makedirs(folder, exist_ok=True)

    def get(self, task, config):
        """The result of exactly this configuration, or None."""
        self._catch_up(task)
        return self._known[task].get(_key(config))

    def put(self, task, config, result):
        """Appends in one locked write, after a line break if the last writer died within a line."""
        line = (json.dumps({"config": config, **result}) + "\n").encode()
        with open(self._path(task), "ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            end = file.seek(0, os.SEEK_END)
            if end and _last_byte(file, end) != b"\n":
                line = b"\n" + line
            file.write(line)
            file.flush()
        self._known.setdefault(task, {})[_key(config)] = result

    def _catch_up(self, task):
        known = self._known.setdefault(task, {})
        if not os.path.exists(self._path(task)):
            return
        with open(self._path(task), "rb") as file:
            file.seek(self._read.get(task, 0))
            text = file.read()
        whole = text.rfind(b"\n") + 1  # the rest is being written, or never was
        self._read[task] = self._read.get(task, 0) + whole
        for line in text[:whole].splitlines():
            try:
                entry = json.loads(line)
                known[_key(entry.pop("config"))] = entry
            except (ValueError, KeyError, AttributeError):
                continue

    def _path(self, task):
        return os.path.join(self._folder, f"{task}.jsonl")


def _last_byte(file, end):
    file.seek(end - 1)
    return file.read(1)


def _key(config):
    """Canonical text; floats print with as many digits as make them exact."""
    return json.dumps(config, sort_keys=True)
