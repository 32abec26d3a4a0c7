import { CLOUDS } from "#lib/server/settings/clouds.ts";
import { environmentSchema } from "#lib/server/settings/environment.ts";
import { uniqueName, type Wanted, wantedFrom } from "./wanted.ts";

/** The options of `npm run register` as given, by name. */
type Given = Readonly<Record<string, string | boolean | undefined>>;

/** What to do, and where. */
export type Plan = {
	tenant: string;
	/** The tenant's sign-in address. */
	authority: string;
	graphUrl: string;
	wanted: Wanted;
	/** The settings derived from the options, without the ids that only the tenant knows. */
	settings: Readonly<Record<string, string>>;
};

/** The options that are also settings, validated by the same rules. */
const SETTINGS = {
	"portal-url": "PORTAL_URL",
	cloud: "ENTRA_CLOUD",
	authority: "ENTRA_AUTHORITY",
	"graph-url": "GRAPH_URL",
	"change-method": "CHANGE_METHOD",
	"helpdesk-role": "HELPDESK_ROLE",
} as const;

const shape = environmentSchema.pick({
	PORTAL_URL: true,
	ENTRA_CLOUD: true,
	ENTRA_AUTHORITY: true,
	GRAPH_URL: true,
	CHANGE_METHOD: true,
	HELPDESK_ROLE: true,
});

/** Reads the options; reports all mistakes at once. */
export function planFrom(
	given: Given,
): { ok: true; plan: Plan } | { ok: false; mistakes: readonly string[] } {
	const named = Object.entries(SETTINGS).map(([option, setting]) => [setting, given[option]]);
	const parsed = shape.safeParse(Object.fromEntries(named));
	const mistakes = (parsed.error?.issues ?? []).map(
		({ path, message }) => `--${optionOf(String(path[0]))} ${message}.`,
	);
	const tenant = String(given.tenant ?? "");
	if (!/^[\w.-]+$/.test(tenant)) {
		mistakes.unshift("--tenant is missing: the tenant's id or one of its domains.");
	}
	if (!given["portal-url"]) {
		mistakes.push("--portal-url is missing: the address at which people open the portal.");
	}
	const name = String(given.name ?? "");
	if (uniqueName({ name }) === "") mistakes.push("--name must have a letter or a digit.");
	if (!parsed.success || mistakes.length > 0) return { ok: false, mistakes };
	const portalUrl = parsed.data.PORTAL_URL ?? "";
	return { ok: true, plan: planOf(parsed.data, { tenant, portalUrl, name, given }) };
}

function optionOf(setting: string): string {
	return Object.entries(SETTINGS).find(([, name]) => name === setting)?.[0] ?? setting;
}

type Read = ReturnType<typeof shape.parse>;
type Rest = { tenant: string; portalUrl: string; name: string; given: Given };

function planOf(read: Read, { tenant, portalUrl, name, given }: Rest): Plan {
	const cloud = read.ENTRA_CLOUD ?? "global";
	const { ENTRA_AUTHORITY: authority, GRAPH_URL: graphUrl } = read;
	const changeMethod = read.CHANGE_METHOD ?? "portal";
	const helpdeskRole = read.HELPDESK_ROLE || "Keyturn.Helpdesk";
	const hasHelpdesk = given.helpdesk === true;
	return {
		tenant,
		authority: authority ?? `${CLOUDS[cloud].login}/${tenant}`,
		graphUrl: graphUrl ?? CLOUDS[cloud].graph,
		wanted: wantedFrom({ name, portalUrl, helpdeskRole, changeMethod, hasHelpdesk }),
		settings: {
			PORTAL_URL: portalUrl,
			ENTRA_CLOUD: cloud,
			CHANGE_METHOD: changeMethod,
			HELPDESK_ROLE: helpdeskRole,
			...(authority && { ENTRA_AUTHORITY: authority }),
			...(graphUrl && { GRAPH_URL: graphUrl }),
		},
	};
}
