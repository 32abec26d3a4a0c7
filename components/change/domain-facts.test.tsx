import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { router } from "#components/test-support/navigation.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { FactList } from "#components/ui/fact-list.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { LOCALES } from "#lib/text/locales.ts";
import { DomainFacts } from "./domain-facts.tsx";

test("a domain set up today says how long ago", async () => {
	const now = new Date();
	const madeAt = new Date(now.getTime() - 3 * 60 * 60_000);
	const absent = { name: "dc1", kind: "absent", readAt: now };
	answer("GET /api/account", {
		controllers: [absent],
		userPrincipalName: undefined,
		samAccountName: undefined,
		domainMadeAt: madeAt,
	});
	await show(
		<DomainFacts
			lastChangeAt={new Date("2026-01-05T08:00:00Z")}
			isOutOfScope={false}
			isFollowed={false}
		/>,
		{
			signIn: signedIn(),
		},
	);
	await expect.element(page.getByText(/set up \(3\shours\sago\)/)).toBeVisible();
});

test("a password from before the last change is marked as such, beyond the tolerance of the clocks", async () => {
	const lastChangeAt = new Date("2026-11-15T12:00:00Z");
	const controller = (passwordSetAt: string) => ({
		name: passwordSetAt,
		kind: "present",
		readAt: new Date(),
		block: undefined,
		passwordSetAt: new Date(passwordSetAt),
		passwordExpiresAt: undefined,
	});
	const holds = async (...set: string[]) => {
		answer("GET /api/account", {
			userPrincipalName: undefined,
			samAccountName: undefined,
			domainMadeAt: undefined,
			controllers: set.map(controller),
		});
		const shown = await show(
			<DomainFacts lastChangeAt={lastChangeAt} isOutOfScope={false} isFollowed={false} />,
			{
				signIn: signedIn(),
			},
		);
		await expect.element(page.getByText("Set up", { exact: true })).toBeVisible();
		const isOlder = page.getByText("before your last change").query() !== null;
		await shown.unmount();
		return isOlder;
	};
	expect(await holds("2026-10-31T08:00:00Z")).toBe(true);
	expect(await holds("2026-11-15T12:00:03Z", "2026-10-31T08:00:00Z")).toBe(true);
	expect(await holds("2026-11-15T11:57:00Z")).toBe(false);
	expect(await holds("2026-11-15T12:00:00Z", "2026-11-15T12:00:40Z")).toBe(false);
});

test("a password that was set elsewhere can be followed until it works, also after a failure", async () => {
	const lastChangeAt = new Date(Date.now() - 60_000);
	answer("GET /api/account", {
		userPrincipalName: undefined,
		samAccountName: undefined,
		domainMadeAt: undefined,
		controllers: [{ name: "dc1", kind: "absent", readAt: new Date() }],
	});
	answer("POST /api/watches/made", () => new Response(null, { status: 503 }));
	const shown = (isFollowed: boolean, changedAt = lastChangeAt) =>
		show(<DomainFacts lastChangeAt={changedAt} isOutOfScope={false} isFollowed={isFollowed} />, {
			signIn: signedIn(),
		});
	const follow = page.getByRole("button", { name: "See when it works" });
	for (const other of [await shown(true), await shown(false, new Date("2026-01-05T08:00:00Z"))]) {
		await expect.element(page.getByText("Not set up yet").first()).toBeVisible();
		expect(follow.elements()).toEqual([]);
		await other.unmount();
	}
	await shown(false);
	await expect.element(page.getByText(/^You have a new password/)).toBeVisible();
	await expectAccessible();
	follow.element().focus();
	await userEvent.keyboard("{Enter}");
	const again = page.getByRole("button", { name: "Try again" });
	await expect.element(page.getByText(/^The portal is not responding/)).toBeVisible();
	await expectAccessible();
	const sent = Promise.withResolvers<Response>();
	answer("POST /api/watches/made", () => sent.promise);
	// The same button: nobody has to look for it.
	await expect.element(again).toHaveFocus();
	await userEvent.keyboard("{Enter}");
	await expect.element(page.getByRole("button", { name: "Loading…" })).toHaveFocus();
	expect(page.getByRole("alert").elements()).toEqual([]);
	sent.resolve(Response.json({ ticket: "ticket", view: {} }));
	await expect.poll(() => router.push).toHaveBeenCalledWith("/progress");
});

function Names() {
	const t = useTranslations("profile");
	const names = [t("userName"), t("lastChange"), t("account"), t("expires")];
	return <FactList facts={names.map((name) => ({ name, value: "–" }))} />;
}

test.each(LOCALES)(
	"no fact's name takes more than two lines beside its value: %s",
	async (locale) => {
		await page.viewport(1280, 800);
		// The width inside one of two cards.
		const { container } = await show(
			<div style={{ width: 420 }}>
				<Names />
			</div>,
			{ locale },
		);
		const names = [...container.querySelectorAll("dt")];
		expect(names).toHaveLength(4);
		const range = document.createRange();
		for (const name of names) {
			range.selectNodeContents(name);
			expect(range.getBoundingClientRect().height).toBeLessThan(50);
		}
	},
);
