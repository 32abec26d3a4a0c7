"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { later } from "#components/ui/later.tsx";
import { useTranslations } from "#lib/text/client.tsx";

const QrCode = later(() => import("#components/ui/qr-code.tsx").then((m) => m.QrCode));

/** A phone cannot scan its own screen. */
const ON_PHONE = "(pointer: coarse) and (width < 48rem)";

/** The address of the status, to follow on another device. */
export function OtherDevice({ ticket }: { ticket: string }) {
	const t = useTranslations("progress");
	const [isPhone] = useState(() => window.matchMedia(ON_PHONE).matches);
	const address = new URL(`/status/${ticket}`, window.location.origin).href;
	return (
		<>
			{isPhone && <ShareButton address={address} />}
			<Disclosure summary={t("otherDevice")}>
				<p>{t("otherDeviceHint")}</p>
				{/* The code loads late, and nothing may move for it. */}
				<div className="flow-root min-h-60">
					<QrCode value={address} label={t("qr")} />
				</div>
				<CopyField label={t("address")} value={address} />
			</Disclosure>
		</>
	);
}

/** Opens the device's share sheet, if it has one. */
function ShareButton({ address }: { address: string }) {
	const t = useTranslations("progress");
	if (!("share" in navigator)) return null;
	// Closing the share sheet is not a failure, and the address can also be copied below.
	const share = () =>
		navigator.share({ title: t("shareTitle"), url: address }).catch(() => undefined);
	return (
		<p className="mb-4">
			<Button onClick={() => void share()}>{t("share")}</Button>
		</p>
	);
}
