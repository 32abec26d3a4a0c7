import { dayInWords } from "#lib/core/link/calendar-day.ts";
import type { Link } from "#lib/core/link/link.ts";
import type { LinkTexts, PaperText } from "#lib/core/link/link-texts.ts";
import { type CatalogueTexts, catalogueTexts } from "#lib/server/catalogue-texts.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import { isolatedIn } from "#lib/text/isolated.ts";
import { DEFAULT_LOCALE, isLocale, LANGUAGES, type Locale } from "#lib/text/locales.ts";

type Site = Pick<Settings, "portalUrl" | "support" | "brand">;
type Texts = CatalogueTexts<"linkTexts">;

/** Writes what is handed out with a link, in its language: plain text without markup. */
export async function composeLinkTexts(link: Link, site: Site): Promise<LinkTexts> {
	const locale = isLocale(link.language) ? link.language : DEFAULT_LOCALE;
	const t = await catalogueTexts(locale, "linkTexts", site.brand.domainLabels);
	const paper = paperText(link, { t, locale, site });
	const { title, message, address, deadline, help, warning } = paper;
	const paragraphs = [
		message,
		[deadline, t("time")].filter(Boolean).join(" "),
		`${t("open")}\n${address}`,
		// Ended by a slash: `https://password.contoso.com.evil.example` begins with the rest of it, too.
		t("check", { origin: `${site.portalUrl}/` }),
		warning,
		help,
	].filter(Boolean);
	return {
		address,
		language: locale,
		direction: LANGUAGES[locale].direction,
		mail: { subject: title, body: paragraphs.join("\n\n") },
		teams: [title, message, deadline, `${t("open")} ${address}`, warning, help]
			.filter(Boolean)
			.join("\n\n"),
		paper,
	};
}

function paperText(
	link: Link,
	{ t, locale, site }: { t: Texts; locale: Locale; site: Site },
): PaperText {
	const { title, message, deadline } = link;
	return {
		brand: site.brand.name,
		title,
		message: message || t("lead"),
		scan: t("scan"),
		orOpen: t("orOpen"),
		address: `${site.portalUrl}/go/${link.id}`,
		qrLabel: t("qr"),
		stepsHeading: t("stepsHeading"),
		steps: [t("stepOpen"), t("stepSignIn"), t("stepChange"), t("stepWait")],
		warning: t("warning"),
		deadline: deadline && t("deadline", { day: dayInWords(deadline, locale) }),
		help: helpText(link, { t, locale, site }),
	};
}

/** Who helps: from the link, else from the portal's settings. */
function helpText(
	{ helper }: Link,
	{ t, locale, site }: { t: Texts; locale: Locale; site: Site },
): string {
	const call = (phone: string | undefined) => phone && isolatedIn(locale, phone);
	const own = [helper.name, call(helper.phone), helper.mail].filter(Boolean);
	const { name, phone, email, url } = site.support;
	const ways = own.length > 0 ? own : [name, call(phone), email, url].filter(Boolean);
	return ways.length > 0 ? t("help", { ways: ways.join(", ") }) : "";
}
