import { expect, test } from "vitest";
import { unreadReason } from "#lib/directory/unread-reason.ts";
import { KerberosRefusal, kerberosFailure } from "./kerberos-failure.ts";

const GSS = "Unspecified GSS failure.  Minor code may provide more information: ";
const NO_TICKET =
	"No credentials were supplied, or the credentials were unavailable or inaccessible: ";

test.each([
	["Preauthentication failed", "wrong-key"],
	["Client 'x@A.COM' not found in Kerberos database", "wrong-key"],
	["Keytab contains no suitable keys for x@A.COM", "wrong-key"],
	["Server ldap/dc1.a.com@A.COM not found in Kerberos database", "no-service"],
	["Client's credentials have been revoked", "revoked"],
	["Password has expired", "password-expired"],
	["Clock skew too great", "clock"],
	["an unknown message", undefined],
])("%s is a refusal of the sign-in: %s", (words, reason) => {
	const failure = kerberosFailure(new Error(`${GSS}${words}`));
	expect(failure).toBeInstanceOf(KerberosRefusal);
	expect(failure).toMatchObject({ reason });
	expect(unreadReason(failure)).toBe("sign-in-refused");
	if (reason) expect(kerberosFailure(new Error(`${NO_TICKET}${words}`))).toMatchObject({ reason });
});

test.each(["Cannot contact any KDC for realm 'A.COM'", 'Cannot find KDC for realm "A.COM"'])(
	"%s is an unreachable service, not a refusal",
	(words) => {
		expect(unreadReason(kerberosFailure(new Error(`${GSS}${words}`)))).toBe("refused");
		expect(unreadReason(kerberosFailure(new Error(`${NO_TICKET}${words}`)))).toBe("refused");
	},
);
