import { plainLine } from "#lib/core/link/plain-text.ts";
import type { WatchMail } from "#lib/core/watch/watch-mails.ts";
import type { DomainLabels } from "#lib/text/domain-label.ts";
import { isolatedIn } from "#lib/text/isolated.ts";
import { LANGUAGES, type Locale } from "#lib/text/locales.ts";
import type { MailTexts } from "./mail-texts.ts";

/** The portal's details, as in every mail. */
export type MailSite = {
	/** The public origin of the portal. */
	portalUrl: string;
	brand: string;
	/** The line above the name, `#rrggbb`; it must be visible on light and dark backgrounds. */
	accent: string;
	domainLabels: DomainLabels;
	support: {
		name: string | undefined;
		email: string | undefined;
		phone: string | undefined;
		url: string | undefined;
	};
	/** IANA name of the time zone; without one it is this machine's. Each time states it. */
	timeZone?: string;
};

export type ComposedMail = { subject: string; text: string; html: string };

type MailLanguage = { locale: Locale; t: MailTexts };

/** Writes a mail, as text and as HTML. Contains no password, no image, and no ticket but the person's own. */
export function composeMail(
	mail: WatchMail,
	{ locale, t }: MailLanguage,
	site: MailSite,
): ComposedMail {
	const subject = t(`${mail.kind}.subject`);
	const parts: MailPart[] = [
		{ kind: "text", text: t(`${mail.kind}.lead`) },
		{ kind: "facts", facts: facts(mail, { locale, t }, site.timeZone) },
		...next(mail, t, site.portalUrl),
		{ kind: "heading", text: t("notYou.heading") },
		{ kind: "text", text: t("notYou.lead") },
		...help({ locale, t }, site.support),
		{ kind: "text", text: t("footer", { brand: oneLine(site.brand) }) },
	];
	const letterhead = { brand: oneLine(site.brand), accent: site.accent };
	return {
		subject,
		text: plainText(parts, locale),
		html: htmlPage(subject, parts, { locale, ...letterhead }),
	};
}

function facts(
	{ kind, account, changedAt, usableAt, stateSince, controllers }: WatchMail,
	{ locale, t }: MailLanguage,
	timeZone: string | undefined,
): [label: string, value: string][] {
	const when = (at: Date) => formatInstant(at, locale, timeZone);
	const isUsable = kind === "usable" && usableAt !== undefined;
	const names = new Intl.ListFormat(locale).format(controllers.map(oneLine));
	return [
		[t("facts.account"), oneLine(account)],
		...(changedAt ? [[t("facts.changedAt"), when(changedAt)] as [string, string]] : []),
		...(isUsable ? [[t("facts.usableAt"), when(usableAt)] as [string, string]] : []),
		...(isUsable ? [[t("facts.controllers"), names] as [string, string]] : []),
		...(kind === "moved-on" ? [[t("facts.movedOnAt"), when(stateSince)] as [string, string]] : []),
	];
}

/** What happens next, as far as it is known; nothing can be followed if no controller is watched. */
function next(mail: WatchMail, t: MailTexts, portalUrl: string): MailPart[] {
	const status: MailPart = {
		kind: "link",
		text: t(`${mail.kind}.status`),
		url: `${portalUrl}/status/${encodeURIComponent(mail.ticket)}`,
	};
	if (mail.kind !== "changed") return [status];
	if (mail.controllers.length === 0) return [{ kind: "text", text: t("changed.unseen") }];
	if (mail.usableAt) return [{ kind: "text", text: t("changed.done") }];
	return [{ kind: "text", text: t("changed.wait") }, status];
}

function help({ locale, t }: MailLanguage, support: MailSite["support"]): MailPart[] {
	const { name, email, phone, url } = support;
	const call = phone && isolatedIn(locale, oneLine(phone));
	const others = (way: string | undefined) => way && oneLine(way);
	const ways = [others(name), others(email), call, others(url)].filter(Boolean);
	return [{ kind: "text", text: ways.length > 0 ? ways.join("\n") : t("notYou.nobody") }];
}

/** `Intl` treats English without a region as American; the catalogue is British. */
const REGIONAL: Partial<Record<Locale, string>> = { en: "en-GB" };

function formatInstant(instant: Date, locale: Locale, timeZone: string | undefined): string {
	return new Intl.DateTimeFormat(REGIONAL[locale] ?? locale, {
		day: "numeric",
		month: "long",
		year: "numeric",
		hour: "2-digit",
		minute: "2-digit",
		timeZone,
		timeZoneName: "short",
	}).format(instant);
}

/**
 * Keeps a value from outside on one line and from affecting its surroundings, whatever characters
 * it contains.
 */
function oneLine(value: string): string {
	return plainLine(value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " "));
}

/** A part of a mail, independent of the format. */
type MailPart =
	| { kind: "text" | "heading"; text: string }
	| { kind: "facts"; facts: [label: string, value: string][] }
	| { kind: "link"; text: string; url: string };

/** A mail as plain text, for readers without HTML. */
function plainText(parts: readonly MailPart[], locale: Locale): string {
	const value = (text: string) => isolatedIn(locale, text);
	const written = parts.map((part) => {
		if (part.kind === "facts") return part.facts.map(([l, v]) => `${l}: ${value(v)}`).join("\n");
		return part.kind === "link" ? `${part.text}\n${part.url}` : part.text;
	});
	return `${written.join("\n\n")}\n`;
}

/** The frame of a mail: its language and the organisation. */
type Letterhead = { locale: Locale; brand: string; accent: string };

/** A mail as one HTML page: the reader's own fonts and colours, and nothing that is loaded. */
function htmlPage(
	title: string,
	parts: readonly MailPart[],
	{ locale, brand, accent }: Letterhead,
): string {
	const { direction } = LANGUAGES[locale];
	return `<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
</head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif">
<div lang="${locale}" dir="${direction}" style="max-width:36em;margin:0 auto;border-top:4px solid ${accent}">
<p style="font-weight:bold"><bdi>${escaped(brand)}</bdi></p>
${parts.map(htmlPart).join("\n")}
</div>
</body>
</html>
`;
}

function htmlPart(part: MailPart): string {
	switch (part.kind) {
		case "text":
			return `<p>${escaped(part.text).replaceAll("\n", "<br>\n")}</p>`;
		case "heading":
			return `<h2 style="font-size:18px">${escaped(part.text)}</h2>`;
		case "facts":
			return `<p>${part.facts.map(htmlFact).join("<br>\n")}</p>`;
		case "link": {
			const url = escaped(part.url);
			return `<p>${escaped(part.text)}<br>\n<a href="${url}" dir="ltr" style="overflow-wrap:anywhere">${url}</a></p>`;
		}
	}
}

function htmlFact([label, value]: [string, string]): string {
	return `${escaped(label)}: <bdi style="overflow-wrap:anywhere">${escaped(value)}</bdi>`;
}

function escaped(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;");
}
