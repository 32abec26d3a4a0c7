import { cdp } from "vitest/browser";

/** Shows the page as in a contrast theme of Windows, or as usual again. */
export async function forceColors(is: boolean): Promise<void> {
	const features = [{ name: "forced-colors", value: is ? "active" : "none" }];
	await cdp().send("Emulation.setEmulatedMedia", { features });
}
