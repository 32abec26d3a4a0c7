import { describe, expect, test } from "vitest";
import { planFrom } from "./options.ts";

const given = {
	tenant: "contoso.com",
	"portal-url": "https://password.contoso.com/",
	name: "Keyturn",
	helpdesk: false,
};

const OF_THE_HELPDESK = ["User.Read.All", "GroupMember.Read.All", "RoleManagement.Read.Directory"];

function planOf(more: Record<string, string | boolean> = {}) {
	const read = planFrom({ ...given, ...more });
	if (!read.ok) throw new Error(read.mistakes.join("\n"));
	return read.plan;
}

describe("a plan", () => {
	test.each([
		["global", "https://login.microsoftonline.com", "https://graph.microsoft.com"],
		["usgov", "https://login.microsoftonline.us", "https://graph.microsoft.us"],
		["usgov-dod", "https://login.microsoftonline.us", "https://dod-graph.microsoft.us"],
		[
			"china",
			"https://login.partner.microsoftonline.cn",
			"https://microsoftgraph.chinacloudapi.cn",
		],
	])("for the cloud %s goes to its own addresses", (cloud, login, graph) => {
		const { authority, graphUrl, settings } = planOf({ cloud });
		expect({ authority, graphUrl }).toEqual({ authority: `${login}/contoso.com`, graphUrl: graph });
		expect(settings.ENTRA_CLOUD).toBe(cloud);
	});

	const permissions: [options: Record<string, string | boolean>, names: string[]][] = [
		[{}, ["User.Read", "User-PasswordProfile.ReadWrite.All"]],
		[{ "change-method": "microsoft" }, ["User.Read"]],
		[{ "change-method": "microsoft", helpdesk: true }, ["User.Read", ...OF_THE_HELPDESK]],
	];
	test.each(permissions)("with %o requests no more than it needs", (options, names) => {
		const { wanted } = planOf(options);
		const ofGraph = wanted.permissions.map(({ name }) => name).filter((name) => name.includes("."));
		expect(ofGraph).toEqual(names);
	});

	test("has the portal's address without a slash at the end", () => {
		expect(planOf().wanted.portalUrl).toBe("https://password.contoso.com");
	});
});

const wrong: [options: Record<string, string>, advice: RegExp][] = [
	[{ tenant: "" }, /^--tenant is missing/],
	[{ tenant: "https://contoso.com" }, /^--tenant is missing/],
	[{ "portal-url": "" }, /^--portal-url is missing/],
	[{ "portal-url": "https://contoso.com/keyturn" }, /^--portal-url .* without a path/],
	[{ "portal-url": "http://contoso.com" }, /^--portal-url must be an https address/],
	[{ cloud: "germany" }, /^--cloud must be one of global, usgov/],
	[{ "change-method": "both" }, /^--change-method must be portal or microsoft/],
	[{ name: "!" }, /^--name must have/],
];
test.each(wrong)("%o is refused with advice", (options, advice) => {
	const read = planFrom({ ...given, ...options });
	expect(read).toEqual({ ok: false, mistakes: [expect.stringMatching(advice)] });
});

test("all mistakes are reported at once", () => {
	const wrong = { cloud: "x", "change-method": "x", "portal-url": "http://a.test/b" };
	const read = planFrom({ name: "Keyturn", ...wrong });
	expect(!read.ok && read.mistakes).toHaveLength(4);
});
