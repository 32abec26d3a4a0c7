"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Whether a component is still on the page: what ends after somebody has left must not lead them elsewhere. */
export function useIsHere(): RefObject<boolean> {
	const isHere = useRef(true);
	useEffect(() => {
		isHere.current = true;
		return () => {
			isHere.current = false;
		};
	}, []);
	return isHere;
}
