import { expect, test } from "vitest";
import { homeOf } from "./home-organisation.ts";

const HERE = {
	signInType: "userPrincipalName",
	issuer: "contoso.com",
	issuerAssignedId: "a@contoso.com",
};
const from = (issuer: string) => ({ signInType: "federated", issuer, issuerAssignedId: null });
const EXT = "ada_fabrikam.com#EXT#@contoso.com";
const IS_HERE = { isExternal: false, hasPersonalAccount: false };
const IS_EXTERNAL = { isExternal: true, hasPersonalAccount: false };

test.each<[string, Record<string, unknown>, object]>([
	["a member of this organisation", { userType: "Member", identities: [HERE] }, IS_HERE],
	["an internal guest", { userType: "Guest", identities: [HERE] }, IS_HERE],
	["a guest", { userType: "Guest", identities: [from("ExternalAzureAD"), HERE] }, IS_EXTERNAL],
	[
		"an external member",
		{ userType: "Member", identities: [from("ExternalAzureAD")] },
		IS_EXTERNAL,
	],
	["a guest by one-time passcode", { userType: "Guest", identities: [from("mail")] }, IS_EXTERNAL],
	[
		"an external member whose identities are those of this organisation",
		{ userType: "Member", identities: [HERE], userPrincipalName: EXT },
		IS_EXTERNAL,
	],
	["a guest without identities to be seen", { userType: "Guest", identities: null }, IS_EXTERNAL],
	[
		"an external member whose name was written in small letters",
		{ userType: "Member", identities: [HERE], userPrincipalName: EXT.toLowerCase() },
		IS_EXTERNAL,
	],
	["a guest by Google", { userType: "Guest", identities: [from("google.com")] }, IS_EXTERNAL],
	[
		"a guest by another organisation's SAML",
		{ userType: "Guest", identities: [from("https://fabrikam.com/adfs"), HERE] },
		IS_EXTERNAL,
	],
	[
		"a member who also signs in with a mail address",
		{ userType: "Member", identities: [HERE, { ...HERE, signInType: "emailAddress" }] },
		IS_HERE,
	],
	["a member without any field but the name", { userPrincipalName: "a@contoso.com" }, IS_HERE],
	["an account of before user types", { userType: null, identities: [] }, IS_HERE],
	[
		"somebody with a personal account",
		{ userType: "Guest", identities: [from("MicrosoftAccount")] },
		{ isExternal: true, hasPersonalAccount: true },
	],
])("%s", (_who, user, home) => {
	expect(homeOf(user)).toEqual(home);
});
