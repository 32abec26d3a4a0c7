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

const guest = (...identities: object[]) => ({ userType: "Guest", identities });
const member = (identity: object, userPrincipalName = HERE.issuerAssignedId) => ({
	userType: "Member",
	identities: [HERE, identity],
	userPrincipalName,
});

test.each<[string, Record<string, unknown>, object]>([
	["a member of this organisation", { userType: "Member", identities: [HERE] }, IS_HERE],
	["an internal guest", guest(HERE), IS_HERE],
	["a guest", guest(from("ExternalAzureAD"), HERE), IS_EXTERNAL],
	[
		"an external member",
		{ userType: "Member", identities: [from("ExternalAzureAD")] },
		IS_EXTERNAL,
	],
	["a guest by one-time passcode", guest(from("mail")), IS_EXTERNAL],
	["an external member, by name alone", member(HERE, EXT), IS_EXTERNAL],
	["a guest without visible identities", { userType: "Guest", identities: null }, IS_EXTERNAL],
	["the same name in small letters", member(HERE, EXT.toLowerCase()), IS_EXTERNAL],
	["a guest by Google", guest(from("google.com")), IS_EXTERNAL],
	["a guest by SAML", guest(from("https://fabrikam.com/adfs"), HERE), IS_EXTERNAL],
	[
		"a member who also signs in with a mail address",
		member({ ...HERE, signInType: "emailAddress" }),
		IS_HERE,
	],
	["a member with no field but the name", { userPrincipalName: "a@contoso.com" }, IS_HERE],
	["an account from before user types", { userType: null, identities: [] }, IS_HERE],
	[
		"somebody with a personal account",
		guest(from("MicrosoftAccount")),
		{ isExternal: true, hasPersonalAccount: true },
	],
])("%s", (_who, user, home) => {
	expect(homeOf(user)).toEqual(home);
});
