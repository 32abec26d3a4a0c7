/** What a translator has put in the place of a text. */
const inPlaceOf = new WeakMap<Node, Node>();

/**
 * Lets a page go on that a browser translates. A translator puts `<font>` elements in the place of React's
 * texts (facebook/react#11538): React then takes out what is no longer there, which throws, or changes
 * texts that nobody sees any more. Nothing is different for pages that nobody translates.
 *
 * @returns stops the watching
 */
export function followTranslation(): () => void {
	const observer = new MutationObserver((records) => {
		if (note(records)) standIn(() => note(observer.takeRecords()));
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
		inPlaceOf.set(text, put);
		isTranslated = true;
	}
	return isTranslated;
}

const isFont = (node: Node | null): node is Node => node?.nodeName === "FONT";

/** What of a node stands in the page. */
function shown(node: Node): Node {
	const other = inPlaceOf.get(node);
	return !node.parentNode && other?.parentNode ? other : node;
}

let standsIn = false;

/**
 * From here on what is done to a replaced text is done to what stands in its place.
 *
 * @param catchUp takes in what a translator has just done
 */
function standIn(catchUp: () => void): void {
	if (standsIn) return;
	standsIn = true;
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
			// The new words stand in the page's own language until they are translated in turn.
			if (there !== this) there.parentNode?.replaceChild(this, there);
		},
	});
}
