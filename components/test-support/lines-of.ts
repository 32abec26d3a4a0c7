/** A text's lines, as they are shown. */
export function linesOf(element: Element): string[] {
	const lines = new Map<number, string>();
	const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	const range = document.createRange();
	for (let text = texts.nextNode(); text; text = texts.nextNode()) {
		for (const [n, sign] of [...(text.nodeValue ?? "")].entries()) {
			range.setStart(text, n);
			range.setEnd(text, n + 1);
			const { bottom } = range.getBoundingClientRect();
			lines.set(bottom, (lines.get(bottom) ?? "") + sign);
		}
	}
	return [...lines.values()].map((line) => line.trim());
}
