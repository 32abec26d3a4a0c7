"use client";

import { CopyField } from "#components/ui/copy-field.tsx";
import { later } from "#components/ui/later.tsx";
import { useTranslations } from "#lib/text/client.tsx";

const QrCode = later(() => import("#components/ui/qr-code.tsx").then((m) => m.QrCode));

/** The address of the status, to be followed on a phone. */
export function OtherDevice({ ticket }: { ticket: string }) {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	const address = new URL(`/status/${ticket}`, window.location.origin).href;
	return (
		<section className="card">
			<h2 className="mb-2 text-xl font-bold">{t("otherDevice")}</h2>
			<p>{t("otherDeviceHint")}</p>
			{/* The code comes late, and nothing may move for it. */}
			<div className="flow-root min-h-60">
				<QrCode value={address} label={t("qr")} />
			</div>
			<CopyField
				label={t("address")}
				value={address}
				text={{ copy: site("copy"), copied: site("copied"), failed: site("notCopied") }}
			/>
		</section>
	);
}
