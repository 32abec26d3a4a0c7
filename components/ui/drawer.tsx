"use client";

import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Button } from "./button.tsx";

type Props = {
	/** What it is called, and what its button to close it says. */
	text: { label: string; close: string };
	onClose: () => void;
	children: ReactNode;
};

/**
 * Something beside the page, which stays where it was. The browser keeps the focus inside a modal
 * dialog, closes it with Escape and restores the focus.
 */
export function Drawer({ text, onClose, children }: Props) {
	const dialog = useRef<HTMLDialogElement>(null);
	// Closed while it is still in the page: only then does the browser restore the focus.
	useLayoutEffect(() => {
		const shown = dialog.current;
		shown?.showModal();
		return () => shown?.close();
	}, []);
	return (
		<dialog
			ref={dialog}
			aria-label={text.label}
			onClose={onClose}
			className="my-0 ms-auto me-0 h-dvh max-h-none w-full max-w-[25rem] overflow-y-auto border-s border-line bg-surface p-5 text-ink backdrop:bg-[#0f1317]/40 sm:w-[25rem]"
		>
			<p className="mb-2 flex justify-end">
				<Button look="secondary" onClick={() => dialog.current?.close()}>
					{text.close}
				</Button>
			</p>
			{children}
		</dialog>
	);
}
