"""The accounts of one controller, edited as synchronisation and an administrator would, directly in its
database, which works while the controller runs, hangs or is stopped."""

import secrets
import uuid
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property

import ldb
from keys import AS_THEY_ARE, EVEN_UNCHANGED, all_keys, filetime, no_keys, now, ntlm_key, without_aes

NORMAL_ACCOUNT = 0x200
ACCOUNT_DISABLED = 0x2
SMART_CARD_REQUIRED = 0x40000
NEVER = "9223372036854775807"
LOGON_HOURS = {"none": b"\x00" * 21, "all": b"\xff" * 21}  # a bit for each hour of a week
OLD_PASSWORD_AGE = timedelta(days=30)
EXPIRED_PASSWORD_AGE = timedelta(days=91)  # the domain allows 90
BATCH_SIZE = 250  # in a transaction of thousands every write is slower than the one before
PLACES = {"people": "OU=AADDC Users", "elsewhere": "CN=Users"}
TWIN = {"adminDescription": "twin"}
KEYS = ["unicodePwd", "supplementalCredentials"]
TRIES = ["badPwdCount", "badPasswordTime", "lockoutTime"]
NO_TRIES = dict.fromkeys(TRIES, b"0")  # none of them can be deleted, and 0 says the same


class Accounts:
    def __init__(self, sam):
        self.sam = sam
        self.kept_tries = {}

    def add_account(self, person, keys, place="people"):
        self.add_many([person], keys, place)

    def add_many(self, people, keys, place="people"):
        attributes = self.start_keys(keys)  # has a transaction of its own
        for start in range(0, len(people), BATCH_SIZE):
            with self.transaction():
                for person in people[start : start + BATCH_SIZE]:
                    if older := self.find(person["id"]):
                        self.sam.delete(older)
                    self.add(person, attributes, AS_THEY_ARE, place)

    def add_twin(self, person, keys):
        self.add(person, self.start_keys(keys) | TWIN, AS_THEY_ARE)

    def remove_twin(self, id):
        self.sam.delete(self.account(id, twin=True))

    def remove_account(self, id):
        self.sam.delete(self.account(id))

    def set_keys(self, person, password, password_set_at="now", only=None, aes=True):
        """password_set_at: ISO 8601, "now" or "unmoved"."""
        moved = {} if password_set_at == "unmoved" else {"pwdLastSet": filetime(moment(password_set_at))}
        if only or not aes or not moved:
            keys = self.chosen_keys(person, password, only, aes)
            self.add_or_change(person, keys | moved, AS_THEY_ARE)
            return
        with self.transaction():
            self.add_or_change(person, all_keys(password))
            if password_set_at != "now":
                self.change(self.account(person["id"]), moved, AS_THEY_ARE)

    def rewrite_keys(self, id):
        dn = self.account(id)
        self.change(dn, self.keys_of(dn), EVEN_UNCHANGED)

    def clear_keys(self, id, only=None):
        self.change(self.account(id), no_keys(only), AS_THEY_ARE)

    def require_change(self, id):
        self.change(self.account(id), {"pwdLastSet": "0"})

    def touch_password_time(self, id):
        # Written as a time, because Samba accepts -1 for "now" only if the time was 0.
        self.set_password_time(id, now())

    def expire_password(self, id):
        self.set_password_time(id, now() - EXPIRED_PASSWORD_AGE)

    def lock(self, id):
        moment = filetime(now())
        wrong_tries = {"badPwdCount": "5", "badPasswordTime": moment, "lockoutTime": moment}
        self.change(self.account(id), wrong_tries)

    def unlock(self, id):
        self.change(self.account(id), {"lockoutTime": "0", "badPwdCount": "0"})

    def keep_tries(self, name):
        """name: the sign-in name, in either form."""
        dn = self.named(name)
        self.kept_tries[name] = self.held(dn, TRIES) if dn else None

    def put_back_tries(self, name):
        """Reverts what sign-ins since `keep_tries` have changed: counts, their time and a lockout."""
        kept = self.kept_tries[name]
        if kept is None:
            return
        dn = self.named(name)
        before = NO_TRIES | kept
        after = NO_TRIES | self.held(dn, TRIES)
        moved = {one: before[one] for one in TRIES if before[one] != after[one]}
        # Clearing a lockout also clears badPwdCount (MS-SAMR 3.1.1.8.3), so the count is restored afterwards.
        for one in sorted(moved, key=["lockoutTime", *TRIES].index):
            self.change(dn, {one: moved[one]})

    def set_disabled(self, id, disabled):
        self.set_flag(self.account(id), ACCOUNT_DISABLED, disabled)

    def set_smart_card_required(self, id, required):
        self.set_flag(self.account(id), SMART_CARD_REQUIRED, required)

    def set_account_expires(self, id, expires=None):
        """expires: ISO 8601; default: never."""
        self.change(self.account(id), {"accountExpires": filetime(moment(expires)) if expires else NEVER})

    def set_logon_hours(self, id, hours):
        self.change(self.account(id), {"logonHours": LOGON_HOURS[hours]})

    def describe(self, id, description):
        self.change(self.account(id), {"description": description})

    def rename(self, id, name):
        """Changes sign-in name, account name and distinguished name; the object stays the same."""
        with self.transaction():
            dn = self.account(id)
            suffix = str(self.read(dn, "userPrincipalName")).split("@")[1]
            self.change(dn, {"sAMAccountName": name, "userPrincipalName": f"{name}@{suffix}"})
            renamed = ldb.Dn(self.sam, str(dn))
            renamed.set_component(0, "CN", name)
            self.sam.rename(dn, renamed)

    def move(self, id, place):
        dn = self.account(id)
        self.sam.rename(dn, self.dn_in(place, dn.get_component_value(0)))

    def set_password_time(self, id, moment):
        self.change(self.account(id), {"pwdLastSet": filetime(moment)}, AS_THEY_ARE)

    def set_flag(self, dn, flag, is_set):
        flags = int(str(self.read(dn, "userAccountControl"))) & ~flag
        self.change(dn, {"userAccountControl": str(flags | flag if is_set else flags)})

    def add_or_change(self, person, attributes, controls=None):
        if dn := self.find(person["id"]):
            self.change(dn, attributes, controls)
        else:
            self.add(person, attributes, controls)

    def add(self, person, attributes, controls=None, place="people"):
        id = uuid.UUID(person["id"])
        present = {name: value for name, value in attributes.items() if value != []}
        account = {
            "dn": str(self.dn_in(place, person["samAccountName"])),
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

    def dn_in(self, place, name):
        dn = ldb.Dn(self.sam, f"CN=name,{PLACES[place]},{self.sam.domain_dn()}")
        dn.set_component(0, "CN", name)  # escapes, and is unique
        return dn

    def read(self, dn, name):
        return self.sam.search(dn, ldb.SCOPE_BASE, attrs=[name])[0][name][0]

    def account(self, id, twin=False):
        if dn := self.find(id, twin):
            return dn
        raise LookupError(f"no account has the object id {id}")

    def find(self, id, twin=False):
        marked = "".join(f"({name}={value})" for name, value in TWIN.items())
        expression = f"(&(msDS-aadObjectId={uuid.UUID(id)}){marked if twin else f'(!{marked})'})"
        found = self.sam.search(self.sam.domain_dn(), ldb.SCOPE_SUBTREE, expression, attrs=["objectGUID"])
        return found[0].dn if len(found) > 0 else None

    def named(self, name):
        value = ldb.binary_encode(name)
        expression = f"(|(sAMAccountName={value})(userPrincipalName={value}))"
        found = self.sam.search(self.sam.domain_dn(), ldb.SCOPE_SUBTREE, expression, attrs=["objectGUID"])
        return found[0].dn if len(found) > 0 else None

    def start_keys(self, keys):
        if keys == "none":
            return {}
        age = OLD_PASSWORD_AGE if keys == "old" else timedelta()
        return self.unknown_keys | {"pwdLastSet": filetime(now() - age)}

    def chosen_keys(self, person, password, only, aes):
        keys = ntlm_key(password) if only == "ntlm" else self.derived_keys(person, password)
        if not aes and only != "ntlm":
            keys["supplementalCredentials"] = without_aes(keys["supplementalCredentials"])
        if only == "kerberos":
            del keys["unicodePwd"]
        return keys

    @cached_property
    def unknown_keys(self):
        """The keys of a random password, derived once because key derivation is slow by design."""
        names = {"samAccountName": "nobody", "userPrincipalName": "nobody@nowhere", "displayName": "Nobody"}
        return self.derived_keys({"id": str(uuid.uuid4())} | names, "Aa1-" + secrets.token_urlsafe(40))

    def derived_keys(self, person, password):
        """The keys that the controller derives from a password for this account, in a cancelled write."""
        self.sam.transaction_start()
        try:
            self.add_or_change(person, all_keys(password))
            return self.keys_of(self.find(person["id"]))
        finally:
            self.sam.transaction_cancel()

    def keys_of(self, dn):
        return self.held(dn, KEYS)

    def held(self, dn, names):
        entry = self.sam.search(dn, ldb.SCOPE_BASE, attrs=names)[0]
        return {name: bytes(entry[name][0]) for name in names if name in entry}

    @contextmanager
    def transaction(self):
        self.sam.transaction_start()
        try:
            yield
        except BaseException:
            self.sam.transaction_cancel()
            raise
        self.sam.transaction_commit()


def moment(text):
    """text: ISO 8601 or "now"."""
    return now() if text == "now" else datetime.fromisoformat(text)
