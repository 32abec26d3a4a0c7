import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { forceColors } from "#components/test-support/forced-colors.ts";
import { show } from "#components/test-support/show.tsx";
import { controllerView, exampleView, NEW_KEYS, OLD_KEYS } from "#lib/core/watch/example-view.ts";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import { Timeline } from "./timeline.tsx";
import { Tracker } from "./tracker.tsx";

/** The glyph of what is done (`components/ui/icon.tsx`). */
const TICK = "m4.5 10.5 3.5 3.5 7.5-8";

afterEach(() => forceColors(false));

test.each([
	["nothing was sent", exampleView({ state: "open", changedAt: undefined, isUnanswered: false })],
	[
		"the answer is missing",
		exampleView({ state: "open", changedAt: undefined, isUnanswered: true }),
	],
	[
		"the account is disabled",
		exampleView({ state: "open", changedAt: undefined, obstacle: { kind: "disabled" } }),
	],
])("a password that nobody has seen changed is not called changed: %s", async (_, view) => {
	const message = statusMessageOf(view);
	await show(
		<>
			<Tracker view={view} message={message} />
			<Timeline view={view} message={message} checkedAt={undefined} />
		</>,
	);
	await expect.element(page.getByText("Microsoft 365")).toBeVisible();
	await expect.element(page.getByText("Changed", { exact: true })).not.toBeInTheDocument();
	await expect.element(page.getByText("At a time that was not reported")).not.toBeInTheDocument();
});

test("stops that are done, current and still to come differ without any colour", async () => {
	const view = exampleView({ controllers: [controllerView("dc1", OLD_KEYS)] });
	const { container } = await show(<Tracker view={view} message={statusMessageOf(view)} />);
	const shapes = [...container.querySelectorAll("li")].map((stop) => {
		const glyph = stop.querySelector("svg");
		const isTicked = glyph?.innerHTML.includes(TICK);
		return [isTicked, getComputedStyle(glyph?.parentElement ?? stop).borderTopStyle].join();
	});
	expect(shapes).toEqual(["true,solid", "false,solid", "false,dashed"]);
});

test("forced colours leave the ways between the stops, and how much of them is gone", async () => {
	await forceColors(true);
	const controllers = [controllerView("dc1", NEW_KEYS), controllerView("dc2", OLD_KEYS)];
	const view = exampleView({ state: "arriving", controllers });
	const { container } = await show(<Tracker view={view} message={statusMessageOf(view)} />);
	const gone = container.querySelector("[data-gone]") ?? container;
	const colours = [gone, gone.parentElement ?? gone, document.body].map(
		(part) => getComputedStyle(part).backgroundColor,
	);
	expect(new Set(colours).size).toBe(3);
});
