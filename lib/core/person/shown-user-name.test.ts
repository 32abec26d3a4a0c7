import { expect, test } from "vitest";
import { shownUserName } from "./shown-user-name.ts";

const CASES: [what: string, userPrincipalName: string, shown: string][] = [
	["a guest's own address", "ada_fabrikam.com#EXT#@contoso.onmicrosoft.com", "ada@fabrikam.com"],
	["an underscore before the at sign", "ada_b_fabrikam.com#EXT#@contoso.com", "ada_b@fabrikam.com"],
	["lower case", "ada_fabrikam.com#ext#@contoso.com", "ada@fabrikam.com"],
	["a member", "ada_b@contoso.com", "ada_b@contoso.com"],
	["a guest without a domain", "ada#EXT#@contoso.com", "ada#EXT#@contoso.com"],
	["no user name", "Sales", "Sales"],
];
test.each(CASES)("%s: %s is shown as %s", (_what, userPrincipalName, shown) => {
	expect(shownUserName(userPrincipalName)).toBe(shown);
});
