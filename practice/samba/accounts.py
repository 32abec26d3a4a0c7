"""The accounts of one controller, edited as synchronisation and an administrator would, straight in its
database: that works while the controller runs, hangs or is stopped."""

import secrets
import uuid
from contextlib import contextmanager
from datetime import datetime, timedelta

import ldb
from keys import AS_THEY_ARE, all_keys, filetime, no_keys, now, ntlm_key

NORMAL_ACCOUNT = 0x200
ACCOUNT_DISABLED = 0x2
OLD_PASSWORD_AGE = timedelta(days=30)
EXPIRED_PASSWORD_AGE = timedelta(days=91)  # the domain allows 90
BATCH_SIZE = 250  # in a transaction of thousands every write is slower than the one before


class Accounts:
    def __init__(self, sam):
        self.sam = sam
        self.folder = f"OU=AADDC Users,{sam.domain_dn()}"
        self.old_keys = self.unknown_keys()

    def add_account(self, person, keys):
        self.add_many([person], keys)

    def add_many(self, people, keys):
        for start in range(0, len(people), BATCH_SIZE):
            with self.transaction():
                for person in people[start : start + BATCH_SIZE]:
                    if older := self.find(person["id"]):
                        self.sam.delete(older)
                    self.add(person, self.old_keys if keys == "old" else {}, AS_THEY_ARE)

    def remove_account(self, id):
        self.sam.delete(self.account(id))

    def set_keys(self, person, password, password_set_at=None, ntlm_only=False):
        """password_set_at: ISO 8601."""
        with self.transaction():
            if ntlm_only:
                self.add_or_change(person, ntlm_key(password), AS_THEY_ARE)
            else:
                self.add_or_change(person, all_keys(password))
            if password_set_at:
                self.set_password_time(person["id"], datetime.fromisoformat(password_set_at))

    def clear_keys(self, id):
        self.change(self.account(id), no_keys(), AS_THEY_ARE)

    def require_change(self, id):
        self.change(self.account(id), {"pwdLastSet": "0"})

    def touch_password_time(self, id):
        # Written as a time, because Samba takes -1 for "now" only where the time was 0.
        self.set_password_time(id, now())

    def expire_password(self, id):
        self.set_password_time(id, now() - EXPIRED_PASSWORD_AGE)

    def lock(self, id):
        moment = filetime(now())
        wrong_tries = {"badPwdCount": "5", "badPasswordTime": moment, "lockoutTime": moment}
        self.change(self.account(id), wrong_tries)

    def unlock(self, id):
        self.change(self.account(id), {"lockoutTime": "0", "badPwdCount": "0"})

    def set_disabled(self, id, disabled):
        flags = NORMAL_ACCOUNT | (ACCOUNT_DISABLED if disabled else 0)
        self.change(self.account(id), {"userAccountControl": str(flags)})

    def describe(self, id, description):
        self.change(self.account(id), {"description": description})

    def rename(self, id, name):
        """The name of the sign-in, of the account and of its place; the object stays the same."""
        with self.transaction():
            dn = self.account(id)
            suffix = str(self.sam.search(dn, ldb.SCOPE_BASE, attrs=["userPrincipalName"])[0]["userPrincipalName"]).split("@")[1]
            self.change(dn, {"sAMAccountName": name, "userPrincipalName": f"{name}@{suffix}"})
            renamed = ldb.Dn(self.sam, str(dn))
            renamed.set_component(0, "CN", name)
            self.sam.rename(dn, renamed)

    def set_password_time(self, id, moment):
        self.change(self.account(id), {"pwdLastSet": filetime(moment)}, AS_THEY_ARE)

    def add_or_change(self, person, attributes, controls=None):
        if dn := self.find(person["id"]):
            self.change(dn, attributes, controls)
        else:
            self.add(person, attributes, controls)

    def add(self, person, attributes, controls=None):
        id = uuid.UUID(person["id"])
        dn = ldb.Dn(self.sam, f"CN=name,{self.folder}")
        dn.set_component(0, "CN", person["samAccountName"])  # escapes, and is unique
        present = {name: value for name, value in attributes.items() if value != []}
        account = {
            "dn": str(dn),
            "objectClass": "user",
            "sAMAccountName": person["samAccountName"],
            "userPrincipalName": person["userPrincipalName"],
            "displayName": person["displayName"],
            "msDS-aadObjectId": str(id),
            "msDS-AzureADObjectId": id.bytes_le,
            "userAccountControl": str(NORMAL_ACCOUNT),
        }
        self.sam.add(account | present, controls=controls)

    def change(self, dn, attributes, controls=None):
        message = ldb.Message(dn)
        for name, value in attributes.items():
            message[name] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, name)
        self.sam.modify(message, controls=controls)

    def account(self, id):
        if dn := self.find(id):
            return dn
        raise LookupError(f"no account has the object id {id}")

    def find(self, id):
        expression = f"(msDS-aadObjectId={uuid.UUID(id)})"
        found = self.sam.search(self.folder, ldb.SCOPE_SUBTREE, expression, attrs=["objectGUID"])
        return found[0].dn if len(found) > 0 else None

    def unknown_keys(self):
        """The keys of a password that nobody knows. Made once, because deriving keys is slow by design, and
        taken from an account that never comes to be."""
        password = "Aa1-" + secrets.token_urlsafe(40)
        person = {"id": str(uuid.uuid4()), "samAccountName": "nobody", "userPrincipalName": "nobody@nowhere"}
        self.sam.transaction_start()
        try:
            self.add(person | {"displayName": "Nobody"}, all_keys(password))
            names = ["unicodePwd", "supplementalCredentials"]
            found = self.sam.search(self.find(person["id"]), ldb.SCOPE_BASE, attrs=names)[0]
            keys = {name: bytes(found[name][0]) for name in names}
        finally:
            self.sam.transaction_cancel()
        return keys | {"pwdLastSet": filetime(now() - OLD_PASSWORD_AGE)}

    @contextmanager
    def transaction(self):
        self.sam.transaction_start()
        try:
            yield
        except BaseException:
            self.sam.transaction_cancel()
            raise
        self.sam.transaction_commit()
