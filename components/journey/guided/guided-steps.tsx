"use client";

import { useTranslations } from "#lib/text/client.tsx";
import { FormDrawing, ProfileDrawing, SignInDrawing, TileDrawing } from "./drawings.tsx";
import { Step } from "./step.tsx";

/** The steps of Microsoft's page, each beside a drawing of what is seen there. */
export function GuidedSteps() {
	const t = useTranslations("ways.guided");
	return (
		<>
			<h3 className="mb-4 text-xl font-bold">{t("steps")}</h3>
			<ol className="mb-4 space-y-6">
				<Step drawing={<SignInDrawing />} text={t("stepOpen")} number={1} />
				<Step
					drawing={<ProfileDrawing label={t("drawnProfile")} />}
					text={t("stepProfile")}
					number={2}
				/>
				<Step drawing={<TileDrawing label={t("drawnTile")} />} text={t("stepTile")} number={3} />
				<Step
					drawing={<FormDrawing label={t("drawnSubmit")} />}
					text={t("stepChange")}
					number={4}
				/>
			</ol>
			<p className="mb-4 text-muted">{t("shortcut")}</p>
			<p className="mb-6">{t("stepReturn")}</p>
		</>
	);
}
