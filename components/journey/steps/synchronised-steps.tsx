import { getTranslations } from "next-intl/server";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { FormDrawing, ProfileDrawing, SignInDrawing, TileDrawing } from "../guided/drawings.tsx";
import { KeysDrawing, MenuDrawing, WindowsFormDrawing } from "../guided/on-premises-drawings.tsx";
import { Step } from "../guided/step.tsx";

const H3 = "mb-4 text-xl font-bold";

/**
 * For people who read before they sign in: how the password of a synchronised account is changed. Both
 * ways are shown, since which of them the organisation has is known once somebody is signed in.
 */
export async function SynchronisedSteps() {
	const t = await getTranslations("steps.sync");
	const onPremises = await getTranslations("ways.on-premises");
	return (
		<section>
			<h2 className="mb-4 text-2xl font-bold">{t("heading")}</h2>
			<p className="mb-4">{t("why")}</p>
			<p className="mb-6">{t("follow")}</p>
			<h3 className={H3}>{t("workHeading")}</h3>
			<WorkComputerSteps />
			<p className="mb-8 text-muted">{t("notThere")}</p>
			<h3 className={H3}>{t("microsoftHeading")}</h3>
			<p className="mb-6">{t("microsoftLead")}</p>
			<MicrosoftSteps />
			<h3 className="mb-2 text-xl font-bold">{onPremises("legsHeading")}</h3>
			<ol className="mb-8 list-decimal space-y-2 ps-6">
				<li>{t("legEntra")}</li>
				<li>{t("legDomain")}</li>
			</ol>
			<p className="mb-8">
				<a href="/setup" className={TEXT_LINK}>
					{t("administrators")}
				</a>
			</p>
		</section>
	);
}

async function WorkComputerSteps() {
	const t = await getTranslations("ways.on-premises");
	const keys = [t("keyCtrl"), t("keyAlt"), t("keyDel")] as const;
	return (
		<ol className="mb-4 space-y-6">
			<Step drawing={<KeysDrawing keys={keys} />} text={t("stepKeys")} number={1} />
			<Step drawing={<MenuDrawing label={t("drawnMenu")} />} text={t("stepSelect")} number={2} />
			<Step drawing={<WindowsFormDrawing />} text={t("stepEnter")} number={3} />
		</ol>
	);
}

async function MicrosoftSteps() {
	const t = await getTranslations("ways.guided");
	const steps = await getTranslations("steps.sync");
	return (
		<ol className="mb-8 space-y-6">
			<Step drawing={<SignInDrawing />} text={steps("stepOpen")} number={1} />
			<Step
				drawing={<ProfileDrawing label={t("drawnProfile")} />}
				text={t("stepProfile")}
				number={2}
			/>
			<Step drawing={<TileDrawing label={t("drawnTile")} />} text={t("stepTile")} number={3} />
			<Step drawing={<FormDrawing label={t("drawnSubmit")} />} text={t("stepChange")} number={4} />
		</ol>
	);
}
