import { BACKGROUNDS, OWN_ACCENT } from "#lib/core/brand/backgrounds.ts";
import {
	type Colour,
	isColour,
	leastContrast,
	readableOn,
	TEXT_CONTRAST,
} from "#lib/core/brand/contrast.ts";
import { DOMAIN_LABELS, type DomainLabels } from "#lib/text/domain-label.ts";
import { isLocale, LOCALES } from "#lib/text/locales.ts";
import type { Brand } from "../brand/brand.ts";
import { readIcon, readLogo } from "../brand/logo-file.ts";
import type { Environment } from "./environment.ts";

/** Reads the organisation's branding, adding errors to `mistakes`. */
export function brandSettings(e: Environment, mistakes: string[]): Brand {
	const logo = e.BRAND_LOGO ? readLogo("BRAND_LOGO", e.BRAND_LOGO, mistakes) : undefined;
	const darkLogo = e.BRAND_LOGO_DARK
		? readLogo("BRAND_LOGO_DARK", e.BRAND_LOGO_DARK, mistakes)
		: undefined;
	if (e.BRAND_LOGO_DARK && !e.BRAND_LOGO) {
		mistakes.push("BRAND_LOGO: missing. BRAND_LOGO_DARK only replaces it on dark pages.");
	}
	return {
		name: e.BRAND_NAME || "Keyturn",
		accent: accentFrom(e, mistakes),
		logo: logo?.logo,
		darkLogo: darkLogo?.logo,
		icon: e.BRAND_ICON ? readIcon("BRAND_ICON", e.BRAND_ICON, mistakes) : logo?.picture,
		domainLabels: labelsFrom(e.DOMAIN_LABEL ?? "", mistakes),
	};
}

/** Without a colour for dark pages, it is derived from the other one. */
function accentFrom(e: Environment, mistakes: string[]): Brand["accent"] {
	const light = colourOf("BRAND_COLOUR", e.BRAND_COLOUR, "light", mistakes);
	const dark = colourOf("BRAND_COLOUR_DARK", e.BRAND_COLOUR_DARK, "dark", mistakes);
	return {
		light: light ?? OWN_ACCENT.light,
		dark: dark ?? (light ? readable(light, "dark") : OWN_ACCENT.dark),
	};
}

type Scheme = keyof typeof BACKGROUNDS;

const readable = (colour: Colour, scheme: Scheme) =>
	readableOn(
		Object.values(BACKGROUNDS[scheme]),
		colour,
		scheme === "light" ? "#000000" : "#ffffff",
	);

function colourOf(
	setting: string,
	written: string | undefined,
	scheme: Scheme,
	mistakes: string[],
): Colour | undefined {
	if (!written) return undefined;
	const colour = written.toLowerCase();
	if (!isColour(colour)) {
		mistakes.push(`${setting}: must be a colour like #0c518f.`);
		return undefined;
	}
	const { other, ratio } = leastContrast(colour, Object.values(BACKGROUNDS[scheme]));
	if (ratio >= TEXT_CONTRAST) return colour;
	// Rounded down: 4.496 must not be reported as 4.5.
	const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
	mistakes.push(
		`${setting}: ${colour} has a contrast of ${shown}:1 with ${other} of ${scheme} pages, and text needs ${TEXT_CONTRAST}:1 (WCAG AA). The similar ${readable(colour, scheme)} has enough.`,
	);
	return undefined;
}

/** `en: lab computers; de: Laborrechner, Laborrechnern`. */
function labelsFrom(text: string, mistakes: string[]): DomainLabels {
	const labels: DomainLabels = {};
	for (const entry of text.split(";").filter((part) => part.trim() !== "")) {
		const [, language = "", forms = ""] = /^\s*([a-z]{2,3})\s*:\s*(.+)$/s.exec(entry) ?? [];
		const words = forms.split(",").map((form) => form.trim());
		if (!isLocale(language)) {
			mistakes.push(
				`DOMAIN_LABEL: “${entry.trim()}” must start with a language (${LOCALES.join(", ")}), like en: lab computers.`,
			);
			continue;
		}
		const known = DOMAIN_LABELS[language];
		if (words.length !== known.length || words.some((word) => !isLabel(word))) {
			mistakes.push(
				`DOMAIN_LABEL: ${language} takes ${known.length === 1 ? "one form" : `${known.length} forms separated by commas`}, in place of “${known.join(", ")}”, each of 1 to 40 letters.`,
			);
			continue;
		}
		labels[language] = words;
	}
	return labels;
}

/** Part of a catalogue sentence, so without ICU's `{` and the tag's `<`. */
const isLabel = (word: string) => /^[\p{L}\p{M}\p{N} ./&()'\u2019-]{1,40}$/u.test(word);
