import { createHash } from "node:crypto";
import type { Answer } from "./http/call.ts";
import { type Html, html } from "./http/html.ts";
import { PAGE_STYLE } from "./page-style.ts";

const STYLE_HASH = createHash("sha256").update(PAGE_STYLE).digest("base64");

export type PageOptions = {
	status?: number;
	/** Origins that a form of the page may end up at: browsers follow `form-action` through redirects. */
	formTargets?: readonly string[];
	/** Puts "Error: " before the title, which screen readers say first. */
	hasError?: boolean;
};

/**
 * @param content what stands in `main`, its `h1` included.
 * @returns a whole page, under a banner that says whose page this is not.
 */
export function page(title: string, content: Html, options: PageOptions = {}): Answer {
	const { status = 200, formTargets = [], hasError = false } = options;
	const policy = [
		"default-src 'none'",
		// The empty icon, which spares the browser a request for /favicon.ico.
		"img-src data:",
		`style-src 'sha256-${STYLE_HASH}'`,
		`form-action 'self' ${formTargets.join(" ")}`.trim(),
		"base-uri 'none'",
		"frame-ancestors 'none'",
	];
	const markup = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${hasError && "Error: "}${title} – practice tenant</title>
<link rel="icon" href="data:,">
<style>${{ html: PAGE_STYLE }}</style>
</head>
<body>
<header class="practice"><strong>Practice tenant: this is not Microsoft.</strong> Type no real password here.</header>
<main>
${content}
</main>
</body>
</html>
`;
	return {
		status,
		headers: {
			"content-type": "text/html; charset=utf-8",
			"cache-control": "no-store",
			"content-security-policy": policy.join("; "),
			"referrer-policy": "same-origin",
			"x-content-type-options": "nosniff",
		},
		body: markup.html,
	};
}
