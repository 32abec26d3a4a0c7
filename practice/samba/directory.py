#!/usr/bin/python3
"""directory.py SMB_CONF: edits a controller's directory.

Reads one command per line from stdin, {"command": "lock", "arguments": {"id": "..."}}, and answers one line
on stdout, {"ok": true} or {"ok": false, "error": "..."}. The commands are methods of Accounts and Surroundings."""

import json
import os
import sys

from accounts import Accounts
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
from surroundings import Surroundings

ON_ACCOUNTS = {
    "add_account",
    "add_many",
    "add_twin",
    "remove_twin",
    "remove_account",
    "rename",
    "move",
    "set_keys",
    "rewrite_keys",
    "clear_keys",
    "require_change",
    "touch_password_time",
    "expire_password",
    "lock",
    "unlock",
    "keep_tries",
    "put_back_tries",
    "set_disabled",
    "set_account_expires",
    "set_smart_card_required",
    "set_logon_hours",
    "describe",
}
ON_SURROUNDINGS = {
    "set_hidden",
    "hide_attributes",
    "set_reader_disabled",
    "take_reader_ntlm",
    "set_lockout_policy",
    "back_up",
}

# As Samba itself writes a whole domain (`samba/join.py`). Without these options every write copies its index
# entries, so 20,000 accounts take minutes. The price is that one failed write loses the whole transaction,
# which is what happens here anyway.
FOR_THOUSANDS = ["batch_mode:1", "transaction_index_cache_size:200000"]


class Directory:
    def __init__(self, smb_conf):
        self.lp = LoadParm()
        self.lp.load(smb_conf)
        self.path = self.lp.private_path("sam.ldb")
        self.inode = None
        self.accounts = self.surroundings = None

    def open_current(self):
        """A reset replaces the open file with another one."""
        inode = os.stat(self.path).st_ino
        if inode == self.inode:
            return
        self.accounts = self.surroundings = None  # closed before the other is opened
        sam = SamDB(url=self.path, session_info=system_session(), lp=self.lp, options=FOR_THOUSANDS)
        self.accounts = Accounts(sam)
        self.surroundings = Surroundings(sam, self.accounts, os.path.dirname(os.path.dirname(self.path)))
        self.inode = inode

    def answer(self, line):
        try:
            message = json.loads(line)
            command = message["command"]
            self.open_current()
            target = {**dict.fromkeys(ON_ACCOUNTS, self.accounts), **dict.fromkeys(ON_SURROUNDINGS, self.surroundings)}
            if command not in target:
                raise LookupError(f"unknown command {command}")
            getattr(target[command], command)(**message["arguments"])
            return {"ok": True}
        except Exception as error:  # whatever went wrong, the next command gets its chance
            return {"ok": False, "error": f"{type(error).__name__}: {error}"}


directory = Directory(sys.argv[1])
directory.open_current()  # takes a moment, which the first command need not wait for
for line in sys.stdin:
    print(json.dumps(directory.answer(line)), flush=True)
