/**
 * Values in a page that only the settings know. The build writes a placeholder for each, and the
 * portal's server replaces it when it reads the page: so the value is there in the first byte, and
 * no script shifts the layout.
 */
const DEFAULTS = {
	"brand-name": "Keyturn",
	/** Changes whenever the brand does, so that browsers may cache its assets. */
	"brand-version": "0",
	"support-name": "",
	"support-phone": "",
	"support-phone-uri": "",
	"support-email": "",
	"support-url": "",
	/** Where people reset a forgotten password themselves. */
	"reset-url": "",
	/** The managed domain's names, as people sign in with them. */
	"domain-name": "",
	"domain-netbios": "",
} as const;

export type SiteValueName = keyof typeof DEFAULTS;

export const SITE_VALUE_NAMES = Object.keys(DEFAULTS) as SiteValueName[];

/** The placeholder of a value in a built page. */
export const placeholder = (word: SiteValueName) => `@@${word}@@`;

/** The placeholder in a build; a default in development, where nothing replaces it. */
export const siteValue = (word: SiteValueName): string =>
	// biome-ignore lint/style/noProcessEnv: Next puts in whether it builds or develops
	process.env.NODE_ENV === "development" ? DEFAULTS[word] : placeholder(word);
