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
		const preload = `<link rel="preload" as="script" fetchPriority="low" href="${src}"/>`;
		// Next itself preloads one of them.
		return html.includes(preload) ? "" : preload;
	});
	return preloaded.replace(
		"</body>",
		`<template>${scripts.join("")}</template><script>${RUN_AFTER_PAINT}</script></body>`,
	);
}

/**
 * Tells the browser to compile a file while it loads, on another thread (V8, "explicit compile
 * hints"). Otherwise each module is compiled on the page's own thread when it is first called,
 * which takes longer than running it.
 */
export const compileWhileLoading = (script: string): string =>
	`//# allFunctionsCalledOnLoad\n${script}`;
