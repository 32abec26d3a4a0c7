"use client";

import type { ReactNode } from "react";
import type { PasswordJudgement } from "#lib/core/password-judgement.ts";

const LEVELS = {
	weak: { segments: 1, fill: "bg-danger" },
	fair: { segments: 2, fill: "bg-warning" },
	good: { segments: 3, fill: "bg-success" },
	strong: { segments: 4, fill: "bg-success" },
};

type Level = NonNullable<PasswordJudgement["strength"]>["level"];

/** A strength in four segments; the words below it say the same. */
export function Strength({ level, children }: { level?: Level | undefined; children: ReactNode }) {
	const { segments, fill } = level ? LEVELS[level] : { segments: 0, fill: "" };
	return (
		<div>
			<div className="mb-2 grid grid-cols-4 gap-1 forced-color-adjust-none" aria-hidden="true">
				{[1, 2, 3, 4].map((n) => (
					<span key={n} className={`h-1.5 rounded-pill ${n > segments ? "bg-line" : fill}`} />
				))}
			</div>
			<p>{children}</p>
		</div>
	);
}
