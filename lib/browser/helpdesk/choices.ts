"use client";

import { deviceSettings } from "../device-settings.ts";

/** An agent's preferences for the helpdesk pages, stored on the device. */
type Choices = {
	/** The time zone in which times are shown. */
	zone: "local" | "utc";
	/** Whether `/` focuses the search: single-character shortcuts must be possible to turn off (WCAG 2.1.4). */
	hasShortcut: boolean;
	/** Whether boards have their chart open. */
	hasChart: boolean;
};

const settings = deviceSettings<Choices>(
	"keyturn.helpdesk",
	{ zone: "local", hasShortcut: true, hasChart: false },
	({ zone, hasShortcut, hasChart }) => ({
		zone: zone === "utc" ? "utc" : "local",
		hasShortcut: hasShortcut !== false,
		hasChart: hasChart === true,
	}),
);

export const { use: useChoices, change: choose } = settings;
