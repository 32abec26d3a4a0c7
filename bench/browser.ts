import { type Browser, chromium } from "playwright";
import { WHOLE_CHROMIUM } from "#tools/debian-packages.ts";

export function openBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: WHOLE_CHROMIUM,
		args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
	});
}
