"""The surroundings of a controller's accounts: what the portal's reading account can see, whether it can sign
in, the lockout policy, and backups."""

import secrets
import subprocess
from pathlib import Path

import ldb
from keys import AS_THEY_ARE, ntlm_key
from samba import NTSTATUSError
from samba.dcerpc import misc, security
from samba.ndr import ndr_deepcopy, ndr_unpack
from samba.ntstatus import NT_STATUS_OBJECT_NAME_NOT_FOUND
from samba.sd_utils import SDUtils

MINUTE = 60 * 10_000_000  # 100 ns units; durations are stored as negative numbers (MS-ADTS 3.1.1.1)
DAY = 24 * 60 * MINUTE
FOLDERS = ("private", "state")
ONLY_PERMISSIONS = [f"sd_flags:1:{security.SECINFO_DACL}"]
INHERITED = security.SEC_ACE_FLAG_INHERITED_ACE
AD_DEFAULT = {"Threshold": 0, "Duration": -30 * MINUTE, "ObservationWindow": -30 * MINUTE}


class Surroundings:
    def __init__(self, sam, accounts, controller):
        """controller: its folder."""
        self.sam = sam
        self.controller = Path(controller)
        self.accounts = accounts
        self.permissions = SDUtils(sam)
        readers = f"OU=Portal Service Accounts,{sam.domain_dn()}"
        self.reader = sam.search(readers, ldb.SCOPE_ONELEVEL, "(objectClass=user)", attrs=["objectSid"])[0].dn
        self.sid = self.permissions.get_object_sid(self.reader)

    def set_hidden(self, id, hidden):
        """Without the right to read any of its attributes, no filter matches an object."""
        denial = f"(D;;RPLCLORC;;;{self.sid})"
        self.deny(self.accounts.account(id), security.SEC_ACE_TYPE_ACCESS_DENIED, [denial] if hidden else [])

    def hide_attributes(self, attributes):
        wanted = [self.denial(name) for name in attributes]
        with self.accounts.transaction():
            for dn, flags in self.read_objects():
                denials = [denial.format(flags=flags) for denial in wanted]
                self.deny(dn, security.SEC_ACE_TYPE_ACCESS_DENIED_OBJECT, denials)

    def read_objects(self):
        """The containers of people, where the permission is inherited, and the domain object, where it is not."""
        domain = self.sam.domain_dn()
        return [(f"OU=AADDC Users,{domain}", "CI"), (f"CN=Users,{domain}", "CI"), (domain, "")]

    def denial(self, attribute):
        found = self.sam.search(
            self.sam.get_schema_basedn(), ldb.SCOPE_ONELEVEL, f"(lDAPDisplayName={attribute})", attrs=["schemaIDGUID"]
        )
        guid = ndr_unpack(misc.GUID, bytes(found[0]["schemaIDGUID"][0]))
        return f"(OD;{{flags}};RP;{guid};;{self.sid})"

    def deny(self, dn, kind, denials):
        """Replaces the reading account's denials of this kind. Denials come first."""
        descriptor = self.permissions.read_sd_on_dn(dn, controls=ONLY_PERMISSIONS)
        for ace in ndr_deepcopy(descriptor.dacl).aces:
            is_older = ace.type == kind and str(ace.trustee) == str(self.sid)
            if is_older or ace.flags & INHERITED:  # the controller adds those again
                remove(descriptor, ace)
        for denial in denials:
            ace = security.descriptor.from_sddl(f"D:{denial}", self.permissions.domain_sid).dacl.aces[0]
            descriptor.dacl_add(ace, 0)
        self.permissions.modify_sd_on_dn(dn, descriptor, controls=ONLY_PERMISSIONS)

    def set_reader_disabled(self, disabled):
        self.accounts.set_flag(self.reader, 0x2, disabled)

    def take_reader_ntlm(self):
        """As with NTLM password hash synchronisation switched off: its NTLM key belongs to a random password."""
        self.accounts.change(self.reader, ntlm_key(secrets.token_urlsafe(40)), AS_THEY_ARE)

    def set_lockout_policy(self, threshold, duration, window, place):
        """duration, window: milliseconds; duration 0: until somebody unlocks the account."""
        lockout = {"Threshold": threshold, "Duration": duration * -10_000, "ObservationWindow": window * -10_000}
        on_head = lockout if place == "domain-head" else AD_DEFAULT
        with self.accounts.transaction():
            self.remove_fine_grained()
            self.accounts.change(
                ldb.Dn(self.sam, self.sam.domain_dn()),
                {
                    "lockoutThreshold": str(on_head["Threshold"]),
                    "lockoutDuration": str(on_head["Duration"]),
                    "lockOutObservationWindow": str(on_head["ObservationWindow"]),
                },
            )
            if place != "domain-head":
                self.add_fine_grained(lockout, is_readable=place == "fine-grained")

    def add_fine_grained(self, lockout, is_readable):
        """As in Domain Services: for everybody, with low precedence
        (learn.microsoft.com/entra/identity/domain-services/password-policy)."""
        dn = self.fine_grained()
        self.sam.add(
            {
                "dn": str(dn),
                "objectClass": "msDS-PasswordSettings",
                "msDS-PasswordSettingsPrecedence": "200",
                "msDS-PasswordReversibleEncryptionEnabled": "FALSE",
                "msDS-PasswordHistoryLength": "24",
                "msDS-PasswordComplexityEnabled": "TRUE",
                "msDS-MinimumPasswordLength": "7",
                "msDS-MinimumPasswordAge": "0",
                "msDS-MaximumPasswordAge": str(-90 * DAY),
                **{f"msDS-Lockout{name}": str(value) for name, value in lockout.items()},
                "msDS-PSOAppliesTo": f"CN=Domain Users,CN=Users,{self.sam.domain_dn()}",
            }
        )
        if is_readable:
            self.permissions.update_aces_in_dacl(dn, add_aces=[f"(A;;RPLC;;;{self.sid})"])

    def remove_fine_grained(self):
        try:
            self.sam.delete(self.fine_grained())
        except ldb.LdbError as error:
            if error.args[0] != ldb.ERR_NO_SUCH_OBJECT:
                raise

    def fine_grained(self):
        return ldb.Dn(self.sam, f"CN=AADDSSTFPSO,CN=Password Settings Container,CN=System,{self.sam.domain_dn()}")

    def back_up(self, folder):
        """A transaction prevents other processes from writing while the files are copied."""
        Path(folder).mkdir(parents=True)
        self.sam.transaction_start()
        try:
            sources = [self.controller / name for name in FOLDERS]
            subprocess.run(["cp", "-a", "--sparse=always", *sources, folder], check=True)
        finally:
            self.sam.transaction_cancel()


def remove(descriptor, ace):
    """Equal entries are removed together, so the next one may already be gone."""
    try:
        descriptor.dacl_del_ace(ace)
    except NTSTATUSError as error:
        if error.args[0] != NT_STATUS_OBJECT_NAME_NOT_FOUND:
            raise
