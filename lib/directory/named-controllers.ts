import type { Controller } from "./managed-domain.ts";

type Named = { controller: Controller; namedAt: number; isFailing: boolean };

type NamedControllers = {
	readonly all: readonly Controller[];
	/** Applies the current names in DNS. @returns whether any were added or removed */
	update(urls: readonly string[]): boolean;
	close(): Promise<void>;
};

type Options = {
	connect: (url: string) => Controller;
	/** How long to keep a controller that is no longer in DNS, in milliseconds. */
	missedForMs: number;
	/** Called after every failed read while no controller can be read. */
	allFail: () => void;
};

/** The controllers in DNS, each with a connection as long as it is listed. */
export function namedControllers({ connect, missedForMs, allFail }: Options): NamedControllers {
	const named = new Map<string, Named>();
	let all: readonly Controller[] = [];

	/** A controller that also tracks whether it can be read. */
	function noted(url: string): Controller {
		const controller = connect(url);
		return {
			...controller,
			async read(keys) {
				const answers = await controller.read(keys);
				const one = named.get(url);
				if (one) one.isFailing = [...answers.values()].some(({ kind }) => kind === "unread");
				if (one?.isFailing && [...named.values()].every(({ isFailing }) => isFailing)) allFail();
				return answers;
			},
		};
	}

	return {
		get all() {
			return all;
		},
		update(urls) {
			const before = all;
			const at = performance.now();
			for (const url of urls) {
				const one = named.get(url);
				if (one) one.namedAt = at;
				else named.set(url, { controller: noted(url), namedAt: at, isFailing: false });
			}
			for (const [url, { controller, namedAt }] of named) {
				if (at - namedAt <= missedForMs) continue;
				named.delete(url);
				void controller.close();
			}
			all = [...named.values()].map(({ controller }) => controller);
			return all.length !== before.length || all.some((one) => !before.includes(one));
		},
		async close() {
			await Promise.all(all.map((controller) => controller.close()));
		},
	};
}
