import type { LinkWay } from "#lib/core/link/link.ts";
import { keep, readKept } from "../site/kept.ts";

/** The link with which this tab's journey began. */
type Visit = {
	id: string;
	way: LinkWay;
};

const KEY = "keyturn.link";

/** `undefined`: the journey began without a link. */
export const readVisit = () => readKept("sessionStorage", KEY) as Visit | undefined;

/** Remembers the link until the tab is closed. Without storage the journey is not counted for it. */
export const writeVisit = (visit: Visit) => keep("sessionStorage", KEY, visit);
