"use client";

import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { PortalFailure } from "#lib/browser/call-portal.ts";
import { endLink } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { HelpdeskProblem } from "../helpdesk-problem.tsx";

/** Ends a link after asking once: it cannot be taken back. */
export function EndLink({ id, onEnded }: { id: string; onEnded: () => void }) {
	const t = useTranslations("links");
	const asAgent = usePortal();
	const [isAsking, setIsAsking] = useState(false);
	const [failure, setFailure] = useState<PortalFailure>();
	const isSending = useRef(false);

	async function end() {
		if (isSending.current) return;
		isSending.current = true;
		const result = await asAgent((token) => endLink(token, id));
		isSending.current = false;
		if (!result.ok) return setFailure(result.code);
		setIsAsking(false);
		onEnded();
	}

	return (
		<section className="my-8">
			<h2 className="mb-4 text-xl font-bold">{t("endHeading")}</h2>
			{failure && <HelpdeskProblem code={failure} again={end} />}
			{isAsking ? (
				<Notice look="warning" heading={t("endSure")}>
					<p className="mb-4">{t("endWhat")}</p>
					<div className="flex flex-wrap gap-4">
						<Button look="danger" onClick={end}>
							{t("endYes")}
						</Button>
						<Button look="secondary" onClick={() => setIsAsking(false)}>
							{t("endNo")}
						</Button>
					</div>
				</Notice>
			) : (
				<Button look="danger-quiet" onClick={() => setIsAsking(true)}>
					{t("end")}
				</Button>
			)}
		</section>
	);
}
