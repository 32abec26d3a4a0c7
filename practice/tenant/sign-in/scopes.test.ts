import { describe, expect, test } from "vitest";
import { createScopes } from "./scopes.ts";

const scopes = createScopes("api://portal", "portal", "http://127.0.0.1:4400");

describe("a scope", () => {
	test.each([
		["User.Read", "User.Read", "https://graph.microsoft.com"],
		["user.read", "User.Read", "https://graph.microsoft.com"],
		["https://graph.microsoft.com/User.Read", "User.Read", "https://graph.microsoft.com"],
		["http://127.0.0.1:4400/User.Read", "User.Read", "https://graph.microsoft.com"],
		["api://portal/Access", "api://portal/Access", "api://portal"],
	])("%s is %s of %s", (spelling, name, resource) => {
		const [asked] = scopes.read(spelling).asked;
		expect(asked?.name).toBe(name);
		expect(asked?.spelling).toBe(spelling);
		expect(asked?.resource.id).toBe(resource);
	});

	test("that does not exist is distinguished from those of OpenID Connect", () => {
		const { oidc, asked, unknown } = scopes.read("openid profile offline_access Mail.Read");
		expect(oidc).toEqual(["openid", "profile"]);
		expect(asked).toEqual([]);
		expect(unknown).toEqual(["Mail.Read"]);
	});
});
