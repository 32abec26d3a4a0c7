import { describe, expect, test } from "vitest";
import type { Template } from "../people.ts";
import { expectError, NEW_PASSWORD, openGraph } from "./graph-fixture.ts";

const { tenant, changed, call, change, signedIn } = openGraph();

describe("POST /me/changePassword", () => {
	test("changes the password and its time, and notifies the managed domain", async () => {
		const { token, person, password } = await signedIn();
		const response = await change(token, { currentPassword: password, newPassword: NEW_PASSWORD });
		expect(response.status).toBe(204);
		expect(await response.text()).toBe("");
		expect(changed).toHaveBeenCalledExactlyOnceWith(
			expect.objectContaining({ id: person.id }),
			NEW_PASSWORD,
		);
		const read = await call(token, "/me?$select=lastPasswordChangeDateTime");
		const { lastPasswordChangeDateTime: time } = (await read.json()) as Record<string, string>;
		expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
		expect(Date.parse(time ?? "")).toBeGreaterThan(Date.parse(person.lastPasswordChangeDateTime));
		expect(tenant().people.isPassword(person.id, NEW_PASSWORD)).toBe(true);
		expect(tenant().people.isPassword(person.id, password)).toBe(false);
	});

	test.each([
		["a wrong existing password", { currentPassword: "Wrong-1" }, "paramName: oldPassword"],
		["a short one", { newPassword: "Ab-1" }, "complexity requirements"],
		[
			"one with two kinds of characters",
			{ newPassword: "onlysmallandbig".toUpperCase() },
			"complexity",
		],
		["one with Unicode characters", { newPassword: "Kühlschrank-9" }, "complexity"],
		["one that is easily guessed", { newPassword: "Password1!" }, "complexity"],
	])("refuses %s, and nothing changes", async (_what, fields, words) => {
		const { token, person, password } = await signedIn();
		const asked = { currentPassword: password, newPassword: NEW_PASSWORD, ...fields };
		await expectError(await change(token, asked), 400, "Request_BadRequest", words);
		expect(changed).not.toHaveBeenCalled();
		expect(tenant().people.find(person.id)).toEqual(person);
	});

	test("refuses the current password as the new one", async () => {
		const { token, password } = await signedIn();
		const response = await change(token, { currentPassword: password, newPassword: password });
		await expectError(response, 400, "Request_BadRequest", "provide a different password");
	});

	test.each<[Template, number, string, string]>([
		["synchronised", 400, "Request_BadRequest", "on-premises mastered"],
		["guest", 403, "Authorization_RequestDenied", "Access to change password"],
		["external-member", 403, "Authorization_RequestDenied", "Access to change password"],
		["personal-guest", 403, "Authorization_RequestDenied", "Access to change password"],
		["passwordless", 400, "Request_BadRequest", "oldPassword"],
	])("refuses %s", async (template, status, code, words) => {
		const { token, password } = await signedIn(template);
		const asked = { currentPassword: password, newPassword: NEW_PASSWORD };
		await expectError(await change(token, asked), status, code, words);
	});

	test.each([
		["invalid JSON", "{", "application/json", "Unable to read JSON"],
		["another content type", "{}", "text/plain", "Unable to read JSON"],
		["no existing password", { newPassword: NEW_PASSWORD }, "application/json", "currentPassword"],
		["a number", { currentPassword: 1, newPassword: 2 }, "application/json", "currentPassword"],
		["no new password", { currentPassword: "x" }, "application/json", "newPassword"],
	])("refuses a body with %s", async (_what, body, type, words) => {
		const { token } = await signedIn();
		const response = await change(token, body, type);
		const code = words.startsWith("Unable") ? "BadRequest" : "Request_BadRequest";
		await expectError(response, 400, code, words);
	});

	test("needs its scope", async () => {
		const { token, password } = await signedIn("in-domain", "User.Read");
		const asked = { currentPassword: password, newPassword: NEW_PASSWORD };
		await expectError(
			await change(token, asked),
			403,
			"Authorization_RequestDenied",
			"Insufficient",
		);
	});
});
