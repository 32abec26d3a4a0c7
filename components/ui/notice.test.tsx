import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { Disclosure } from "./disclosure.tsx";
import { Notice } from "./notice.tsx";

test("what follows a notice's heading takes its whole width, on a phone", async () => {
	await show(
		<Notice heading="What it does">
			<p>It cannot be undone.</p>
		</Notice>,
	);
	const left = (what: Element) => what.getBoundingClientRect().left;
	const heading = page.getByText("What it does").element();
	const text = page.getByText("It cannot").element();
	await page.viewport(320, 640);
	expect(left(text)).toBe(left(heading) - 36);
	await page.viewport(1280, 800);
	expect(left(text)).toBe(left(heading));
});

test("a card ends below a notice as it begins above its heading", async () => {
	await page.viewport(1280, 800);
	await show(
		<section className="card">
			<h2>What happened</h2>
			<Notice>It was not saved.</Notice>
		</section>,
	);
	const heading = page.getByRole("heading").element();
	const card = heading.parentElement?.getBoundingClientRect();
	const above = heading.getBoundingClientRect().top - (card?.top ?? 0);
	const notice = heading.nextElementSibling?.getBoundingClientRect();
	expect((card?.bottom ?? 0) - (notice?.bottom ?? 0)).toBe(above);
});

test.each(["", "dense"])(
	"the icon of a notice is beside the middle of its first line: %s",
	async (look) => {
		await show(
			<div className={look}>
				<Notice>It was saved.</Notice>
			</div>,
		);
		const text = document.createRange();
		text.selectNodeContents(page.getByText("It was saved").element());
		const middle = ({ top, bottom }: DOMRect) => (top + bottom) / 2;
		const icon = document.querySelector("svg")?.getBoundingClientRect() ?? new DOMRect();
		expect(Math.abs(middle(icon) - middle(text.getBoundingClientRect()))).toBeLessThanOrEqual(1);
	},
);

test("a card of details alone is about as high as one of a line of text", async () => {
	await show(
		<>
			<section className="card">
				<Disclosure summary="Technical details">One</Disclosure>
			</section>
			<section className="card">
				<p>Technical details</p>
			</section>
		</>,
	);
	const [details = 0, line = 0] = [...document.querySelectorAll(".card")].map(
		(card) => card.getBoundingClientRect().height,
	);
	expect(Math.abs(details - line)).toBeLessThanOrEqual(4);
	const summary = document.querySelector("summary")?.getBoundingClientRect();
	expect(summary?.height).toBe(44);
});

test("summaries of two lines keep a distance, on a phone", async () => {
	await page.viewport(320, 640);
	const long = "Synchronised from on-premises. The password is changed there.";
	await show(
		<>
			<Disclosure summary={long}>One</Disclosure>
			<Disclosure summary={long}>Two</Disclosure>
		</>,
	);
	const range = document.createRange();
	const [first, second] = page
		.getByText(long)
		.elements()
		.map((summary) => {
			range.selectNodeContents(summary.lastChild ?? summary);
			return range.getBoundingClientRect();
		});
	expect((second?.top ?? 0) - (first?.bottom ?? 0)).toBeGreaterThanOrEqual(12);
});
