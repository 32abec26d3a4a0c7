"use client";

import type { ReactNode } from "react";
import { CodeLine } from "./code-line.tsx";
import { CopyButton } from "./copy-button.tsx";

type Props = {
	label: string;
	value: string;
	/** What else can be done with the value. */
	children?: ReactNode;
};

/** A value that can be read, selected and copied. */
export function CopyField({ label, value, children }: Props) {
	return (
		<div className="my-4 last:mb-0">
			<p className="font-semibold">{label}</p>
			<CodeLine>{value}</CodeLine>
			<CopyButton label={label} value={value}>
				{children}
			</CopyButton>
		</div>
	);
}
