#!/usr/bin/python3
"""seed.py SMB_CONF: makes a freshly provisioned, not yet started directory look like a managed domain.

No people: they arrive by synchronisation, which directory.py simulates."""

import os
import sys

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

# 100 ns units; durations are stored as negative numbers (MS-ADTS 3.1.1.1).
MINUTE = 60 * 10_000_000
DAY = 24 * 60 * MINUTE

# The names are Microsoft's; the OIDs are not published. 1.2.840.113556.1.8000.2554 is the arc that
# Microsoft's script uses for private OIDs.
OBJECT_ID_ATTRIBUTES = """
dn: CN=ms-DS-aad-Object-Id,{schema}
objectClass: attributeSchema
lDAPDisplayName: msDS-aadObjectId
attributeID: 1.2.840.113556.1.8000.2554.47001.1.1
attributeSyntax: 2.5.5.12
oMSyntax: 64
isSingleValued: TRUE
searchFlags: 1
schemaIDGUID: 7c3b8f36-3b0e-4b1c-9a44-5b6d6c0e0001
showInAdvancedViewOnly: TRUE

dn: CN=ms-DS-AzureAD-Object-Id,{schema}
objectClass: attributeSchema
lDAPDisplayName: msDS-AzureADObjectId
attributeID: 1.2.840.113556.1.8000.2554.47001.1.2
attributeSyntax: 2.5.5.10
oMSyntax: 4
isSingleValued: TRUE
searchFlags: 1
schemaIDGUID: 7c3b8f36-3b0e-4b1c-9a44-5b6d6c0e0002
showInAdvancedViewOnly: TRUE
"""

RELOAD_SCHEMA = """
dn:
changetype: modify
add: schemaUpdateNow
schemaUpdateNow: 1
"""

MAY_CONTAIN = """
dn: CN={name},{schema}
changetype: modify
add: mayContain
mayContain: msDS-aadObjectId
mayContain: msDS-AzureADObjectId
"""

# Entra Domain Services' default: learn.microsoft.com/entra/identity/domain-services/password-policy
PASSWORD_POLICY = {
    "maxPwdAge": -90 * DAY,
    "minPwdAge": 0,
    "minPwdLength": 7,
    "pwdProperties": 1,
    "pwdHistoryLength": 24,
    "lockoutThreshold": 5,
    "lockoutDuration": -30 * MINUTE,
    "lockOutObservationWindow": -2 * MINUTE,
}


def extend_schema(sam):
    schema = str(sam.get_schema_basedn())
    sam.add_ldif(OBJECT_ID_ATTRIBUTES.format(schema=schema))
    sam.modify_ldif(RELOAD_SCHEMA)
    for name in ("User", "Group"):
        sam.modify_ldif(MAY_CONTAIN.format(name=name, schema=schema))
    sam.modify_ldif(RELOAD_SCHEMA)


def add_units(sam):
    for name in ("AADDC Users", "AADDC Computers", "Portal Service Accounts"):
        sam.add({"dn": f"OU={name},{sam.domain_dn()}", "objectClass": "organizationalUnit"})


def set_policy(sam):
    message = ldb.Message(ldb.Dn(sam, sam.domain_dn()))
    for name, value in PASSWORD_POLICY.items():
        message[name] = ldb.MessageElement(str(value), ldb.FLAG_MOD_REPLACE, name)
    sam.modify(message)


def name_service(sam, realm):
    """A Windows controller has this name from the start; here another service would add it."""
    found = sam.search(sam.get_default_basedn(), ldb.SCOPE_SUBTREE, "(userAccountControl:1.2.840.113556.1.4.803:=8192)")
    message = ldb.Message(found[0].dn)
    name = f"ldap/{str(found[0]['sAMAccountName']).rstrip('$').lower()}.{realm}"
    message["servicePrincipalName"] = ldb.MessageElement(name, ldb.FLAG_MOD_ADD, "servicePrincipalName")
    sam.modify(message)


def add_reader(sam, name, password, realm):
    """An ordinary user, in no group but Domain Users, whose password never expires (512 + 65536)."""
    sam.add(
        {
            "dn": f"CN={name},OU=Portal Service Accounts,{sam.domain_dn()}",
            "objectClass": "user",
            "sAMAccountName": name,
            "userPrincipalName": f"{name}@{realm}",
            "userAccountControl": "66048",
            "unicodePwd": f'"{password}"'.encode("utf-16-le"),
        }
    )


lp = LoadParm()
lp.load(sys.argv[1])
lp.set("dsdb:schema update allowed", "true")
database = SamDB(url=lp.private_path("sam.ldb"), session_info=system_session(), lp=lp)
extend_schema(database)
add_units(database)
set_policy(database)
name_service(database, lp.get("realm").lower())
add_reader(database, os.environ["BIND_NAME"], os.environ["BIND_PASSWORD"], lp.get("realm").lower())
