import type { SyncScope } from "./sync-scope.ts";

/** What the browser needs to know of this portal; the answer of `GET /api/config`. Holds no secret. */
export type ClientConfig = {
	tenant: {
		id: string;
		clientId: string;
		/** The organisation's own domains, as user names end in them; in lower case. */
		domains: readonly string[];
		authority: string;
		graphUrl: string;
		apiScope: string;
		/** The authority is not one of Microsoft's, so its endpoints must be named to the sign-in library. */
		isCustom: boolean;
		/** After how many wrong passwords Entra's smart lockout locks an account. */
		lockedAfter: number;
		/** The authentication context that a change needs (Conditional Access), e.g. `c1`. */
		authContext: string | undefined;
	};
	change: {
		method: "portal" | "microsoft";
		scope: string;
		microsoftUrl: string | undefined;
		/** Microsoft's page for setting a password without the existing one, where people may use it. */
		resetUrl: string | undefined;
		hasPasswordWriteback: boolean;
	};
	domain: {
		name: string | undefined;
		netbios: string | undefined;
		/** Whom the organisation synchronises to the domain. */
		scope: SyncScope;
		/** Whether the portal can see the domain's controllers. */
		isWatched: boolean;
	};
	brand: { name: string };
	support: {
		name: string | undefined;
		email: string | undefined;
		phone: string | undefined;
		/** Dials the number; `undefined`: it is shown without a link. */
		phoneUri: string | undefined;
		url: string | undefined;
	};
	isPractice: boolean;
};
