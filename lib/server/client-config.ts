import type { ClientConfig } from "#lib/core/client-config.ts";
import { phoneUri } from "./phone-uri.ts";
import { CLOUDS } from "./settings/clouds.ts";
import type { Settings } from "./settings/settings.ts";

/** Picks what a browser may and must know out of the settings; named one by one, so nothing slips in. */
export function clientConfig(settings: Settings): ClientConfig {
	const { tenant, change, domain, brand, support } = settings;
	const { id, clientId, domains, authority, graphUrl, apiScope } = tenant;
	return {
		tenant: {
			id,
			clientId,
			domains,
			authority,
			graphUrl,
			apiScope,
			lockedAfter: CLOUDS[tenant.cloud].lockedAfter,
			authContext: change.authContext,
			isCustom: !authority.startsWith(`${CLOUDS[tenant.cloud].login}/`),
		},
		change: {
			method: change.method,
			scope: change.scope,
			microsoftUrl: change.microsoftUrl,
			resetUrl: change.resetUrl,
			hasPasswordWriteback: change.hasPasswordWriteback,
		},
		domain: { ...domain, isWatched: settings.connection !== undefined },
		brand: { name: brand.name },
		support: {
			name: support.name,
			email: support.email,
			phone: support.phone,
			phoneUri: support.phone && phoneUri(support.phone, support.phoneCountry),
			url: support.url,
		},
		isPractice: settings.isPractice,
	};
}
