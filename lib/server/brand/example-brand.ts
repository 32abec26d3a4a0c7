import { OWN_ACCENT } from "#lib/core/brand/backgrounds.ts";
import type { Brand } from "./brand.ts";

/** The portal's own branding, as without settings; for tests. */
export const EXAMPLE_BRAND: Brand = {
	name: "Keyturn",
	accent: OWN_ACCENT,
	domainLabels: {},
	logo: undefined,
	darkLogo: undefined,
	icon: undefined,
};
