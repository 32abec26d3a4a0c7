import type { Settings } from "#lib/server/settings/settings.ts";
import { phoneUri } from "../phone-uri.ts";
import type { Logo } from "./brand.ts";
import { LOGO_HEIGHT } from "./logo-file.ts";

type Site = Pick<Settings, "brand" | "support" | "change" | "isPractice">;

/**
 * The style sheet for everything that depends on the settings: the accent colour, the logo, and which parts the frame shows. It
 * is applied before first paint, so nothing moves.
 */
export function brandCss(site: Site, version: string): string {
	const { brand, support, change, isPractice } = site;
	const { accent, logo, darkLogo } = brand;
	const isThere: Record<string, boolean> = {
		practice: isPractice,
		"support-name": Boolean(support.name),
		"support-phone": Boolean(support.phone),
		"support-phone-uri": Boolean(support.phone && phoneUri(support.phone, support.phoneCountry)),
		"support-email": Boolean(support.email),
		"support-url": Boolean(support.url),
		support: Boolean(support.phone || support.email || support.url),
		reset: Boolean(change.resetUrl),
		logo: Boolean(logo),
	};
	const away = Object.entries(isThere).map(
		([name, is]) => `[data-${is ? "unless" : "if"}=${name}]`,
	);
	return [
		`:root{--brand:${accent.light};--brand-dark:${accent.dark}}`,
		`${away.join()}{display:none}`,
		...(logo ? [logoCss(logo, darkLogo, version)] : []),
		"",
	].join("\n");
}

/** Its space is reserved at the logo's width from the start. A background image would not be printed. */
function logoCss(logo: Logo, darkLogo: Logo | undefined, version: string): string {
	const shown = (name: string, { size }: Logo) => {
		const width = Math.round((LOGO_HEIGHT * size.width) / size.height);
		return `background-image:url(/${name}?${version});inline-size:${width}px`;
	};
	const dark = darkLogo
		? shown("brand-logo-dark", darkLogo)
		: "background-color:#fff;background-origin:content-box;padding:2px;border-radius:4px";
	return [
		`.brand-logo{block-size:${LOGO_HEIGHT}px;${shown("brand-logo", logo)};background-position:center;background-size:contain;background-repeat:no-repeat;print-color-adjust:exact;-webkit-print-color-adjust:exact}`,
		`@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]) .brand-logo:not(.on-paper){${dark}}}`,
		`@media screen{[data-theme=dark] .brand-logo:not(.on-paper){${dark}}}`,
	].join("\n");
}
