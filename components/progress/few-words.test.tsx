import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { EXAMPLE_VIEWS } from "#components/design/example-views.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import type { OwnForecast } from "#lib/core/forecast/forecast.ts";
import { CHANGED_AT } from "#lib/core/readiness/example-accounts.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { MailTo } from "./mail-to.tsx";
import { OtherDevice } from "./other-device.tsx";
import { ReadinessReport } from "./readiness-report.tsx";
import { TellMe } from "./tell-me/tell-me.tsx";

/** The most that somebody who waits will read. */
const MOST_WORDS = 90;

const ADDRESS = "maria.fernandez@contoso.example";
const LOCKOUT = { threshold: 5, durationMs: 30 * 60_000, windowMs: 30 * 60_000 };
const OWN: OwnForecast = {
	basis: "own",
	of: "repeat",
	waits: 40,
	medianMs: 240_000,
	slowTenthMs: 660_000,
};

const WAITING: [what: string, example: string, changes: Partial<WatchView>][] = [
	["on its way", "waiting", {}],
	["on its way, with no previous password there", "waiting", { hasOldPassword: false }],
	["on its way, with a forecast of its own", "waiting", { forecast: OWN }],
	["arriving", "arriving", {}],
	["late", "late", {}],
	["not seen", "in doubt", {}],
];

const PERMISSIONS = ["default", "denied"] as const;

beforeEach(() => {
	answer("GET /api/watches", { ticket: "t".repeat(32), mailTo: ADDRESS });
});

afterEach(() => vi.unstubAllGlobals());

test.each(PERMISSIONS.flatMap((permission) => WAITING.map((row) => [permission, ...row] as const)))(
	"a person who waits reads few words: %s, %s",
	async (permission, _what, example, changes) => {
		vi.stubGlobal("Notification", { permission });
		const known = EXAMPLE_VIEWS[example];
		if (!known) throw new Error(`There is no example "${example}"`);
		const view = { ...known, lockout: LOCKOUT, ...changes };
		const { container } = await show(
			<ReadinessReport ticket="ticket" view={view} checkedAt={CHANGED_AT} isConnected>
				<TellMe ticket="ticket" view={{ ...view, isMailed: true }} mailTo={<MailTo />}>
					<OtherDevice ticket="ticket" />
				</TellMe>
			</ReadinessReport>,
			{ signIn: signedIn() },
		);
		await expect.element(page.getByText(ADDRESS)).toBeVisible();
		const words = visibleWords(container);
		expect(words.length).toBeGreaterThan(40);
		expect(words.length, words.join(" ")).toBeLessThanOrEqual(MOST_WORDS);
	},
);

/** The visible words, without folded text and text for screen readers. */
function visibleWords(within: Element): string[] {
	const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
	let text = "";
	while (texts.nextNode()) {
		const { parentElement: around, previousSibling, textContent } = texts.currentNode as Text;
		if (!around?.checkVisibility({ visibilityProperty: true })) continue;
		if (around.closest(".sr-only, details:not([open]) > :not(summary)")) continue;
		// A line-break opportunity in an address does not end a word.
		text += `${previousSibling?.nodeName === "WBR" ? "" : " "}${textContent}`;
	}
	return text.match(/[\p{L}\p{N}]\S*/gu) ?? [];
}
