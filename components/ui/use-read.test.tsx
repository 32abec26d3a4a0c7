import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { useRead } from "#lib/browser/use-read.ts";
import { failed, ok, type Result } from "#lib/core/failure.ts";

type Read = (signal: AbortSignal) => Promise<Result<string>>;

function Reader({ read }: { read: Read }) {
	const { result, again } = useRead(read);
	return (
		<button type="button" onClick={again}>
			{result ? (result.ok ? result.value : result.failure.code) : "nothing"}
		</button>
	);
}

/** Reads whose answers the test gives, in whatever order it likes. */
function readsOf(...names: string[]) {
	const answers = names.map(() => Promise.withResolvers<Result<string>>());
	const read = vi.fn<Read>();
	for (const { promise } of answers) read.mockReturnValueOnce(promise);
	return { read, answer: (at: number) => answers[at]?.resolve(ok(names[at] ?? "")) };
}

const shows = (text: string) => expect.element(page.getByRole("button")).toHaveTextContent(text);

test("what was read stays until it is read again, and a late answer is dropped", async () => {
	const { read, answer } = readsOf("first", "late", "third");
	await render(<Reader read={read} />);
	await shows("nothing");
	answer(0);
	await shows("first");
	await page.getByRole("button").click();
	await page.getByRole("button").click();
	await shows("first");
	expect(read.mock.calls.map(([signal]) => signal.aborted)).toEqual([true, true, false]);
	answer(2);
	await shows("third");
	answer(1);
	await new Promise((resolve) => setTimeout(resolve, 50));
	await shows("third");
});

test("another question is asked at once, and the page that is left hears nothing", async () => {
	const one = readsOf("one");
	const two = readsOf("two");
	const { rerender, unmount } = await render(<Reader read={one.read} />);
	await rerender(<Reader read={two.read} />);
	one.answer(0);
	two.answer(0);
	await shows("two");
	await unmount();
	expect(two.read.mock.calls[0]?.[0].aborted).toBe(true);
});

test("a failure goes at once when it is read again, and what is thrown is one", async () => {
	const read = vi.fn<Read>();
	read.mockResolvedValueOnce(failed("graph-no-answer"));
	read.mockRejectedValueOnce(new DOMException("full", "QuotaExceededError"));
	read.mockReturnValueOnce(new Promise(() => undefined));
	await render(<Reader read={read} />);
	await shows("graph-no-answer");
	await page.getByRole("button").click();
	await shows("storage-full");
	await page.getByRole("button").click();
	await shows("nothing");
});
