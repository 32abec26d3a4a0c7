import { createHash } from "node:crypto";
import { BACKGROUNDS } from "#lib/core/brand/backgrounds.ts";
import { catalogueTexts } from "#lib/server/catalogue-texts.ts";
import { isolated } from "#lib/text/isolated.ts";
import { LANGUAGES, type Locale } from "#lib/text/locales.ts";
import type { Brand } from "./brand.ts";
import { escapedForHtml } from "./fill-page.ts";

/** A self-contained page, and the policy that keeps it so. */
export type OfflinePage = { html: string; policy: string };

const WORDS = [
	...(["open", "waiting", "arriving", "late", "usable", "probably"] as const),
	...(["unconfirmed", "moved-on", "blocked", "ended"] as const),
];

/**
 * What a device shows while it cannot reach the portal (`public/sw.js`): the last known state with
 * its time, never as if it were current.
 */
export async function offlinePage(locale: Locale, brand: Brand): Promise<OfflinePage> {
	const t = await catalogueTexts(locale, "offline", brand.domainLabels);
	const states = await catalogueTexts(locale, "states", brand.domainLabels);
	const words = Object.fromEntries(WORDS.map((word) => [word, states(word)]));
	// No text of a catalogue may end the script.
	const script = SCRIPT.replace("WORDS", JSON.stringify(words).replaceAll("<", "\\u003c"));
	const style = styleOf(brand);
	const text = (key: Parameters<typeof t>[0]) => escapedForHtml(String(t(key)));
	const html = `<!doctype html>
<html lang="${locale}" dir="${LANGUAGES[locale].direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${text("heading")} – ${escapedForHtml(brand.name)}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="brand">${escapedForHtml(isolated(brand.name))}</p>
<h1>${text("heading")}</h1>
<p>${text("lead")}</p>
<section id="last" hidden>
<h2>${text("lastHeading")}</h2>
<p><strong id="word"></strong><br><time id="at"></time></p>
<p>${text("mayHaveChanged")}</p>
</section>
<button type="button" id="again">${text("again")}</button>
</main>
<script>${script}</script>
</body>
</html>
`;
	const policy = [
		"default-src 'none'",
		`style-src ${hashOf(style)}`,
		`script-src ${hashOf(script)}`,
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	].join("; ");
	return { html, policy };
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The word comes from the catalogue or is missing: stored text is never shown as is. */
const SCRIPT = `
const words = WORDS;
const root = document.documentElement;
function kept(storage, name) { try { return window[storage].getItem(name); } catch { return null; } }
const theme = kept("localStorage", "keyturn.theme");
if (theme === "light" || theme === "dark") root.style.colorScheme = theme;
const isStatus = location.pathname.startsWith("/status/");
try {
	const last = JSON.parse(kept(isStatus ? "sessionStorage" : "localStorage", "keyturn.last-state"));
	const at = new Date(last.at);
	if (Object.hasOwn(words, last.word) && !Number.isNaN(at.getTime())) {
		document.getElementById("word").textContent = words[last.word];
		const time = document.getElementById("at");
		time.dateTime = at.toISOString();
		time.textContent = new Intl.DateTimeFormat(root.lang + "-u-nu-latn", { dateStyle: "full", timeStyle: "short" }).format(at);
		document.getElementById("last").hidden = false;
	}
} catch {}
document.getElementById("again").addEventListener("click", () => location.reload());
addEventListener("online", () => location.reload());
`;

function styleOf({ accent }: Brand): string {
	const { light, dark } = BACKGROUNDS;
	return `:root{color-scheme:light dark;background:light-dark(${light.canvas},${dark.canvas});color:light-dark(#16191d,#f2f4f6);border-top:4px solid light-dark(${accent.light},${accent.dark});font:17px/1.5 "Segoe UI",system-ui,sans-serif}body{margin:0;padding:1.5rem 1rem}main{max-width:38rem;margin:auto}.brand{font-weight:700}h1{font-size:1.75rem;line-height:1.2;text-wrap:balance}section{border:1px solid light-dark(#e1e5ea,#2b333b);border-radius:14px;background:light-dark(${light.surface},${dark.surface});padding:0 1.25rem}h2{font-size:1.25rem}button{margin:1.5rem 0;min-height:2.75rem;padding:.4rem 1rem;border:2px solid transparent;border-radius:8px;background:light-dark(${accent.light},${accent.dark});color:light-dark(${light["on-action"]},${dark["on-action"]});font:inherit;font-weight:600}:focus-visible{outline:3px solid light-dark(${accent.light},${accent.dark});outline-offset:2px}`;
}
