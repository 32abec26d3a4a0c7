import { InvalidCredentialsError } from "ldapts";
import { expect, test } from "vitest";
import { signInRefusal } from "./sign-in-refusal.ts";

const errorWith = (data: string) =>
	new InvalidCredentialsError(
		`80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563`,
	);

test.each([
	["52e", "wrong-password"],
	["525", "wrong-password"],
	["533", "disabled"],
	["773", "must-change"],
	["775", "locked"],
	["1", undefined],
])("data %s of a refused bind means %s", (data, refusal) => {
	expect(signInRefusal(errorWith(data))).toBe(refusal);
});

test("an error other than a refusal says nothing about the account", () => {
	expect(signInRefusal(new Error("data 775"))).toBeUndefined();
});
