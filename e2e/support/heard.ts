import type { Page } from "playwright/test";

declare global {
	interface Window {
		heard: string[];
	}
}

/**
 * Writes down what a screen reader says by itself on pages that are opened from now on: what comes into live
 * regions, and alerts that appear. A region that comes along with its words is not said, as most do not.
 */
export async function listen(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const LIVE = "[aria-live]:not([aria-live=off]), [role=status], [role=alert]";
		const heard: string[] = [];
		window.heard = heard;
		const textOf = (nodes: Iterable<Node>) =>
			[...nodes]
				.map((node) => (node instanceof HTMLElement ? node.innerText : (node.textContent ?? "")))
				.map((text) => text.replace(/\s+/g, " ").trim())
				.filter(Boolean);
		const regionOf = (node: Node) =>
			(node instanceof Element ? node : node.parentElement)?.closest(LIVE);
		const isNew = (region: Element, records: MutationRecord[]) =>
			records.some(({ addedNodes }) => [...addedNodes].some((node) => node.contains(region)));

		function listenIn(root: Node): void {
			new MutationObserver((records) => {
				const changed = new Map<Element, Set<Node>>();
				for (const { type, target, addedNodes } of records) {
					const nodes = type === "characterData" ? [target] : [...addedNodes];
					for (const node of nodes) {
						if (node instanceof Element) noteAlerts(node);
						const region = regionOf(node);
						if (!region?.isConnected || isNew(region, records)) continue;
						const known = changed.get(region) ?? new Set();
						changed.set(region, known.add(node));
					}
				}
				for (const [region, nodes] of changed) {
					const isWhole = region.matches("[role=status], [role=alert], [aria-atomic=true]");
					const texts = textOf(isWhole ? [region] : nodes);
					if (texts.length > 0) heard.push(texts.join(" | "));
				}
			}).observe(root, { childList: true, subtree: true, characterData: true });
		}

		function noteAlerts(node: Element): void {
			const alerts = [...node.querySelectorAll("[role=alert]")];
			if (node.matches("[role=alert]")) alerts.push(node);
			heard.push(...textOf(alerts));
			// Where Next says which page has come.
			if (node.shadowRoot) listenIn(node.shadowRoot);
		}
		listenIn(document);
	});
}

/** What was said since this was asked last. */
export async function heardBy(page: Page): Promise<string[]> {
	return page.evaluate(() => window.heard.splice(0));
}
