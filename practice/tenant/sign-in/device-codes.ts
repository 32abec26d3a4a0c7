import { randomBytes, randomInt } from "node:crypto";
import type { Person } from "../people.ts";
import type { Refusal } from "./aadsts.ts";

/** A sign-in that waits for somebody to type its code on another page (RFC 8628). */
type PendingSignIn = {
	readonly deviceCode: string;
	readonly userCode: string;
	readonly scopes: readonly string[];
	readonly expiresAt: Date;
	/** How it came out, once it has. */
	outcome?: { person: Person } | { refusal: Refusal };
};

export type DeviceCodes = {
	/** Seconds until a code expires; Entra's are good for 15 minutes. Change it at will. */
	lifetimeSeconds: number;
	begin(scopes: readonly string[], now: Date): PendingSignIn;
	/** By the code that somebody typed, in whatever case. */
	findByUserCode(typed: string, now: Date): PendingSignIn | undefined;
	find(deviceCode: string): PendingSignIn | undefined;
	/** A code is good for one token. */
	forget(pending: PendingSignIn): void;
};

/** As Entra's: nine characters without those that are taken for others. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const USER_CODE_LENGTH = 9;

/** Keeps everything in memory, as the tenant does with all sign-ins. */
export function createDeviceCodes(): DeviceCodes {
	const pending = new Map<string, PendingSignIn>();
	const codes: DeviceCodes = {
		lifetimeSeconds: 900,
		begin(scopes, now) {
			const begun: PendingSignIn = {
				deviceCode: randomBytes(48).toString("base64url"),
				userCode: Array.from({ length: USER_CODE_LENGTH }, anyLetter).join(""),
				scopes,
				expiresAt: new Date(now.getTime() + codes.lifetimeSeconds * 1000),
			};
			pending.set(begun.deviceCode, begun);
			return begun;
		},
		findByUserCode(typed, now) {
			const wanted = typed.replaceAll(/[\s-]/g, "").toUpperCase();
			return [...pending.values()].find(
				({ userCode, expiresAt, outcome }) =>
					userCode === wanted && expiresAt > now && outcome === undefined,
			);
		},
		find: (deviceCode) => pending.get(deviceCode),
		forget: ({ deviceCode }) => void pending.delete(deviceCode),
	};
	return codes;
}

const anyLetter = () => LETTERS[randomInt(LETTERS.length)];
