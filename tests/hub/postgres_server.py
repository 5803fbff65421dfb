"""A real PostgreSQL for tests, started as an ordinary user in a folder of its own, on a socket nobody else sees."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ORDINARY_USER = "nobody"


def program_folder():
    """Return where Debian keeps the newest server, or None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class PostgresServer:
    """Started when entered, gone with all its files when left; it refuses to run as root, then `nobody` runs it."""

    def __init__(self):
        self._programs = program_folder()
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._databases = 0

    def __enter__(self):
        if os.geteuid() == 0:
            owner = pwd.getpwnam(ORDINARY_USER)
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self._folder / "data", "-A", "trust", "-U", "county", "-E", "UTF8", "--no-sync")
        self.start()
        return self

    def start(self):
        """Start the server, again after it was killed."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync=off -c log_statement=none"
        self._run("pg_ctl", "-D", self._folder / "data", "-w", "-l", self._folder / "log", "-o", options, "start")

    def kill(self):
        """Kill the server and all it forked, as a power cut does."""
        first = int((self._folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(first, signal.SIGKILL)
        while self._is_there(first):
            time.sleep(0.02)
        (self._folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def _is_there(self, process):
        """Tell whether the server or one of its children still runs: they leave once they notice."""
        listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
        return any(str(self._folder) in line or line.split()[0] == str(process) for line in listed.splitlines()[1:])

    def __exit__(self, *_problem):
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self):
        """Return the URL of an empty database."""
        self._databases += 1
        name = f"county_{self._databases}"
        self._run("createdb", "-h", self._folder, "-U", "county", name)
        return f"postgresql://county@/{name}?host={self._folder}"

    def _run(self, program, *words):
        as_user = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam(ORDINARY_USER)
            as_user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        command = [self._programs / program, *map(str, words)]
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, **as_user)
