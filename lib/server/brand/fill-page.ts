import type { Settings } from "#lib/server/settings/settings.ts";
import { withDomainLabel } from "#lib/text/domain-label.ts";
import type { Locale } from "#lib/text/locales.ts";
import { placeholder, SITE_VALUE_NAMES, type SiteValueName } from "#lib/text/site-values.ts";
import { phoneUri } from "../phone-uri.ts";

/** The value of each placeholder in a built page. */
export type Values = Record<SiteValueName, string>;

export function siteValues(settings: Settings, version: string): Values {
	const { brand, support, change, domain } = settings;
	return {
		"brand-name": brand.name,
		"brand-version": version,
		"support-name": support.name ?? "",
		"support-phone": support.phone ?? "",
		"support-phone-uri": (support.phone && phoneUri(support.phone, support.phoneCountry)) ?? "",
		"support-email": support.email ?? "",
		"support-url": support.url ?? "",
		"reset-url": change.resetUrl ?? "",
		"domain-name": domain.name ?? "",
		"domain-netbios": domain.netbios ?? "",
	};
}

type Filling = { words: Values; labels: Settings["brand"]["domainLabels"]; locale: Locale };

/** What Next writes between two chunks of React's data; a placeholder may be split there. */
const BETWEEN_PIECES = '"])</script><script>self.__next_f.push([1,"';
const INLINE_SCRIPT = /(<script(?![^>]*\ssrc=)[^>]*>)([\s\S]*?)(<\/script>)/g;

/** Fills a built page: its HTML, and the data with which React hydrates it, which must match. */
export function fillHtml(html: string, filling: Filling): string {
	const parts = html.replaceAll(BETWEEN_PIECES, "").split(INLINE_SCRIPT);
	// Groups of four: text outside scripts, an opening tag, a script, a closing tag.
	return parts
		.map((part, n) => {
			if (n % 4 === 0) return fill(part, filling, { escaped: escapedForHtml });
			return n % 4 === 2
				? fill(part, filling, { escaped: escapedForScript, isForReact: true })
				: part;
		})
		.join("");
}

/** Fills what Next's router loads on client-side navigation. */
export function fillNavigation(text: string, filling: Filling): string {
	return fill(text, filling, { escaped: escapedForJson, isForReact: true });
}

type Place = { escaped: (value: string) => string; isForReact?: boolean };

function fill(text: string, { words, labels, locale }: Filling, place: Place): string {
	const { escaped, isForReact } = place;
	let filled = withDomainLabel(text, { locale, labels }, escaped);
	for (const word of SITE_VALUE_NAMES) {
		const value = words[word];
		// React reads a string that starts with a dollar sign as a reference, and a double one as the
		// character.
		const begins = isForReact && value.startsWith("$") ? "$" : "";
		filled = filled.replace(
			new RegExp(`(["']?)${placeholder(word)}`, "g"),
			(_, quote: string) => quote + (quote && begins) + escaped(value),
		);
	}
	return filled;
}

const HTML: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes a text for element content and attributes. */
export const escapedForHtml = (value: string) =>
	value.replace(/[&<>"']/g, (sign) => HTML[sign] ?? "&#x27;");

const escapedForJson = (value: string) => JSON.stringify(value).slice(1, -1);

/** Escapes a string within a string in a script: JSON twice, and nothing that could end the script. */
const escapedForScript = (value: string) =>
	escapedForJson(escapedForJson(value)).replace(
		/[<>&\u2028\u2029]/g,
		(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
