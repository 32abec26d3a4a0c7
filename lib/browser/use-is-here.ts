"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Whether a component is still mounted: a call that ends after somebody has left must not navigate. */
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
