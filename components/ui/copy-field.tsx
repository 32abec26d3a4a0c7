"use client";

import type { ComponentProps } from "react";
import { CopyButton } from "./copy-button.tsx";

/** A value that can be read, selected and copied. */
export function CopyField(props: ComponentProps<typeof CopyButton>) {
	return (
		<div className="my-4 last:mb-0">
			<p className="font-semibold">{props.label}</p>
			<p
				className="my-2 rounded-control border border-line bg-raised px-3 py-2 font-mono text-sm break-all"
				dir="ltr"
			>
				{props.value}
			</p>
			<CopyButton {...props} />
		</div>
	);
}
