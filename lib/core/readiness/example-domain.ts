import { absent, account, minutesAfter, present, unread } from "./example-accounts.ts";
import type { AttributeWrite, Observation } from "./observation.ts";

/**
 * A model of controllers in which each key records its password: the truth, which a portal never sees. Times are
 * minutes after `CHANGED_AT`.
 */

/** An attribute's value, and the write that set it. */
type Written<T> = {
	value: T;
	write: AttributeWrite & { origin: NonNullable<AttributeWrite["origin"]> };
};

/** Passwords are numbers; `NOBODYS` matches none. */
export const NOBODYS = -1;

type Account = {
	guid: string;
	madeAt: Date;
	ntlm?: Written<number> | undefined;
	kerberos?: Written<number> | undefined;
	passwordSetAt?: Written<Date | "must-change" | undefined> | undefined;
};

export type Writing = {
	ntlm?: number;
	kerberos?: number;
	passwordSetAt?: Date | "must-change" | undefined;
};

/** Which attributes the portal can read. */
export type Visible = { hasMetadata: boolean; hasOrigins: boolean };

export class ModelController {
	account: Account | undefined;
	isAway = false;
	/** Changed by a restore. */
	invocationId: string;
	readonly id: string;
	readonly #offsetMs: number;
	#usn = 0;

	constructor(id: string, offsetMs: number) {
		this.id = id;
		this.invocationId = id;
		this.#offsetMs = offsetMs;
	}

	clock(minute: number): Date {
		return new Date(minutesAfter(minute).getTime() + this.#offsetMs);
	}

	/** Creates the account with a password's keys. */
	create(guid: string, password: number, minute: number): void {
		this.account = { guid, madeAt: this.clock(minute) };
		const passwordSetAt = this.clock(minute);
		this.write({ ntlm: password, kerberos: password, passwordSetAt }, minute);
	}

	/** Writes attributes here, as an originating update. */
	write(writing: Writing, minute: number): void {
		if (!this.account) return;
		const written = Object.entries(writing).map(([name, value]) => {
			const before = this.account?.[name as keyof Writing];
			this.#usn += 1;
			const write = {
				version: (before?.write.version ?? 0) + 1,
				writtenAt: wholeSeconds(this.clock(minute)),
				origin: { invocationId: this.invocationId, usn: String(this.#usn) },
			};
			return [name, { value, write }];
		});
		this.account = { ...this.account, ...Object.fromEntries(written) };
	}

	/** Replicates whatever another controller has and this one lacks. */
	replicateFrom({ account }: ModelController): void {
		const own = this.account;
		if (!account) return;
		if (own?.guid !== account.guid) {
			if (!own || own.madeAt < account.madeAt) this.account = account;
			return;
		}
		const newest = {
			ntlm: newerOf(own.ntlm, account.ntlm),
			kerberos: newerOf(own.kerberos, account.kerberos),
			passwordSetAt: newerOf(own.passwordSetAt, account.passwordSetAt),
		};
		this.account = { ...own, ...newest };
	}

	/** Whether this password, and no other, can sign in. */
	accepts(password: number): boolean {
		const { ntlm, kerberos, passwordSetAt } = this.account ?? {};
		const hasKeys = ntlm?.value === password && kerberos?.value === password;
		return hasKeys && passwordSetAt?.value !== "must-change";
	}

	/** A portal's reading. */
	observe(minute: number, { hasMetadata, hasOrigins }: Visible): Observation {
		const readAt = minutesAfter(minute);
		if (this.isAway) return unread(readAt);
		const source = { machine: this.invocationId, clock: this.clock(minute) };
		if (!this.account) return { ...absent(readAt), ...{ source } };
		const { guid, madeAt, ntlm, kerberos, passwordSetAt } = this.account;
		const shown = (key: Written<number> | undefined): AttributeWrite | undefined =>
			key && { ...key.write, origin: hasOrigins ? key.write.origin : undefined };
		const read = account({
			objectGuid: guid,
			madeAt: wholeSeconds(madeAt),
			passwordSetAt: passwordSetAt?.value,
			keyVersion: ntlm?.write.version ?? 0,
			keyWrites: hasMetadata
				? { unicodePwd: shown(ntlm), supplementalCredentials: shown(kerberos) }
				: undefined,
			kerberosKeys: kerberos ? "aes" : "none",
		});
		return { ...present(read, readAt), ...{ source } };
	}
}

/** Metadata and Entra's dates have whole seconds. */
export const wholeSeconds = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000);

/** The higher version wins, then the later time, then the higher id (MS-ADTS 3.1.1.1.9). */
function newerOf<T>(a: Written<T> | undefined, b: Written<T> | undefined): Written<T> | undefined {
	if (!a || !b) return a ?? b;
	const versions = a.write.version - b.write.version;
	const times = a.write.writtenAt.getTime() - b.write.writtenAt.getTime();
	const ids = a.write.origin.invocationId >= b.write.origin.invocationId ? 1 : -1;
	return (versions || times || ids) > 0 ? a : b;
}
