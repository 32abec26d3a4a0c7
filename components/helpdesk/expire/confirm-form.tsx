"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { readNumber } from "#lib/core/cohort/read-number.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { count: number; onConfirmed: () => void };

/** Asks for the number of people, so that nobody does it by a slip of the hand or for another list. */
export function ConfirmForm({ count, onConfirmed }: Props) {
	const t = useTranslations("expire");
	const [typed, setTyped] = useState("");
	const [error, setError] = useState<string>();

	function submit(event: FormEvent) {
		event.preventDefault();
		if (readNumber(typed) === count) return onConfirmed();
		setError(t("confirmWrong", { count }));
		document.getElementById("confirm")?.focus();
	}

	return (
		<form noValidate onSubmit={submit}>
			<h2 className="mb-4 text-2xl font-bold">{t("confirmHeading")}</h2>
			<TextField
				id="confirm"
				label={t("confirm", { count })}
				hint={t("confirmHint")}
				error={error}
				value={typed}
				inputMode="numeric"
				autoComplete="off"
				onChange={(event) => setTyped(event.target.value)}
			/>
			<Button type="submit">{t("start", { count })}</Button>
		</form>
	);
}
