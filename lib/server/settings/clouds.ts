/** The national clouds' endpoints: "National clouds" (Microsoft identity platform) and Graph's deployments page. */
export const CLOUDS = {
	global: {
		login: "https://login.microsoftonline.com",
		graph: "https://graph.microsoft.com",
		changeUrl: "https://mysignins.microsoft.com/security-info/password/change",
	},
	usgov: {
		login: "https://login.microsoftonline.us",
		graph: "https://graph.microsoft.us",
		changeUrl: undefined,
	},
	"usgov-dod": {
		login: "https://login.microsoftonline.us",
		graph: "https://dod-graph.microsoft.us",
		changeUrl: undefined,
	},
	china: {
		login: "https://login.partner.microsoftonline.cn",
		graph: "https://microsoftgraph.chinacloudapi.cn",
		changeUrl: undefined,
	},
} as const;

export type Cloud = keyof typeof CLOUDS;
