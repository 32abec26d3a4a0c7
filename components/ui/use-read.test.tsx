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

/** Reads whose answers the test provides, in any order. */
function readsOf(...names: string[]) {
	const answers = names.map(() => Promise.withResolvers<Result<string>>());
	const read = vi.fn<Read>();
	for (const { promise } of answers) read.mockReturnValueOnce(promise);
	return { read, answer: (at: number) => answers[at]?.resolve(ok(names[at] ?? "")) };
}

const shows = (text: string) => expect.element(page.getByRole("button")).toHaveTextContent(text);

test("the last value stays until the next one, and a late answer is dropped", async () => {
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

test("a new query is sent at once, and an unmounted component gets nothing", async () => {
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

test("a failure is cleared at once when it is read again, and an exception is a failure", async () => {
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
