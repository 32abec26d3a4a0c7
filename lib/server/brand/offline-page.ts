import { createHash } from "node:crypto";
import { BACKGROUNDS } from "#lib/core/brand/backgrounds.ts";
import type { Word } from "#lib/core/watch/status-message.ts";
import { catalogueTexts } from "#lib/server/catalogue-texts.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import { isolated } from "#lib/text/isolated.ts";
import { LANGUAGES, type Locale } from "#lib/text/locales.ts";
import { phoneUri } from "../phone-uri.ts";
import type { Brand } from "./brand.ts";
import { escapedForHtml } from "./fill-page.ts";

/** A self-contained page, and the policy that enforces that. */
export type OfflinePage = { html: string; policy: string };

/** What to do in each state, while nobody can tell whether it is still current. */
const ADVICE = {
	open: "open",
	begun: undefined,
	waiting: "wait",
	arriving: "wait",
	late: "wait",
	usable: "away",
	probably: "wait",
	unconfirmed: "wait",
	"moved-on": "moved-on",
	blocked: "blocked",
	ended: undefined,
} as const satisfies Record<Word, string | undefined>;

/**
 * What a device shows while it cannot reach the portal (`public/sw.js`): the last known state with its time, never
 * as if it were current and never that of another change or status, and whom to call.
 */
export async function offlinePage(
	locale: Locale,
	{ brand, support }: Pick<Settings, "brand" | "support">,
): Promise<OfflinePage> {
	const labels = brand.domainLabels;
	const t = await catalogueTexts(locale, "offline", labels);
	const saved = await catalogueTexts(locale, "savedPasswords", labels);
	const tellMe = await catalogueTexts(locale, "tellMe", labels);
	const site = await catalogueTexts(locale, "site", labels);
	const adviceFor = (word: Word): string => {
		const advice = ADVICE[word];
		if (!advice) return "";
		if (advice === "away") return saved("away");
		return advice === "moved-on" ? tellMe("moved-on") : t(`advice.${advice}`);
	};
	const words = Object.fromEntries(
		(Object.keys(ADVICE) as Word[]).map((word) => [word, [t(`last.${word}`), adviceFor(word)]]),
	);
	// Escaped so that no catalogue text can end the script.
	const script = SCRIPT.replace("WORDS", JSON.stringify(words).replaceAll("<", "\\u003c"));
	const style = styleOf(brand);
	const text = (key: Parameters<typeof t>[0]) => escapedForHtml(String(t(key)));
	const help = helpLine(support, {
		heading: support.name ? site("helpFrom", { name: isolated(support.name) }) : site("help"),
		nobody: site("helpNobody"),
	});
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
<header>${escapedForHtml(isolated(brand.name))}</header>
<main>
${ICON}
<h1>${text("heading")}</h1>
<p>${text("lead")}</p>
<section id="last" hidden>
<h2>${text("lastHeading")}</h2>
<p><time id="at"></time></p>
<p><strong id="word"></strong></p>
<p>${text("mayHaveChanged")} <span id="advice"></span></p>
</section>
<button type="button" id="again">${text("again")}</button>
${help}
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

/** Telephones work offline. */
function helpLine(
	{ phone, phoneCountry }: Settings["support"],
	{ heading, nobody }: { heading: string; nobody: string },
): string {
	if (!phone) return `<p>${escapedForHtml(nobody)}</p>`;
	const uri = phoneUri(phone, phoneCountry);
	const number = `<bdi dir="ltr">${escapedForHtml(phone)}</bdi>`;
	const way = uri ? `<a href="${escapedForHtml(uri)}">${number}</a>` : number;
	return `<p>${escapedForHtml(heading)}<br>${way}</p>`;
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The word comes from the catalogue or is left out: stored text is never shown as is. */
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
	const change = JSON.parse(kept("localStorage", "keyturn.change"));
	const ticket = isStatus ? location.pathname.split("/")[2] : change?.ticket ?? last.ticket;
	if (Object.hasOwn(words, last.word) && !Number.isNaN(at.getTime()) && last.ticket === ticket) {
		const [word, advice] = words[last.word];
		document.getElementById("word").textContent = word;
		document.getElementById("advice").textContent = advice;
		const time = document.getElementById("at");
		time.dateTime = at.toISOString();
		// With the reader's region, as on the other pages.
		const language = navigator.languages.find((one) => one.split("-")[0] === root.lang) ?? root.lang;
		time.textContent = new Intl.DateTimeFormat(new Intl.Locale(language, { numberingSystem: "latn", calendar: "gregory" }), { dateStyle: "full", timeStyle: "short" }).format(at);
		document.getElementById("last").hidden = false;
	}
} catch {}
document.getElementById("again").addEventListener("click", () => location.reload());
addEventListener("online", () => location.reload());
`;

/** A crossed-out cloud. */
const ICON =
	'<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M6 15.5a3.5 3.5 0 0 1-.4-7 4.75 4.75 0 0 1 9.2 1 3 3 0 0 1-.3 6zM3 3l14 14"/></svg>';

function styleOf({ accent }: Brand): string {
	const { light, dark } = BACKGROUNDS;
	const action = `light-dark(${accent.light},${accent.dark})`;
	const line = "light-dark(#e1e5ea,#2b333b)";
	const muted = "light-dark(#4a5058,#b3bac3)";
	const [canvas, surface, tint, onAction] = (
		["canvas", "surface", "info-tint", "on-action"] as const
	).map((name) => `light-dark(${light[name]},${dark[name]})`);
	return [
		`:root{color-scheme:light dark;background:${canvas};color:light-dark(#16191d,#f2f4f6);font:17px/26px "Segoe UI Variable","Segoe UI",system-ui,sans-serif}`,
		"body{margin:0;overflow-wrap:break-word}",
		`header{border-top:4px solid ${action};border-bottom:1px solid ${line};background:${surface};padding:12px max(16px,(100vw - 1072px)/2);font-weight:700}`,
		`main{box-sizing:border-box;max-width:36rem;margin:24px max(16px,(100vw - 36rem)/2);border:1px solid ${line};border-radius:14px;background:${surface};padding:clamp(20px,6vw,40px)}`,
		`svg{width:28px;padding:14px;border-radius:99px;background:${tint};color:light-dark(#0b4f8f,#8cc6fa);fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}`,
		"h1{margin:16px 0;font-size:28px;line-height:34px;letter-spacing:-.015em;text-wrap:balance}p{margin:0 0 16px}",
		`section{margin:24px 0;border:1px solid ${line};border-radius:14px;padding:16px 20px 0}h2{margin:0;font-size:15px;line-height:22px}strong{font-size:20px;line-height:28px}time{color:${muted};font-size:15px;line-height:22px}button+p{margin:24px 0 0}a{color:inherit}`,
		`button{min-height:44px;padding:6px 16px;border:2px solid transparent;border-radius:8px;background:${action};color:${onAction};font:inherit;font-weight:600;cursor:pointer}:focus-visible{outline:3px solid ${action};outline-offset:2px}`,
	].join("");
}
