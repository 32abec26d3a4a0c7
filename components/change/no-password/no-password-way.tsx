"use client";

import { Button } from "#components/ui/button.tsx";
import type { ChangeWay } from "#lib/core/change-way.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { BeginButton, LookingForChange, useFollowing } from "../guided/looking-for-change.tsx";
import { ResetPassword } from "./reset-password.tsx";

type Props = {
	me: Me;
	/** Asked first of people who may know their password after all. */
	question?: Question;
};

type Question = {
	reason: Extract<ChangeWay, { way: "no-password" }>["reason"];
	onKnown: () => void;
};

/**
 * For people who have no password, or do not know it: they get a temporary one from the helpdesk,
 * or reset it themselves, then set their own, which this page follows.
 */
export function NoPasswordWay({ me, question }: Props) {
	const t = useTranslations("noPassword");
	// A temporary password and a scrambled one move Entra's date like one's own does.
	const following = useFollowing(me, true);
	return (
		<section className="card">
			{question && (
				<>
					<h2 className="mb-4 text-xl font-bold">{t("questionHeading")}</h2>
					<p className="mb-4">{t(question.reason)}</p>
					<p className="mb-6">
						<Button look="secondary" onClick={question.onKnown}>
							{t("isKnown")}
						</Button>
					</p>
				</>
			)}
			<h2 className="mb-4 text-xl font-bold">{t(question ? "unknownHeading" : "stepsHeading")}</h2>
			<ol className="mb-6 list-decimal space-y-2 ps-6">
				<li>{t("stepAsk")}</li>
				<li>{t("stepFollow")}</li>
				<li>{t("stepOwn")}</li>
				<li>{t("stepBack")}</li>
			</ol>
			<ResetPassword />
			<p className="mb-6 text-muted">{t("stays")}</p>
			<BeginButton following={following} />
			<LookingForChange following={following} />
		</section>
	);
}
