import { expect, test } from "vitest";
import { followedLines } from "./followed-line.ts";

const seen = { controller: "dc1.a.com", seenAt: new Date("2026-11-22T10:02:11.250Z") };
const START = "2026-11-22T10:02:11.250Z  dc1.a.com  ";

const moved = { kind: "moved", attribute: "pwdLastSet", from: "0", to: undefined } as const;

test("a change has time, controller, attribute, old and new value", () => {
	const controllerTime = new Date("2026-11-22T10:02:11Z");
	expect(followedLines({ ...seen, controllerTime, ...moved })).toEqual([
		`${START}pwdLastSet: 0 → not set`,
	]);
});
test("a controller's clock is shown where it differs", () => {
	const controllerTime = new Date("2026-11-22T10:07:11Z");
	expect(followedLines({ ...seen, controllerTime, ...moved })).toEqual([
		`${START}pwdLastSet: 0 → not set  [its clock: 2026-11-22T10:07:11Z]`,
	]);
});
test("a first reading shows only the attributes that the portal judges by", () => {
	const values = { pwdLastSet: "0", whenChanged: "x" };
	const lines = followedLines({ ...seen, controllerTime: undefined, kind: "read", values });
	expect(lines.slice(0, 2)).toEqual([
		`${START}pwdLastSet: 0`,
		`${START}msDS-KeyVersionNumber: not set`,
	]);
	expect(lines.join()).not.toContain("whenChanged");
});
test("a failed reading is explained in words", () => {
	expect(followedLines({ ...seen, kind: "unread", reason: "timeout" })).toEqual([
		`${START}cannot be read: it does not answer`,
	]);
	expect(followedLines({ ...seen, kind: "readable" })).toEqual([`${START}can be read again`]);
});
