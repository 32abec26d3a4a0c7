import { expect, test } from "vitest";
import { ownDomainHint, signInHintsFrom } from "./sign-in-hints.ts";

const NONE = { loginHint: "", domainHint: "" };

test.each([
	["nothing", "", "", NONE],
	["a user name", "?login_hint=ada%40contoso.com", "", { ...NONE, loginHint: "ada@contoso.com" }],
	[
		"one in the fragment, which no server sees",
		"",
		"#login_hint=ada@contoso.com",
		{ ...NONE, loginHint: "ada@contoso.com" },
	],
	["a domain", "?domain_hint=Contoso.com", "", { ...NONE, domainHint: "contoso.com" }],
	["Entra's own word", "?domain_hint=organizations", "", { ...NONE, domainHint: "organizations" }],
	["254 characters", `?login_hint=${"x".repeat(254)}`, "", { ...NONE, loginHint: "x".repeat(254) }],
	["255 characters", `?login_hint=${"x".repeat(255)}`, "", NONE],
	["HTML", "?login_hint=%3Cb%3E", "", NONE],
	["two lines", "?login_hint=a%0Ab", "", NONE],
	["characters that reverse text", "?login_hint=a%E2%80%AEb", "", NONE],
	["Entra's word for personal accounts", "?domain_hint=consumers", "", NONE],
	["an address as a domain", "?domain_hint=https://evil.example/", "", NONE],
	["a script as a domain", "?domain_hint=javascript:alert(1)", "", NONE],
	["a domain that is too long", `?domain_hint=${"a.".repeat(127)}com`, "", NONE],
	["somewhere else to go", "?redirect_uri=https://evil.example&returnTo=//evil.example", "", NONE],
])("from a link with %s only valid hints are read", (_, search, hash, hints) => {
	expect(signInHintsFrom({ search, hash })).toEqual(hints);
});

test.each([
	["contoso.com", "contoso.com"],
	["Contoso.com", "contoso.com"],
	["organizations", "organizations"],
	["fabrikam.com", ""],
	["evil.contoso.com", ""],
	["contoso.com.evil.example", ""],
	["", ""],
])("for %s the tenant receives %j", (hint, sent) => {
	expect(ownDomainHint(hint, ["contoso.com", "aaddscontoso.com"])).toBe(sent);
});
