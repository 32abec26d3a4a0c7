#!/usr/bin/python3
"""processes.py list|stop|hang|resume|silence-kerberos|end-kerberos FOLDER

Acts on exactly the processes of one controller. Each controller runs in its own mount namespace, in which
/run/samba is a file system named after the controller's folder: a process that sees that mount belongs to the
controller. Process ids in files, command lines and sessions prove nothing: ids are reused, and Samba rewrites
its titles."""

import os
import signal
import sys
import time
from pathlib import Path

STOP_TIMEOUT_SECONDS = 5
HANG_TRIES = 500


def processes_of(folder):
    mark = f" - tmpfs keyturn:{folder} "
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit() and mark in mounts_of(entry)]


def mounts_of(pid):
    return read(f"/proc/{pid}/mountinfo")


def send(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def stop(folder):
    """Terminates, waits, then kills. Stopped processes have to be resumed to receive the signal."""
    pids = processes_of(folder)
    send(pids, signal.SIGTERM)
    send(pids, signal.SIGCONT)
    deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
    while pids := processes_of(folder):
        if time.monotonic() > deadline:
            send(pids, signal.SIGKILL)
        time.sleep(0.02)


def hang(folder):
    """The kernel still accepts connections, but nothing answers.

    A process stopped in the middle of a read would keep its lock on the database, which would block edits.
    It is then resumed for a moment and stopped again."""
    for _ in range(HANG_TRIES):
        stop_everyone(folder)
        if not lock_owners(database_files(folder)).intersection(processes_of(folder)):
            return
        send(processes_of(folder), signal.SIGCONT)
        time.sleep(0.005)
    sys.exit("the controller holds a lock on its database whenever it is stopped")


def kerberos_service(folder):
    """The service's processes and all their descendants, each of which keeps its port open."""
    pids = processes_of(folder)
    found = {pid for pid in pids if "task[kdc]" in read(f"/proc/{pid}/cmdline")}
    while more := {pid for pid in pids if parent(pid) in found} - found:
        found |= more
    return found


def silence_kerberos(folder):
    send(kerberos_service(folder), signal.SIGSTOP)


def end_kerberos(folder):
    """The main process would restart the service at once, so it is stopped until the service may resume."""
    root = [pid for pid in processes_of(folder) if "root process" in read(f"/proc/{pid}/cmdline")]
    send(root, signal.SIGSTOP)
    service = kerberos_service(folder)
    send(service, signal.SIGKILL)
    while service.intersection(processes_of(folder)):
        time.sleep(0.02)


def parent(pid):
    fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def read(path):
    try:
        return Path(path).read_text()
    except OSError:  # it has just ended, or is a zombie
        return ""


def stop_everyone(folder):
    # A process may have started while the others were being stopped.
    while moving := [pid for pid in processes_of(folder) if not is_stopped(pid)]:
        send(moving, signal.SIGSTOP)


def is_stopped(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "TtZX"
    except OSError:
        return True


def database_files(folder):
    private = Path(folder, "private")
    return [private / "sam.ldb", *(private / "sam.ldb.d").iterdir()]


def lock_owners(paths):
    # 1: POSIX  ADVISORY  READ 1234 fe:00:2155600 4 4   ("->" after the number: waiting only)
    inodes = {str(os.stat(path).st_ino) for path in paths}
    locks = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return {int(lock[4]) for lock in locks if lock[1] != "->" and lock[5].split(":")[2] in inodes}


if __name__ == "__main__":
    action, controller = sys.argv[1], sys.argv[2]
    if action == "list":
        print(*processes_of(controller))
    elif action == "stop":
        stop(controller)
    elif action == "hang":
        hang(controller)
    elif action == "resume":
        send(processes_of(controller), signal.SIGCONT)
    elif action == "silence-kerberos":
        silence_kerberos(controller)
    elif action == "end-kerberos":
        end_kerberos(controller)
    else:
        sys.exit(__doc__)
