import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { CodeLine } from "./code-line.tsx";

test("a command breaks between its words before it breaks within one", async () => {
	const command = "ssh -l ada.lovelace@AADDSCONTOSO.COM computer-name.aaddscontoso.com";
	await page.viewport(640, 480);
	const { container } = await show(
		<div className="w-100">
			<CodeLine>{command}</CodeLine>
		</div>,
	);
	const line = container.querySelector<HTMLElement>("p[dir]");
	expect(line?.textContent).toBe(command);
	expect(line?.innerText).toBe(command);
	const words = [...(line?.children ?? [])];
	expect(words.map((word) => word.getClientRects().length)).toEqual([1, 1, 1, 1]);
	const tops = words.map((word) => word.getBoundingClientRect().top);
	expect(tops[2]).toBe(tops[0]);
	expect(tops[3]).toBeGreaterThan(tops[0] ?? 0);
});
