"use client";

import { type FormEvent, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { setDeadline } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import { type CohortCounts, total } from "#lib/core/cohort/cohort-counts.ts";
import { dayEndsAt, dayInWords, dayProblem } from "#lib/core/link/calendar-day.ts";
import type { DirectoryGroup } from "#lib/entra/graph/directory-groups.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { halfDays } from "../day-field.tsx";
import { useNumbers } from "../times.ts";

type LineProps = { day: string; counts: CohortCounts; now: Date };

/** By when everybody should have changed, and how many have not. */
export function DeadlineText({ day, counts, now }: LineProps) {
	const t = useTranslations("cohort.deadline");
	const locale = useLocale();
	const number = useNumbers();
	const count = counts["has-to-change"];
	const isPast = dayEndsAt(day) <= now;
	return (
		<span className={isPast && count > 0 ? "font-semibold text-warning" : ""}>
			{t(isPast ? "past" : "ahead", {
				day: dayInWords(day, locale),
				count,
				all: number(total(counts)),
			})}
		</span>
	);
}

type Props = {
	group: DirectoryGroup;
	/** `null`: the group has none. */
	day: string | null;
	onSet: (day: string | null) => void;
};

/** Opens the form for a group's deadline. */
export function DeadlineButton(props: Props) {
	const t = useTranslations("cohort");
	const [isOpen, setIsOpen] = useState(false);
	return (
		<>
			<button
				type="button"
				className={`cursor-pointer ${TEXT_LINK}`}
				onClick={() => setIsOpen(true)}
			>
				{t(props.day === null ? "deadline.set" : "deadline.change")}
			</button>
			{isOpen && (
				<Drawer
					text={{ label: t("deadline.heading"), close: t("close") }}
					onClose={() => setIsOpen(false)}
				>
					<DeadlineForm
						{...props}
						onSet={(day) => {
							props.onSet(day);
							setIsOpen(false);
						}}
					/>
				</Drawer>
			)}
		</>
	);
}

const FIELD = "deadline";

function DeadlineForm({ group, day, onSet }: Props) {
	const t = useTranslations("cohort.deadline");
	const portal = usePortal();
	const [typed, setTyped] = useState(day ?? "");
	const form = useFormErrors();
	const { act, failure, isBusy } = useAction();

	async function save(next: string | null) {
		const named = { id: group.id, name: group.displayName };
		const saved = await act(() => portal((token) => setDeadline(token, named, next)));
		if (saved?.ok) onSet(next);
	}

	function submit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		// The browser treats a half-typed day as empty, and an empty day is no deadline.
		const isHalf = halfDays(event.currentTarget).length > 0;
		const code = isHalf ? "mistaken" : dayProblem(typed, new Date());
		const message = code && t(`problems.${code}`);
		form.report(message ? [{ message, field: FIELD }] : []);
		if (message) document.getElementById(FIELD)?.focus();
		else void save(typed);
	}

	return (
		<form noValidate onSubmit={submit} onInput={form.noteInput}>
			<h2 className="mb-4 text-2xl font-bold">{t("heading")}</h2>
			{failure && <FailureWithNextStep failure={failure} />}
			<TextField
				id={FIELD}
				type="date"
				className="max-w-56"
				label={t("line")}
				hint={t("hint")}
				error={form.errorAt(FIELD)}
				value={typed}
				onChange={({ target }) => setTyped(target.value)}
			/>
			<div className="flex flex-wrap gap-3">
				<SubmitButton busyText={isBusy && t("saving")}>{t("save")}</SubmitButton>
				{day !== null && (
					<Button look="secondary" onClick={() => void save(null)}>
						{t("remove")}
					</Button>
				)}
			</div>
		</form>
	);
}
