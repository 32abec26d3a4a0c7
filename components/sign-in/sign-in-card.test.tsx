import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { catalogue } from "#components/test-support/catalogues.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { setPath } from "#components/test-support/navigation.ts";
import { show } from "#components/test-support/show.tsx";
import { leaveToSignIn, startSignIn } from "#lib/browser/sign-in/session.ts";
import { expectSignIn, NOTE_SIGNED_IN } from "#lib/browser/sign-in/sign-in-card-state.ts";
import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";
import { FailureError } from "#lib/core/failure.ts";
import { library } from "#lib/entra/sign-in/sign-in.ts";
import { TextProvider } from "#lib/text/client.tsx";
import { SignInCard } from "./sign-in-card.tsx";
import { SignedIn } from "./signed-in.tsx";

vi.mock("#lib/browser/sign-in/session.ts", () => ({
	startSignIn: vi.fn(),
	leaveToSignIn: vi.fn(),
}));

beforeEach(() => {
	setPath("/change-password");
	vi.spyOn(library, "Provider").mockImplementation(({ children }) => <>{children}</>);
	vi.spyOn(library, "useIsSignedIn").mockReturnValue(false);
	vi.mocked(startSignIn).mockResolvedValue(signedIn());
	vi.mocked(leaveToSignIn).mockResolvedValue(undefined);
});

/** As in the head of a page that is loaded. */
function runInHead(text: string): void {
	const script = document.createElement("script");
	script.textContent = text;
	document.head.append(script);
	script.remove();
}

const showPage = () =>
	show(
		<>
			<SignInCard />
			<SignedIn prompt={<p>Your helpdesk can help.</p>}>
				<p>Your account</p>
			</SignedIn>
		</>,
	);

const button = page.getByRole("button", { name: "Sign in" });
const content = page.getByText("Your account", { exact: true });
const loading = page.getByText("Loading…").first();

test("whoever is signed out can sign in before anything is loaded, and returns to this page", async () => {
	vi.mocked(startSignIn).mockReturnValue(new Promise(() => undefined));
	await showPage();
	await expect.element(button).toBeVisible();
	await expect.element(loading).not.toBeInTheDocument();
	await expectAccessible();
	await button.click();
	await expect
		.poll(() => vi.mocked(leaveToSignIn).mock.calls)
		.toEqual([["/change-password", undefined]]);
});

test("the card has the same space above and below", async () => {
	await show(<SignInCard />);
	const inside = button.element();
	const card = inside.closest(".card")?.getBoundingClientRect();
	const below = (card?.bottom ?? 0) - inside.getBoundingClientRect().bottom;
	const above = page
		.getByText(/your own account/)
		.element()
		.getBoundingClientRect().top;
	expect(below).toBeCloseTo(above - (card?.top ?? 0), 0);
});

test("a press before the page's code arrives counts", async () => {
	window.earlyPress = undefined;
	runInHead(NOTE_EARLY_PRESS);
	const card = (
		<TextProvider locale="en" messages={catalogue("en")}>
			<SignInCard lead="For agents." />
		</TextProvider>
	);
	const place = document.createElement("div");
	place.innerHTML = renderToString(card);
	document.body.append(place);
	await button.click();
	const root = hydrateRoot(place, card);
	await expect.poll(() => vi.mocked(leaveToSignIn).mock.calls.length).toBe(1);
	root.unmount();
	place.remove();
});

test("a tab that is signed in, or on its way back, does not ask for a moment", async () => {
	expectSignIn();
	runInHead(NOTE_SIGNED_IN);
	let arrive = (_: ReturnType<typeof signedIn>) => {};
	vi.mocked(startSignIn).mockReturnValue(new Promise((resolve) => (arrive = resolve)));
	vi.mocked(library.useIsSignedIn).mockReturnValue(true);
	await showPage();
	await expect.element(button).not.toBeInTheDocument();
	await expect.element(loading).toBeInTheDocument();
	arrive(signedIn());
	await expect.element(content).toBeVisible();
	await expect.element(button).not.toBeInTheDocument();
});

test("somebody who turned back at the tenant's page is asked again, and so after a reload", async () => {
	expectSignIn();
	runInHead(NOTE_SIGNED_IN);
	await showPage();
	await expect.element(button).toBeVisible();
	await expect.element(page.getByText("Your helpdesk can help.")).toBeVisible();
	delete document.documentElement.dataset.signedIn;
	runInHead(NOTE_SIGNED_IN);
	await expect.element(button).toBeVisible();
});

test.each([
	[
		"the tenant refused",
		"You were not signed in",
		async () => signedIn({ failure: { code: "not-assigned" } }),
	],
	[
		"the settings cannot be read",
		"Sorry, the portal cannot be reached",
		() => Promise.reject(new FailureError({ code: "portal-no-answer" })),
	],
] as const)("says why in place of the card when %s", async (_what, heading, start) => {
	vi.mocked(startSignIn).mockImplementation(start);
	await showPage();
	await expect.element(page.getByText(heading)).toBeVisible();
	await expect.element(button).not.toBeInTheDocument();
});

test("says in the card why the page could not be left", async () => {
	vi.mocked(startSignIn).mockReturnValue(new Promise(() => undefined));
	vi.mocked(leaveToSignIn).mockResolvedValue({ code: "tenant-unreachable" });
	await showPage();
	await button.click();
	await expect.element(page.getByText(/sign-in cannot be reached/)).toBeVisible();
	await button.click();
	expect(leaveToSignIn).toHaveBeenCalledTimes(2);
});
