/** The element with which a translator replaced a text node. */
const replacements = new WeakMap<Node, Node>();

/**
 * Keeps a page working while the browser translates it. A translator replaces React's text nodes with `<font>` elements
 * (facebook/react#11538): React then removes nodes that are no longer there,
 * which throws, or updates text that is no longer visible. Nothing changes on pages that are not
 * translated.
 *
 * @returns stops observing
 */
export function followTranslation(): () => void {
	const observer = new MutationObserver((records) => {
		if (note(records)) redirectToReplacements(() => note(observer.takeRecords()));
	});
	observer.observe(document.body, { childList: true, subtree: true });
	return () => observer.disconnect();
}

/** @returns whether a text was replaced */
function note(records: MutationRecord[]): boolean {
	let isTranslated = false;
	for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records) {
		const text = [...removedNodes].find((node) => node instanceof Text);
		const put = [...addedNodes, previousSibling, nextSibling].find(isFont);
		if (!text || !put) continue;
		replacements.set(text, put);
		isTranslated = true;
	}
	return isTranslated;
}

const isFont = (node: Node | null): node is Node => node?.nodeName === "FONT";

/** The node that is currently in the page for this one. */
function shown(node: Node): Node {
	const other = replacements.get(node);
	return !node.parentNode && other?.parentNode ? other : node;
}

let isPatched = false;

/**
 * From here on, operations on a replaced text node apply to its replacement.
 *
 * @param catchUp processes the translator's latest changes
 */
function redirectToReplacements(catchUp: () => void): void {
	if (isPatched) return;
	isPatched = true;
	const node = Node.prototype;
	const { removeChild, insertBefore } = node;
	node.removeChild = function <T extends Node>(this: Node, child: T): T {
		catchUp();
		const there = shown(child);
		if (there.parentNode === this) removeChild.call(this, there);
		return child;
	};
	node.insertBefore = function <T extends Node>(this: Node, added: T, before: Node | null): T {
		catchUp();
		const there = before && shown(before);
		insertBefore.call(this, added, there?.parentNode === this ? there : null);
		return added;
	};
	const value = Object.getOwnPropertyDescriptor(node, "nodeValue");
	Object.defineProperty(node, "nodeValue", {
		...value,
		set(this: Node, text: string | null) {
			catchUp();
			const there = shown(this);
			value?.set?.call(this, text);
			// New text appears in the page's own language until it is translated in turn.
			if (there !== this) there.parentNode?.replaceChild(this, there);
		},
	});
}
