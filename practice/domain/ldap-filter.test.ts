import {
	AndFilter,
	BerReader,
	BerWriter,
	EqualityFilter,
	type Filter,
	FilterParser,
	OrFilter,
} from "ldapts";
import { describe, expect, test } from "vitest";
import type { AttributeValue } from "./attribute-syntax.ts";
import { guidBytes } from "./guid-bytes.ts";
import { readFilter } from "./ldap-filter.ts";
import { isUnsupported, matches } from "./ldap-search.ts";

const ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

const DANA: Record<string, AttributeValue[]> = {
	objectclass: ["top", "person", "user"],
	cn: ["Dana Riley"],
	"msds-aadobjectid": [ID],
	"msds-azureadobjectid": [guidBytes(ID)],
	pwdlastset: ["134398340587479620"],
	whenchanged: ["20261122151418.0Z"],
};

const valuesOf = (attribute: string) => DANA[attribute] ?? [];

/** Encoded by the portal's client, read by this server. */
function read(filter: Filter | string) {
	const writer = new BerWriter();
	(typeof filter === "string" ? FilterParser.parseString(filter) : filter).write(writer);
	const reader = new BerReader(writer.buffer);
	const result = readFilter(reader);
	expect(reader.remain).toBe(0);
	return result;
}

describe("a filter", () => {
	test.each([
		["(cn=dana RILEY)", true],
		["(cn=Dana)", false],
		["(CN=*)", true],
		["(description=*)", false],
		["(!(description=hello))", true],
		["(objectClass=user)", true],
		["(&(objectClass=user)(cn=dana riley))", true],
		["(&(objectClass=user)(cn=somebody))", false],
		["(|(cn=somebody)(cn=dana riley))", true],
		["(|(cn=somebody)(cn=nobody)(!(cn=*)))", false],
		[`(msDS-aadObjectId=${ID.toUpperCase()})`, true],
		["(pwdLastSet=134398340587479620)", true],
		["(pwdLastSet>=134398340587479620)", true],
		["(pwdLastSet>=134398340587479621)", false],
		// As text, "9" would be greater.
		["(pwdLastSet<=9)", false],
		["(pwdLastSet<=934398340587479620)", true],
		["(pwdLastSet>=soon)", false],
		["(pwdLastSet=soon)", false],
		["(whenChanged>=20261122000000.0Z)", true],
		["(whenChanged<=20261122000000.0Z)", false],
	])("%s: %s", (filter, expected) => {
		expect(matches(read(filter), valuesOf)).toBe(expected);
	});

	test("an empty AND is true, an empty OR is false (RFC 4526)", () => {
		expect(matches(read(new AndFilter({ filters: [] })), valuesOf)).toBe(true);
		expect(matches(read(new OrFilter({ filters: [] })), valuesOf)).toBe(false);
	});

	test("octets match as bytes, in Microsoft's order", () => {
		const equality = (value: Buffer) =>
			read(new EqualityFilter({ attribute: "msDS-AzureADObjectId", value }));
		expect(matches(equality(guidBytes(ID)), valuesOf)).toBe(true);
		expect(matches(equality(Buffer.from(ID.replaceAll("-", ""), "hex")), valuesOf)).toBe(false);
	});

	test("a hundred equalities on one attribute are one lookup", () => {
		const filters = Array.from(
			{ length: 100 },
			(_, i) => new EqualityFilter({ attribute: i % 2 ? "cn" : "CN", value: `person ${i}` }),
		);
		const filter = read(new OrFilter({ filters }));
		expect(filter).toMatchObject({ kind: "or", filters: [{ kind: "one-of", attribute: "cn" }] });
		expect(matches(filter, () => ["Person 99"])).toBe(true);
		expect(matches(filter, () => ["Person 100"])).toBe(false);
	});

	test("equalities mixed with other filters stay an OR", () => {
		const filter = read("(|(cn=a)(description=*)(cn=dana riley)(sAMAccountName=b))");
		expect(matches(filter, valuesOf)).toBe(true);
		expect(matches(filter, () => [])).toBe(false);
	});

	test.each(["(cn=Da*)", "(&(cn=*)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))", "(cn~=x)"])(
		"%s is recognised as unsupported",
		(text) => {
			expect(isUnsupported(read(text))).toBe(true);
			expect(isUnsupported(read("(&(cn=*)(!(a=b)))"))).toBe(false);
		},
	);

	test.each([
		["nothing", ""],
		["a tag that is not a filter", "b000"],
		["an equality without a value", "a30404026162"],
		["an inner length beyond the end", "a37f04026162040161"],
		["an inner element beyond its container", "a3050402616204020000"],
		["a negative length, which would never advance", "a008a484fffffffa0000"],
		["an indefinite length", "a3800401610401610000"],
	])("%s is malformed", (_, hex) => {
		expect(() => readFilter(new BerReader(Buffer.from(hex, "hex")))).toThrow();
	});

	test("filters can be nested, but not deep enough to overflow the stack", () => {
		const nots = (depth: number) => `${"(!".repeat(depth)}(cn=*)${")".repeat(depth)}`;
		expect(matches(read(nots(32)), valuesOf)).toBe(true);
		expect(() => read(nots(33))).toThrow("nested too deeply");
	});
});
