import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";

/**
 * Injects the script that records early presses. React must not know of it: when React re-renders a whole page
 * because something modified its HTML, the policy does not let it write scripts.
 */
export function noteEarlyPresses(html: string): string {
	return html.replace("</head>", `<script>${NOTE_EARLY_PRESS}</script></head>`);
}

const SCRIPT_FILE = /<script src="([^"]+)"(?: id="[^"]*")? async=""[^>]*><\/script>/g;

/** A tab in the background paints nothing, so the code does not wait for ever. */
const RUN_AFTER_PAINT =
	"{let t=document.currentScript.previousSibling,f=()=>{t&&document.body.append(document.importNode(t.content,!0));t=0};" +
	"requestAnimationFrame(()=>setTimeout(f));setTimeout(f,500)}";

/**
 * Has a page painted before its code runs: a browser fetches the scripts at once, but finds them in a
 * template until then. An `async` script runs whenever it arrives, which is before the first paint
 * if the network is fast, and makes it wait.
 */
export function runAfterPaint(html: string): string {
	const scripts: string[] = [];
	const preloaded = html.replace(SCRIPT_FILE, (script, src: string) => {
		scripts.push(script);
		const preload = preloadOf(src);
		// Next itself preloads one of them.
		return html.includes(preload) ? "" : preload;
	});
	return preloaded.replace(
		"</body>",
		`<template>${scripts.join("")}</template><script>${RUN_AFTER_PAINT}</script></body>`,
	);
}

/** Where a part of the page will be that is loaded by its code (`components/ui/later.tsx`). */
const PART = /<template data-part="([^"]+)">/g;

/**
 * Has the browser fetch the parts of a page that its code would otherwise ask for once it runs, one
 * round trip later.
 *
 * @param filesOf the script files of a part
 */
export function preloadParts(html: string, filesOf: (part: string) => string[]): string {
	const parts = [...html.matchAll(PART)].flatMap(([, part = ""]) => filesOf(part));
	const missing = [...new Set(parts)].filter((src) => !html.includes(`"${src}"`));
	return html.replace("</head>", `${missing.map(preloadOf).join("")}</head>`);
}

const preloadOf = (src: string) =>
	`<link rel="preload" as="script" fetchPriority="low" href="${src}"/>`;

/**
 * Tells the browser to compile a file while it loads, on another thread (V8, "explicit compile
 * hints"). Otherwise each module is compiled on the page's own thread when it is first called,
 * which takes longer than running it.
 */
export const compileWhileLoading = (script: string): string =>
	`//# allFunctionsCalledOnLoad\n${script}`;
