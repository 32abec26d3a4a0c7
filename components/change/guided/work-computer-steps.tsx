import type { ReactNode } from "react";
import { Bar, Box, Drawing, Label, PasswordBox } from "./drawing-parts.tsx";
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

/** A whole screen, without a browser. */
function Screen({ children }: { children: ReactNode }) {
	return (
		<Drawing isPage>
			<Box at={[1, 1, 190, 104]} rx={6} className="fill-surface stroke-control" strokeWidth={2} />
			<path d="M70 117h52M96 105v12" className="stroke-control" strokeWidth="3" />
			{children}
		</Drawing>
	);
}

/** Three keys pressed together. */
function KeysDrawing({ keys }: { keys: readonly [string, string, string] }) {
	return (
		<Drawing height={56}>
			{keys.map((key, place) => (
				<g key={key} transform={`translate(${place * 71} 0)`}>
					<Box at={[2, 4, 46, 46]} rx={6} className="fill-raised stroke-action" strokeWidth={3} />
					<Label x={25} y={31}>
						{key}
					</Label>
				</g>
			))}
			<path
				d="M54.500 27h10m-5-5v10m66-5h10m-5-5v10"
				className="stroke-ink"
				fill="none"
				strokeWidth="2"
			/>
		</Drawing>
	);
}

/** The menu that Windows shows after the keys. */
function MenuDrawing({ label }: { label: string }) {
	return (
		<Screen>
			<Bar x={66} y={18} width={60} />
			<Bar x={72} y={33} width={48} />
			<Box at={[28, 47, 136, 20]} rx={2} className="fill-action" />
			<Label x={96} y={61} onAction>
				{label}
			</Label>
			<Bar x={70} y={76} width={52} />
			<Bar x={76} y={90} width={40} />
		</Screen>
	);
}

/** One field, then two, then the arrow that confirms. */
function WindowsFormDrawing() {
	return (
		<Screen>
			<PasswordBox y={14} dots={6} />
			<PasswordBox y={42} dots={9} />
			<PasswordBox y={62} dots={9} />
			<Box at={[150, 82, 30, 16]} rx={2} className="fill-action" />
			<path
				d="M158 90h14m-5-4 5 4-5 4"
				className="stroke-on-action"
				fill="none"
				strokeWidth="2.500"
			/>
		</Screen>
	);
}
