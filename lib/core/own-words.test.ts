import { expect, test } from "vitest";
import { ownWords } from "./own-words.ts";

const mateo = {
	displayName: "Mateo Rivera",
	userPrincipalName: "mateo.rivera@contoso.onmicrosoft.com",
	mailNickname: "mrivera",
};

test("names, user name and organisation are split into words", () => {
	expect(ownWords(mateo)).toEqual({
		names: ["Mateo", "Rivera"],
		organisation: ["contoso"],
		userName: ["mateo.rivera", "mrivera", "mateo", "rivera"],
	});
});

test.each([
	["Rivera, Mateo (Sales)", ["Rivera", "Mateo", "Sales"]],
	["Anne-Marie O’Neill", ["Anne", "Marie", "O", "Neill"]],
	["Lucía", ["Lucía"]],
	["", []],
])("the names in “%s”", (displayName, names) => {
	expect(ownWords({ ...mateo, displayName }).names).toEqual(names);
});

test.each([
	["a@contoso.com", ["contoso"]],
	["a@mail.fabrikam.co.uk", ["fabrikam", "co"]],
	["a@localhost", []],
	["nobody", []],
])("the organisation of %s", (userPrincipalName, organisation) => {
	expect(ownWords({ ...mateo, userPrincipalName }).organisation).toEqual(organisation);
});
