import { expect, type Page } from "playwright/test";

/** What no page may do; checked at the end of every test. */
export type Guard = {
	/** Expects console errors like this one, such as Chromium's own line for an answer of 400. */
	allow(pattern: RegExp): void;
	check(): void;
};

/** MSAL's hidden frame makes Chromium warn; warnings are not errors. */
export function guard(page: Page, origins: string[]): Guard {
	const allowed: RegExp[] = [];
	const offences: string[] = [];
	/** Chromium's own line names no address, so that a failure lists every answer of this kind. */
	const refused: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error") offences.push(`console: ${message.text()}`);
	});
	page.on("response", (response) => {
		if (response.status() < 400) return;
		const { origin, pathname } = new URL(response.url());
		refused.push(`${response.request().method()} ${origin}${pathname}: ${response.status()}`);
	});
	page.on("pageerror", (error) => offences.push(`error: ${error.stack ?? error.message}`));
	page.on("popup", (popup) => offences.push(`pop-up: ${popup.url()}`));
	page.on("request", (request) => {
		const { origin, protocol } = new URL(request.url());
		const isLocal = protocol === "data:" || protocol === "blob:";
		if (!isLocal && !origins.includes(origin)) offences.push(`request to ${request.url()}`);
	});
	return {
		allow: (pattern) => void allowed.push(pattern),
		check: () => {
			const left = offences.filter((o) => !allowed.some((pattern) => pattern.test(o)));
			expect(left, ["Answers of 400 and above:", ...refused].join("\n")).toEqual([]);
		},
	};
}
