import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { Button } from "#components/ui/button.tsx";
import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";
import { useEarlyPress } from "#lib/browser/site/use-early-press.ts";

/** A prerendered page, whose code arrives after people have started pressing. */

const pressed = vi.fn<(name: string) => void>();

function Press({ name }: { name: string }) {
	return <Button {...useEarlyPress(() => pressed(name))}>{name}</Button>;
}

const content = (
	<>
		<Press name="Sign in" />
		<Press name="Deutsch" />
	</>
);

let place: HTMLElement;
let root: ReturnType<typeof hydrateRoot> | undefined;

beforeEach(() => {
	pressed.mockReset();
	window.earlyPress = undefined;
	const script = document.createElement("script");
	script.textContent = NOTE_EARLY_PRESS;
	document.head.append(script);
	script.remove();
	place = document.createElement("div");
	place.innerHTML = renderToString(content);
	document.body.append(place);
});
afterEach(() => {
	root?.unmount();
	place.remove();
});

const press = (name: string) => page.getByRole("button", { name }).click();

test("a press before the page's code counts once, when the code arrives", async () => {
	await press("Sign in");
	await press("Sign in");
	expect(pressed).not.toHaveBeenCalled();
	root = hydrateRoot(place, content);
	await expect.poll(() => pressed.mock.calls).toEqual([["Sign in"]]);
	await press("Sign in");
	expect(pressed).toHaveBeenCalledTimes(2);
});

test("of several presses the last one counts", async () => {
	await press("Sign in");
	await press("Deutsch");
	root = hydrateRoot(place, content);
	await expect.poll(() => pressed.mock.calls).toEqual([["Deutsch"]]);
});

test("a press at the same time as the code counts once", async () => {
	root = hydrateRoot(place, content);
	place.querySelector("button")?.click();
	await expect.poll(() => pressed.mock.calls).toEqual([["Sign in"]]);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(pressed).toHaveBeenCalledTimes(1);
});

test("without a press nothing happens", async () => {
	place.click();
	root = hydrateRoot(place, content);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(pressed).not.toHaveBeenCalled();
});
