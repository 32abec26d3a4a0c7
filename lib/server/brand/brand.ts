import type { Colour } from "#lib/core/brand/contrast.ts";
import type { DomainLabels } from "#lib/text/domain-label.ts";
import type { Picture } from "./png-file.ts";

/** A logo as sent, with the size at which it is drawn. */
export type Logo = {
	body: Buffer;
	type: "image/svg+xml" | "image/png";
	size: { width: number; height: number };
};

/** The organisation's own branding, validated when the settings were read. */
export type Brand = {
	name: string;
	accent: { light: Colour; dark: Colour };
	/** `undefined`: the portal's own mark, in the accent colour. */
	logo: Logo | undefined;
	/** For dark pages; without it the logo is on white there. */
	darkLogo: Logo | undefined;
	/** What device icons are drawn from; `undefined`: the portal's own mark. */
	icon: Picture | undefined;
	/** The organisation's own name for the domain. */
	domainLabels: DomainLabels;
};
