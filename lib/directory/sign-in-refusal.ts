import { ResultCodeError } from "ldapts";
import {
	KerberosRefusal,
	type KerberosRefusalReason,
} from "#lib/directory/kerberos/kerberos-failure.ts";

/** Why a controller, or its Kerberos service, refused the reading account. */
export type SignInRefusal =
	| "wrong-password"
	| "not-allowed-now"
	| "not-allowed-here"
	| "password-expired"
	| "disabled"
	| "account-expired"
	| "must-change"
	| "locked"
	| "channel-binding"
	| KerberosRefusalReason;

/**
 * What Active Directory appends as "data ..." to a refused bind: Windows error codes in hexadecimal
 * (MS-ERREF 2.2).
 */
const BY_DATA: Readonly<Record<string, SignInRefusal>> = {
	"525": "wrong-password",
	"52e": "wrong-password",
	"530": "not-allowed-now",
	"531": "not-allowed-here",
	"532": "password-expired",
	"533": "disabled",
	"701": "account-expired",
	"773": "must-change",
	"775": "locked",
	// SEC_E_BAD_BINDINGS (MS-ERREF 2.1.1).
	"80090346": "channel-binding",
};

/** Why a bind was refused, from what the client threw; `undefined` if the controller does not say. */
export function signInRefusal(error: unknown): SignInRefusal | undefined {
	if (error instanceof KerberosRefusal) return error.reason;
	if (!(error instanceof ResultCodeError)) return undefined;
	const [, data = ""] = /\bdata ([0-9a-f]+)/i.exec(error.message) ?? [];
	return BY_DATA[data.toLowerCase()];
}
