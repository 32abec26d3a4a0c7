"use client";

import { useEffect } from "react";
import { takeHintsFromAddress } from "#lib/entra/sign-in/sign-in-hints.ts";

/** Reads the sign-in hints in the address. Shows nothing. */
export function HintsFromAddress() {
	useEffect(takeHintsFromAddress, []);
	return null;
}
