"""What is written to an account for a password, and the times that go with it."""

from datetime import datetime, timezone

from samba.credentials import Credentials
from samba.dsdb import DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID

# Attributes are taken as they are: hashes are stored without the password, and pwdLastSet may be any time.
AS_THEY_ARE = [f"local_oid:{DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID}:0"]

FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=timezone.utc)


def filetime(moment):
    """100 ns since 1601 (MS-DTYP 2.3.3), in whole numbers: a float is not exact enough."""
    since = moment - FILETIME_EPOCH
    return str((since.days * 86_400 + since.seconds) * 10_000_000 + since.microseconds * 10)


def now():
    return datetime.now(timezone.utc)


def all_keys(password):
    """The controller derives the keys for NTLM and for Kerberos itself, and pwdLastSet becomes now."""
    return {"unicodePwd": f'"{password}"'.encode("utf-16-le")}


def ntlm_key(password):
    credentials = Credentials()
    credentials.set_anonymous()
    credentials.set_password(password)
    return {
        "unicodePwd": bytes(credentials.get_nt_hash()),
        "supplementalCredentials": [],
        "pwdLastSet": filetime(now()),
    }


def no_keys():
    return {"unicodePwd": [], "supplementalCredentials": [], "pwdLastSet": "0"}
