import { afterEach, beforeEach, expect, vi } from "vitest";
import "../../app/globals.css";
import { setPath } from "./navigation.ts";
import { forgetAnswers } from "./network.ts";

const offences: string[] = [];

beforeEach(() => {
	offences.length = 0;
	vi.spyOn(console, "error").mockImplementation((...texts) => void offences.push(texts.join(" ")));
	vi.clearAllMocks();
	setPath("/");
	forgetAnswers();
	sessionStorage.clear();
	localStorage.clear();
	delete document.documentElement.dataset.signedIn;
	document.title = "Keyturn";
});

// Whatever React or a component complains about is a failure.
afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
	expect(offences, "console errors").toEqual([]);
});
