import type { IncomingMessage } from "node:http";
import type { Faults } from "../faults.ts";
import type { Answer } from "../http/call.ts";
import { createLockout, type Lockout } from "../passwords/lockout.ts";
import type { PeopleStore } from "../people.ts";
import type { Switches } from "../switches.ts";
import type { ClaimsRequest } from "./claims-request.ts";
import type { Consent } from "./consent.ts";
import { createSigningKeys, type SigningKeys } from "./keys.ts";
import { type AskedScopes, createScopes, type Resource, type Scopes } from "./scopes.ts";
import { createSignIns, type SignIns } from "./sign-ins.ts";

/** A token request, in our terms. */
export type TokenRequest = {
	resource: Resource;
	asked: AskedScopes;
	claims: ClaimsRequest;
	correlationId: string | undefined;
};

export type Registration = {
	/** The sign-in's origin. */
	readonly origin: string;
	readonly graphOrigin: string;
	/** Something else receives the calls, and passes the original address in `X-Forwarded-*`. */
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

/** The shared state of the sign-in; "authority" is MSAL's term. */
export type Authority = Registration &
	Shared & {
		/** `/<tenant id>`, the prefix of all of Entra's paths. */
		readonly mount: string;
		readonly issuer: string;
		/** The application ID URI of the portal's own API. */
		readonly apiId: string;
		readonly redirectUris: ReadonlySet<string>;
		readonly postLogoutUris: ReadonlySet<string>;
		readonly consent: Consent;
		readonly scopes: Scopes;
		readonly signIns: SignIns;
		readonly lockout: Lockout;
		readonly keys: SigningKeys;
		/** By the request that oidc-provider handles: the request, the answer, the failure. */
		readonly tokenRequests: WeakMap<IncomingMessage, TokenRequest>;
		readonly tokenAnswers: WeakMap<IncomingMessage, Answer>;
		readonly grantErrors: WeakMap<IncomingMessage, string>;
		readonly defects: WeakMap<IncomingMessage, Error>;
		/** Authentication contexts satisfied by an interactive sign-in, by grant id. */
		readonly contextsOfGrant: Map<string, readonly string[]>;
	};

/** @returns the sign-in side of a tenant with fresh keys, full consent and nobody signed in. */
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
		consent: new Set(scopes.all),
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
