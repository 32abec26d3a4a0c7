import * as z from "zod";
import { unseenCharacters } from "#lib/core/password-rules.ts";
import { isAddressOrNetwork } from "../http/client-address.ts";
import { isPhoneCountry } from "../phone-uri.ts";
import { CLOUDS, type Cloud } from "./clouds.ts";
import { isSmtpUrl, NO_PORT } from "./smtp-url.ts";
import { readTextFile, unreadable } from "./text-file.ts";

/** An empty value counts as not set, as in a `.env` file copied from the example. */
const text = z.string().trim().optional();
const orNothing = <T extends z.ZodType>(schema: T) =>
	z
		.union([z.literal("").transform(() => undefined), schema], {
			// The schema's own message: a union's says only that nothing matches.
			error: ({ errors }) => errors?.at(-1)?.[0]?.message,
		})
		.optional();

/** Any number of values, separated by commas. */
const list = z
	.string()
	.default("")
	.transform((text) =>
		text
			.split(",")
			.map((item) => item.trim())
			.filter(Boolean),
	);

const lowerCaseList = list.transform((items) => items.map((item) => item.toLowerCase()));

const guid = orNothing(
	z.guid({ error: "must be a GUID like 11111111-2222-4333-8444-555555555555" }),
);

const guids = lowerCaseList.refine(
	(items) => items.every((item) => z.guid().safeParse(item).success),
	{ error: "must be object ids of groups, GUIDs separated by commas" },
);

/** The names and addresses of the local machine. */
export const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

function isSafeUrl(value: string): boolean {
	if (!URL.canParse(value)) return false;
	const { protocol, hostname } = new URL(value);
	return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}

const url = orNothing(
	z
		.string()
		.trim()
		.refine(isSafeUrl, { error: "must be an https address (http only on this machine itself)" })
		.transform((value) => value.replace(/\/+$/, "")),
);

/** The portal is served from the root of its host; this is compared with the browser's origin. */
const origin = orNothing(
	z
		.string()
		.refine((value) => isSafeUrl(value) && isBareOrigin(value), {
			error:
				"must be an https address without a path, like https://password.contoso.com (http only on this machine itself)",
		})
		.transform((value) => new URL(value).origin),
);

function isBareOrigin(value: string): boolean {
	const { origin, href, port } = new URL(value);
	return href === `${origin}/` && port !== NO_PORT;
}

const yesOrNo = orNothing(
	z.enum(["true", "false"], { error: "must be true or false" }).transform((v) => v === "true"),
);

const ldapsUrls = list
	.refine((items) => items.every(isLdapsUrl), {
		error:
			"must be addresses like ldaps://dc1.aaddscontoso.com, one per controller, separated by commas",
	})
	// Normalised, since a duplicate would be a controller that confirms itself.
	.transform((items) => [...new Set(items.map(oneSpelling))]);

/** A host and an optional port, nothing else. */
function isLdapsUrl(value: string): boolean {
	if (!URL.canParse(value)) return false;
	const { protocol, host, port, pathname, href } = new URL(value);
	return (
		protocol === "ldaps:" &&
		port !== NO_PORT &&
		host !== "" &&
		href === `ldaps://${host}${pathname}` &&
		pathname.length < 2
	);
}

function oneSpelling(url: string): string {
	return `ldaps://${new URL(url).host.toLowerCase().replace(/:636$/, "")}`;
}

const addresses = list.refine((items) => items.every(isAddressOrNetwork), {
	error: "must be addresses or networks like 10.0.0.4 or 10.1.0.0/16, separated by commas",
});

/** As libpq reads it; without a host, `?host=/run/postgresql` names a socket's folder. */
function isDatabaseUrl(value: string): boolean {
	if (!URL.canParse(value)) return false;
	const { protocol, hostname, port, pathname, searchParams } = new URL(value);
	const isPostgres = protocol === "postgres:" || protocol === "postgresql:";
	return (
		isPostgres &&
		port !== NO_PORT &&
		(hostname !== "" || searchParams.has("host")) &&
		pathname.length > 1
	);
}

const distinguishedName = orNothing(
	z
		.string()
		.trim()
		.regex(/^\w[\w-]*=(?:\\.|[^,\\])+(?:,\s*\w[\w-]*=(?:\\.|[^,\\])+)*$/, {
			error: "must be a distinguished name like DC=aaddscontoso,DC=com",
		}),
);

const DNS_NAME = /^[\w-]+(?:\.[\w-]+)+$/;

const domainNames = lowerCaseList.refine((items) => items.every((item) => DNS_NAME.test(item)), {
	error: "must be domains like contoso.com, separated by commas",
});

