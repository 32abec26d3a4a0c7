"use client";

import { useCallback, useState } from "react";

/**
 * Gives a function that hands what was thrown outside of React, such as in what a press began, to the error
 * boundary around: a page that stands still and says nothing would be worse.
 */
export function useThrow(): (error: unknown) => void {
	const [thrown, setThrown] = useState<{ error: unknown }>();
	if (thrown) throw thrown.error;
	return useCallback((error: unknown) => setThrown({ error }), []);
}
