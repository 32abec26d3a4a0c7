import { FormDrawing, ProfileDrawing, SignInDrawing, TileDrawing } from "./drawings.tsx";
import { Step } from "./step.tsx";

type Words = `drawn${"Profile" | "Tile" | "Submit"}` | `step${"Profile" | "Tile" | "Change"}`;

type Props = {
	/** Reads `ways.guided`, on the server or in the browser. */
	t: (word: Words) => string;
	/** How to get to the page. */
	open: string;
};

/** The steps on Microsoft's own page, each with a drawing of what it shows. */
export function MicrosoftSteps({ t, open }: Props) {
	return (
		<ol className="mb-6 space-y-6">
			<Step drawing={<SignInDrawing />} text={open} number={1} />
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
