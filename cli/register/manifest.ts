import { NO_APPLICATION } from "./application.ts";
import { firstChanges, secondChanges, withChanges } from "./application-changes.ts";
import { PERMISSIONS } from "./graph-permissions.ts";

/** Placeholders for the values that differ between portals. */
const CLIENT_ID = "{client id}";
const PORTAL_URL = "{portal url}";

/** The whole registration in the format of Graph and the admin center, `docs/app-manifest.json`. */
export function manifest(): object {
	const wanted = {
		name: "Keyturn",
		portalUrl: PORTAL_URL,
		helpdeskRole: "Keyturn.Helpdesk",
		permissions: PERMISSIONS,
	};
	const first = withChanges(NO_APPLICATION, firstChanges(NO_APPLICATION, wanted));
	return { displayName: wanted.name, ...withChanges(first, secondChanges(first, CLIENT_ID)) };
}
