import { expect, test } from "vitest";
import { escapeNameValue, isWithin, nameKey, parentKey } from "./distinguished-name.ts";

const BASE = "ou=aaddc users,dc=aaddscontoso,dc=com";

test.each([
	["CN=Dana Riley,OU=AADDC Users,DC=aaddscontoso,DC=com", `cn=dana riley,${BASE}`],
	["cn=dana riley, ou=AADDC Users, dc=AADDSCONTOSO,DC=com", `cn=dana riley,${BASE}`],
	["CN=Riley\\, Dana,OU=AADDC Users,DC=aaddscontoso,DC=com", `cn=riley\\, dana,${BASE}`],
	["", ""],
])("%s has the key %s", (name, key) => {
	expect(nameKey(name)).toBe(key);
});

test.each(["Riley, Dana", "#1 + 1 = <2>", " blanks ", 'a "quoted"; \\name'])(
	"a person named %j has a single-component name",
	(value) => {
		const key = nameKey(`CN=${escapeNameValue(value)},${BASE}`);
		expect(parentKey(key)).toBe(BASE);
		expect(isWithin(key, BASE)).toBe(true);
	},
);

test("nothing is above the top", () => {
	expect(parentKey("dc=com")).toBeUndefined();
	expect(isWithin("cn=a,otherdc=com", "dc=com")).toBe(false);
});
