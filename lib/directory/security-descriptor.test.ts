import { describe, expect, test } from "vitest";
import { guidToBytes } from "./ad-values.ts";
import { grantedRights } from "./security-descriptor.ts";
import { sidFromBytes } from "./sid.ts";

const OWN = "S-1-5-21-1111111111-2222222222-3333333333-1109";
const OTHER = "S-1-5-21-1111111111-2222222222-3333333333-1110";
const SET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529";
const CHANGE_PASSWORD = "ab721a53-1e2f-11d0-9819-00aa0040529b";
const CONTROL_ACCESS = 0x100;
const READ = 0x2_0094;

function sid(text: string): Buffer {
	const [, , authority = 0, ...parts] = text.split("-").map(Number);
	const bytes = Buffer.alloc(8 + 4 * parts.length);
	bytes.writeUInt8(1, 0);
	bytes.writeUInt8(parts.length, 1);
	bytes.writeUIntBE(authority, 2, 6);
	for (const [i, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + 4 * i);
	return bytes;
}

type Ace = { type?: number; flags?: number; mask: number; right?: string; for?: string };

/** MS-DTYP 2.4.4.2 and 2.4.4.3. */
function ace({ type, flags = 0, mask, right, for: whom = OWN }: Ace): Buffer {
	const kind = type ?? (right ? 5 : 0);
	const head = Buffer.alloc(8);
	head.writeUInt8(kind, 0);
	head.writeUInt8(flags, 1);
	head.writeUInt32LE(mask, 4);
	const part = kind >= 5 ? Buffer.from([right ? 1 : 0, 0, 0, 0]) : Buffer.alloc(0);
	const bytes = Buffer.concat([
		head,
		part,
		right ? guidToBytes(right) : part.subarray(4),
		sid(whom),
	]);
	bytes.writeUInt16LE(bytes.length, 2);
	return bytes;
}

/** MS-DTYP 2.4.6, with a DACL only. */
function descriptor(...aces: Ace[]): Buffer {
	const entries = aces.map(ace);
	const head = Buffer.alloc(28);
	head.writeUInt8(1, 0);
	head.writeUInt16LE(0x8004, 2);
	head.writeUInt32LE(20, 16);
	head.writeUInt8(4, 20);
	head.writeUInt16LE(8 + Buffer.concat(entries).length, 22);
	head.writeUInt16LE(entries.length, 24);
	return Buffer.concat([head, ...entries]);
}

const setPassword: Ace = { mask: CONTROL_ACCESS, right: SET_PASSWORD };
const cases: [what: string, aces: Ace[], rights: string[]][] = [
	["nothing", [], []],
	["reading", [{ mask: READ }], []],
	["setting passwords", [{ mask: READ }, setPassword], ["set-password"]],
	["changing one's own password, with the old one", [{ mask: 0x100, right: CHANGE_PASSWORD }], []],
	["every extended right", [{ mask: CONTROL_ACCESS }], ["set-password", "read-keys"]],
	["everything", [{ mask: 0x1000_0000 }], ["set-password", "read-keys", "delete"]],
	["deletion", [{ mask: 0x1_0000 }], ["delete"]],
	["a right of somebody else", [{ ...setPassword, for: OTHER }], []],
	["a right that only child objects inherit", [{ ...setPassword, flags: 0x8 }], []],
	["a right denied by an earlier entry", [{ ...setPassword, type: 6 }, setPassword], []],
	["a right denied by a later entry", [setPassword, { ...setPassword, type: 6 }], ["set-password"]],
	["all rights but one", [{ ...setPassword, type: 6 }, { mask: 0x100 }], ["read-keys"]],
	["an audit entry", [{ mask: 0x1000_0000, type: 2 }, { mask: 0x1_0000 }], ["delete"]],
];
describe("a descriptor that grants", () => {
	test.each(cases)("%s", (_what, aces, rights) => {
		expect(grantedRights(descriptor(...aces), new Set([OWN]))).toEqual(rights);
	});
});

test("a descriptor that is truncated, empty or without a DACL grants nothing", () => {
	const whole = descriptor(setPassword);
	for (let length = 0; length < whole.length; length++) {
		expect(grantedRights(whole.subarray(0, length), new Set([OWN]))).toEqual([]);
	}
	const { length } = whole;
	expect(grantedRights(Buffer.alloc(length), new Set([OWN]))).toEqual([]);
});

test("a SID is read as text, and anything else is ignored", () => {
	for (const text of [OWN, "S-1-1-0", "S-1-5-32-544"]) expect(sidFromBytes(sid(text))).toBe(text);
	expect(sidFromBytes(sid(OWN).subarray(0, 20))).toBeUndefined();
	expect(sidFromBytes(Buffer.alloc(0))).toBeUndefined();
});
