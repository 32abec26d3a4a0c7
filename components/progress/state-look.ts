import type { TagLook } from "#components/ui/tag.tsx";
import type { Word } from "#lib/core/watch/status-message.ts";

/** The colour only repeats what the text says. */
export const STATE_LOOK: Record<Word, TagLook> = {
	open: "muted",
	begun: "muted",
	waiting: "plain",
	arriving: "plain",
	usable: "success",
	probably: "warning",
	blocked: "danger",
	unconfirmed: "warning",
	"moved-on": "danger",
	late: "warning",
	ended: "muted",
};
