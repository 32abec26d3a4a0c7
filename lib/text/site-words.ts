/**
 * What a page says that only the settings know. The build puts a mark in each place, and the portal's
 * server the value, as it reads the page: so it is there in the first byte, and no script moves anything.
 */
const WORDS = {
	"brand-name": "Keyturn",
	/** Changes whenever the brand does, so that browsers may keep what belongs to it. */
	"brand-version": "0",
	"support-name": "",
	"support-phone": "",
	"support-phone-uri": "",
	"support-email": "",
	"support-url": "",
} as const;

export type SiteWord = keyof typeof WORDS;

export const SITE_WORDS = Object.keys(WORDS) as SiteWord[];

/** The mark that stands in a built page for a word. */
export const siteMark = (word: SiteWord) => `@@${word}@@`;

/** The word for a page that is built; while developing nobody fills anything in, so a default. */
export const siteWord = (word: SiteWord): string =>
	// biome-ignore lint/style/noProcessEnv: Next puts in whether it builds or develops
	process.env.NODE_ENV === "development" ? WORDS[word] : siteMark(word);
