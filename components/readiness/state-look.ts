import type { TagLook } from "#components/ui/tag.tsx";
import type { WatchView } from "#lib/core/watch/watch-view.ts";

/** Colour only repeats what the word says. */
export const STATE_LOOK: Record<WatchView["state"], TagLook> = {
	open: "muted",
	waiting: "plain",
	arriving: "plain",
	usable: "success",
	blocked: "danger",
	unconfirmed: "warning",
	late: "warning",
	ended: "muted",
};
