import { useState } from "react";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { ME, signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import type { ChangeRecord } from "#lib/browser/change/change-record.ts";
import { useSettledChange } from "#lib/browser/change/use-settled-change.ts";

const RECORD: ChangeRecord = {
	ticket: "ticket",
	personId: ME.id,
	previousChangeAt: undefined,
	sentAt: new Date(),
	changedAt: new Date(),
	isReported: false,
};

function Shown() {
	const [record, setRecord] = useState<ChangeRecord | undefined>(RECORD);
	return (
		<button type="button" onClick={() => setRecord(undefined)}>
			{JSON.stringify(useSettledChange(record) ?? "nothing")}
		</button>
	);
}

test("what is left to settle of a change is not said of a newer one", async () => {
	answer("PUT /api/watches/ticket/change", () => new Response(null, { status: 503 }));
	await show(<Shown />, { signIn: signedIn() });
	await expect.element(page.getByText("not-reported")).toBeVisible();
	await page.getByRole("button").click();
	await expect.element(page.getByText("nothing")).toBeVisible();
});
