import { type Browser, chromium } from "playwright";
import { CHROMIUM } from "#tools/debian-packages.ts";

export function openBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: CHROMIUM,
		args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
	});
}
