import { describe, expect, test } from "vitest";
import { passwordProblem } from "./policy.ts";

const person = { givenName: "Mateo", surname: "Poll", mailNickname: "mateo.rivera" };
const circumstances = { current: "Copper-Meadow-58", person };

describe("a new password", () => {
	test.each([
		["Kt-3f9a2c71d0-b7x", undefined],
		["small BIG and a blank", undefined],
		["Blank spaces 1 are fine", undefined],
		["Short-1", "length"],
		[`Aa1-${"x".repeat(253)}`, "length"],
		[`Aa1-${"xyzw".repeat(63)}`, undefined],
		["no-capitals-only", "kinds"],
		["NoSymbolOrNumber", "kinds"],
		["Kühlschrank-9", "characters"],
		["Copper-Meadow-58", "same"],
		["My-Mateo-2026", "name"],
		// The examples of Microsoft Learn, `concept-password-ban-bad`.
		["p0LL23fb-K", "name"],
		["C0ntos0Blank12", "guessable"],
		["ContoS0Bl@nkf9!", undefined],
		["P@$$w0rd!", "guessable"],
		["Summer2026!", undefined],
	])("%s is judged %s", (password, problem) => {
		expect(passwordProblem(password, circumstances)).toBe(problem);
	});
});
