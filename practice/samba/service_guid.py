#!/usr/bin/python3
"""service_guid.py SMB_CONF: prints the GUID of a controller's directory service (NTDS Settings)."""

import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

lp = LoadParm()
lp.load(sys.argv[1])
print(SamDB(url=lp.private_path("sam.ldb"), session_info=system_session(), lp=lp).get_ntds_GUID())
