import type { IncomingMessage } from "node:http";
import type { Faults } from "../faults.ts";
import type { Answer } from "../http/call.ts";
import type { PeopleStore } from "../people.ts";
import type { Switches } from "../switches.ts";
import type { ClaimsRequest } from "./claims-request.ts";
import type { Consent } from "./consent.ts";
import { createSigningKeys, type SigningKeys } from "./keys.ts";
import { type AskedScopes, createScopes, type Resource, type Scopes } from "./scopes.ts";
import { createSignIns, type SignIns } from "./sign-ins.ts";

/** What a call of the token endpoint asks for, in our words. */
export type TokenRequest = {
	resource: Resource;
	asked: AskedScopes;
	claims: ClaimsRequest;
	correlationId: string | undefined;
};

export type Registration = {
	/** Of the sign-in. */
	readonly origin: string;
	readonly graphOrigin: string;
	/** Something else takes the calls, and says in `X-Forwarded-*` under which address. */
	readonly isBehindFront: boolean;
	readonly tenantId: string;
	readonly clientId: string;
	readonly portalOrigins: readonly string[];
};

type Shared = {
	readonly people: PeopleStore;
	readonly faults: Faults;
	readonly switches: Switches;
	now(): Date;
};

/** What the parts of the sign-in share: "authority" is MSAL's word for the whole of it. */
export type Authority = Registration &
	Shared & {
		/** `/<tenant id>`, which all of Entra's paths begin with. */
		readonly mount: string;
		readonly issuer: string;
		/** The application id URI of the portal's own API. */
		readonly apiId: string;
		readonly redirectUris: ReadonlySet<string>;
		readonly postLogoutUris: ReadonlySet<string>;
		readonly consent: Consent;
		readonly scopes: Scopes;
		readonly signIns: SignIns;
		readonly lockout: Lockout;
		readonly keys: SigningKeys;
		/** By the request that oidc-provider handles: what was asked, what to answer, why it failed. */
		readonly tokenRequests: WeakMap<IncomingMessage, TokenRequest>;
		readonly tokenAnswers: WeakMap<IncomingMessage, Answer>;
		readonly grantErrors: WeakMap<IncomingMessage, string>;
		readonly defects: WeakMap<IncomingMessage, Error>;
		/** Authentication contexts that an interactive sign-in fulfilled, by the id of its grant. */
		readonly contextsOfGrant: Map<string, readonly string[]>;
	};

/** @returns the sign-in side of a tenant with fresh keys, everything consented to, nobody signed in. */
export async function createAuthority(
	registration: Registration,
	shared: Shared,
): Promise<Authority> {
	const { origin, graphOrigin, tenantId, clientId, portalOrigins } = registration;
	const apiId = `api://${clientId}`;
	const scopes = createScopes(apiId, clientId, graphOrigin);
	const bridges = portalOrigins.map((portal) => `${portal}/auth`);
	return {
		...registration,
		...shared,
		mount: `/${tenantId}`,
		issuer: `${origin}/${tenantId}/v2.0`,
		apiId,
		redirectUris: new Set(bridges),
		postLogoutUris: new Set([...bridges, ...portalOrigins.map((portal) => `${portal}/`)]),
		consent: { scopes: new Set(scopes.all), isCumulative: true },
		scopes,
		signIns: createSignIns(),
		lockout: createLockout(),
		keys: await createSigningKeys(),
		tokenRequests: new WeakMap(),
		tokenAnswers: new WeakMap(),
		grantErrors: new WeakMap(),
		defects: new WeakMap(),
		contextsOfGrant: new Map(),
	};
}

type Lockout = {
	isLocked(personId: string, now: Date): boolean;
	/** Counts a wrong password, given by a fingerprint of it. */
	failed(personId: string, fingerprint: string, now: Date): void;
	succeeded(personId: string): void;
};

type Attempts = { count: number; latest: readonly string[]; lockedUntil: number };

const THRESHOLD = 10;
const LOCKED_MS = 60_000;
const REMEMBERED_FINGERPRINTS = 3;

/**
 * Entra's smart lockout: ten failed attempts lock an account for a minute, and the same wrong
 * password again does not count, because the last three are remembered
 * (`howto-password-smart-lockout` on Microsoft Learn). Entra's later, longer lockouts are left out.
 */
export function createLockout(): Lockout {
	const byPerson = new Map<string, Attempts>();
	return {
		isLocked: (personId, now) => (byPerson.get(personId)?.lockedUntil ?? 0) > now.getTime(),
		failed(personId, fingerprint, now) {
			const past = byPerson.get(personId) ?? { count: 0, latest: [], lockedUntil: 0 };
			if (past.latest.includes(fingerprint)) return;
			const count = past.count + 1;
			const latest = [fingerprint, ...past.latest].slice(0, REMEMBERED_FINGERPRINTS);
			byPerson.set(
				personId,
				count < THRESHOLD
					? { count, latest, lockedUntil: 0 }
					: { count: 0, latest: [], lockedUntil: now.getTime() + LOCKED_MS },
			);
		},
		succeeded(personId) {
			byPerson.delete(personId);
		},
	};
}
