import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { MicrosoftSteps } from "../guided/microsoft-steps.tsx";
import { WorkComputerSteps } from "../guided/work-computer-steps.tsx";

const HEADING = "mb-4 border-t border-line pt-6 text-base font-bold";

/**
 * For people who read before they sign in: why, the way in, and how to change the password of a synchronised account.
 * Both ways are shown, since the organisation's is known only after sign-in.
 */
export async function SynchronisedSteps({ children }: { children: ReactNode }) {
	const t = await getTranslations("steps.sync");
	const onPremises = await getTranslations("ways.on-premises");
	const guided = await getTranslations("ways.guided");
	return (
		<section className="card mb-8">
			<p className="mb-4">{t("why")}</p>
			<p className="mb-4">{t("follow")}</p>
			<div className="mb-8">{children}</div>
			<h2 className={HEADING}>{t("workHeading")}</h2>
			<WorkComputerSteps t={onPremises} />
			<p className="mb-8 text-muted">{t("notThere")}</p>
			<h2 className={HEADING}>{t("microsoftHeading")}</h2>
			<p className="mb-6">{t("microsoftLead")}</p>
			<MicrosoftSteps t={guided} open={t("stepOpen")} />
			<h2 className="mb-2 text-base font-bold">{onPremises("legsHeading")}</h2>
			<ol className="mb-8 list-decimal space-y-2 ps-6">
				<li>{t("legEntra")}</li>
				<li>{t("legDomain")}</li>
			</ol>
			<p>
				<a href="/setup" className={TEXT_LINK}>
					{t("administrators")}
				</a>
			</p>
		</section>
	);
}
