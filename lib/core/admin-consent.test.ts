import { expect, test } from "vitest";
import { adminConsentUrl } from "./admin-consent.ts";

test("the consent link points to the tenant's own cloud and returns to the portal", () => {
	const url = new URL(
		adminConsentUrl({
			authority: "https://login.microsoftonline.us/11111111-2222-4333-8444-555555555555",
			clientId: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
			graphName: "https://graph.microsoft.us",
			redirectUri: "https://password.contoso.com/auth",
		}),
	);
	expect(url.origin + url.pathname).toBe(
		"https://login.microsoftonline.us/11111111-2222-4333-8444-555555555555/v2.0/adminconsent",
	);
	expect(Object.fromEntries(url.searchParams)).toEqual({
		client_id: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
		scope: "https://graph.microsoft.us/.default",
		redirect_uri: "https://password.contoso.com/auth",
	});
});
