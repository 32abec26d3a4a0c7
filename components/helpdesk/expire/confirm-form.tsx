"use client";

import { type FormEvent, useState } from "react";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { readNumber } from "#lib/core/cohort/read-number.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { count: number; onConfirmed: () => void };

/** Asks for the number of people, so that nobody confirms by accident or for the wrong list. */
export function ConfirmForm({ count, onConfirmed }: Props) {
	const t = useTranslations("expire");
	const [typed, setTyped] = useState("");
	const form = useFormErrors();

	function submit(event: FormEvent) {
		event.preventDefault();
		if (readNumber(typed) === count) return onConfirmed();
		form.report([{ message: t("confirmWrong", { count }), field: "confirm" }]);
		document.getElementById("confirm")?.focus();
	}

	return (
		<form noValidate onSubmit={submit} onInput={form.noteInput}>
			<h2 className="mb-4 text-xl font-bold">{t("confirmHeading")}</h2>
			<TextField
				id="confirm"
				label={t("confirm", { count })}
				hint={t("confirmHint")}
				error={form.errorAt("confirm")}
				value={typed}
				inputMode="numeric"
				className="max-w-56"
				autoComplete="off"
				onChange={(event) => setTyped(event.target.value)}
			/>
			<Button type="submit" look="danger">
				{t("start", { count })}
			</Button>
		</form>
	);
}
