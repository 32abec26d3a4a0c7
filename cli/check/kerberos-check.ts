import type { KerberosKeys } from "#lib/core/readiness/observation.ts";
import { hostOf } from "#lib/directory/controller-tls.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { type KeysAnswer, kerberosKeys } from "#lib/directory/kerberos/key-types.ts";
import { KERBEROS_PORT, realmOf } from "#lib/directory/ldap-controller.ts";
import type { SampleUser } from "#lib/directory/sample-users.ts";
import { fail, notChecked, pass, type Verdict } from "./check-row.ts";
import { readPort } from "./network-check.ts";

const PATIENCE_MS = 1_500;

export type KerberosFacts =
	| { kind: "off" }
	| { kind: "nobody"; isReachable: boolean }
	| { kind: "answer"; answer: KeysAnswer; name: string };

/** Asks the Kerberos service of a controller about the first of these people, as the portal would. */
export async function readKerberos(
	{ asksKerberos, baseDn }: DomainConnection,
	url: string,
	people: readonly Pick<SampleUser, "samAccountName">[],
): Promise<KerberosFacts> {
	if (!asksKerberos) return { kind: "off" };
	const name = people.find((person) => person.samAccountName)?.samAccountName;
	if (!name) return { kind: "nobody", isReachable: (await readPort(url, KERBEROS_PORT)).ok };
	const address = { host: hostOf(url), port: KERBEROS_PORT };
	const answer = await kerberosKeys(address, { name, realm: realmOf(baseDn) }, PATIENCE_MS);
	return { kind: "answer", answer, name };
}

const UNREACHABLE = fail(
	`Port ${KERBEROS_PORT} does not answer, and silence is no sign of whole keys: every change would stay unconfirmed.`,
	"Let this machine reach the port by TCP, or set DOMAIN_KERBEROS_CHECK=false.",
);

/** Judges what the Kerberos service adds to the evidence. */
export function judgeKerberos(facts: KerberosFacts): Verdict {
	if (facts.kind === "off") return notChecked("DOMAIN_KERBEROS_CHECK is false.");
	if (facts.kind === "nobody") {
		if (!facts.isReachable) return UNREACHABLE;
		return pass(`Port ${KERBEROS_PORT} takes connections. There is nobody to ask about.`);
	}
	const { answer, name } = facts;
	switch (answer) {
		case "unreachable":
			return UNREACHABLE;
		case "silent":
			return pass(`It answers, and does not say which keys ${name} has.`);
		case "aes":
			return pass(`It answers: ${name} has AES keys.`);
		case "rc4":
		case "none":
			return pass(
				`It answers: ${name} has ${answer === "rc4" ? "an RC4 key only" : "no Kerberos key"}, and has to change the password.`,
			);
	}
}

/** The keys that an answer names, if it names any. */
export function kerberosKeysOf(answer: KeysAnswer): KerberosKeys | undefined {
	return answer === "unreachable" || answer === "silent" ? undefined : answer;
}
