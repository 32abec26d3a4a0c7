import type { ClientConfig } from "#lib/core/client-config.ts";
import { partOf } from "#lib/core/part-of.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";

/** The signed-in person in tests. */
export const ME: Me = {
	id: "11111111-2222-4333-8444-555555555555",
	displayName: "Frida Kahlo",
	givenName: "Frida",
	userPrincipalName: "frida.kahlo@contoso.example",
	mailNickname: "frida.kahlo",
	lastPasswordChangeAt: new Date("2026-01-05T08:00:00Z"),
	isSynchronised: false,
	isExternal: false,
	hasPersonalAccount: false,
};

export const CONFIG: ClientConfig = {
	tenant: {
		id: "tenant",
		clientId: "client",
		domains: ["contoso.example"],
		authority: "https://login.example/tenant",
		graphUrl: "https://graph.example",
		apiScope: "api://keyturn/access",
		isCustom: false,
		lockedAfter: 10,
		authContext: undefined,
	},
	change: {
		method: "portal",
		scope: "User-PasswordProfile.ReadWrite.All",
		microsoftUrl: undefined,
		resetUrl: undefined,
		hasPasswordWriteback: false,
	},
	domain: {
		name: "aadds.contoso.example",
		netbios: "AADDS",
		isWatched: true,
		scope: { groups: [], isCloudOnly: false },
	},
	brand: { name: "Keyturn" },
	support: {
		name: "Helpdesk",
		email: "help@contoso.example",
		phone: "+49 30 123456",
		phoneUri: "tel:+4930123456",
		url: undefined,
	},
	isPractice: false,
};

const HOUR_MS = 60 * 60_000;

type Changes = Partial<Pick<SignIn, "config" | "failure">> & {
	/** How the person signed in, as in the ID token's claim `amr`. */
	amr?: string[];
};

type Client = SignIn["client"];

/** A sign-in with immediate tokens; MSAL itself is tested in `e2e/`. */
export function signedIn({ amr = ["pwd"], ...changes }: Changes = {}): SignIn {
	const account = {
		environment: "login.example",
		tenantId: "tenant",
		homeAccountId: ME.id,
		localAccountId: ME.id,
		name: ME.displayName,
		username: ME.userPrincipalName,
		idTokenClaims: { amr },
	};
	const client = {
		getActiveAccount: () => account,
		getAllAccounts: () => [account],
		acquireTokenSilent: async () =>
			partOf<Awaited<ReturnType<Client["acquireTokenSilent"]>>>({
				accessToken: "token",
				expiresOn: new Date(Date.now() + HOUR_MS),
			}),
	};
	return {
		client: partOf<Client>(client),
		config: CONFIG,
		failure: undefined,
		...changes,
	};
}
