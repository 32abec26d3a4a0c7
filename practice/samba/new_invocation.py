#!/usr/bin/python3
"""new_invocation.py SMB_CONF: gives a stopped controller a new invocation id.

Its directory is a copy of another one. Without this, two machines would write under the same id, and writes
with the same USN could not be distinguished (MS-ADTS 3.1.1.1.9)."""

import sys
import uuid

import ldb
from samba.auth import system_session
from samba.dcerpc import misc
from samba.ndr import ndr_pack
from samba.param import LoadParm
from samba.samdb import SamDB

lp = LoadParm()
lp.load(sys.argv[1])
sam = SamDB(url=lp.private_path("sam.ldb"), session_info=system_session(), lp=lp)
id = ndr_pack(misc.GUID(str(uuid.uuid4())))
message = ldb.Message(ldb.Dn(sam, sam.get_dsServiceName()))
message["invocationId"] = ldb.MessageElement(id, ldb.FLAG_MOD_REPLACE, "invocationId")
sam.modify(message)
