import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";

/**
 * Injects the script that records early presses. React must not see it: when React re-renders a whole page because its HTML was
 * modified, the policy blocks it from writing scripts.
 */
export function noteEarlyPresses(html: string): string {
	return html.replace("</head>", `<script>${NOTE_EARLY_PRESS}</script></head>`);
}

const SCRIPT_FILE = /<script src="([^"]+)"(?: id="[^"]*")? async=""[^>]*><\/script>/g;
/** Next itself preloads one of them. */
const PRELOADED_SCRIPT = /<link rel="preload" as="script"[^>]*>/g;
/** The placeholder of a part that the page's code loads later (`components/ui/later.tsx`). */
const PART = /<template data-part="([^"]+)">/g;

/** A tab in the background paints nothing, so the code does not wait for ever. */
const OPEN_AFTER_PAINT =
	"{let t=document.currentScript.previousSibling,f=()=>{t&&document.body.append(document.importNode(t.content,!0));t=0};" +
	"requestAnimationFrame(()=>setTimeout(f));setTimeout(f,500)}";

/**
 * Has a page painted before its code runs: a browser finds the scripts in a template until then. An `async` script
 * runs whenever it arrives, which is before the first paint if the network is fast, and makes it wait.
 *
 * Nor is any code fetched until then, so that on a slow network nothing delays the page's style: each page says by
 * itself what it is about.
 *
 * @param filesOf the script files of a part, which the code would otherwise ask for once it runs
 */
export function runAfterPaint(html: string, filesOf: (part: string) => string[]): string {
	const scripts = [...html.matchAll(SCRIPT_FILE)];
	const parts = [...html.matchAll(PART)].flatMap(([, part = ""]) => filesOf(part));
	const files = new Set([...scripts.map(([, src = ""]) => src), ...parts]);
	const code = [...[...files].map(preloadOf), ...scripts.map(([script]) => script)].join("");
	return html
		.replace(PRELOADED_SCRIPT, "")
		.replace(SCRIPT_FILE, "")
		.replace("</body>", `<template>${code}</template><script>${OPEN_AFTER_PAINT}</script></body>`);
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
