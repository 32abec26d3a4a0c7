import type { SyncScope } from "./sync-scope.ts";

/**
 * What the browser needs to know about this portal: the answer of `GET /api/config`. Contains no
 * secret.
 */
export type ClientConfig = {
	tenant: {
		id: string;
		clientId: string;
		/** The organisation's own domains, the suffixes of its user names; in lower case. */
		domains: readonly string[];
		authority: string;
		graphUrl: string;
		apiScope: string;
		/** The authority is not one of Microsoft's, so MSAL has to be given its endpoints. */
		isCustom: boolean;
		/** The number of wrong passwords after which Entra's smart lockout locks an account. */
		lockedAfter: number;
		/** The authentication context that a change requires (Conditional Access), e.g. `c1`. */
		authContext: string | undefined;
	};
	change: {
		method: "portal" | "microsoft";
		scope: string;
		microsoftUrl: string | undefined;
		/** Microsoft's page for setting a password without the existing one, if people may use it. */
		resetUrl: string | undefined;
		hasPasswordWriteback: boolean;
	};
	domain: {
		name: string | undefined;
		netbios: string | undefined;
		/** Who is synchronised to the domain. */
		scope: SyncScope;
		/** Whether the portal can see the domain's controllers. */
		isWatched: boolean;
	};
	brand: { name: string };
	support: {
		name: string | undefined;
		email: string | undefined;
		phone: string | undefined;
		/** A `tel:` address; `undefined`: the number is shown without a link. */
		phoneUri: string | undefined;
		url: string | undefined;
	};
	isPractice: boolean;
};
