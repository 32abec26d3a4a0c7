import type { ReactNode } from "react";
import { Button } from "./button.tsx";

type Props = {
	/** What is happening while the form is sent; otherwise false. */
	busyText: string | false;
	children: ReactNode;
};

/** Sends a form. It keeps the focus meanwhile, so screen readers would not read its new text by themselves. */
export function SubmitButton({ busyText, children }: Props) {
	return (
		<>
			<Button type="submit" aria-disabled={Boolean(busyText)}>
				{busyText ? `${busyText}…` : children}
			</Button>
			<span role="status" className="sr-only">
				{busyText}
			</span>
		</>
	);
}
