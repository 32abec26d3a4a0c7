import { randomBytes, randomInt } from "node:crypto";
import type { Person } from "../people.ts";
import type { Refusal } from "./aadsts.ts";

/** A sign-in that waits for its code to be entered on another page (RFC 8628). */
type PendingSignIn = {
	readonly deviceCode: string;
	readonly userCode: string;
	readonly scopes: readonly string[];
	readonly expiresAt: Date;
	/** The outcome, once known. */
	outcome?: { person: Person } | { refusal: Refusal };
};

export type DeviceCodes = {
	/** Seconds until a code expires; Entra's are valid for 15 minutes. Can be changed. */
	lifetimeSeconds: number;
	begin(scopes: readonly string[], now: Date): PendingSignIn;
	/** By the typed code, case-insensitively. */
	findByUserCode(typed: string, now: Date): PendingSignIn | undefined;
	find(deviceCode: string): PendingSignIn | undefined;
	/** A code yields one token. */
	forget(pending: PendingSignIn): void;
};

/** Like Entra's: nine characters, none ambiguous. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const USER_CODE_LENGTH = 9;

/** Keeps everything in memory, like all the tenant's sign-ins. */
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
