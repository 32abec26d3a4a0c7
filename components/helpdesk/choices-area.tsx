"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
import { SelectField } from "#components/ui/text-field.tsx";
import { choose, useChoices } from "#lib/browser/helpdesk/choices.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "./times.ts";

/** An agent's preferences for the helpdesk pages, on each of them. */
export function ChoicesArea() {
	const t = useTranslations("helpdesk.choices");
	const { zone, hasShortcut } = useChoices();
	const { zoneName } = useTimes();
	return (
		<div className="mt-8 print:hidden">
			<p className="text-sm text-muted">{t("timesIn", { zone: zoneName })}</p>
			<Disclosure summary={t("heading")}>
				<div className="max-w-80">
					<SelectField
						id="zone"
						label={t("zone")}
						value={zone}
						onChoose={(chosen) => choose({ zone: chosen === "utc" ? "utc" : "local" })}
						options={[
							{ value: "local", text: t("local") },
							{ value: "utc", text: t("utc") },
						]}
					/>
				</div>
				<label className="flex min-h-6 items-center gap-3">
					<input
						type="checkbox"
						className="size-5 shrink-0 accent-action"
						checked={hasShortcut}
						onChange={({ target }) => choose({ hasShortcut: target.checked })}
					/>
					{t("shortcut")}
				</label>
			</Disclosure>
		</div>
	);
}
