"use client";

import { useEffect } from "react";
import { takeHintsFromAddress } from "#lib/entra/sign-in/sign-in-hints.ts";

/** Takes what the address that led here knows of the person. Shows nothing. */
export function HintsFromAddress() {
	useEffect(takeHintsFromAddress, []);
	return null;
}
