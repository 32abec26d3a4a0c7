import { expect, type Page } from "playwright/test";

/** What no page may do, checked at the end of every test. */
export type Guard = {
	/** Allows console errors that match, such as Chromium's line for a 400. */
	allow(pattern: RegExp): void;
	check(): void;
};

/** MSAL's hidden frame makes Chromium log warnings, which are not errors. */
export function guard(page: Page, origins: string[]): Guard {
	const allowed: RegExp[] = [];
	const offences: string[] = [];
	/** Chromium's line has no address, so a failure lists every error response. */
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
			expect(left, ["Responses with 400 and above:", ...refused].join("\n")).toEqual([]);
		},
	};
}
