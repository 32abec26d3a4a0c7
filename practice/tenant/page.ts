import { createHash } from "node:crypto";
import type { Answer } from "./http/call.ts";
import { type Html, html } from "./http/html.ts";
import { PAGE_STYLE } from "./page-style.ts";

const STYLE_HASH = createHash("sha256").update(PAGE_STYLE).digest("base64");

export type PageOptions = {
	status?: number;
	/** Origins that the page's forms may lead to: browsers apply `form-action` to redirects too. */
	formTargets?: readonly string[];
	/** Prefixes the title, which screen readers read first, with "Error: ". */
	hasError?: boolean;
};

/**
 * @param content the content of `main`, including its `h1`.
 * @returns a complete page, with a banner that says that this is not Microsoft.
 */
export function page(title: string, content: Html, options: PageOptions = {}): Answer {
	const { status = 200, formTargets = [], hasError = false } = options;
	const policy = [
		"default-src 'none'",
		// The empty icon, which saves a request for /favicon.ico.
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
