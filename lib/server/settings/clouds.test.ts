import { expect, test } from "vitest";
import { contentSecurityPolicy } from "../http/content-security-policy.ts";
import { clientConfig } from "../portal.ts";
import { readSettings } from "./settings.ts";

const id = "11111111-2222-4333-8444-555555555555";
const tenant = {
	ENTRA_TENANT_ID: id,
	ENTRA_CLIENT_ID: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
	PORTAL_URL: "https://password.contoso.com",
};

/** "National clouds" (Microsoft identity platform), and Graph's page of deployments. */
test.each([
	["global", "https://login.microsoftonline.com", "https://graph.microsoft.com"],
	["usgov", "https://login.microsoftonline.us", "https://graph.microsoft.us"],
	["usgov-dod", "https://login.microsoftonline.us", "https://dod-graph.microsoft.us"],
	["china", "https://login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn"],
])(
	"the cloud %s signs in at %s, calls %s, and pages may reach nothing else",
	(cloud, login, graph) => {
		const settings = readSettings({ ...tenant, ENTRA_CLOUD: cloud });
		if (!settings.ok) throw new Error("The settings are invalid");
		expect(clientConfig(settings.value).tenant).toMatchObject({
			authority: `${login}/${id}`,
			graphUrl: graph,
			isCustom: false,
		});
		const policy = contentSecurityPolicy(settings.value, []);
		expect(policy).toContain(`connect-src 'self' ${login} ${graph};`);
		expect(policy).toContain(`frame-src 'self' ${login};`);
	},
);
