"use client";

import { useTranslations } from "#lib/text/client.tsx";

const ITEMS = ["phone", "network", "drives", "windows", "mac", "lock"] as const;

/** Where the old password may still be saved. The ticks are for the person alone, and kept nowhere. */
export function SavedPasswords() {
	const t = useTranslations("savedPasswords");
	return (
		<fieldset className="card min-w-0">
			<legend className="float-start mb-2 w-full text-xl font-bold">{t("heading")}</legend>
			<p className="clear-both mb-2">{t("lead")}</p>
			{ITEMS.map((item) => (
				<label key={item} className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5">
					<input type="checkbox" className="size-6 shrink-0 accent-action" />
					<span className="min-w-0 wrap-anywhere">{t(`items.${item}`)}</span>
				</label>
			))}
			<p className="mt-3 border-t border-line pt-3 text-sm">{t("away")}</p>
		</fieldset>
	);
}
