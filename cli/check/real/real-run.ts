import type { DirectoryAccount } from "#lib/core/readiness/observation.ts";
import type { PolicyFacts } from "#lib/directory/policy-facts.ts";

/** The observations of a guided run on a real domain. They contain no names; ids are only compared. */
export type RealRun = {
	/** In the order of the settings: dc1, dc2 and so on. */
	controllers: readonly SeenController[];
	/** When the change was made, by this machine's clock; `undefined`: the run ended before that. */
	change: ChangeTime | undefined;
	/** Whether Graph answered an OData cast without the header that its documentation requires. */
	answersCast: YesNo;
};

export type ChangeTime = {
	/** The time between the prompt for the change and pressing Enter. */
	between: readonly [from: Date, to: Date];
	/** Entra's `lastPasswordChangeDateTime`, if entered. */
	entra: Date | undefined;
};

export type YesNo = "yes" | "no" | "skipped";

export type SeenController = {
	/** The machines that answered at this address, by `dsServiceName`; several behind a load balancer. */
	machines: readonly string[];
	/** `undefined`: it could not be read. */
	policy: PolicyFacts | undefined;
	/** Its states of the test person's account, oldest first; equal readings are merged. */
	sightings: readonly Sighting[];
	/** How often it could not be read. */
	failures: number;
};

export type Sighting = {
	/** The first and the last reading that showed it, by this machine's clock. */
	from: Date;
	until: Date;
	account: SeenAccount | "absent";
};

/** The part of an account that the answers are based on. */
export type SeenAccount = Pick<
	DirectoryAccount,
	"objectGuid" | "madeAt" | "passwordSetAt" | "keyVersion" | "keyWrites"
>;

/** Adds a reading: one that shows nothing new extends the last sighting. */
export function withReading(
	sightings: readonly Sighting[],
	account: Sighting["account"],
	at: Date,
): Sighting[] {
	const last = sightings.at(-1);
	if (last && JSON.stringify(last.account) === JSON.stringify(account)) {
		return [...sightings.slice(0, -1), { ...last, until: at }];
	}
	return [...sightings, { from: at, until: at, account }];
}

/** Which kinds of keys are new compared with the first sighting. */
export function newKinds(
	before: Sighting["account"],
	now: Sighting["account"],
): { ntlm: boolean; kerberos: boolean } {
	if (now === "absent") return { ntlm: false, kerberos: false };
	const old = before !== "absent" && before.objectGuid === now.objectGuid ? before : undefined;
	const isUp = (from: number | undefined, to: number | undefined) => (to ?? 0) > (from ?? 0);
	if (!now.keyWrites || (old && !old.keyWrites)) {
		const isNew = isUp(old?.keyVersion, now.keyVersion);
		return { ntlm: isNew, kerberos: isNew };
	}
	const { unicodePwd, supplementalCredentials } = now.keyWrites;
	return {
		ntlm: isUp(old?.keyWrites?.unicodePwd?.version, unicodePwd?.version),
		kerberos: isUp(
			old?.keyWrites?.supplementalCredentials?.version,
			supplementalCredentials?.version,
		),
	};
}

/** Whether a controller holds new keys of both kinds, and has shown nothing new for `quietMs`. */
export function hasSettled({ sightings }: SeenController, now: Date, quietMs: number): boolean {
	const [first] = sightings;
	const last = sightings.at(-1);
	if (!first || !last) return false;
	const { ntlm, kerberos } = newKinds(first.account, last.account);
	return ntlm && kerberos && now.getTime() - last.from.getTime() >= quietMs;
}

/** Describes a sighting in a few words, compared with the first one of the same controller. */
export function sightingInWords(before: Sighting["account"], now: Sighting["account"]): string {
	if (now === "absent") return "the account does not exist";
	const { ntlm, kerberos } = newKinds(before, now);
	if (ntlm && kerberos) return "new keys of both kinds";
	if (ntlm || kerberos) return `new ${ntlm ? "NTLM" : "Kerberos"} keys only`;
	return "the account exists, without new keys";
}
