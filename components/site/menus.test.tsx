import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { CONFIG } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { LanguageList } from "./language-list.tsx";
import { LanguageMenu } from "./language-menu.tsx";

/** Forty languages, as a large organisation may have, each by its own name. */
const FORTY = (
	"en de ar bg bn ca cs da el es et fa fi fr he hi hr hu id it " +
	"ja ko lt lv ms nb nl pl pt ro ru sk sl sr sv th tr uk vi zh"
)
	.split(" ")
	.map((locale) => ({
		locale,
		name: new Intl.DisplayNames([locale], { type: "language" }).of(locale) ?? locale,
		direction: ["ar", "fa", "he"].includes(locale) ? ("rtl" as const) : ("ltr" as const),
	}));

const name = () => document.activeElement?.textContent;

describe("the language menu", () => {
	test("opens by keyboard at the current language, and closes with Escape, restoring the focus", async () => {
		await show(<LanguageMenu />, { locale: "de" });
		const button = page.getByRole("button", { name: "Sprache: Deutsch" });
		await userEvent.tab();
		await userEvent.keyboard("{Enter}");
		const isCurrent = () => document.activeElement?.getAttribute("aria-current");
		await expect.poll(isCurrent).toBe("true");
		expect(name()).toContain("Deutsch");
		await expectAccessible();
		await userEvent.keyboard("{Escape}");
		await expect.element(button).toHaveFocus();
		await expect.element(page.getByRole("button", { name: "English" })).not.toBeInTheDocument();
	});

	test("can be navigated with arrows, Home, End and first letters", async () => {
		await show(<LanguageList onChoose={vi.fn()} />);
		await expect.poll(name).toContain("English");
		for (const [key, language] of [
			["{ArrowDown}", "Deutsch"],
			["{ArrowDown}", "العربية"],
			["{ArrowDown}", "English"],
			["{ArrowUp}", "العربية"],
			["{Home}", "English"],
			["{End}", "العربية"],
			["d", "Deutsch"],
		] as const) {
			await userEvent.keyboard(key);
			expect(name(), key).toContain(language);
		}
	});

	test("closes when something else is clicked", async () => {
		await show(
			<>
				<LanguageMenu />
				<p>Elsewhere on the page, far below</p>
			</>,
		);
		await page.getByRole("button", { name: "Language: English" }).click();
		await expect.element(page.getByRole("button", { name: "Deutsch" })).toBeVisible();
		await userEvent.click(document.body, { position: { x: 5, y: 500 } });
		await expect.element(page.getByRole("button", { name: "Deutsch" })).not.toBeInTheDocument();
	});
});

describe("forty languages", () => {
	test("can be searched by their own name, by the page's, without accents, and by code", async () => {
		const onChoose = vi.fn();
		await show(<LanguageList languages={FORTY} onChoose={onChoose} />);
		const search = page.getByRole("searchbox", { name: "Search for a language" });
		await expect.element(search).toHaveFocus();
		for (const [typed, language] of [
			["francais", "français"],
			["greek", "Ελληνικά"],
			["日", "日本語"],
			["uk", "українська"],
		] as const) {
			await search.clear();
			await userEvent.type(search, typed);
			const first = () => page.getByRole("listitem").first().element().textContent;
			await expect.poll(first).toContain(language);
		}
		await userEvent.keyboard("{Enter}");
		expect(onChoose).toHaveBeenCalledWith("uk");
		await search.clear();
		await userEvent.type(search, "klingon");
		await expect.element(page.getByText("No language has that name.")).toBeVisible();
	});

	test("are accessible, and a letter typed in the list continues the search", async () => {
		await show(<LanguageList languages={FORTY} onChoose={vi.fn()} />, { locale: "ar" });
		expect(page.getByRole("listitem").elements()).toHaveLength(40);
		await expectAccessible();
		await userEvent.keyboard("{ArrowDown}{ArrowDown}");
		expect(document.activeElement?.tagName).toBe("BUTTON");
		await userEvent.keyboard("s");
		expect(document.activeElement?.tagName).toBe("INPUT");
	});
});

describe("the account menu", () => {
	const open = async () => {
		await page.getByRole("button", { name: "Account and appearance" }).click();
	};

	test("says that nobody is signed in in this tab, even where nobody has to be", async () => {
		answer("GET /api/config", CONFIG);
		await show(<AccountMenu />);
		await open();
		await expect.element(page.getByText("You are not signed in in this tab.")).toBeVisible();
		await expectAccessible();
	});

	test("changes the theme, and stores it on the device", async () => {
		await show(<AccountMenu />);
		await open();
		await expect.element(page.getByRole("radio", { name: "As on this device" })).toBeChecked();
		await page.getByRole("radio", { name: "Dark" }).click();
		const { documentElement: root } = document;
		expect(getComputedStyle(root).colorScheme).toBe("dark");
		expect(localStorage.getItem("keyturn.theme")).toBe("dark");
		await page.getByRole("radio", { name: "As on this device" }).click();
		expect(getComputedStyle(root).colorScheme).toBe("light dark");
		expect(localStorage.getItem("keyturn.theme")).toBeNull();
	});
});

test("forty languages stay within a phone that lies on its side", async () => {
	await page.viewport(640, 320);
	await show(
		<Menu label="Language" button="Language">
			<LanguageList languages={FORTY} onChoose={vi.fn()} />
		</Menu>,
	);
	await page.getByRole("button", { name: "Language" }).click();
	await expect.poll(() => page.getByRole("listitem").elements().length).toBe(40);
	const list = page.getByRole("list").element();
	const box = list.closest("[popover]")?.getBoundingClientRect();
	expect(box?.bottom).toBeLessThanOrEqual(320);
	expect(list.getBoundingClientRect().bottom).toBeLessThanOrEqual(box?.bottom ?? 0);
});
