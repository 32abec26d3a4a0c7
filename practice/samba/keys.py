"""What a password writes to an account, and the times that go with it."""

from datetime import datetime, timezone

from samba.credentials import Credentials
from samba.dcerpc import drsblobs
from samba.dsdb import DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID
from samba.ndr import ndr_pack, ndr_unpack

# Attributes are written as given: hashes without the password, and pwdLastSet at any time.
AS_THEY_ARE = [f"local_oid:{DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID}:0"]
# Writing an unchanged value counts as a write; otherwise it would be dropped.
EVEN_UNCHANGED = [*AS_THEY_ARE, "provision:0"]

FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=timezone.utc)
AES_KEYS = "Primary:Kerberos-Newer-Keys"  # MS-SAMR 2.2.10.6


def filetime(moment):
    """100 ns since 1601 (MS-DTYP 2.3.3), as an integer, because a float is not precise enough."""
    since = moment - FILETIME_EPOCH
    return str((since.days * 86_400 + since.seconds) * 10_000_000 + since.microseconds * 10)


def now():
    return datetime.now(timezone.utc)


def all_keys(password):
    """Lets the controller derive the NTLM and Kerberos keys; pwdLastSet becomes now."""
    return {"unicodePwd": f'"{password}"'.encode("utf-16-le")}


def ntlm_key(password):
    credentials = Credentials()
    credentials.set_anonymous()
    credentials.set_password(password)
    return {"unicodePwd": bytes(credentials.get_nt_hash())}


def without_aes(kerberos_keys):
    blob = ndr_unpack(drsblobs.supplementalCredentialsBlob, kerberos_keys)
    packages = [package for package in blob.sub.packages if package.name != AES_KEYS]
    for package in packages:
        if package.name == "Packages":  # the list of the others' names
            names = [other.name.removeprefix("Primary:") for other in packages if other is not package]
            package.data = "\0".join(names).encode("utf-16-le").hex().upper()
    blob.sub.packages = packages
    blob.sub.num_packages = len(packages)
    return ndr_pack(blob)


def no_keys(only=None):
    if only:
        return {"unicodePwd" if only == "ntlm" else "supplementalCredentials": []}
    return {"unicodePwd": [], "supplementalCredentials": [], "pwdLastSet": "0"}
