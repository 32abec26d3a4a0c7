"use client";

import { useEffect, useState } from "react";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { readWaits } from "#lib/browser/portal-api.ts";
import type { WaitsPlot } from "#lib/core/forecast/waits-plot.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { WaitsFigure } from "./waits-figure.tsx";

/** The waits that the forecast is made of, for those who want to look. */
export function WaitsDisclosure({ ticket }: { ticket: string }) {
	const t = useTranslations("progress");
	return (
		<Disclosure summary={t("waitsLook")}>
			<Waits ticket={ticket} />
		</Disclosure>
	);
}

function Waits({ ticket }: { ticket: string }) {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	const [plot, setPlot] = useState<WaitsPlot | "unread">();
	useEffect(() => {
		let isCurrent = true;
		readWaits(ticket).then((r) => isCurrent && setPlot((r.ok && r.value) || "unread"));
		return () => {
			isCurrent = false;
		};
	}, [ticket]);
	if (!plot) return <Loading>{site("loading")}</Loading>;
	if (plot === "unread") return <p>{t("waitsUnread")}</p>;
	return <WaitsFigure plot={plot} />;
}
