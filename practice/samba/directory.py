#!/usr/bin/python3
"""directory.py SMB_CONF: edits the accounts of one controller.

Reads one command per line from stdin, {"command": "lock", "arguments": {"id": "..."}}, and answers one line
on stdout, {"ok": true} or {"ok": false, "error": "..."}. The commands are methods of Accounts."""

import json
import os
import sys

from accounts import Accounts
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

COMMANDS = {
    "add_account",
    "add_many",
    "remove_account",
    "set_keys",
    "clear_keys",
    "require_change",
    "touch_password_time",
    "expire_password",
    "lock",
    "unlock",
    "set_disabled",
    "describe",
    "rename",
}

# As Samba itself writes a whole domain (`samba/join.py`). Without them every write copies its index entries
# once more, so that 20,000 accounts take minutes. The price is that a transaction in which any write failed
# is lost as a whole; here it always is.
FOR_THOUSANDS = ["batch_mode:1", "transaction_index_cache_size:200000"]


class Directory:
    def __init__(self, smb_conf):
        self.lp = LoadParm()
        self.lp.load(smb_conf)
        self.path = self.lp.private_path("sam.ldb")
        self.inode = None
        self.accounts = None

    def current(self):
        """A reset puts another file in place of the one that is open."""
        inode = os.stat(self.path).st_ino
        if inode != self.inode:
            self.accounts = None  # closed before the other is opened
            self.accounts = Accounts(
                SamDB(url=self.path, session_info=system_session(), lp=self.lp, options=FOR_THOUSANDS)
            )
            self.inode = inode
        return self.accounts

    def answer(self, line):
        try:
            message = json.loads(line)
            if message["command"] not in COMMANDS:
                raise LookupError(f"there is no command {message['command']}")
            getattr(self.current(), message["command"])(**message["arguments"])
            return {"ok": True}
        except Exception as error:  # whatever went wrong, the next command gets its chance
            return {"ok": False, "error": f"{type(error).__name__}: {error}"}


directory = Directory(sys.argv[1])
directory.current()  # takes a moment, which the first command need not wait for
for line in sys.stdin:
    print(json.dumps(directory.answer(line)), flush=True)
