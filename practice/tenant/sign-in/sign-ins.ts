import type { Adapter, AdapterPayload } from "oidc-provider";

type Revocation = { issuedAt: Date; validFrom: Date };

/** All sessions, codes, grants and refresh tokens of the tenant. */
export type SignIns = {
	/** The storage of one of oidc-provider's models. */
	adapter(model: string): Adapter;
	/** The owner of a code or refresh token, if known. */
	ownerOf(token: string): string | undefined;
	/** The grant of a code or refresh token, if known. */
	grantOf(token: string): string | undefined;
	/** When and how {@link SignIns.end} revoked a code or refresh token, if it did. */
	revocationOf(token: string): Revocation | undefined;
	/**
	 * Revokes a person's password sign-ins: sessions, codes and refresh tokens. Passkey sign-ins
	 * survive, and so do access tokens (Microsoft Learn, `identity-platform/refresh-tokens`).
	 */
	end(personId: string, options: { now: Date; exceptSessionUid?: string }): void;
	/** When a person's sign-ins were last revoked. */
	endedAt(personId: string): Date | undefined;
};

type Kept = { model: string; id: string; stored: AdapterPayload; expiresAt: number };

const REDEEMABLE: readonly string[] = ["RefreshToken", "AuthorizationCode"];
const SIGN_IN_MODELS: readonly string[] = ["Session", ...REDEEMABLE];

/** Keeps everything in memory: a practice tenant forgets all sign-ins when it stops. */
export function createSignIns(): SignIns {
	const records = new Map<string, Kept>();
	const revocations = new Map<string, Revocation>();
	const ends = new Map<string, Date>();

	function adapter(model: string): Adapter {
		const keyOf = (id: string): string => `${model}:${id}`;
		const where = (isWanted: (record: Kept) => boolean): Kept[] =>
			[...records.values()].filter((record) => record.model === model && isWanted(record));
		return {
			async upsert(id, stored, expiresInSeconds = Number.POSITIVE_INFINITY) {
				const expiresAt = Date.now() + expiresInSeconds * 1000;
				records.set(keyOf(id), { model, id, stored, expiresAt });
			},
			find: async (id) => alive(records, keyOf(id)),
			findByUid: async (uid) => where(({ stored }) => stored.uid === uid)[0]?.stored,
			// Only device codes have a user code, and the portal uses none.
			findByUserCode: async () => undefined,
			async consume(id) {
				const record = records.get(keyOf(id));
				if (record !== undefined) record.stored.consumed = Math.floor(Date.now() / 1000);
			},
			async destroy(id) {
				records.delete(keyOf(id));
			},
			async revokeByGrantId(grantId) {
				for (const { id } of where(({ stored }) => stored.grantId === grantId)) {
					records.delete(keyOf(id));
				}
			},
		};
	}

	const redeemable = (token: string): AdapterPayload | undefined =>
		REDEEMABLE.map((model) => alive(records, `${model}:${token}`)).find((stored) => stored);

	return {
		adapter,
		ownerOf: (token) => redeemable(token)?.accountId,
		grantOf: (token) => redeemable(token)?.grantId,
		revocationOf: (token) => revocations.get(token),
		endedAt: (personId) => ends.get(personId),
		end(personId, { now, exceptSessionUid }) {
			ends.set(personId, now);
			for (const [key, { model, id, stored }] of records) {
				const isEnded =
					SIGN_IN_MODELS.includes(model) &&
					stored.accountId === personId &&
					stored.amr?.includes("pwd") === true &&
					(model !== "Session" || stored.uid !== exceptSessionUid);
				if (!isEnded) continue;
				records.delete(key);
				records.delete(`Grant:${stored.grantId}`);
				if (REDEEMABLE.includes(model)) revocations.set(id, revocationOf(stored, now));
			}
		},
	};
}

/** The record of a key, unless expired. */
function alive(records: Map<string, Kept>, key: string): AdapterPayload | undefined {
	const record = records.get(key);
	if (record === undefined || record.expiresAt > Date.now()) return record?.stored;
	records.delete(key);
	return undefined;
}

function revocationOf({ iiat, iat = 0 }: AdapterPayload, now: Date): Revocation {
	return { issuedAt: new Date((iiat ?? iat) * 1000), validFrom: now };
}
