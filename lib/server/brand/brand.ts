import type { Colour } from "#lib/core/brand/contrast.ts";
import type { DomainLabels } from "#lib/text/domain-label.ts";
import type { Picture } from "./png-file.ts";

/** A logo as it is sent, with how wide and high it is drawn. */
export type Logo = {
	body: Buffer;
	type: "image/svg+xml" | "image/png";
	size: { width: number; height: number };
};

/** What makes a portal the organisation's own. All of it was checked when the settings were read. */
export type Brand = {
	name: string;
	accent: { light: Colour; dark: Colour };
	/** `undefined`: the portal's own mark, in the accent. */
	logo: Logo | undefined;
	/** For dark pages; without it the logo lies on white there. */
	darkLogo: Logo | undefined;
	/** What icons for a device are made of; `undefined`: the portal's own mark. */
	icon: Picture | undefined;
	/** The organisation's own word for the domain. */
	domainLabels: DomainLabels;
};
