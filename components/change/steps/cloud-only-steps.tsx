import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Bar, Box, Drawing, Label, PasswordBox } from "../guided/drawing-parts.tsx";
import { SignInDrawing, TileDrawing, Window } from "../guided/drawings.tsx";
import { Step } from "../guided/step.tsx";

/** For people who read before they sign in: why, the way in, and how to change the password of a cloud-only account. */
export async function CloudOnlySteps({ children }: { children: ReactNode }) {
	const t = await getTranslations("steps.cloud");
	const change = t("drawnChange");
	return (
		<section className="card mb-8">
			<p className="mb-4">{t("why")}</p>
			<div className="mb-8">{children}</div>
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

/** The portal's own form: the existing password, the new one, and the button. */
function PortalFormDrawing({ label }: { label: string }) {
	return (
		<Window>
			<Bar x={12} y={29} width={44} />
			<PasswordBox y={38} dots={6} />
			<Bar x={12} y={60} width={36} />
			<PasswordBox y={69} dots={9} />
			<Box at={[12, 92, 116, 18]} rx={2} className="fill-action" />
			<Label x={70} y={105} onAction>
				{label}
			</Label>
		</Window>
	);
}

/** Two controllers, each with its tick. */
function ArrivedDrawing() {
	return (
		<Drawing>
			{[16, 106].map((x) => (
				<g key={x} transform={`translate(${x} 14)`}>
					<Box at={[1, 1, 68, 90]} rx={6} className="fill-surface stroke-control" strokeWidth={2} />
					<Bar x={14} y={14} width={42} />
					<Bar x={14} y={26} width={28} />
					<circle cx="35" cy="62" r="18" className="fill-action" />
					<path
						d="M27 62l6 6 11-12"
						className="stroke-on-action"
						fill="none"
						strokeWidth="4"
						strokeLinecap="round"
						strokeLinejoin="round"
					/>
				</g>
			))}
		</Drawing>
	);
}
