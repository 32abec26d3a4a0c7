"use client";

import { type ComponentProps, useState } from "react";
import { TextField } from "#components/ui/text-field.tsx";
import { useTranslations } from "#lib/text/client.tsx";

type Props = Omit<ComponentProps<typeof TextField>, "type" | "value" | "error"> & { value: string };

/**
 * A calendar day that may be left empty. A browser also calls a half-typed one empty, so the form
 * asks with `checkDays` before it acts, and only then is the field marked: nothing moves before.
 */
export function DayField({ onChange, ...field }: Props) {
	const t = useTranslations("helpdesk");
	const [isHalf, setIsHalf] = useState(false);
	return (
		<TextField
			{...field}
			type="date"
			error={isHalf ? t("halfDay") : undefined}
			onInvalid={() => setIsHalf(true)}
			onChange={(event) => {
				setIsHalf(false);
				onChange?.(event);
			}}
		/>
	);
}

/** Whether no day within an element is half-typed; otherwise focuses the first that is. */
export function checkDays(within: ParentNode | null): boolean {
	const [half] = halfDays(within).filter((field) => !field.checkValidity());
	half?.focus();
	return half === undefined;
}

/** The fields with a half-typed day. */
export function halfDays(within: ParentNode | null): HTMLInputElement[] {
	const days = within?.querySelectorAll<HTMLInputElement>("input[type=date]") ?? [];
	return [...days].filter((field) => field.validity.badInput);
}
