"use client";

import { useState } from "react";
import { useTranslations } from "#lib/text/client.tsx";
import { Button, type ButtonLook } from "./button.tsx";

type Props = { title: string; address: string; look?: ButtonLook };

/** Opens the share sheet of a device that is used by touch, if it has one. */
export function ShareButton({ title, address, look }: Props) {
	const t = useTranslations("site");
	const [isTouch] = useState(() => window.matchMedia("(pointer: coarse)").matches);
	if (!isTouch || !("share" in navigator)) return null;
	// Closing the share sheet is not a failure, and the address can also be copied.
	const share = () => navigator.share({ title, url: address }).catch(() => undefined);
	return (
		<Button {...(look && { look })} onClick={() => void share()}>
			{t("share")}
		</Button>
	);
}
