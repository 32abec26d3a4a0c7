import { expect, test } from "vitest";
import { followedLine } from "./followed-line.ts";

const seen = { controller: "dc1.a.com", seenAt: new Date("2026-11-22T10:02:11.250Z") };
const controllerTime = new Date("2026-11-22T10:02:12Z");
const START = "2026-11-22T10:02:11.250Z  dc1.a.com  ";

test("a movement has time, controller, attribute, from and to, and the controller's clock", () => {
	const moved = { kind: "moved", attribute: "pwdLastSet", from: "0", to: undefined } as const;
	expect(followedLine({ ...seen, controllerTime, ...moved })).toBe(
		`${START}pwdLastSet: 0 → not set  [its clock: 2026-11-22T10:02:12Z]`,
	);
});
test("a first reading shows what a judgement rests on, and nothing else", () => {
	const values = { pwdLastSet: "0", whenChanged: "x" };
	const line = followedLine({ ...seen, controllerTime: undefined, kind: "read", values });
	expect(line).toContain(`${START}pwdLastSet: 0; msDS-KeyVersionNumber: not set`);
	expect(line).not.toContain("whenChanged");
});
test("what cannot be read is said once in words", () => {
	expect(followedLine({ ...seen, kind: "unread", reason: "timeout" })).toBe(
		`${START}cannot be read: it does not answer`,
	);
	expect(followedLine({ ...seen, kind: "readable" })).toBe(`${START}can be read again`);
});
