"use client";

import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { later } from "#components/ui/later.tsx";
import { ShareButton } from "#components/ui/share-button.tsx";
import { useTranslations } from "#lib/text/client.tsx";

const QrCode = later(() => import("#components/ui/qr-code.tsx").then((m) => m.QrCode));

/** The address of the status, to follow on another device. */
export function OtherDevice({ ticket }: { ticket: string }) {
	const t = useTranslations("progress");
	const address = new URL(`/status/${ticket}`, window.location.origin).href;
	return (
		<>
			<p className="mb-6 empty:hidden">
				<ShareButton title={t("shareTitle")} address={address} />
			</p>
			<div>
				<Disclosure summary={t("otherDevice")}>
					<p>{t("otherDeviceHint")}</p>
					{/* The code loads late, and nothing may move for it. */}
					<div className="flow-root min-h-60">
						<QrCode value={address} label={t("qr")} />
					</div>
					<CopyField label={t("address")} value={address} />
				</Disclosure>
			</div>
		</>
	);
}
