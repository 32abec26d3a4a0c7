import { KeysDrawing, MenuDrawing, WindowsFormDrawing } from "./on-premises-drawings.tsx";
import { Step } from "./step.tsx";

type Words = `key${"Ctrl" | "Alt" | "Del"}` | "drawnMenu" | `step${"Keys" | "Select" | "Enter"}`;

/** Ctrl+Alt+Del on a work computer; `t` reads `ways.on-premises`, on the server or in the browser. */
export function WorkComputerSteps({ t }: { t: (word: Words) => string }) {
	const keys = [t("keyCtrl"), t("keyAlt"), t("keyDel")] as const;
	return (
		<ol className="mb-6 space-y-6">
			<Step drawing={<KeysDrawing keys={keys} />} text={t("stepKeys")} number={1} />
			<Step drawing={<MenuDrawing label={t("drawnMenu")} />} text={t("stepSelect")} number={2} />
			<Step drawing={<WindowsFormDrawing />} text={t("stepEnter")} number={3} />
		</ol>
	);
}
