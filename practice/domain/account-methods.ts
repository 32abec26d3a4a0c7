import * as accounts from "./accounts.ts";
import type { Directory } from "./directory.ts";
import { POLICY } from "./domain-policy.ts";
import type {
	AccountEvents,
	AddAccountOptions,
	Controller,
	DomainPerson,
	StartKeys,
} from "./stand-in.ts";

const DAY_MS = 24 * 60 * 60_000;
const OLD_PASSWORD_AGE_MS = 30 * DAY_MS;
/** A day past expiry. */
const EXPIRED_PASSWORD_AGE_MS = POLICY.maxPasswordAgeMs + DAY_MS;

type Sides = Readonly<Record<Controller, { directory: Directory; clock: () => Date }>>;

/** Creates the account events for these directories; all reject if the account is absent. */
export function accountMethods(sides: Sides): AccountEvents {
	return { ...membership(sides), ...keyEvents(sides), ...otherEvents(sides) };
}

function membership(sides: Sides) {
	const add = (at: Controller, person: DomainPerson, manner: Manner) => {
		const { directory, clock } = sides[at];
		directory.add(person, manner.addedAt ?? clock(), manner.place);
		directory.change(person.id, manner.addedAt ?? clock(), startWith(manner));
	};
	return {
		addAccount: async (at, person, keys, options) => add(at, person, { keys, ...options }),
		addMany: async (at, people, keys) => {
			for (const person of people) add(at, person, { keys });
		},
		removeAccount: async (at, id) => sides[at].directory.remove(id),
		addTwin: async (at, person, keys) =>
			sides[at].directory.addTwin(person, sides[at].clock(), startWith({ keys })),
		removeTwin: async (at, id) => sides[at].directory.removeTwin(id),
	} satisfies Partial<AccountEvents>;
}

type Event = Parameters<Directory["change"]>[2];
type Manner = AddAccountOptions & { keys: StartKeys };

/** Old keys are older than the new account, as after a first synchronisation. */
function startWith({ keys, addedAt }: Manner): Event {
	return (account, stamp) => {
		if (keys === "none") return account;
		const age = keys === "old" && !addedAt ? OLD_PASSWORD_AGE_MS : 0;
		const passwordSetAt = new Date(stamp.at.getTime() - age);
		return accounts.withKeys(account, stamp, { passwordSetAt });
	};
}

function changes(sides: Sides) {
	return async (at: Controller, id: string, event: Event): Promise<void> =>
		sides[at].directory.change(id, sides[at].clock(), event);
}

function keyEvents(sides: Sides) {
	const change = changes(sides);
	return {
		// The password is dropped here: only the fact that keys exist is stored.
		setKeys: async (at, person, _password, options) => {
			const { directory, clock } = sides[at];
			if (!directory.account(person.id)) directory.add(person, clock());
			await change(at, person.id, (account, stamp) => accounts.withKeys(account, stamp, options));
		},
		rewriteKeys: (at, id) => change(at, id, accounts.withSameKeys),
		clearKeys: (at, id, only) =>
			change(at, id, (account, stamp) => accounts.withoutKeys(account, stamp, only)),
		requireChange: (at, id) =>
			change(at, id, (account, stamp) => accounts.withPasswordTime(account, stamp, undefined)),
		touchPasswordTime: (at, id) =>
			change(at, id, (account, stamp) => accounts.withPasswordTime(account, stamp, stamp.at)),
		expirePassword: (at, id) =>
			change(at, id, (account, stamp) => {
				const setAt = new Date(stamp.at.getTime() - EXPIRED_PASSWORD_AGE_MS);
				return accounts.withPasswordTime(account, stamp, setAt);
			}),
	} satisfies Partial<AccountEvents>;
}

function otherEvents(sides: Sides) {
	const change = changes(sides);
	return {
		lock: (at, id) => change(at, id, accounts.withLockout),
		unlock: (at, id) => change(at, id, accounts.withoutLockout),
		tryWrongPassword: async (at, { id }, times = 1) => {
			const { lockout } = sides[at].directory;
			for (let count = 0; count < times; count += 1) {
				await change(at, id, (account, stamp) =>
					accounts.withFailedSignIn(account, stamp, lockout),
				);
			}
		},
		setDisabled: (at, id, disabled) =>
			change(at, id, (account, stamp) => accounts.withDisabled(account, stamp, disabled)),
		setSmartCardRequired: (at, id, required) =>
			change(at, id, (account, stamp) => accounts.withSmartCardRequired(account, stamp, required)),
		setAccountExpires: (at, id, expires) =>
			change(at, id, (account, stamp) =>
				accounts.withExpiry(account, stamp, expires === "never" ? undefined : expires),
			),
		setLogonHours: (at, id, hours) =>
			change(at, id, (account, stamp) => accounts.withLogonHours(account, stamp, hours)),
		describe: (at, id, description) =>
			change(at, id, (account, stamp) => accounts.withDescription(account, stamp, description)),
		rename: (at, id, name) =>
			change(at, id, (account, stamp) => accounts.withName(account, stamp, name)),
		move: (at, id, place) =>
			change(at, id, (account, stamp) => accounts.withPlace(account, stamp, place)),
		setHidden: async (at, id, hidden) => {
			await change(at, id, accounts.withPermissions);
			sides[at].directory.hide(id, hidden);
		},
	} satisfies Partial<AccountEvents>;
}
