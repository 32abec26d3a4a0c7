import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { ForecastBasis } from "./forecast-text.tsx";

const MINUTE_MS = 60_000;

test.each([
	[1.2, 5, /Half .* within 2\Wminutes, and nine in ten within 5\Wminutes/],
	[1.2, 1.9, /^Nine in ten .* were ready within 2\Wminutes\.$/],
])(
	"a median of %s and a slow tenth of %s minutes are said once each",
	async (median, slow, words) => {
		const forecast = {
			basis: "own",
			of: "all",
			waits: 30,
			medianMs: median * MINUTE_MS,
			slowTenthMs: slow * MINUTE_MS,
		} as const;
		await show(<ForecastBasis forecast={forecast} />);
		await expect.element(page.getByText(words)).toBeVisible();
	},
);
