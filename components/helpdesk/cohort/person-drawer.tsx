"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.tsx";
import { showInAddress, usePersonInAddress } from "#lib/browser/helpdesk/person-address.ts";
import { useTranslations } from "#lib/text/client.tsx";

const PersonView = later(() => import("../person/person-view.tsx").then((m) => m.PersonView));

/**
 * The person in the address, beside the board. The browser keeps the focus inside a modal dialog,
 * closes it with Escape and restores the focus.
 */
export function PersonDrawer() {
	const id = usePersonInAddress();
	return id && <Drawer key={id} id={id} />;
}

function Drawer({ id }: { id: string }) {
	const t = useTranslations("cohort");
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		const shown = dialog.current;
		shown?.showModal();
		return () => shown?.close();
	}, []);
	return (
		<dialog
			ref={dialog}
			aria-label={t("drawer")}
			onClose={() => showInAddress(undefined, "instead")}
			className="my-0 ms-auto me-0 h-dvh max-h-none w-full max-w-[25rem] overflow-y-auto border-s border-line bg-surface p-5 text-ink backdrop:bg-[#0f1317]/40 sm:w-[25rem]"
		>
			<p className="mb-3 flex justify-end">
				<Button look="secondary" onClick={() => dialog.current?.close()}>
					{t("close")}
				</Button>
			</p>
			<PersonView id={id} />
		</dialog>
	);
}
