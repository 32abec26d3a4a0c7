"use client";

import { useEffect } from "react";
import { followTranslation } from "#lib/browser/site/translated-page.ts";

/** Keeps the page working while a browser translates it. */
export function Translation() {
	useEffect(() => followTranslation(), []);
	return null;
}
