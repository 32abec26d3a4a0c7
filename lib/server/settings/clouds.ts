/**
 * The national clouds' endpoints: "National clouds" (Microsoft identity platform) and Graph's
 * deployments page; the number of wrong passwords until smart lockout: "Microsoft Entra smart
 * lockout".
 */
export const CLOUDS = {
	global: {
		login: "https://login.microsoftonline.com",
		graph: "https://graph.microsoft.com",
		lockedAfter: 10,
		changeUrl: "https://mysignins.microsoft.com/security-info/password/change",
	},
	usgov: {
		login: "https://login.microsoftonline.us",
		graph: "https://graph.microsoft.us",
		lockedAfter: 3,
		changeUrl: undefined,
	},
	"usgov-dod": {
		login: "https://login.microsoftonline.us",
		graph: "https://dod-graph.microsoft.us",
		lockedAfter: 3,
		changeUrl: undefined,
	},
	china: {
		login: "https://login.partner.microsoftonline.cn",
		graph: "https://microsoftgraph.chinacloudapi.cn",
		lockedAfter: 10,
		changeUrl: undefined,
	},
} as const;

export type Cloud = keyof typeof CLOUDS;