/** Every setting, by environment variable (`.env.example` explains them). */
export const environmentSchema = z.object({
	ENTRA_TENANT_ID: guid,
	ENTRA_CLIENT_ID: guid,
	ENTRA_CLOUD: orNothing(
		z.enum(Object.keys(CLOUDS) as [Cloud, ...Cloud[]], {
			error: `must be one of ${Object.keys(CLOUDS).join(", ")}`,
		}),
	),
	ENTRA_DOMAINS: domainNames,
	ENTRA_AUTHORITY: url,
	GRAPH_URL: url,
	PORTAL_URL: origin,
	CHANGE_METHOD: orNothing(
		z.enum(["portal", "microsoft"], { error: "must be portal or microsoft" }),
	),
	MICROSOFT_CHANGE_URL: url,
	PASSWORD_RESET_URL: url,
	CHANGE_SCOPE: text,
	CHANGE_AUTH_CONTEXT: orNothing(
		z.string().regex(/^c\d{1,2}$/, {
			error: "must be the id of an authentication context like c1, at most c99",
		}),
	),
	PASSWORD_WRITEBACK: yesOrNo,
	DOMAIN_NAME: orNothing(
		z.string().regex(DNS_NAME, { error: "must be a DNS name like aaddscontoso.com" }),
	),
	DOMAIN_NETBIOS: orNothing(
		z.string().regex(/^[^\s\\/:*?"<>|.]{1,15}$/, {
			error: "must be the domain's short name like AADDSCONTOSO, at most 15 characters",
		}),
	),
	DOMAIN_LDAPS_URLS: ldapsUrls,
	DOMAIN_BIND_DN: text,
	DOMAIN_BIND_PASSWORD: z.string().optional(),
	DOMAIN_BIND_METHOD: orNothing(
		z.enum(["simple", "gssapi"], { error: "must be simple or gssapi" }),
	),
	DOMAIN_BIND_PRINCIPAL: orNothing(
		z.string().regex(/^[^@\s]+@[A-Z0-9.-]+$/, {
			error: "must be a principal like svc-portal@AADDSCONTOSO.COM, the realm in capitals",
		}),
	),
	DOMAIN_BIND_KEYTAB_FILE: text,
	DOMAIN_BASE_DN: distinguishedName,
	DOMAIN_CA_FILE: text,
	DOMAIN_OBJECT_ID_ATTRIBUTE: text,
	DOMAIN_LOCKOUT_THRESHOLD: orNothing(
		z.string().regex(/^\d{1,3}$/, {
			error: "must be a number of wrong passwords from 0 (nothing locks) to 999",
		}),
	),
	DOMAIN_LOCKOUT_MINUTES: orNothing(
		z.string().regex(/^\d{1,5}$/, {
			error: "must be a number of minutes from 0 (until somebody unlocks it) to 99999",
		}),
	),
	DOMAIN_LOCKOUT_WINDOW_MINUTES: orNothing(
		z.string().regex(/^[1-9]\d{0,4}$/, { error: "must be a number of minutes from 1 to 99999" }),
	),
	DOMAIN_KERBEROS_CHECK: yesOrNo,
	DOMAIN_SYNC_GROUPS: guids,
	DOMAIN_SYNC_CLOUD_ONLY: yesOrNo,
	DATA_DIR: orNothing(
		z
			.string()
			.trim()
			.regex(/^[^~$]/, {
				error: "must be the path of a folder, without a shell's ~ and $",
			}),
	),
	DATABASE_URL: orNothing(
		z.string().trim().refine(isDatabaseUrl, {
			error:
				"must be an address like postgres://user:password@host:5432/database, special characters of user and password as %40",
		}),
	),
	TRUSTED_PROXIES: addresses,
	HELPDESK_ROLE: text,
	AUDIT_KEY_FILE: text,
	METRICS_TOKEN: orNothing(
		z.string().regex(/^[\w.~+/=-]{24,}$/, {
			error: "must be at least 24 random characters, such as openssl rand -hex 24 prints",
		}),
	),
	AUDIT_RETENTION_DAYS: orNothing(
		z.string().regex(/^[1-9]\d{0,4}$/, { error: "must be a number of days from 1 to 99999" }),
	),
	BRAND_NAME: orNothing(
		z
			.string()
			.trim()
			.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,40}$/u, {
				error: "must be a name of one line, at most 40 characters",
			}),
	),
	BRAND_LOGO: text,
	BRAND_LOGO_DARK: text,
	BRAND_ICON: text,
	BRAND_COLOUR: text,
	BRAND_COLOUR_DARK: text,
	DOMAIN_LABEL: text,
	SUPPORT_NAME: text,
	SUPPORT_EMAIL: orNothing(z.email({ error: "must be a mail address" })),
	SUPPORT_PHONE: text,
	SUPPORT_PHONE_COUNTRY: orNothing(
		z
			.string()
			.toUpperCase()
			.refine(isPhoneCountry, { error: "must be a country's two letters like DE or US" }),
	),
	SUPPORT_URL: url,
	SMTP_URL: orNothing(
		z.string().refine(isSmtpUrl, {
			error:
				"must be an address like smtp://mail.contoso.com:587 or smtps://user:password@mail.contoso.com, special characters of user and password as %40; ?tls=optional only without a password",
		}),
	),
	SMTP_CA_FILE: text,
	MAIL_FROM: orNothing(z.email({ error: "must be a mail address" })),
});

