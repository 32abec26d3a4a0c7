import { type AccountBlock, accountBlock } from "./readiness/account-block.ts";
import { type ControllerObservations, ON_ITS_WAY_MS } from "./readiness/ledger.ts";
import type { DirectoryAccount, Observation } from "./readiness/observation.ts";

/** What one controller holds for a person; shown to that person only. */
export type ControllerAccount = { name: string } & (
	| { kind: "absent" | "unread" | "twins"; readAt: Date }
	| {
			kind: "present";
			readAt: Date;
			passwordSetAt: DirectoryAccount["passwordSetAt"];
			passwordExpiresAt: Date | undefined;
			block: AccountBlock | undefined;
	  }
);

/** The answer of `GET /api/account`. */
export type AccountView = {
	controllers: ControllerAccount[];
	/** The sign-in names, as the managed domain holds them. */
	userPrincipalName: string | undefined;
	samAccountName: string | undefined;
	/** When the managed domain was created, if a controller reports it. */
	domainMadeAt: Date | undefined;
};

/** Shows a person what the controllers hold for them. */
export function accountView(observations: ControllerObservations): AccountView {
	const answers = [...observations.values()];
	const account = answers.flatMap(({ observation: o }) =>
		o.kind === "present" ? [o.account] : [],
	)[0];
	return {
		controllers: answers.map(({ name, observation }) => ({ name, ...shown(observation) })),
		userPrincipalName: account?.userPrincipalName,
		samAccountName: account?.samAccountName,
		domainMadeAt: answers.find((a) => a.domainMadeAt)?.domainMadeAt,
	};
}

/**
 * Whether the domain is newer than a person's last change in Entra and holds no password of theirs:
 * it was created or recreated after that change, so the keys never reached it. "Any password hashes
 * stored at that point are also deleted" (Microsoft Learn, tutorial-create-instance).
 */
export function isDomainNewer(view: AccountView, lastChangeAt: Date | undefined): boolean {
	const read = view.controllers.filter((c) => c.kind !== "unread" && c.kind !== "twins");
	const holdsPassword = read.some((c) => c.kind === "present" && c.passwordSetAt instanceof Date);
	if (!view.domainMadeAt || !lastChangeAt || read.length === 0 || holdsPassword) return false;
	return view.domainMadeAt > lastChangeAt;
}

/** The tolerance between the clocks of Entra and the domain. */
const CLOCKS_MS = 10 * 60_000;

/** Whether a controller's password certainly predates a person's last change in Entra. */
export function isBeforeChange(
	passwordSetAt: DirectoryAccount["passwordSetAt"],
	lastChangeAt: Date | undefined,
): boolean {
	if (!(passwordSetAt instanceof Date) || !lastChangeAt) return false;
	return passwordSetAt.getTime() + CLOCKS_MS < lastChangeAt.getTime();
}

/** Whether a change that was made in Entra within the last day is missing on a controller that was read. */
export function mayBeOnItsWay(
	{ controllers }: AccountView,
	lastChangeAt: Date,
	now: Date,
): boolean {
	if (now.getTime() - lastChangeAt.getTime() > ON_ITS_WAY_MS) return false;
	return controllers.some((one) => {
		if (one.kind !== "present") return one.kind === "absent";
		const { passwordSetAt } = one;
		return !(passwordSetAt instanceof Date) || isBeforeChange(passwordSetAt, lastChangeAt);
	});
}

function shown(observation: Observation) {
	const { kind, readAt } = observation;
	if (kind !== "present") return { kind, readAt };
	const { account } = observation;
	return {
		kind,
		readAt,
		passwordSetAt: account.passwordSetAt,
		passwordExpiresAt: account.passwordExpiresAt,
		block: accountBlock(account),
	};
}
