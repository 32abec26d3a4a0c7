import { type AccountSummary, summaryOf } from "./account-summary.ts";
import {
	withDescription,
	withDisabled,
	withKeys,
	withLockout,
	withoutKeys,
	withoutLockout,
	withPasswordTime,
} from "./accounts.ts";
import type { Directory } from "./directory.ts";
import { POLICY } from "./domain-policy.ts";
import type { Controller, DomainPerson, DomainStandIn } from "./stand-in.ts";

type ControllerMethod = "stopController" | "hangController" | "resumeController" | "stop";

/** The part of a stand-in that moves accounts, and what only a simulated domain can do with them. */
export type AccountMethods = Omit<
	DomainStandIn,
	ControllerMethod | "environment" | "addAccount"
> & {
	/** As in `DomainStandIn`; `addedAt` is when it and its password came, for an account with a past. */
	addAccount(
		at: Controller,
		person: DomainPerson,
		keys: "none" | "old",
		addedAt?: Date,
	): Promise<void>;
	/** As `addAccount`, for thousands of people. */
	addMany(
		at: Controller,
		people: readonly DomainPerson[],
		keys: "none" | "old",
		addedAt?: Date,
	): Promise<void>;
	/** What a controller holds of a person, in plain words. */
	describeAccount(at: Controller, id: string): "absent" | AccountSummary;
};

const DAY_MS = 24 * 60 * 60_000;
const OLD_PASSWORD_AGE_MS = 30 * DAY_MS;
/** A day beyond the end. */
const EXPIRED_PASSWORD_AGE_MS = POLICY.maxPasswordAgeMs + DAY_MS;

type Directories = Readonly<Record<Controller, Directory>>;

/** Makes the methods that move accounts of these directories; all reject when the account is absent. */
export function accountMethods(directories: Directories, clock: () => Date): AccountMethods {
	return { ...membership(directories, clock), ...events(directories, clock) };
}

function membership(directories: Directories, clock: () => Date) {
	return {
		addAccount: async (at, person, keys, addedAt) =>
			add(directories[at], person, { keys, ...times(addedAt, clock) }),
		addMany: async (at, people, keys, addedAt) => {
			const manner = { keys, ...times(addedAt, clock) };
			for (const person of people) add(directories[at], person, manner);
		},
		removeAccount: async (at, id) => directories[at].remove(id),
		describeAccount: (at, id) => {
			const account = directories[at].account(id);
			return account ? summaryOf(account, clock()) : "absent";
		},
	} satisfies Partial<AccountMethods>;
}

function events(directories: Directories, clock: () => Date) {
	type Event = Parameters<Directory["change"]>[2];
	const change = async (at: Controller, id: string, event: Event): Promise<void> =>
		directories[at].change(id, clock(), event);
	return {
		// The password ends here: no key is made of it, only the fact that there are keys.
		setKeys: async (at, person, _password, { passwordSetAt: setAt, ntlmOnly } = {}) => {
			const directory = directories[at];
			if (!directory.account(person.id)) directory.add(person, clock());
			await change(at, person.id, (account, stamp) =>
				withKeys(account, stamp, { setAt, ntlmOnly }),
			);
		},
		clearKeys: (at, id) => change(at, id, withoutKeys),
		requireChange: (at, id) =>
			change(at, id, (account, stamp) => withPasswordTime(account, stamp, undefined)),
		touchPasswordTime: (at, id) =>
			change(at, id, (account, stamp) => withPasswordTime(account, stamp, stamp.at)),
		expirePassword: (at, id) =>
			change(at, id, (account, stamp) => {
				const setAt = new Date(stamp.at.getTime() - EXPIRED_PASSWORD_AGE_MS);
				return withPasswordTime(account, stamp, setAt);
			}),
		lock: (at, id) => change(at, id, withLockout),
		unlock: (at, id) => change(at, id, withoutLockout),
		setDisabled: (at, id, disabled) =>
			change(at, id, (account, stamp) => withDisabled(account, stamp, disabled)),
		describe: (at, id, description) =>
			change(at, id, (account, stamp) => withDescription(account, stamp, description)),
	} satisfies Partial<AccountMethods>;
}

type Manner = { keys: "none" | "old"; at: Date; setAt: Date };

/** An account that is added now has a password that is older than itself, as after a first synchronisation. */
function times(addedAt: Date | undefined, clock: () => Date): Pick<Manner, "at" | "setAt"> {
	const at = addedAt ?? clock();
	return { at, setAt: addedAt ?? new Date(at.getTime() - OLD_PASSWORD_AGE_MS) };
}

function add(directory: Directory, person: DomainPerson, { keys, at, setAt }: Manner): void {
	directory.add(person, at);
	if (keys === "none") return;
	directory.change(person.id, at, (account, stamp) => withKeys(account, stamp, { setAt }));
}
