import { isolatedIn } from "#lib/text/isolated.ts";
import { LANGUAGES, type Locale } from "#lib/text/locales.ts";

/** One part of a mail, without a form of its own. */
export type MailPart =
	| { kind: "text" | "heading"; text: string }
	| { kind: "facts"; facts: [label: string, value: string][] }
	| { kind: "link"; text: string; url: string };

/** A mail as plain text, for readers without HTML. */
export function plainText(parts: readonly MailPart[], locale: Locale): string {
	const value = (text: string) => isolatedIn(locale, text);
	const written = parts.map((part) => {
		if (part.kind === "facts") return part.facts.map(([l, v]) => `${l}: ${value(v)}`).join("\n");
		return part.kind === "link" ? `${part.text}\n${part.url}` : part.text;
	});
	return `${written.join("\n\n")}\n`;
}

/** A mail as one HTML page: the reader's own fonts and colours, nothing that is loaded from anywhere. */
export function htmlPage(title: string, parts: readonly MailPart[], locale: Locale): string {
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
<div lang="${locale}" dir="${direction}" style="max-width:36em;margin:0 auto">
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
