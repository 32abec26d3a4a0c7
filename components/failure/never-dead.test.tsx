import { type ReactNode, useCallback } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { DirectorySearch } from "#components/helpdesk/directory-search.tsx";
import { LinkForm } from "#components/helpdesk/links/link-form.tsx";
import { LeaveButton } from "#components/sign-in/leave-button.tsx";
import { WithPerson } from "#components/sign-in/with-person.tsx";
import { ME, signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { useRead } from "#lib/browser/use-read.ts";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import type { Link } from "#lib/core/link/link.ts";
import { forgetGraphTokens } from "#lib/entra/sign-in/sign-in.ts";
import { FailureWithNextStep } from "./failure-with-next-step.tsx";

/** Exceptions of libraries and browsers, and the text that people then read. */
const ODDITIES: [what: string, thrown: () => unknown, words: RegExp][] = [
	["a bug of ours", () => new TypeError("x is not a function"), /went wrong on this page/],
	["a full storage", () => new DOMException("full", "QuotaExceededError"), /no room left/],
	["a closed storage", () => new DOMException("denied", "SecurityError"), /needs cookies/],
	["an aborted call", () => new DOMException("gone", "AbortError"), /is not responding/],
	["broken JSON", () => new SyntaxError("Unexpected token <"), /went wrong on this page/],
	["a thrown value that is not an error", () => "text", /went wrong on this page/],
];

beforeEach(() => {
	forgetGraphTokens();
	vi.spyOn(window, "reportError").mockImplementation(() => undefined);
});

describe.each(ODDITIES)("after %s", (_what, thrown, words) => {
	/** Throws once, then works. */
	const once = <T,>(value: T) => {
		let isFirst = true;
		return async (): Promise<T> => {
			if (!isFirst) return value;
			isFirst = false;
			throw thrown();
		};
	};
	const message = () => page.getByText(words);
	const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

	test("a form reports it, keeps what was typed, and can be sent again", async () => {
		const onSaved = vi.fn();
		const save = once(ok({ id: "made" } as Link));
		await show(
			<LinkForm of="new" initial={CONTENT} submitText="Make" save={save} onSaved={onSaved} />,
			{
				signIn: signedIn(),
			},
		);
		const title = page.getByLabelText("Title");
		await title.click();
		await userEvent.keyboard("{End} now");
		await press("Make");
		await expect.element(message()).toBeVisible();
		await expect.element(title).toHaveValue("Move now");
		await press("Make");
		await expect.poll(() => onSaved).toHaveBeenCalledWith({ id: "made" });
		await expect.element(message()).not.toBeInTheDocument();
	});

	test("a button that leaves the page reports it, and can be pressed again", async () => {
		const leave = once(undefined);
		await show(
			<LeaveButton look="primary" leave={leave}>
				Go
			</LeaveButton>,
		);
		await press("Go");
		await expect.element(message()).toBeVisible();
		await press("Go");
		await expect.element(message()).not.toBeInTheDocument();
	});

	test("a search reports it, and can be repeated", async () => {
		const find = once(ok("Noor Haddad"));
		const text = { words: "Name", hint: "", missing: "", search: "Search", searching: "Searching" };
		await show(
			<DirectorySearch text={text} find={find}>
				{(found: string) => <p>{found}</p>}
			</DirectorySearch>,
			{ signIn: signedIn() },
		);
		await page.getByLabelText("Name").click();
		await userEvent.keyboard("Noor{Enter}");
		await expect.element(message()).toBeVisible();
		await press("Search");
		await expect.element(page.getByText("Noor Haddad")).toBeVisible();
	});

	test("a page's data shows it, without breaking the page", async () => {
		await show(<Reads read={once(ok("read"))}>{(value) => <p>{value}</p>}</Reads>);
		await expect.element(message()).toBeVisible();
	});
});

test("a bug is also reported to the console", async () => {
	const mistake = new TypeError("x is not a function");
	await show(<Reads read={async () => Promise.reject(mistake)}>{() => null}</Reads>);
	await expect.element(page.getByText(/went wrong on this page/)).toBeVisible();
	expect(window.reportError).toHaveBeenCalledWith(mistake);
});

test("a successful retry replaces the failure", async () => {
	let tries = 0;
	const read = async () => (tries++ === 0 ? failed("graph-no-answer") : ok("read"));
	await show(<Reads read={read}>{(value) => <p>{value}</p>}</Reads>);
	await page.getByRole("button", { name: "Try again" }).click();
	await expect.element(page.getByText("read", { exact: true })).toBeVisible();
});

/** Raw answers to `GET /me`, without any code of ours in between. */
test.each<[what: string, me: () => Response, words: RegExp]>([
	["broken JSON", () => new Response('{"id":'), /is not responding\. Try again/],
	["a guest network's page", () => new Response("<html>"), /is not responding\. Try again/],
	["unrelated JSON", () => Response.json([]), /cannot read/],
	[
		"a refusal",
		() => Response.json({ error: { code: "Authorization_RequestDenied" } }, { status: 403 }),
		/does not allow this portal/,
	],
	["an outage", () => new Response(null, { status: 503 }), /is not responding\. Try again/],
])("after %s the profile reports it, and can be read again", async (_what, me, words) => {
	answer("GET /v1.0/me", me);
	answer("GET /v1.0/me/transitiveMemberOf", { value: [] });
	await show(<WithPerson>{(person) => <p>{person.me.displayName}</p>}</WithPerson>, {
		signIn: signedIn(),
	});
	await expect.element(page.getByText(words)).toBeVisible();
	answer("GET /v1.0/me", { ...ME, userType: "Member", lastPasswordChangeDateTime: null });
	await page.getByRole("button", { name: "Try again" }).click();
	await expect.element(page.getByText(ME.displayName)).toBeVisible();
});

type ReadsProps = { read: () => Promise<Result<string>>; children: (value: string) => ReactNode };

function Reads({ read, children }: ReadsProps) {
	const { result, again } = useRead(useCallback(() => read(), [read]));
	if (!result) return null;
	if (!result.ok) return <FailureWithNextStep failure={result.failure} again={again} />;
	return children(result.value);
}

const CONTENT = {
	title: "Move",
	message: "",
	deadline: "",
	lastDay: calendarDay(new Date(), 30),
	language: "en",
	helper: { name: "", mail: "", phone: "" },
	way: "portal" as const,
	domainHint: "",
};
