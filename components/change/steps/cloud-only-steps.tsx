import { getTranslations } from "next-intl/server";
import { SignInDrawing, TileDrawing } from "../guided/drawings.tsx";
import { Step } from "../guided/step.tsx";
import { ArrivedDrawing, PortalFormDrawing } from "./portal-drawings.tsx";

/** For people who read before they sign in: how to change the password of a cloud-only account. */
export async function CloudOnlySteps() {
	const t = await getTranslations("steps.cloud");
	const change = t("drawnChange");
	return (
		<section className="card mb-8">
			<h2 className="mb-4 text-xl font-bold">{t("heading")}</h2>
			<p className="mb-6">{t("why")}</p>
			<ol className="mb-6 space-y-6">
				<Step drawing={<SignInDrawing />} text={t("stepSignIn")} number={1} />
				<Step drawing={<TileDrawing label={change} />} text={t("stepTile")} number={2} />
				<Step drawing={<PortalFormDrawing label={change} />} text={t("stepForm")} number={3} />
				<Step drawing={<ArrivedDrawing />} text={t("stepWait")} number={4} />
			</ol>
			<p className="text-sm text-muted">{t("microsoft")}</p>
		</section>
	);
}
