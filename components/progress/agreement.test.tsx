import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { CHANGED_AT, minutesAfter } from "#lib/core/readiness/example-accounts.ts";
import type { Obstacle } from "#lib/core/readiness/readiness.ts";
import { controllerView, exampleView, NEW_KEYS, OLD_KEYS } from "#lib/core/watch/example-view.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { ReadinessReport } from "./readiness-report.tsx";

/** The headline, the tracker and the opened details of a page, for each state with each obstacle. */

const LATER = minutesAfter(30);
const STATES = ["open", "waiting", "arriving", "late", "blocked", "unconfirmed", "usable"] as const;
const OBSTACLES: (Obstacle | undefined)[] = [
	undefined,
	{ kind: "disabled" },
	{ kind: "account-expired" },
	{ kind: "locked", until: LATER, isUntilUnlocked: false },
	{ kind: "must-change" },
	{ kind: "password-expired" },
	{ kind: "smart-card-required" },
	{ kind: "no-logon-hours" },
	{ kind: "one-kind", present: "ntlm" },
	{ kind: "domain-rebuilt", at: LATER },
	{ kind: "not-in-scope" },
];
const HELD = { none: [OLD_KEYS, OLD_KEYS], one: [NEW_KEYS, OLD_KEYS], both: [NEW_KEYS, NEW_KEYS] };

function viewsOf(state: (typeof STATES)[number]): [what: string, view: WatchView][] {
	return OBSTACLES.flatMap((obstacle) =>
		Object.entries(HELD).flatMap(([held, keys]): [string, WatchView][] => {
			if (state === "blocked" && !obstacle) return [];
			if (state === "usable" && (obstacle || held !== "both")) return [];
			const controllers = keys.map((k, n) => controllerView(`dc${n + 1}`, k));
			const usableAt = state === "usable" ? LATER : undefined;
			const what = `${obstacle?.kind ?? "no obstacle"}, new keys on ${held}`;
			return [[what, exampleView({ state, obstacle, controllers, usableAt })]];
		}),
	);
}

test.each(STATES)("no two parts of a page contradict each other: %s", async (state) => {
	for (const [what, view] of viewsOf(state)) {
		const { container, unmount } = await show(
			<ReadinessReport ticket="ticket" view={view} checkedAt={CHANGED_AT} isConnected />,
		);
		await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
		for (const folded of container.querySelectorAll("details")) folded.open = true;
		const texts = (selector: string) =>
			[...container.querySelectorAll(selector)].map((part) => part.textContent);
		await expect.poll(() => texts("details ol > li"), { message: what }).toHaveLength(4);
		const steps = texts("details ol > li");
		const [, servers = "", computers = ""] = texts("ol.grid > li");
		const arrived = steps.filter((step) => /^Arrived on.*Read there/.test(step)).length;
		expect(/done$/.test(servers), `${what}: servers done`).toBe(arrived === 2);
		const [, counted] = /(\d) of 2/.exec(servers) ?? [];
		if (counted) expect(Number(counted), `${what}: count`).toBe(arrived);
		const works = /Works since/.test(steps.join());
		expect(/done$/.test(computers), `${what}: computers done`).toBe(works);
		const [headline = ""] = texts("h1");
		expect(/works$/.test(headline), `${what}: ${headline}`).toBe(works);
		const onServers = /arrived on (\d) of/.exec(headline)?.[1];
		if (onServers) expect(Number(onServers), `${what}: ${headline}`).toBe(arrived);
		await unmount();
	}
});
