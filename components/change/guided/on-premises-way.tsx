"use client";

import type { Me } from "#lib/entra/graph/read-me.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { BeginButton, LookingForChange, useFollowing } from "./looking-for-change.tsx";
import { WorkComputerSteps } from "./work-computer-steps.tsx";

/**
 * For people synchronised from on-premises without writeback: Ctrl+Alt+Del on a work computer. The
 * change then reaches Entra, where this page notices it, and the managed domain.
 */
export function OnPremisesWay({ me }: { me: Me }) {
	const t = useTranslations("ways.on-premises");
	const following = useFollowing(me);
	return (
		<section className="card">
			<h2 className="mb-4 text-xl font-bold">{t("heading")}</h2>
			<p className="mb-4">{t("lead")}</p>
			{following.state.status === "not-begun" && (
				<>
					<p className="mb-4">{t("beginLead")}</p>
					<div className="mb-6">
						<BeginButton following={following} />
					</div>
				</>
			)}
			<LookingForChange following={following} />
			<WorkComputerSteps t={t} />
			<h3 className="mb-2 text-base font-bold">{t("legsHeading")}</h3>
			<ol className="mb-4 list-decimal space-y-2 ps-6">
				<li>{t("legEntra")}</li>
				<li>{t("legDomain")}</li>
			</ol>
		</section>
	);
}
