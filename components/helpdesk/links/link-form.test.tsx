import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { show } from "#components/test-support/show.tsx";
import { type FailureCode, failed, type Result } from "#lib/core/failure.ts";
import type { Link, LinkContent } from "#lib/core/link/link.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { LinkForm } from "./link-form.tsx";

const IN_A_MONTH = new Date(Date.now() + 30 * 24 * 60 * 60_000).toISOString().slice(0, 10);
const EMPTY: LinkContent = {
	title: "",
	message: "",
	deadline: "",
	lastDay: IN_A_MONTH,
	language: "en",
	helper: { name: "Helpdesk", mail: "", phone: "" },
	way: "portal",
	domainHint: "",
};

const title = page.getByRole("textbox", { name: "Title" });
const message = page.getByRole("textbox", { name: "Message" });
const hint = page.getByLabelText("Domain hint");
const submit = page.getByRole("button", { name: "Create a link" });
const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });

function form(answer?: Result<Link>) {
	const onSaved = vi.fn();
	const save = vi.fn(async (content: LinkContent): Promise<Result<Link>> => {
		const made = { id: "0123456789ab", revision: 1, madeAt: new Date(), endedAt: undefined };
		const madeBy = { id: "agent", name: "Sam" };
		return answer ?? { ok: true, value: { ...content, ...made, madeBy } };
	});
	const shown = (
		<LinkForm of="new" initial={EMPTY} submitText="Create a link" save={save} onSaved={onSaved} />
	);
	return { shown, save, onSaved };
}

test("all errors are shown at once, and nothing is lost or sent", async () => {
	const { shown, save } = form();
	await show(shown, { signIn: signedIn() });
	const long = "word ".repeat(2_000).trim();
	await message.fill(long);
	await userEvent.type(hint, "javascript:alert(1)");
	await submit.click();
	await expect.element(summary).toHaveFocus();
	await expect
		.element(summary.getByText(/at most 2,000 characters, but this has 9,999/))
		.toBeVisible();
	await expect.element(summary.getByText(/Enter a title/)).toBeVisible();
	await expect.element(summary.getByText(/Domain hint: write it like contoso\.com/)).toBeVisible();
	expect(document.title).toBe("Error: Keyturn");
	await expect.element(message).toHaveValue(long);
	await expectAccessible();
	await summary.getByRole("link", { name: /^Message/ }).click();
	await expect.element(message).toHaveFocus();
	expect(save).not.toHaveBeenCalled();
});

test("a half-typed deadline is reported, not ignored", async () => {
	const { shown, save } = form();
	await show(shown, { signIn: signedIn() });
	await title.click();
	await userEvent.keyboard("Spring");
	await page.getByLabelText("Deadline").click();
	await userEvent.keyboard("1{Enter}");
	await expect.element(summary.getByText("Deadline: enter the whole date")).toBeVisible();
	expect(save).not.toHaveBeenCalled();
});

test("the page of a saved link opens at its top", async () => {
	const { shown, onSaved } = form();
	await show(shown, { signIn: signedIn() });
	await title.click();
	await userEvent.keyboard("Spring");
	await submit.click();
	await expect.poll(() => onSaved).toHaveBeenCalledOnce();
	expect(window.scrollY).toBe(0);
});

test("a domain hint that would not be passed to Entra is refused, and saving is announced", async () => {
	const { shown, save } = form();
	await show(shown, { signIn: signedIn() });
	await title.click();
	await userEvent.keyboard("Spring");
	await hint.click();
	await userEvent.keyboard("evil.example{Enter}");
	await expect.element(summary.getByText(/not one of your organisation’s domains/)).toBeVisible();
	save.mockReturnValueOnce(new Promise(() => undefined));
	await hint.click();
	await userEvent.keyboard("{ControlOrMeta>}a{/ControlOrMeta}Contoso.example{Enter}");
	await expect.element(page.getByRole("status").filter({ hasText: "Saving" })).toBeInTheDocument();
});

test("after an error agents can keep typing, and submit by keyboard", async () => {
	const { shown, save, onSaved } = form();
	await show(shown, { signIn: signedIn() });
	await hint.click();
	await userEvent.keyboard("no hint{Enter}");
	await expect.element(summary).toHaveFocus();
	await title.click();
	await userEvent.keyboard("Spring change");
	await expect.element(title).toHaveValue("Spring change");
	await expect.element(title).not.toHaveAttribute("aria-invalid");
	await hint.click();
	await userEvent.keyboard("{Control>}a{/Control}contoso.example");
	await expect.element(summary).not.toBeInTheDocument();
	expect(document.title).toBe("Keyturn");
	await userEvent.keyboard("{Enter}");
	await expect.poll(() => onSaved).toHaveBeenCalledOnce();
	expect(save.mock.calls).toEqual([
		[{ ...EMPTY, title: "Spring change", domainHint: "contoso.example" }],
	]);
});

test("a link saved after the form was left does not navigate to it", async () => {
	const { shown, save, onSaved } = form();
	const { promise, resolve } = Promise.withResolvers<void>();
	const answer = save.getMockImplementation();
	save.mockImplementation(async (content) => {
		await promise;
		return (await answer?.(content)) ?? failed("mistake");
	});
	const { unmount } = await show(shown, { signIn: signedIn() });
	await title.click();
	await userEvent.keyboard("Spring change{Enter}");
	await expect.poll(() => save).toHaveBeenCalledOnce();
	await unmount();
	resolve();
	await expect.poll(() => sessionStorage.getItem("keyturn.link-draft")).toBeNull();
	expect(onSaved).not.toHaveBeenCalled();
});

test("what was typed outlives the page, which a language or a reload loads anew, until it is saved", async () => {
	const { shown, onSaved } = form();
	const { unmount } = await show(shown, { signIn: signedIn() });
	await title.click();
	await userEvent.keyboard("Spring change");
	await message.click();
	await userEvent.keyboard("Dear all");
	await unmount();
	const { unmount: leave } = await show(shown, { signIn: signedIn() });
	await expect.element(title).toHaveValue("Spring change");
	await expect.element(message).toHaveValue("Dear all");
	await submit.click();
	await expect.poll(() => onSaved).toHaveBeenCalledOnce();
	await leave();
	await show(shown, { signIn: signedIn() });
	await expect.element(title).toHaveValue("");
});

test.each<[code: FailureCode, words: RegExp]>([
	["portal-no-answer", /may have been saved anyway/],
	["portal-failed", /may have been saved anyway/],
	["link-changed-meanwhile", /Someone else has changed this link, so your changes were not saved/],
])("%s is reported, and what was typed stays", async (code, words) => {
	const { shown, onSaved } = form(failed(code));
	await show(shown, { signIn: signedIn() });
	await title.click();
	await userEvent.keyboard("Mine");
	await submit.click();
	await expect.element(page.getByText(words)).toBeVisible();
	await expect.element(title).toHaveValue("Mine");
	const toList = page.getByRole("link", { name: "See the list of links" });
	expect(toList.elements()).toHaveLength(code === "link-changed-meanwhile" ? 0 : 1);
	expect(onSaved).not.toHaveBeenCalled();
	await expectAccessible();
});

test.each(LOCALES)("is accessible: %s", async (locale) => {
	await show(form().shown, { locale, signIn: signedIn() });
	await expectAccessible();
});
