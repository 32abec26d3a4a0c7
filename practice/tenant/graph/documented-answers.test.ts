import { expect, test } from "vitest";
import { DOCUMENTED, differences } from "./documented-answers.ts";
import { CHANGE, NEW_PASSWORD, openGraph } from "./graph-fixture.ts";

/** Compares the practice tenant's answers with those in Microsoft's documentation. */

const { tenant, call, change, signedIn } = openGraph();

type Name = keyof typeof DOCUMENTED;
type Answered = { status: number; headers: Headers; body: unknown };

async function answered(response: Response): Promise<Answered> {
	const text = await response.text();
	const { status, headers } = response;
	return { status, headers, body: text === "" ? undefined : JSON.parse(text) };
}

function expectAs(name: Name, answer: Answered, { isEnvelope = false } = {}): void {
	const documented: { status: number; headers?: object; body?: unknown } = DOCUMENTED[name];
	expect(answer.status, name).toBe(documented.status);
	for (const [header, says] of Object.entries(documented.headers ?? {})) {
		expect(answer.headers.get(header), `${name}: ${header}`).toMatch(new RegExp(String(says)));
	}
	const found = documented.body
		? differences(documented.body as Parameters<typeof differences>[0], answer.body)
		: [];
	// Each answer has its own fields in the envelope.
	expect(isEnvelope ? found.filter((one) => !one.endsWith("not documented")) : found, name).toEqual(
		[],
	);
	if (!documented.body) expect(answer.body, name).toBeUndefined();
}

const eventual = { headers: { ConsistencyLevel: "eventual" } };
const reads: [Name, scope: string, path: string, init?: RequestInit][] = [
	["selectedUser", "User.Read", "/me?$select=displayName,givenName,identities"],
	["users", "User.Read.All", "/users?$top=2"],
	[
		"countedUsers",
		"User.Read.All",
		"/users?$count=true&$top=999&$filter=displayName eq 'Noor Haddad'&$select=displayName,mail,userPrincipalName",
		eventual,
	],
	["directoryRoles", "RoleManagement.Read.Directory", "/directoryRoles"],
	["error", "User.Read.All", "/users/00000000-0000-4000-8000-00000000dead"],
];

test.each(reads)("%s", async (name, scope, path, init) => {
	const { token } = await signedIn("in-domain", scope);
	expectAs(name, await answered(await call(token, path, init)));
});

test("me", async () => {
	const { token } = await signedIn("in-domain", "User.Read");
	const answer = await answered(await call(token, "/me"));
	// Missing from the example, but in every real answer.
	const { "@odata.context": context, ...body } = answer.body as Record<string, unknown>;
	expect(context).toMatch(/\/v1\.0\/\$metadata#users\/\$entity$/);
	expectAs("me", { ...answer, body });
});

test("transitiveMemberOf", async () => {
	const { token, person } = await signedIn("directory-role", "User.Read");
	tenant().groups.add({ displayName: "Moving", members: [person.id], owners: [] });
	const answer = await answered(await call(token, "/me/transitiveMemberOf"));
	expect((answer.body as { value: object[] }).value).toHaveLength(2);
	expectAs("transitiveMemberOf", answer);
});

test("changePassword and updateUser", async () => {
	const { token, password } = await signedIn();
	const asked = { currentPassword: password, newPassword: NEW_PASSWORD };
	expectAs("changePassword", await answered(await change(token, asked)));
	const agent = await signedIn("directory-role", CHANGE);
	const { person } = await tenant().createPerson("in-domain");
	const headers = { "content-type": "application/json" };
	const body = JSON.stringify({ passwordProfile: { forceChangePasswordNextSignIn: true } });
	const init = { method: "PATCH", headers, body };
	expectAs("updateUser", await answered(await call(agent.token, `/users/${person.id}`, init)));
});

test("throttled", async () => {
	const { token } = await signedIn("in-domain", "User.Read");
	const before = tenant().throttle.settings;
	tenant().throttle.set({ units: { amount: 1, seconds: 60 } });
	await call(token, "/me?$select=id");
	const answer = await answered(await call(token, "/me"));
	tenant().throttle.set(before);
	expectAs("throttled", answer);
});

test("batch and its contents", async () => {
	const { token } = await signedIn("directory-role", "User.Read");
	const requests = [
		{ id: "1", method: "GET", url: "/me/memberOf?$select=id" },
		{ id: "2", method: "GET", url: "/users" },
		{ id: "3", method: "DELETE", url: "/me" },
	];
	const headers = { "content-type": "application/json" };
	const init = { method: "POST", headers, body: JSON.stringify({ requests }) };
	const answer = await answered(await call(token, "/$batch", init));
	expectAs("batch", answer, { isEnvelope: true });
	const { responses } = answer.body as {
		responses: { id: string; status: number; headers: Record<string, string>; body: unknown }[];
	};
	const inner = (id: string): Answered => {
		const { status = 0, headers: named = {}, body } = responses.find((one) => one.id === id) ?? {};
		return { status, headers: new Headers(named), body };
	};
	expectAs("insideBatch", inner("1"));
	expectAs("refusedInsideBatch", inner("2"));
	expectAs("methodInsideBatch", inner("3"));
});

test("a difference is found at any depth", () => {
	const shape = { error: { code: "string", inner: [{ id: "string?" }] } } as const;
	expect(differences(shape, { error: { code: "a", inner: [{ id: null }, { id: "b" }] } })).toEqual(
		[],
	);
	expect(differences(shape, { error: { code: 1, inner: [{}], more: true } })).toEqual([
		".error.code: not string",
		".error.inner[0].id: missing",
		".error.more: not documented",
	]);
	expect(differences(shape, { error: null })).toEqual([".error: not an object"]);
});
