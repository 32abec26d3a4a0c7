import { describe, expect, test } from "vitest";
import { type Application, applicationFrom, NO_APPLICATION } from "./application.ts";
import { firstChanges, secondChanges, withChanges } from "./application-changes.ts";
import { permissionsFor } from "./wanted.ts";

const CLIENT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const wanted = {
	name: "Keyturn",
	portalUrl: "https://password.contoso.com",
	helpdeskRole: "Keyturn.Helpdesk",
	permissions: permissionsFor(["sign-in", "change"]),
};

function registered(from: Application = NO_APPLICATION): Application {
	const first = withChanges(from, firstChanges(from, wanted));
	return withChanges(first, secondChanges(first, CLIENT));
}

test("a complete registration is not changed", () => {
	expect(firstChanges(registered(), wanted)).toEqual({});
	expect(secondChanges(registered(), CLIENT)).toEqual({});
});

test("nothing refers to the application's own id before it exists", () => {
	expect(JSON.stringify(firstChanges(NO_APPLICATION, wanted))).not.toContain("api://");
	expect(firstChanges(NO_APPLICATION, wanted).api?.preAuthorizedApplications).toEqual([]);
});

describe("what an administrator added stays", () => {
	const whole = registered();
	const added: [what: string, application: Application, key: keyof Application][] = [
		["an address", { ...whole, spa: { redirectUris: ["https://a.test/auth"] } }, "spa"],
		["a role", { ...whole, appRoles: [{ id: "1", value: "Other", isEnabled: true }] }, "appRoles"],
		[
			"a permission of another API",
			{ ...whole, requiredResourceAccess: [{ resourceAppId: "x", resourceAccess: [] }] },
			"requiredResourceAccess",
		],
		[
			"a claim",
			{ ...whole, optionalClaims: { idToken: [{ name: "acct" }], accessToken: [] } },
			"optionalClaims",
		],
	];
	test.each(added)("%s", (_what, application, key) => {
		const changes = firstChanges(application, wanted);
		expect(Object.keys(changes)).toEqual([key]);
		expect(JSON.stringify(changes[key])).toContain(JSON.stringify(application[key]).slice(2, 12));
		const after = withChanges(application, changes);
		expect(firstChanges(after, wanted)).toEqual({});
	});

	test("an Application ID URI and a client that may call the API", () => {
		const other = { appId: "other", delegatedPermissionIds: ["1"] };
		const application = {
			...whole,
			identifierUris: ["api://other"],
			api: { ...whole.api, preAuthorizedApplications: [other] },
		};
		const { identifierUris, api } = secondChanges(application, CLIENT);
		expect(identifierUris).toEqual(["api://other", `api://${CLIENT}`]);
		expect(api?.preAuthorizedApplications).toHaveLength(2);
		expect(api?.preAuthorizedApplications).toContainEqual(other);
	});
});

describe("what would not work is corrected", () => {
	const whole = registered();
	const broken: [what: string, application: Application, key: keyof Application][] = [
		["several tenants", { ...whole, signInAudience: "AzureADMultipleOrgs" }, "signInAudience"],
		[
			"tokens of version 1",
			{ ...whole, api: { ...whole.api, requestedAccessTokenVersion: null } },
			"api",
		],
		[
			"a disabled scope, keeping its id",
			{
				...whole,
				api: {
					...whole.api,
					oauth2PermissionScopes: [{ id: "own", value: "Access", isEnabled: false }],
				},
			},
			"api",
		],
		[
			"a disabled role",
			{ ...whole, appRoles: [{ id: "own", value: "Keyturn.Helpdesk", isEnabled: false }] },
			"appRoles",
		],
	];
	test.each(broken)("%s", (_what, application, key) => {
		const changes = firstChanges(application, wanted);
		expect(Object.keys(changes)).toEqual([key]);
		expect(firstChanges(withChanges(application, changes), wanted)).toEqual({});
	});

	test("an existing scope keeps its id, which consent may depend on", () => {
		const own = { id: "own", value: "Access", isEnabled: true };
		const api = { ...NO_APPLICATION.api, oauth2PermissionScopes: [own] };
		const { api: after } = registered({ ...NO_APPLICATION, api });
		expect(after.oauth2PermissionScopes.map(({ id }) => id)).toEqual(["own"]);
		expect(after.preAuthorizedApplications[0]?.delegatedPermissionIds).toEqual(["own"]);
	});
});

test("what Graph omits or returns as null counts as empty", () => {
	expect(applicationFrom({ optionalClaims: null, spa: null })).toEqual(NO_APPLICATION);
});
