"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Button } from "./button.tsx";

/** What is over sooner needs no announcement. */
const WAIT_MS = 500;

type Props = {
	/** What is happening while the form is sent; otherwise false. */
	busyText: string | false;
	children: ReactNode;
};

/** Sends a form. It keeps the focus meanwhile, so screen readers would not read its new text by themselves. */
export function SubmitButton({ busyText, children }: Props) {
	const [said, setSaid] = useState<string | false>(false);
	useEffect(() => {
		const timer = setTimeout(() => setSaid(busyText), busyText ? WAIT_MS : 0);
		return () => clearTimeout(timer);
	}, [busyText]);
	return (
		<>
			<Button type="submit" aria-disabled={Boolean(busyText)}>
				{busyText ? `${busyText}…` : children}
			</Button>
			<span role="status" className="sr-only">
				{said}
			</span>
		</>
	);
}