/** A process's environment variables. */
export type Variables = Record<string, string | undefined>;

/** Settings that people read: some languages need invisible characters. */
const IN_WORDS = ["BRAND_NAME", "DOMAIN_LABEL", "SUPPORT_NAME", "SUPPORT_PHONE"];

/**
 * Finds invisible characters in settings. The password is checked as it stands: with a line break after it, it would
 * be tried, and count towards a lockout. Around all other values, and around the commas of a list, blanks and line
 * breaks are ignored.
 */
export function unseenMistakes(env: Variables): [name: string, mistake: string][] {
	return Object.keys(environmentSchema.shape).flatMap((name): [string, string][] => {
		const value = env[name] ?? "";
		const shown = value.replace(/\s*,\s*/g, ",").trim();
		const unseen = unseenCharacters(name === "DOMAIN_BIND_PASSWORD" ? value : shown);
		if (IN_WORDS.includes(name) || unseen === "") return [];
		return [[name, `${name}: contains invisible characters: ${unseen}. Remove them.`]];
	});
}

/** Taken literally: what people read, and secrets. */
const LITERAL = [
	"BRAND_NAME",
	"DOMAIN_LABEL",
	"SUPPORT_NAME",
	"DOMAIN_BIND_PASSWORD",
	"METRICS_TOKEN",
];
const TYPOGRAPHIC =
	/^[\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb]|[\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb]$/;
/** An extension of a telephone number has digits after it. */
const COMMENT = /\s#(?!\d)/;

/** Finds what looks like another notation than the literal one of a settings file. */
export function notationMistakes(env: Variables): [name: string, mistake: string][] {
	return Object.keys(environmentSchema.shape).flatMap((name): [string, string][] => {
		const value = LITERAL.includes(name) ? "" : (env[name] ?? "").trim();
		if (COMMENT.test(value)) {
			return [[name, `${name}: includes a comment, from # on. Give it a line of its own.`]];
		}
		if (!TYPOGRAPHIC.test(value)) return [];
		return [
			[name, `${name}: is in typographic quotes. Write it without any, or in straight ones.`],
		];
	});
}

/** With it Node accepts any certificate, from the tenant and from the controllers. */
export function tlsMistake({ NODE_TLS_REJECT_UNAUTHORIZED: value }: Variables): string[] {
	if (value !== "0") return [];
	return [
		"NODE_TLS_REJECT_UNAUTHORIZED: must not be 0. Anybody on the network could then read the reading account's password and forge people's tokens. Name the signer's certificate in DOMAIN_CA_FILE, SMTP_CA_FILE or NODE_EXTRA_CA_CERTS instead.",
	];
}

export type Environment = z.output<typeof environmentSchema>;

/** Variables with a `_FILE` variant that reads the secret from a file, e.g. `DOMAIN_BIND_PASSWORD_FILE`. */
export const FROM_FILE = [
	"DOMAIN_BIND_PASSWORD",
	"SMTP_URL",
	"METRICS_TOKEN",
	"DATABASE_URL",
] as const;

/**
 * Replaces `NAME_FILE` with `NAME`, set to the file's single line.
 *
 * @returns the environment, and the errors in files, by the `NAME` that each should set
 */
export function withSecretsFromFiles(env: Variables): {
	env: Variables;
	wrong: Map<string, string>;
} {
	const wrong = new Map<string, string>();
	const filled = { ...env };
	for (const name of FROM_FILE) {
		const file = env[`${name}_FILE`];
		if (!file) continue;
		if (env[name]) {
			wrong.set(name, `${name}_FILE: ${name} is set too. Remove one of them.`);
			continue;
		}
		try {
			const secret = readTextFile(file).replace(/[\r\n]+$/, "");
			if (/[\r\n]/.test(secret))
				wrong.set(name, `${name}_FILE: the file ${file} must contain one line.`);
			else filled[name] = secret;
		} catch (error) {
			wrong.set(name, unreadable(`${name}_FILE`, file, error));
		}
	}
	return { env: filled, wrong };
}
