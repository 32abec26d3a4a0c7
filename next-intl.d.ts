import type { Locale as PortalLocale } from "#lib/text/locales.ts";
import type messages from "./messages/en.json";

declare module "next-intl" {
	interface AppConfig {
		Locale: PortalLocale;
		Messages: typeof messages;
	}
}
